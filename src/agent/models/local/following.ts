import type { WorkspaceDescription } from '../../directory.ts';
import { changesOf, dayOf } from './changes.ts';
import type { Clause } from './clause.ts';
import type { Change, Constraint, Frame } from './frame.ts';
import { lexicons } from './lexicon.ts';
import type { Meaning } from './mention.ts';
import type { DialogueState, FrameMemo, QuestionMemo } from './state.ts';
import { noTarget } from './target.ts';

/** Whether a clause asks something. */
export const isAsked = (clause: Clause): boolean => {
  const { moods, reads } = lexicons[clause.language];
  return moods.question.test(clause.sentence) || reads.count.test(clause.masked);
};

const details = new Set<Meaning['type']>(['value', 'date', 'duration', 'phone', 'email', 'number', 'field']);
const stages = new Set(['lifecycleStage', 'stage', 'status']);
const mostWords = 10;
const mostSigns = 24;

/** A detail of the one record just written that is told later, without a verb: "software btw", “要咨询”. */
export function detailOf(
  clauses: readonly Clause[],
  frames: readonly Frame[],
  state: DialogueState,
  workspace: WorkspaceDescription,
): FrameMemo | undefined {
  const last = state.frames.at(-1);
  const [record] = state.focus;
  if (last === undefined || last.act === 'undo' || last.act === 'delete' || last.target.set) return undefined;
  if (record === undefined || state.focus.length > 1 || clauses.some(isAsked)) return undefined;
  const isForm = clauses.every(({ sketch }) => fillsField.test(sketch));
  if (frames.length > 0 && !(isForm && frames.some(({ target }) => target.set))) return undefined;
  const added =
    (last.act === 'log' ? nextStepIn(clauses, workspace.today) : undefined) ?? lineIn(clauses, last);
  const isBare =
    clauses.every(
      (clause) =>
        clause.mentions.every(({ is }) => details.has(is.type)) &&
        !startsReading(clause) &&
        clause.operations.length === 0,
    ) && lengthOf(clauses) <= 1;
  const told =
    isBare || isForm ? clauses.flatMap((one) => changesOf(one, record.kind, workspace, true).changes) : [];
  const known = new Map(last.changes.map((change) => [change.field, JSON.stringify(change)]));
  const isNew = (change: Change) =>
    (known.get(change.field) ?? JSON.stringify(change)) === JSON.stringify(change) &&
    (isForm || last.act === 'create' || !stages.has(change.field));
  const changes = added ?? (told.every(isNew) ? told : []);
  if (changes.length === 0) return undefined;
  return {
    act: 'update',
    mood: 'order',
    target: { ...noTarget(record.kind), reference: 'one' },
    changes,
    generic: false,
    everything: false,
    override: false,
  };
}

/** “产品选咨询”, "owner: Raj": a field and what it gets, as in a form. */
const fillsField =
  /^(?:and |then |also |，|,|再|然后|还有)*<[FKO]\d+>\s*(?:is|to|goes to|=|:|：|选|写|填|定|设|改|是|为|成|到|在|给|上)*\s*<[VDTEPNM]\d+>[\s,.，。!！]*$/u;

const startsReading = ({ language, masked }: Clause): boolean => {
  const match = lexicons[language].reads.list.exec(masked);
  return match !== null && match.index < 4;
};

/** The share of the words a bare detail may have. */
const lengthOf = (clauses: readonly Clause[]): number => {
  const text = clauses.map((clause) => clause.text).join(' ');
  return /\p{Script=Han}/u.test(text) ? text.length / mostSigns : text.split(/\s+/u).length / mostWords;
};

const addsLine =
  /^(?:再|另外|还)?[^，。]{0,3}[加补记写][上充]?一?[句条点笔]|\b(?:also note|add that|add a line)\b/u;

/** "Another one: …", “再补一条：……”: one more line behind a note or a logged contact. */
function lineIn(clauses: readonly Clause[], last: FrameMemo): Change[] | undefined {
  const writes = last.act === 'log' || last.changes.some(({ field }) => field === 'notes');
  const line = oneMore.exec(clauses[0]!.whole.trim())?.[1]?.trim();
  return writes && line !== undefined && line !== ''
    ? [{ field: 'notes', is: 'append', value: line }]
    : undefined;
}

const oneMore =
  /^(?:(?:and |oh |also |plus |then )*(?:(?:another|one more)(?: \w+)?|also(?: note)?|add(?: that| this| too)?|note too)\s*:\s*|(?:再|又|还|另外|顺便)*(?:要)?[加补记写添][上充]?一?[句条点笔个](?:备注)?[：:，,]\s*)(.+)$/isu;

/** Behind a logged contact: the one day on which something is to follow, and a line to be added to the notes. */
function nextStepIn(clauses: readonly Clause[], today: string): Change[] | undefined {
  const days = clauses.flatMap(({ mentions }) =>
    mentions.flatMap(({ is }) => (is.type === 'date' ? [dayOf(is.span)] : [])),
  );
  const isOfOthers = clauses.some(({ mentions }) =>
    mentions.some(({ is }) => is.type === 'record' || is.type === 'name' || is.type === 'kind'),
  );
  const speaks = clauses.some(({ language, masked }) => lexicons[language].filters.followUp.test(masked));
  if (days.length !== 1 || days[0]! <= today || !speaks || isOfOthers) return undefined;
  const follows: Change = { field: 'followUpOn', is: 'set', value: days[0]! };
  const line = clauses[0]!.whole
    .trim()
    .replace(addsLine, '')
    .replace(/^[\s,，:：]+/u, '');
  return addsLine.test(clauses[0]!.whole.trim()) && line !== ''
    ? [follows, { field: 'notes', is: 'append', value: line }]
    : [follows];
}

const adding =
  /\b(?:together|altogether|combined|in total|all told|summed)\b|加起来|合计|总共|一共|合在一起|加一起/u;

/** "And together?", “加起来呢”: what the last two were counted by, counted as one. */
export function togetherOf(
  clauses: readonly Clause[],
  { question, earlier }: DialogueState,
): QuestionMemo | undefined {
  const says = clauses.some(({ masked }) => adding.test(masked));
  const names = clauses.some(({ mentions }) =>
    mentions.some(({ is }) => is.type !== 'number' && is.type !== 'field'),
  );
  if (!says || names || question?.what !== 'count' || earlier?.what !== 'count') return undefined;
  const [one, other] = [earlier.target, question.target];
  if (one.kind !== other.kind || one.constraints.length !== other.constraints.length) return undefined;
  const constraints = other.constraints.map((constraint): Constraint | undefined => {
    const before = one.constraints.find(({ field }) => field === constraint.field);
    if (before === undefined || before.comparison !== constraint.comparison) return undefined;
    if (JSON.stringify(before) === JSON.stringify(constraint)) return constraint;
    return constraint.comparison === 'in'
      ? { ...constraint, values: [...new Set([...before.values, ...constraint.values])] }
      : undefined;
  });
  const known = constraints.filter((constraint) => constraint !== undefined);
  const differing = known.filter((constraint, index) => constraint !== other.constraints[index]);
  if (known.length < constraints.length || differing.length !== 1) return undefined;
  return { ...question, refers: false, target: { ...other, constraints: known } };
}
