import { moveDay } from '../../../language/dates/calendar.ts';
import type { Candidate } from '../../directory.ts';
import type { Change, Named, Value } from './frame.ts';
import { type Plan, type PlannedCall, type Surroundings, spoken } from './planned.ts';
import { say } from './sayings.ts';
import { describeCandidates } from './settle.ts';
import type { FrameMemo } from './state.ts';

/** A new record, once it has what a new record needs and no one else bears its name. */
export function creation(frame: FrameMemo, rest: readonly FrameMemo[], around: Surroundings): Plan {
  const words = say(around.language);
  const { kind } = frame.target;
  const tool = around.capabilities.save(kind);
  if (tool === undefined) return { calls: [], says: [words.cannot()] };
  const given = (field: string) =>
    frame.changes.find((change) => change.is === 'set' && change.field === field);
  const nameField = kind === 'task' ? 'title' : 'name';
  const name = given(nameField);
  const lack = (slot: 'owner' | 'name', text: string): Plan => ({
    calls: [],
    says: [text],
    pending: { type: 'slot', slot, frame, rest, candidates: [] },
  });
  if (name?.is !== 'set') return lack('name', words.whichName(kind));
  if (frame.problem?.type === 'unknown-member')
    return lack('owner', words.unknownMember(frame.problem.name, memberNames(around)));
  const isUnowned = kind === 'contact' && given('owner') === undefined;
  if (isUnowned && !isKnownByName(around) && memberNames(around).length > 0)
    return lack('owner', words.whichOwner(String(name.value), memberNames(around)));
  const own: Change[] =
    isUnowned && isKnownByName(around)
      ? [{ field: 'owner', is: 'set', value: around.workspace.me.name }]
      : [];
  const { argumentsOf, fields } = written([...frame.changes, ...own], undefined, tool.input.shape, around);
  const [whose] = around.state.focus;
  if (frame.target.reference === 'one' && whose?.kind === 'contact' && given('contact') === undefined) {
    argumentsOf.contact = whose.id;
    fields.push({ field: 'contact', value: whose.name });
  }
  const base = 'kind' in tool.input.shape ? { kind } : {};
  const call: PlannedCall = {
    tool: tool.name,
    arguments: { ...base, ...argumentsOf },
    purpose: { type: 'create', kind, name: String(name.value), fields },
  };
  const same =
    kind === 'contact'
      ? frame.target.records
          .flatMap((record: Named) => record.candidates)
          .filter((candidate) => candidate.name.toLowerCase() === String(name.value).toLowerCase())
      : [];
  if (same.length > 0) {
    const again = { ...call, arguments: { ...call.arguments, allowDuplicate: true } };
    return {
      calls: [],
      says: [words.exists(describeCandidates(same, around).join(', '))],
      pending: { type: 'confirm', calls: [again] },
      focus: same.map(spoken),
    };
  }
  return { calls: [call], says: [] };
}

/** Whoever is signed in by name owns what they enter; for one nameless login it is not known who does. */
const isKnownByName = ({ workspace }: Surroundings): boolean => workspace.me.name !== namelessLogin;
const namelessLogin = 'Me';

/** The speaker's colleagues. */
export const memberNames = ({ workspace }: Surroundings): string[] =>
  workspace.members.filter((member) => member.id !== workspace.me.id).map((member) => member.name);

/** Changes as a tool's arguments; a day is moved from where the record has it. */
export function written(
  changes: readonly Change[],
  record: Candidate | undefined,
  shape: Readonly<Record<string, unknown>>,
  { workspace }: Surroundings,
): { argumentsOf: Record<string, unknown>; fields: { field: string; value: Value | null }[] } {
  const plain: Record<string, unknown> = {};
  const nested: Record<string, unknown> = {};
  const cleared: string[] = [];
  const fields: { field: string; value: Value | null }[] = [];
  const set = (field: string, value: unknown) => {
    if (field in shape) plain[field] = value;
    else nested[field] = value;
  };
  for (const change of changes) {
    if (change.is === 'clear') {
      cleared.push(change.field);
      fields.push({ field: change.field, value: null });
    } else if (change.is === 'append') {
      set('appendNote', change.value);
      fields.push({ field: change.field, value: change.value });
    } else if (change.is === 'moved') {
      const now = record?.values[change.field];
      const value = moveDay(
        typeof now === 'string' ? now.slice(0, 10) : workspace.today,
        change.count,
        change.unit,
      );
      set(change.field, value);
      fields.push({ field: change.field, value });
    } else {
      set(change.field, change.value);
      fields.push({ field: change.field, value: change.value });
    }
  }
  const container = 'custom' in shape ? 'custom' : 'fields';
  return {
    argumentsOf: {
      ...plain,
      ...(Object.keys(nested).length > 0 && { [container]: nested }),
      ...(cleared.length > 0 && { clear: cleared }),
    },
    fields,
  };
}
