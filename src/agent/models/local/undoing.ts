import type { Candidate } from '../../directory.ts';
import type { Change, Value } from './frame.ts';
import { licenceOf } from './guards.ts';
import { forRecords } from './plan.ts';
import type { Plan, PlannedCall, RecordBefore, Surroundings } from './planned.ts';
import { say } from './sayings.ts';
import type { Done, FrameMemo } from './state.ts';
import { noTarget } from './target.ts';

/** Takes back what this conversation did: its last turn, the last change of a field that is named, or all of it. */
export function undo(frame: Pick<FrameMemo, 'mood' | 'everything' | 'changes'>, around: Surroundings): Plan {
  const words = say(around.language);
  const tool = around.capabilities.undo();
  if (licenceOf(frame.mood) === 'none') return { calls: [], says: [words.notDone(frame.mood, '')] };
  const changes = undoneBy(frame, around.state.changes);
  if (tool === undefined || changes.length === 0) return { calls: [], says: [words.nothingToUndo()] };
  const fields = frame.changes.map((change) => change.field);
  const back = partOf(changes, fields, around.state.changes.at(-1)).flatMap((record) =>
    putBack(record, fields, around),
  );
  if (back.length > 0) return { calls: back, says: [] };
  const ids = changes.flatMap((change) => change.ids).toReversed();
  const calls = ids.map(
    (changeId): PlannedCall => ({ tool: tool.name, arguments: { changeId }, purpose: { type: 'undo' } }),
  );
  return { calls, says: [] };
}

/** The records whose named fields are to be as before, while other changes, or later ones, are to stay. */
function partOf(
  changes: readonly Done[],
  fields: readonly string[],
  latest: Done | undefined,
): readonly RecordBefore[] {
  const [about] = changes;
  const isPart =
    about !== undefined && fields.length > 0 && about.fields.some((field) => fields.includes(field));
  const keepsOthers = isPart && (about !== latest || about.fields.some((field) => !fields.includes(field)));
  return keepsOthers && changes.length === 1 ? about.before : [];
}

/** The call that gives a record's fields the values they had. */
function putBack(
  { record, values }: RecordBefore,
  fields: readonly string[],
  around: Surroundings,
): PlannedCall[] {
  const changes = Object.entries(values)
    .filter(([field]) => fields.includes(field))
    .map(
      ([field, value]): Change =>
        value === null ? { field, is: 'clear' } : { field, is: 'set', value: value as Value },
    );
  const candidate: Candidate = { ...record, match: 'exact', values: {} };
  const target = { ...noTarget(record.kind), records: [{ text: record.name, candidates: [candidate] }] };
  const frame: FrameMemo = {
    act: 'update',
    mood: 'order',
    target,
    changes,
    generic: false,
    everything: false,
    override: false,
  };
  const calls = changes.length === 0 ? [] : forRecords(frame, [candidate], around);
  return calls.map((call) =>
    call.purpose.type === 'update'
      ? { ...call, purpose: { ...call.purpose, restores: true as const } }
      : call,
  );
}

/** Which of the changes that stand an undo is about. */
export function undoneBy(
  frame: Pick<FrameMemo, 'everything' | 'changes'>,
  changes: readonly Done[],
): readonly Done[] {
  if (frame.everything) return changes;
  const fields = frame.changes.map((change) => change.field);
  const about = changes.findLast((change) => change.fields.some((field) => fields.includes(field)));
  return about === undefined ? changes.slice(-1) : [about];
}
