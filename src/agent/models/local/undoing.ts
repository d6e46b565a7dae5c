import type { Language } from '../../../language/index.ts';
import type { Candidate } from '../../directory.ts';
import type { Clause } from './clause.ts';
import type { Change, Frame, Value } from './frame.ts';
import { licenceOf, moodOfAll } from './guards.ts';
import { givenTypes, isA, type Meaning, type Mention } from './mention.ts';
import { forRecords } from './plan.ts';
import type { Plan, PlannedCall, RecordBefore, Surroundings } from './planned.ts';
import { isNo } from './replies.ts';
import { say } from './sayings.ts';
import type { DialogueState, Done, FrameMemo } from './state.ts';
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

/** "SO-10466, please cancel it": an order or a task is called off, and nothing this conversation did taken back. */
export const cancelsRecord = ({ act, clause }: Frame, mentions: readonly Mention[]): boolean =>
  act === 'undo' &&
  /\bcancel|取消|作废/u.test(clause.masked) &&
  mentions.some((mention) => isA('record')(mention) && ['order', 'task', 'ticket'].includes(mention.is.kind));

const reverts =
  /\b(?:undo|undone|revert(?:ed)?|roll(?:ed)? back|take back|taken back|reverse|restore)\b|撤[销回掉]|回滚|还原|恢复/iu;
/** "what <M0> changed", "changes by <M0>", “<M0>今天的改动”. */
const ofSomebody =
  /<M\d+>(?:'s)?.{0,30}(?:\b(?:chang(?:es|ed)|edit(?:s|ed)|did|modified)\b|改动|修改|变更|操作|改的|改过)|\b(?:changes|edits)\b.{0,12}\bby <M\d+>/iu;
const startsOfParts = { morning: '00:00', afternoon: '12:00', evening: '18:00' } as const;
const endsOfParts = { morning: '12:00', afternoon: '18:00', evening: '23:59' } as const;

/**
 * The call that takes back what this conversation did not do: a change by its id, or what one person did in a time.
 * A question what it would be is answered by trying it out.
 */
export function undoneElsewhere(clauses: readonly Clause[], around: Surroundings): Plan | undefined {
  const tool = around.capabilities.undo();
  const text = clauses[0]?.whole ?? '';
  if (tool === undefined || !reverts.test(text)) return undefined;
  const mentions = clauses.flatMap((clause) => clause.mentions);
  const change = mentions.find(isA('code'))?.is.value;
  if (change?.startsWith('chg_')) {
    const mood = moodOfAll(clauses);
    if (licenceOf(mood) === 'none' && mood !== 'question')
      return { calls: [], says: [say(around.language).notDone(mood, '')] };
    return {
      calls: [{ tool: tool.name, arguments: { changeId: change }, purpose: { type: 'undo' } }],
      says: [],
    };
  }
  const person = mentions.find(isA('member'))?.is.members[0];
  if (person === undefined || !clauses.some((clause) => ofSomebody.test(clause.sketch))) return undefined;
  const span = mentions.find(isA('date'))?.is.span;
  const others = mentions.filter(isA('number'));
  const words = say(around.language);
  if (span === undefined || others.length > 0)
    return {
      calls: [],
      says: [words.leftOpen(others.length > 0 ? others.map((one) => one.text) : [person.name])],
    };
  const isAsked = licenceOf(moodOfAll(clauses)) === 'none';
  const part = span.from === span.to ? span.partOfDay : undefined;
  const shown = isAsked || /\b(?:first|preview|would)\b|先|预览|看看/iu.test(text);
  return {
    calls: [
      {
        tool: tool.name,
        arguments: {
          actor: person.name,
          since: `${span.from}T${span.time ?? (part ? startsOfParts[part] : '00:00')}:00`,
          ...(!span.bound && { until: `${span.to}T${part ? endsOfParts[part] : '23:59'}:59` }),
          ...(shown && { dryRun: true }),
        },
        purpose: { type: 'other', title: tool.title, ...(!shown && { writes: true as const }) },
      },
    ],
    says: [],
  };
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

/** "No wait, keep Ann": said right behind a deletion of somebody of that name. */
export const revives = (text: string, { frames, changes, turn }: DialogueState): boolean => {
  const last = frames.at(-1);
  if (last?.act !== 'delete' || changes.at(-1)?.turn !== turn) return false;
  const said = text.toLowerCase();
  const isNamed = last.target.records.some(({ candidates }) =>
    candidates.some(({ name }) => said.includes(name.toLowerCase())),
  );
  return isNamed && keeps.test(said) && !asksAgain.test(said);
};

const keeps =
  /\b(?:keep|bring (?:\w+ ){0,3}back|restore|undelete|shouldn't have|wasn't meant|not)\b|留着|留下|保留|恢复|别删|不[要该]删|不删|还要/u;
const asksAgain =
  /\b(?:delete|remove|erase)\b(?!d)(?<!(?:n't|not) (?:delete|remove|erase))|(?<![别不该])删(?!错|的)/u;

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

const corrects = new Set<Meaning['type']>([...givenTypes, 'name', 'number']);

/** "Wait, no, keep him": right behind a change this takes it back. */
export function takesBack(
  plain: string,
  frames: readonly Frame[],
  mentions: readonly Mention[],
  language: Language,
): boolean {
  if (mentions.some(({ is }) => corrects.has(is.type))) return false;
  const changes = frames.filter((frame) => licenceOf(frame.mood) !== 'none');
  if (
    changes.some((frame) => frame.act !== 'undo') ||
    (frames.length > 0 && frames.every((frame) => frame.act === 'undo'))
  )
    return false;
  if (/\b(?:thanks?|that's all|nothing else|no problem|fine|good)\b|谢|没问题|没有了|不客气/u.test(plain))
    return false;
  return isNo(plain, language) && /[\s,，]|\p{Script=Han}{2}/u.test(plain);
}
