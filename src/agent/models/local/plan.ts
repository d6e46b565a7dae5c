import type { Candidate } from '../../directory.ts';
import { callingField, fieldOf } from './fields.ts';
import { filterText } from './filter-text.ts';
import type { Target } from './frame.ts';
import { licenceOf } from './guards.ts';
import { type Plan, type PlannedCall, type Purpose, type Surroundings, spoken } from './planned.ts';
import { creation, memberNames, written } from './planned-creation.ts';
import { say } from './sayings.ts';
import { describeCandidates, settle } from './settle.ts';
import type { FrameMemo, Pending, Spoken } from './state.ts';
import { undo } from './undoing.ts';

/** The calls for requests, in order; stops at the first that lacks something. */
export async function planFrames(frames: readonly FrameMemo[], around: Surroundings): Promise<Plan> {
  const plan: Plan = { calls: [], says: [] };
  const words = say(around.language);
  const acting = frames.filter((frame) => frame.mood !== 'negated' && frame.mood !== 'question');
  const asked = oneByRecords(acting.length > 0 ? acting : frames);
  for (const [index, frame] of asked.entries()) {
    const step = await planFrame(frame, asked.slice(index + 1), around);
    plan.says.push(...step.says);
    if (step.focus) plan.focus = step.focus;
    if (step.set) plan.set = step.set;
    if (step.pending) return { ...plan, pending: step.pending };
    if (step.says.length > 0 && step.calls.length === 0) return { ...plan, calls: [] };
    const waits = frame.mood === 'message' || frame.mood === 'conditional' || frame.mood === 'deferred';
    if (waits)
      return {
        ...plan,
        pending: { type: 'confirm', calls: step.calls },
        calls: [],
        says: [...plan.says, words.notDone(frame.mood, namesOf(frame))],
      };
    if (licenceOf(frame.mood) === 'confirm')
      return {
        ...plan,
        pending: { type: 'confirm', calls: [...plan.calls, ...step.calls] },
        calls: [],
        says: [...plan.says, words.confirm(describeCalls(step.calls, around))],
      };
    plan.calls.push(...step.calls);
  }
  return plan;
}

/** Changes of the same records as one: the first of two could make that none of them is found for the second. */
function oneByRecords(frames: readonly FrameMemo[]): FrameMemo[] {
  const result: FrameMemo[] = [];
  for (const frame of frames) {
    const last = result.at(-1);
    const isSame =
      last?.act === 'update' &&
      frame.act === 'update' &&
      (last.mood === frame.mood || (licenceOf(last.mood) === 'act' && licenceOf(frame.mood) === 'act')) &&
      last.target.set &&
      last.problem === undefined &&
      frame.problem === undefined &&
      JSON.stringify(last.target.constraints) === JSON.stringify(frame.target.constraints) &&
      last.target.kind === frame.target.kind &&
      frame.changes.every(
        ({ field, is }) =>
          is !== 'moved' && last.changes.every((one) => one.field !== field && one.is !== 'moved'),
      );
    if (isSame) result.splice(-1, 1, { ...last, changes: [...last.changes, ...frame.changes] });
    else result.push(frame);
  }
  return result;
}

async function planFrame(frame: FrameMemo, rest: readonly FrameMemo[], around: Surroundings): Promise<Plan> {
  const words = say(around.language);
  const only = (text: string, pending?: Pending): Plan => ({
    calls: [],
    says: [text],
    ...(pending && { pending }),
  });
  if (frame.act === 'undo') return undo(frame, around);
  if (licenceOf(frame.mood) === 'none' && !['message', 'conditional', 'deferred'].includes(frame.mood))
    return refused(frame, around);
  if (frame.act === 'create') return creation(frame, rest, around);
  const ask = (
    slot: 'owner' | 'record' | 'note' | 'value',
    text: string,
    candidates: readonly Spoken[] = [],
  ): Plan => only(text, { type: 'slot', slot, frame, rest, candidates });
  if (frame.problem?.type === 'unknown-member')
    return ask('owner', words.unknownMember(frame.problem.name, memberNames(around)));
  if (frame.problem?.type === 'one') return ask('record', words.who());
  if (frame.problem?.type === 'has-none') return only(words.hasNone(frame.problem.who, frame.problem.kind));
  if (frame.problem?.type === 'unread') return ask('record', words.unknownCondition(frame.problem.text));
  if (frame.act === 'update' && frame.changes.length === 0) {
    const who = frame.target.records[0]?.text;
    const { kind } = frame.target;
    const field = frame.asks?.find((name) => fieldOf(around.workspace, kind, name) !== undefined);
    if (field !== undefined)
      return ask('value', words.whichNewValue(who, words.label(kind, field, around.workspace)));
    return ask('value', words.whatToChange(who, optionsOf('lifecycleStage', frame.target.kind, around)));
  }
  const empty = frame.changes.find((change) => change.is === 'append' && change.value === '');
  if (empty !== undefined) return ask('note', words.whichNote());
  const settled = await settle(frame, around);
  if ('question' in settled) return ask('record', settled.question, settled.candidates);
  if (settled.target.set) return forSet(frame, settled.target, around);
  if (frame.act === 'log' && settled.records.length !== 1) return ask('record', words.who());
  if (settled.records.length === 0) return ask('record', words.who());
  const calls =
    frame.act === 'log'
      ? logged(frame, settled.records[0]!, around)
      : forRecords(frame, settled.records, around, await areNamesakes(settled.records, around));
  if (calls.length === 0) return only(words.cannot());
  return { calls, says: [], focus: settled.records.map(spoken) };
}

const optionsOf = (field: string, kind: string, { workspace }: Surroundings): readonly string[] =>
  fieldOf(workspace, kind, field)?.options ?? [];

const namesOf = (frame: FrameMemo): string => frame.target.records.map((record) => record.text).join(', ');

/** A request that must not be carried out as it is spoken. */
function refused(frame: FrameMemo, around: Surroundings): Plan {
  const words = say(around.language);
  const who = namesOf(frame);
  const says = [words.notDone(frame.mood, who)];
  const capability = around.capabilities.summarize(frame.target.kind);
  if (
    frame.mood === 'hypothetical' &&
    frame.target.set &&
    frame.target.constraints.length > 0 &&
    capability !== undefined
  ) {
    const filter = filterText(frame.target.constraints);
    const described = words.conditions(frame.target.constraints, frame.target.kind, around.workspace);
    return {
      calls: [
        {
          tool: capability.name,
          arguments: { kind: frame.target.kind, filter },
          purpose: {
            type: 'count',
            kind: frame.target.kind,
            described,
            constraints: frame.target.constraints,
          },
        },
      ],
      says,
    };
  }
  const candidates = frame.target.records.flatMap((record) =>
    record.candidates.length === 1 ? record.candidates : [],
  );
  return {
    calls: [],
    says: [...says, ...candidates.map((candidate) => words.asIs(candidate, around.workspace))],
    ...(candidates.length > 0 && { focus: candidates.map(spoken) }),
  };
}

/** Whether another record bears the name of one of several: their names do not say then who is meant. */
async function areNamesakes(records: readonly Candidate[], around: Surroundings): Promise<boolean> {
  if (records.length < 2) return false;
  const found = await Promise.all(records.map(({ kind, name }) => around.named(kind, name)));
  return found.some((all) => all.length > 1);
}

/**
 * The calls that change or delete certain records.
 *
 * @param oneByOne  by their ids, each in a call of its own
 */
export function forRecords(
  frame: FrameMemo,
  records: readonly Candidate[],
  around: Surroundings,
  oneByOne = false,
): PlannedCall[] {
  const kind = records[0]!.kind;
  const tool = frame.act === 'delete' ? around.capabilities.remove(kind) : around.capabilities.save(kind);
  if (tool === undefined) return [];
  const targets = records.map(spoken);
  const key = kind in tool.input.shape ? kind : 'record';
  const base = 'kind' in tool.input.shape ? { kind } : {};
  const moved = frame.changes.some((change) => change.is === 'moved');
  const unique = new Set(targets.map((target) => target.name)).size === targets.length;
  if (records.length > 1 && !moved && unique && !oneByOne) {
    const filter = filterText([
      {
        field: callingField(around.workspace, kind),
        comparison: 'in',
        values: targets.map((target) => target.name),
      },
    ]);
    const { argumentsOf, fields } = written(frame.changes, records[0]!, tool.input.shape, around);
    const purpose: Purpose =
      frame.act === 'delete' ? { type: 'delete', kind, targets } : { type: 'update', kind, targets, fields };
    return [{ tool: tool.name, arguments: { ...base, filter, ...argumentsOf }, purpose }];
  }
  return records.map((record) => {
    const { argumentsOf, fields } = written(frame.changes, record, tool.input.shape, around);
    const purpose: Purpose =
      frame.act === 'delete'
        ? { type: 'delete', kind, targets: [spoken(record)] }
        : { type: 'update', kind, targets: [spoken(record)], fields };
    const values = Object.fromEntries(fields.map(({ field }) => [field, record.values[field] ?? null]));
    const before = { record: spoken(record), values };
    return {
      tool: tool.name,
      arguments: { ...base, [key]: record.id, ...argumentsOf },
      purpose,
      ...(frame.act === 'update' && Object.keys(record.values).length > 0 && { before }),
    };
  });
}

/** The calls that change or delete whatever meets conditions. */
function forSet(frame: FrameMemo, target: Target, around: Surroundings): Plan {
  const words = say(around.language);
  const { kind } = target;
  const except = target.except.map((one) => one.candidates[0]?.name ?? one.text);
  const ambiguous = target.except.find((one) => one.candidates.length > 1);
  if (ambiguous !== undefined)
    return {
      calls: [],
      says: [
        words.which(
          ambiguous.text,
          describeCandidates(ambiguous.candidates, around),
          ambiguous.candidates.length,
        ),
      ],
    };
  if (target.constraints.length === 0 && (frame.act === 'delete' || frame.override))
    return { calls: [], says: [words.notEverything()] };
  if (target.constraints.length === 0 && !target.reference && frame.everything === false)
    return { calls: [], says: [words.who()] };
  const filter =
    target.constraints.length === 0 && except.length === 0
      ? 'name is set'
      : filterText(target.constraints, except);
  const moved = frame.changes.find((change) => change.is === 'moved');
  const set = { kind, constraints: target.constraints };
  if (moved !== undefined) {
    const list = around.capabilities.list(kind);
    if (list === undefined) return { calls: [], says: [words.cannot()] };
    const { field, count, unit } = moved;
    return {
      calls: [
        {
          tool: list.name,
          arguments: { filter, limit: 100, detail: 'full' },
          purpose: { type: 'move', kind, field, count, unit, filter },
        },
      ],
      says: [],
      set,
    };
  }
  const tool = frame.act === 'delete' ? around.capabilities.remove(kind) : around.capabilities.save(kind);
  if (tool === undefined) return { calls: [], says: [words.cannot()] };
  const base = 'kind' in tool.input.shape ? { kind } : {};
  const { argumentsOf, fields } = written(frame.changes, undefined, tool.input.shape, around);
  const described = words.conditions(target.constraints, kind, around.workspace);
  const purpose: Purpose =
    frame.act === 'delete'
      ? { type: 'delete', kind, targets: [], filter: described }
      : { type: 'update', kind, targets: [], fields, filter: described };
  return {
    calls: [{ tool: tool.name, arguments: { ...base, filter, ...argumentsOf }, purpose }],
    says: [],
    set,
  };
}

function logged(frame: FrameMemo, record: Candidate, around: Surroundings): PlannedCall[] {
  const tool = around.capabilities.log();
  const { log } = frame;
  if (tool === undefined || log === undefined) return [];
  const occurredOn = log.occurredOn ?? around.workspace.today;
  const day = occurredOn === around.workspace.today ? {} : { occurredAt: occurredOn };
  const next = log.followUpOn === undefined ? {} : { followUpOn: log.followUpOn };
  return [
    {
      tool: tool.name,
      arguments: { contact: record.id, channel: log.channel, summary: log.summary, ...day, ...next },
      purpose: {
        type: 'log',
        target: spoken(record),
        channel: log.channel,
        occurredOn,
        followUpOn: log.followUpOn,
      },
    },
  ];
}

/** What calls would do, in a few words. */
export function describeCalls(calls: readonly PlannedCall[], around: Surroundings): string {
  return calls.map((call) => say(around.language).intent(call.purpose, around.workspace)).join('; ');
}
