import type { DateSpan } from '../../../language/index.ts';
import type { Candidate } from '../../directory.ts';
import { dayOf } from './changes.ts';
import { type Clause, takesFromMember } from './clause.ts';
import { isCondition } from './conditions.ts';
import { moodOf } from './guards.ts';
import { lexicons } from './lexicon.ts';
import { bareWeekday } from './logging.ts';
import type { MeaningOf, Mention } from './mention.ts';
import { isOfAnyMonth } from './moved-days.ts';
import { type PlannedCall, type Purpose, type Surroundings, targetsIn } from './planned.ts';
import { byId } from './settle.ts';
import type { DialogueState } from './state.ts';
import { targetOf } from './target.ts';
import { mayOrder, unplacedIn } from './unplaced.ts';

/** What a plan leaves out, as it is written in the text. */
export interface LeftOut {
  words: string[];
  /** A record, a colleague, a value or a new name is among it: the rest of the plan may not be meant at all. */
  isNamed: boolean;
}

/**
 * What a text says that a plan to write holds nowhere, as it is written there: people, values, days and amounts that
 * are in no argument and are not so already; words that leave out, make conditions or take away, where the plan does
 * nothing of the kind. Whoever wrote them may have meant less than the plan, or something else.
 */
export async function uncovered(
  clauses: readonly Clause[],
  calls: readonly PlannedCall[],
  around: Surroundings,
): Promise<LeftOut> {
  const writes = calls.filter(({ purpose }) => isWrite(purpose) && !takesBack(purpose));
  if (writes.length === 0 || clauses.length === 0) return { words: [], isNamed: false };
  const plan = heldBy(calls, clauses[0]!.whole, around.state);
  const said = clauses.filter(
    (clause) => !isWritten(clause, { start: 0, end: clause.text.trimEnd().length }, plan),
  );
  const ordering = said.filter(({ operations, roles }) => operations.length > 0 || roles.assigns);
  const orders = ordering.length > 0 || around.state.pending !== undefined ? ordering : said;
  const open = said.flatMap((clause) =>
    clause.mentions.filter(
      (mention) => !isHeld(mention, clause, plan, around) && !isLookedUp(mention, clause, around),
    ),
  );
  const known = open.length === 0 ? [] : await targetsOf(writes, around);
  const left = open.filter((mention) => !isSoAlready(mention, known));
  const named = [...left, ...said.flatMap((clause) => afterthoughts(clause, plan))];
  const words = [
    ...named.map(({ text }) => text),
    ...orders.flatMap((clause) => unplaced(clause, plan)),
    ...said.flatMap((clause) => [...cuesLeft(clause, plan), ...hedged(clause)]),
  ];
  return { words: [...new Set(words)], isNamed: named.some((mention) => isMissed(mention, writes)) };
}

/** "If Ann is still a lead, …": what a condition is looked up by before the plan is made. */
function isLookedUp({ is }: Mention, clause: Clause, { workspace }: Surroundings): boolean {
  if (!isCondition(clause)) return false;
  const values = new Set(
    targetOf(clause, workspace, new Set()).constraints.flatMap((constraint) => constraint.values),
  );
  return (
    (is.type === 'value' && is.of.some(({ value }) => values.has(value))) ||
    (is.type === 'member' && is.members.some(({ name }) => values.has(name)))
  );
}

/** Whether it is a colleague or a value, or somebody beside a plan for nobody by name: then the plan is another one than was meant. */
function isMissed({ is }: Mention, writes: readonly PlannedCall[]): boolean {
  if (writes.every(({ purpose }) => isOther(purpose))) return false;
  const isOfNamed = writes.every(({ purpose }) => targetsIn(purpose).length > 0);
  return ['member', 'value'].includes(is.type) || (['record', 'name'].includes(is.type) && !isOfNamed);
}

/** Nothing but a number or an address for somebody named: it can stand for nothing else. */
const givesAddress = (purpose: Purpose): boolean =>
  purpose.type === 'update' &&
  purpose.targets.length === 1 &&
  purpose.fields.every(({ field, value }) => value !== null && ['phones', 'emails'].includes(field));

/** A task that is done or given up, in whatever words. */
const settlesTask = (purpose: Purpose): boolean =>
  purpose.type === 'update' &&
  purpose.kind === 'task' &&
  purpose.fields.some(({ field }) => field === 'status');

/** Words of an order that the plan has nothing for; an order to write something down holds anything. */
function unplaced(clause: Clause, { purposes, words, literal }: Held): string[] {
  const isFree = (purpose: Purpose) =>
    !['update', 'delete', 'move'].includes(purpose.type) || givesAddress(purpose) || settlesTask(purpose);
  const notes = clause.payload !== undefined || words.includes('appendnote') || words.includes('lostreason');
  if (notes || purposes.some(isFree)) return [];
  const written = literal
    .map(({ start, end }) => ({ start: start - clause.start, end: end - clause.start }))
    .filter(({ start, end }) => start >= 0 && end <= clause.text.length)
    .map(
      (place): Mention => ({
        ...place,
        text: clause.text.slice(place.start, place.end),
        is: { type: 'quote', value: clause.text.slice(place.start, place.end) },
      }),
    );
  const left = unplacedIn({ ...clause, mentions: [...clause.mentions, ...written] });
  const isCertain = isPlain(clause, purposes) && !isUncertain.test(clause.text);
  return isCertain ? left.filter((words) => mayOrder(words, clause.language)) : left;
}

/** "after she pays", "the notes claim …": what is told may be a condition, a wish or somebody's word. */
const isUncertain =
  /\b(?:after|before|once|when|would|should|could|claims?|says?|said|notes?|shame|pity|wish|hopes?)\b/iu;

/** Somebody named is given something, and the field or the verb for it is said: other words beside tell why. */
function isPlain({ operations, mentions, roles }: Clause, purposes: readonly Purpose[]): boolean {
  const isNamed = purposes.every(
    (purpose) =>
      purpose.type === 'update' &&
      purpose.filter === undefined &&
      purpose.fields.every(({ value }) => value !== null),
  );
  const gives = operations.some(({ operation }) => ['set', 'assign', 'later', 'earlier'].includes(operation));
  return isNamed && (gives || roles.assigns || mentions.some(({ is }) => is.type === 'field'));
}

/** "and possibly Ann", “可能还有张伟”: whether somebody is meant is open. */
const hedged = ({ sketch }: Clause): string[] =>
  sketch.match(
    /\b(?:maybe|possibly|perhaps|probably|potentially)(?= (?:also |even |for )*<R\d+>)|(?:可能|也许|或许|大概|说不定|没准)(?=(?:还有|还包括|也有|也|有|包括)?<R\d+>)/gu,
  ) ?? [];

export const isWrite = (purpose: Purpose): boolean =>
  ['update', 'create', 'delete', 'log', 'move'].includes(purpose.type) || isOther(purpose);

/** What this conversation did is taken back: nothing new is written. */
export const takesBack = (purpose: Purpose): boolean =>
  purpose.type === 'update' && purpose.restores === true;

/** A tool chosen by its phrases that writes. */
const isOther = (purpose: Purpose): boolean => purpose.type === 'other' && purpose.writes === true;

/** What the calls of a plan hold. */
interface Held {
  purposes: readonly Purpose[];
  /** Everything in the arguments and what stands behind them, in lower case. */
  words: string;
  /** Where the person's own words are to be written down as they are. */
  literal: readonly { start: number; end: number }[];
}

const shortestLiteral = 4;
const isLiteral = (text: string): boolean =>
  text.length >= shortestLiteral || /^\p{Script=Han}{2,}$/u.test(text);

function heldBy(calls: readonly PlannedCall[], text: string, { frames, focus }: DialogueState): Held {
  const texts = calls.flatMap((call) => textsIn(call.arguments));
  const purposes = calls.map(({ purpose }) => purpose);
  const literal = texts
    .filter((one) => isLiteral(one) && text.includes(one))
    .map((one) => ({ start: text.indexOf(one), end: text.indexOf(one) + one.length }));
  const before = purposes.some(({ type }) => type === 'undo')
    ? [...frames.flatMap(({ target }) => target.records.flatMap(({ candidates }) => candidates)), ...focus]
    : [];
  const undone = before.map(({ name }) => name);
  return { purposes, words: [...texts, ...textsIn(purposes), ...undone].join('\n').toLowerCase(), literal };
}

/** Every text in a value, with the names of the fields it is in. */
function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
  return value === null || value === undefined ? [] : [String(value)];
}

const isWritten = (
  clause: Clause,
  { start, end }: { start: number; end: number },
  { literal }: Held,
): boolean => literal.some((span) => clause.start + start >= span.start && clause.start + end <= span.end);

/** Whether a plan holds what a mention stands for, or nothing of the kind could be held. */
function isHeld(mention: Mention, clause: Clause, plan: Held, { workspace }: Surroundings): boolean {
  const { is, text } = mention;
  const holds = (one: string) => plan.words.includes(one.toLowerCase());
  if (isWritten(clause, mention, plan) || takenBack.test(clause.whole.slice(clause.start + mention.end)))
    return true;
  if (is.type === 'record')
    return (
      is.candidates.some(({ id, name }) => holds(id) || holds(name)) || (is.kind === 'product' && holds(text))
    );
  if (is.type === 'member') return is.members.some(({ id, name }) => holds(name) || id === workspace.me.id);
  if (is.type === 'value')
    return (
      is.of.some(({ value }) => holds(value)) || isGivenUp(mention, clause, plan) || isYetToCome(is, plan)
    );
  if (is.type === 'name') return holds(text) || holds(text.replaceAll(' ', ''));
  if (is.type === 'code' || is.type === 'quote' || is.type === 'email' || is.type === 'phone')
    return holds(is.value);
  if (is.type === 'number') return !is.money || holds(is.value) || holds(text);
  if (is.type === 'field') return is.of.some(({ field }) => holds(field)) || !takesAway(plan);
  if (is.type === 'duration') return !isLent(clause, plan) || plan.words.includes(text.toLowerCase());
  if (is.type !== 'date' || is.span.from <= workspace.today) return true;
  if (bareWeekday.test(text) && /^days$/m.test(plan.words)) return true;
  if (tellsDay.test(clause.sketch) || givesUp.test(clause.text.slice(mention.end))) return true;
  if (insteadOf.test(clause.text.slice(0, mention.start)) && /\d{4}-\d{2}-\d{2}/.test(plan.words))
    return true;
  if (clause.mentions.some((other) => other.start > mention.start && other.text.endsWith(text))) return true;
  if (reckoned.test(text) && /\d{4}-\d{2}-\d{2}/.test(plan.words)) return true;
  const isThatDay = isOfAnyMonth(text) && new RegExp(`-${is.span.from.slice(-2)}$`, 'm').test(plan.words);
  return isThatDay || [is.span.from, is.span.to, dayOf(is.span)].some(holds) || isThatWeekday(is.span, plan);
}

/** “明天跟不了，……”, "the 5th doesn't work, …": a day on which it cannot be. */
const givesUp =
  /^(?:就|也|都|我)?(?:跟不了|不行|不方便|没空|没时间|来不及|太[早晚赶]|去不了|见不了|走不开|不在|[我他她]?出差)|^ (?:doesn't|does not|won't|will not|isn't|is not|can't|is no good|is too (?:soon|early|late))\b/iu;

/** "Wednesday instead of the 11th", “而不是11号”: a day another one takes the place of. */
const insteadOf =
  /\b(?:instead of|rather than|and not|,? not) (?:on |the )*$|(?:而不是|不是|代替|别等到?|不用等到?|等不到|原定|原本|本来(?:定|约)?在?)$/iu;

/** “9号是周六”, "the 9th is a Saturday": what day of the week a day is. */
const tellsDay =
  /(?:^|[,，])(?:因为|because |as |since )?<D\d+>(?:那天)?(?: is a |'s a |就是|正好是|是)<D\d+>(?:$|[,，。.])/u;

/** "a day later": reckoned from another day. */
const reckoned = /\b(?:days?|weeks?) (?:later|earlier|sooner)\b/iu;

/** "give her to Lena for two weeks": a change for a time, which nothing would end. */
const isLent = ({ mentions, text }: Clause, { purposes }: Held): boolean =>
  purposes.every((purpose) => purpose.type === 'update' && purpose.filter === undefined) &&
  mentions.some(({ is, start, end }) => is.type === 'duration' && lasts(text, start, end));

const lasts = (text: string, start: number, end: number): boolean =>
  /\bfor (?:the |about )?(?:next )?$/iu.test(text.slice(0, start)) ||
  /^for\b/iu.test(text.slice(start, end)) ||
  (/\p{Script=Han}/u.test(text) &&
    !/^(?:内|以内|之内|后|以后|之后|前|以前|之前|没|未)/u.test(text.slice(end)) &&
    !/[推延提晚早往前后]\p{Script=Han}{0,2}$/u.test(text.slice(0, start)));

/** "make it Friday": the Friday of another week. */
const isThatWeekday = ({ from, text }: DateSpan, { words }: Held): boolean =>
  bareWeekday.test(text) &&
  (words.match(/\d{4}-\d{2}-\d{2}/g) ?? []).some(
    (day) => (Date.parse(day) - Date.parse(from)) % oneWeek === 0,
  );

const oneWeek = 7 * 86_400_000;

/** "closing in January": the stage of a deal that is expected to get there on its day. */
const isYetToCome = ({ of }: MeaningOf<'value'>, { words }: Held): boolean =>
  of.some(({ kind, field }) => kind === 'deal' && field === 'stage') && words.includes('expectedcloseon');

/** "not training any more but software", “别改成丢单，先放报价”: a value that another one of its field takes the place of. */
function isGivenUp(
  { is, start }: Mention,
  { roles, mentions, text }: Clause,
  { words, purposes }: Held,
): boolean {
  if (is.type !== 'value' || !is.of.some(({ field }) => words.includes(field.toLowerCase()))) return false;
  const at = mentions.findIndex((mention) => mention.start === start);
  const isNamed = purposes.every((purpose) => !('filter' in purpose) || purpose.filter === undefined);
  return (
    roles.oldValues.has(at) || roles.notValues.has(at) || (isNamed && refused.test(text.slice(0, start)))
  );
}

const refused = /\b(?:not|don't|do not|never|no longer)\b[^,;]*$|(?:别|不要|不用|不是|不)[^，；]*$/iu;

/** "to Won, no, I mean Lost": what stands before such words is not meant. */
const takenBack =
  /^[\s,.，。…–—-]*(?:no\b|wait\b|i mean|sorry\b|actually\b|scratch that|不对|不是|[啊哦呃]不|不，|说错|应该是)/iu;

const takesAway = ({ purposes }: Held): boolean => purposes.some(({ type }) => type === 'delete');

/** The records a plan names, as they are now. */
async function targetsOf(calls: readonly PlannedCall[], around: Surroundings): Promise<Candidate[]> {
  const targets = calls.flatMap(({ purpose }) => targetsIn(purpose));
  return (await Promise.all(targets.map((target) => byId(target, around)))).flat();
}

/** Whether a value, an owner, a place or whose it is is told of a record that has it. */
function isSoAlready({ is, text }: Mention, records: readonly Candidate[]): boolean {
  const has = (one: string) =>
    records.some(({ values }) =>
      Object.values(values).some((value) => String(value).toLowerCase().includes(one)),
    );
  if (is.type === 'value') return is.of.some(({ value }) => has(value.toLowerCase()));
  if (is.type === 'member') return is.members.some(({ name }) => has(name.toLowerCase()));
  if (is.type === 'record')
    return is.candidates.some(({ kind, name }) => records.some(({ values }) => values[kind] === name));
  return is.type === 'name' && has(text.toLowerCase().replaceAll(' ', ''));
}

/** "Move Ann to Won, Bob wants a discount": who is named behind the change, and taken for one it is for as well. */
function afterthoughts({ mentions, text, sketch }: Clause, { purposes, words }: Held): Mention[] {
  const targets = purposes.flatMap((purpose) => ('targets' in purpose ? purpose.targets : []));
  if (targets.length < 2 || together.test(sketch)) return [];
  const isTarget = ({ is }: Mention) =>
    is.type === 'record' && is.candidates.some(({ id }) => targets.some((target) => target.id === id));
  const first = mentions.findIndex(isTarget);
  const given = mentions.find(
    ({ is }, index) =>
      index > first &&
      first >= 0 &&
      is.type === 'value' &&
      is.of.some(({ value }) => words.includes(value.toLowerCase())),
  );
  if (given === undefined) return [];
  return mentions.filter(
    (mention) =>
      isTarget(mention) &&
      mention.start > given.end &&
      /[,，;；]/u.test(text.slice(given.end, mention.start)),
  );
}

const together = /\b(?:too|also|as well|both|same|likewise)\b|也|同样|一样|一起/u;

/** "later than planned", “比现在早”: a day told by another one. */
const comparison =
  /\b(?:later|earlier|sooner) than (?:it|now|before|planned|that|the)\b|比(?:现在|原来|之前|原定)(?:再)?(?:晚|早|推迟|提前)/u;

/** Words that leave out, make a condition or take away, where the plan does none of it. */
function cuesLeft(clause: Clause, plan: Held): string[] {
  const { exclusion, condition } = cues[clause.language];
  const find = (pattern: RegExp, isDone: boolean) =>
    isDone ? [] : (clause.masked.match(pattern)?.slice(0, 1) ?? []);
  const leavesOut = /\bnot |is empty|is set|followupon <|lastcontacton </.test(plan.words);
  const { filters } = lexicons[clause.language];
  const removes = clause.operations.filter(
    (one) =>
      (one.operation === 'delete' || one.operation === 'undo') &&
      moodOf(clause, one) === 'order' &&
      !takesFromMember(clause, one),
  );
  const isTaken =
    plan.purposes.some(
      (purpose) => ['delete', 'undo'].includes(purpose.type) || isOther(purpose) || takesBack(purpose),
    ) || /\bclear\b|\bcancelled\b/.test(plan.words);
  const isMet = isCondition(clause);
  return [
    ...find(exclusion, leavesOut || clause.roles.exceptions.size > 0 || filters.silent.test(clause.spoken)),
    ...(plan.purposes.some(({ type }) => type === 'move')
      ? []
      : (comparison.exec(clause.text.toLowerCase())?.slice(0, 1) ?? [])),
    ...find(condition, isMet),
    ...(isTaken ? [] : removes.slice(0, 1).map(({ words }) => words)),
  ];
}

const cues = {
  en: {
    exclusion:
      /\b(?:except|excluding|apart from|other than|aside from|leave out|unless|leave .{1,30} (?:alone|as is))\b/,
    condition: /\b(?:unless|only if|if|provided|as long as)\b/,
  },
  zh: {
    exclusion: /(?<![删移清去剔消解扣拆])除(?!外)|以外|之外|除外|不包括|不含|别动|不动|不算/u,
    condition: /除非|如果|要是|假如|只要/u,
  },
};
