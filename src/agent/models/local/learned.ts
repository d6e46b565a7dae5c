import type { WorkspaceDescription } from '../../directory.ts';
import { belonging, type Owned } from './belonging.ts';
import { carriedOut } from './carried-out.ts';
import { type Clause, wholeOf } from './clause.ts';
import { isCondition } from './conditions.ts';
import { fieldOf } from './fields.ts';
import { constraintsOf } from './filters.ts';
import type { Change, Frame, Named, Target } from './frame.ts';
import { givenBy } from './given.ts';
import { licenceOf } from './guards.ts';
import { isOneOfSet } from './interpret.ts';
import { isA, type Mention, type MentionOf } from './mention.ts';
import type { Surroundings } from './planned.ts';
import { signsOf } from './request-features.ts';
import { type MentionPart, type RequestReading, readRequest } from './request-reader.ts';
import type { Turn } from './state-after.ts';
import { holdsBack, noCondition } from './surmised-words.ts';
import { noTarget, severalOfThem, targetOf } from './target.ts';
import type { Understood } from './understood.ts';

/** An entry of an interaction that is less likely is not wanted. */
export const mostUnwanted = 0.05;
/** A part less likely than this is not known. */
const leastPart = 0.6;
/** How much likelier an act must be where words stand beside it that often hold back or leave out. */
const leastBesideDoubt = 0.9;

const kind = 'contact';

/**
 * The change of contacts that a text comes to by how others have worded theirs: which of what it names is to be, whose
 * it is, and under which conditions. Undefined where a part of it is not known, or where nothing would be changed.
 *
 * @param least  how likely it must be that just this is wanted, 0 to 1
 * @param instead  whether it is done instead of a question that grammar would ask
 */
export async function learned(
  understood: Understood,
  least: number,
  instead = false,
): Promise<Turn | undefined> {
  const { clauses, frames, idleAround: around, plain } = understood;
  if (clauses.length === 0 || clauses.some((clause) => clause.payload !== undefined || isCondition(clause)))
    return undefined;
  const { whole, reading } = await understood.heard();
  const isUnwanted = ({ act }: Frame) => act === 'log' && reading.acts.log <= mostUnwanted;
  if (frames.some((frame) => isOtherOrder(frame) && !isUnwanted(frame))) return undefined;
  const act = reading.acts.delete > reading.acts.update ? 'delete' : 'update';
  const unconditional = plain.replace(noCondition[around.language], ' ');
  if (supposes[around.language].test(unconditional)) return undefined;
  const isDoubtful =
    [holdsBack[around.language], denies].some((words) => words.test(unconditional)) ||
    (instead && isUncertain.test(unconditional));
  if (isDoubtful && instead) return undefined;
  if (reading.acts[act] < (isDoubtful ? Math.max(least, leastBesideDoubt) : least)) return undefined;
  const isKnown = ({ probability }: { probability: number }, index: number) =>
    probability >= leastPart || !counts.has(whole.mentions[index]!.is.type);
  if (!reading.parts.every(isKnown) || isForLater(whole, reading, around.workspace.today)) return undefined;
  const changes = changesIn(whole, reading, around.workspace);
  const target = targetIn(whole, reading, understood);
  if (changes === undefined || target === undefined) return undefined;
  if ((act === 'update') !== changes.length > 0) return undefined;
  const { clause: _, ...frame } = await belonging<Owned>({ act, clause: whole, target, changes }, around);
  return carriedOut(frame, understood);
}

/** What is only thought of, or may be. */
const supposes = {
  en: /\b(?:if|unless|might|maybe|perhaps|possibly|probably|may (?:well|yet)|who knows|nothing needs|no need|wonder\w*|suppose|imagine|pretend\w*|should (?:i|we)|shall (?:i|we)|undo|(?:most|half|some|several|few) of|(?:won't|isn't|not) (?:be )?(?:back|in|available|there) (?:before|until|till))\b/u,
  zh: /如果|要是|假如|假设|也许|可能|万一|大概|估计|犹豫|考虑|先别|听听就|随便|[该要]不[该要]|大部分|大多|多数|一部分|有些(?=<|客户|线索)/u,
} as const;

/** "from February on": a day to come, where no day is what is to be, is when it is to be done. */
const isForLater = ({ mentions }: Clause, reading: RequestReading, today: string): boolean => {
  const days = (part: MentionPart) =>
    [...playing(reading, part)].map((index) => mentions[index]!).filter(isA('date'));
  return days('new').length === 0 && days('other').some(({ is }) => is.span.from > today);
};

/** "after she pays", "the notes claim …", “大部分”: what is told may be a condition, somebody's word, or of some alone. */
const isUncertain =
  /\b(?:after|before|once|when|would|should|could|claims?|says?|said|notes?|shame|pity|wish|hopes?|interest in)\b|不是就|的话|再说|照旧|过完/u;

const denies = /n't\b|\bnever\b/u;

/** Whether grammar reads what must not be done, one of many that is not named, or an order of another kind. */
const isOtherOrder = ({ act, mood, problem }: Frame): boolean =>
  licenceOf(mood) === 'none' || problem?.type === 'one' || (act !== 'update' && act !== 'delete');

/** What is somebody, or something a record may have: its part must be known. */
const counts = new Set<Mention['is']['type']>([
  'record',
  'value',
  'member',
  'date',
  'email',
  'phone',
  'name',
]);

/** A text as a reader of requests hears it. */
export interface Heard {
  whole: Clause;
  reading: RequestReading;
}

/** What a reader of requests makes of a text that has clauses. */
export async function hear(
  clauses: readonly Clause[],
  { workspace, named }: Pick<Surroundings, 'workspace' | 'named'>,
): Promise<Heard> {
  const whole = wholeOf(clauses);
  const isThere = await hadAlready(whole.mentions, workspace, named);
  return { whole, reading: readRequest(signsOf(whole.whole, whole.mentions, clauses), isThere) };
}

/** For each mention, whether the one record named has it already; undefined where that cannot be said. */
export async function hadAlready(
  mentions: readonly Mention[],
  workspace: WorkspaceDescription,
  named: Surroundings['named'],
): Promise<(boolean | undefined)[]> {
  const records = mentions.filter(isA('record'));
  const [one, ...others] = records.length === 1 ? records[0]!.is.candidates : [];
  const isOne = one?.kind === kind && others.length === 0;
  const now = isOne ? (await named(kind, one.name)).find(({ id }) => id === one.id) : undefined;
  return mentions.map((mention) => {
    const given = givenBy(mention, kind, workspace);
    if (now === undefined || given === undefined) return undefined;
    return String(now.values[given.field] ?? '')
      .toLowerCase()
      .includes(given.value.toLowerCase());
  });
}

const playing = ({ parts }: RequestReading, part: MentionPart): Set<number> =>
  new Set(parts.flatMap((one, index) => (one.part === part ? [index] : [])));

/** What is to be; undefined where it cannot be, or contradicts itself. */
function changesIn(
  { mentions }: Clause,
  reading: RequestReading,
  workspace: WorkspaceDescription,
): Change[] | undefined {
  const changes = new Map<string, Change>();
  for (const index of playing(reading, 'new')) {
    const given = givenBy(mentions[index]!, kind, workspace);
    const before = given && changes.get(given.field);
    if (given === undefined) return undefined;
    const isMany = fieldOf(workspace, kind, given.field)?.type === 'texts';
    const change: Change = { field: given.field, is: 'set', value: isMany ? [given.value] : given.value };
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(change)) return undefined;
    changes.set(given.field, change);
  }
  return [...changes.values()];
}

/** Whom it is about: those named, all under the conditions, or the one spoken of last. */
function targetIn(
  whole: Clause,
  reading: RequestReading,
  { idle, idleAround: { workspace } }: Understood,
): Target | undefined {
  const { mentions } = whole;
  const recordsOf = (part: MentionPart): MentionOf<'record'>[] =>
    [...playing(reading, part)].map((index) => mentions[index]!).filter(isA('record'));
  const namedAs = (part: MentionPart) =>
    recordsOf(part).map(({ text, is }): Named => ({ text, candidates: is.candidates }));
  if (mentions.some(({ is }) => is.type === 'record' && is.candidates[0]?.kind !== kind)) return undefined;
  const conditions = playing(reading, 'condition');
  const away = new Set(
    reading.parts.flatMap(({ part }, index) =>
      part !== 'condition' && counts.has(mentions[index]!.is.type) ? [index] : [],
    ),
  );
  const constraints = constraintsOf(whole, kind, workspace, away);
  const records = namedAs('target');
  if (records.length > 0) {
    const apart = constraints.filter(({ comparison }) => comparison === 'in');
    return { ...noTarget(kind), records, constraints: apart };
  }
  if (conditions.size > 0) {
    if (
      isUnheld(whole, constraints) ||
      isLeftOut(whole, reading) ||
      isTornApart(whole, reading) ||
      isOfOne(whole, reading)
    )
      return undefined;
    const at = targetOf(whole, workspace, away, kind).constraints.filter(
      ({ comparison }) => comparison === 'at',
    );
    const meant = [...constraints, ...at];
    return [...conditions].every((index) => isHeld(mentions[index]!, meant))
      ? { ...noTarget(kind), constraints: meant, except: namedAs('exception'), set: true }
      : undefined;
  }
  const [focus] = idle.focus;
  const { ordinal, first, pair, others, among } = targetOf(whole, workspace, away, kind);
  return idle.focus.length === 1 &&
    [ordinal, first, pair, others, among].every((one) => one === undefined) &&
    focus!.kind === kind &&
    mentions.every((mention) => !isA('record')(mention))
    ? {
        ...noTarget(kind),
        records: [{ text: focus!.name, candidates: [{ ...focus!, match: 'exact', values: {} }] }],
      }
    : undefined;
}

/** Whether a telephone or an address is spoken of that is no condition: those without one may be meant. */
const isUnheld = ({ mentions }: Clause, constraints: Target['constraints']): boolean =>
  mentions.some(
    ({ is }) =>
      is.type === 'field' &&
      is.of.some(({ field }) => field === 'phones' || field === 'emails') &&
      !is.of.some(({ field }) => constraints.some((constraint) => constraint.field === field)),
  );

/** Whether what may say of many which are meant plays no part, or what a text leaves out is no record. */
const isLeftOut = ({ mentions, roles }: Clause, { parts }: RequestReading): boolean =>
  parts.some(
    ({ part }, index) =>
      (part === 'other' && mayRestrict(mentions[index]!)) ||
      (part !== 'exception' && (roles.exceptions.has(index) || roles.notValues.has(index))),
  );

/** Whether it is a value, or days from one to another: were it a condition, more would be meant without it. */
const mayRestrict = ({ is }: Mention): boolean =>
  is.type === 'value' || (is.type === 'date' && is.span.from !== is.span.to);

/** "qualified or in proposal", "Ann and Zed": whether two said together would play different parts. */
const isTornApart = ({ sketch }: Clause, { parts }: RequestReading): boolean =>
  Array.from(sketch.matchAll(saidTogether)).some(
    ([, one, other]) => parts[Number(one)]?.part !== parts[Number(other)]?.part,
  );

const saidTogether = /<[VRU](\d+)> ?(?:,|or|and|or in|and in|、|和|或|或者|还是|跟|与) ?(?=<[VRU](\d+)>)/gu;

/** Whether what is to be is one person's alone, or nothing but a firm says who is meant, and not that all there are. */
const isOfOne = ({ mentions, language, text, sketch }: Clause, reading: RequestReading): boolean =>
  [isOneOfSet, thatOne].some((words) => words.test(sketch)) ||
  [...playing(reading, 'new')].some((index) => ['email', 'phone'].includes(mentions[index]!.is.type)) ||
  ([...playing(reading, 'condition')].every((index) => mentions[index]!.is.type === 'name') &&
    !(language === 'zh' ? severalOfThem : severalInEnglish).test(text));

/** “那个培训线索”: what kind of one it is stands before it in words nobody knows. */
const thatOne = /那一?[个位条][^，。<]{0,4}(?:<[VM]\d+>的?)*<[VK]\d+>(?!的?(?:人|客户)?[都全])/u;

const severalInEnglish =
  /\b(?:all|both|every\w*|each|any\w*|two|three|four|five|\d+|contacts|customers|people|clients|they|them|their)\b/iu;

/** Whether a condition is among those that are set. */
function isHeld({ is, text }: Mention, constraints: Target['constraints']): boolean {
  const holds = (one: string) => constraints.some(({ values }) => values.includes(one));
  if (is.type === 'value') return is.of.some(({ value }) => holds(value));
  if (is.type === 'member') return is.members.some(({ name }) => holds(name));
  return is.type === 'name' ? holds(text) : true;
}
