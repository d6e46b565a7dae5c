import { findCue } from './cues.ts';
import { dontcare, type Ontology, type Slot, type SlotState } from './ontology.ts';
import { isValue, type Side, type Turn, type ValueMention } from './turn.ts';
import { foldPhrase, type Word } from './words.ts';

/** What a turn changes: a new value for a slot, or `undefined` where it is wished no longer. */
export type Changes = ReadonlyMap<string, string | undefined>;

const negationReach = 3;
const longestAnswer = 12;
const anyReach = 4;

/** Reads a turn by rules alone, for an ontology without examples. */
export function changesByRule(turn: Turn, state: SlotState, { slots }: Ontology): Changes {
  const changes = new Map<string, string | undefined>();
  const wishes = slots.filter(({ requestOnly }) => requestOnly !== true);
  const isWish = new Set(wishes.map(({ name }) => name));
  const values = turn.user.mentions.filter(isValue).filter(({ slot }) => isWish.has(slot));

  if (turn.answer !== undefined)
    for (const { slot, value } of turn.proposed) {
      if (!isWish.has(slot)) continue;
      if (turn.answer === 'yes') changes.set(slot, value);
      else if (state[slot] === value) changes.set(slot, undefined);
    }
  for (const slot of indifferentSlots(turn)) if (isWish.has(slot)) changes.set(slot, dontcare);
  for (const mention of values.filter((mention) => isNegated(turn.user, mention)))
    if (state[mention.slot] === mention.value) changes.set(mention.slot, undefined);
  const wanted = values.filter(
    (mention) =>
      !isNegated(turn.user, mention) &&
      !isInquiry(turn, mention) &&
      isMeant(mention, values, turn, state, slots),
  );
  const firstChoices = wanted.filter((mention) => !isAlternative(turn.user, mention));
  for (const mention of wanted)
    if (firstChoices.includes(mention) || !firstChoices.some(({ slot }) => slot === mention.slot))
      changes.set(mention.slot, mention.value);

  const answered = wishes.filter(({ name, kind }) => kind === 'open' && turn.asked.has(name));
  const [only] = answered;
  if (only && answered.length === 1 && turn.asked.size === 1 && !changes.has(only.name)) {
    const answer = openAnswer(turn);
    if (answer !== undefined) changes.set(only.name, answer);
  }
  return changes;
}

/** Slots the person wants to be told: named in a clause that asks, without a value. */
export function requestsByRule({ user }: Turn, changes: Changes): string[] {
  const cues = findCue(user.words, 'request').map(([start]) => user.words[start]!.sentence);
  const named = user.mentions.filter((mention) => {
    if (isValue(mention) || changes.has(mention.slot)) return false;
    return cues.includes(user.words[mention.start]!.sentence);
  });
  return [...new Set(named.map(({ slot }) => slot))];
}

/**
 * Words that fit several slots (a city to leave from or to go to, a price of a room or of a meal) are taken for
 * the slot that was asked or is named beside them, of what the person speaks of now.
 */
function isMeant(
  mention: ValueMention,
  values: readonly ValueMention[],
  turn: Turn,
  state: SlotState,
  slots: readonly Slot[],
): boolean {
  const rivals = values.filter(({ start, slot }) => start === mention.start && slot !== mention.slot);
  if (rivals.length === 0) return true;
  const topicOf = (name: string) => slots.find((slot) => slot.name === name)?.topic;
  const topic = currentTopic(mention, turn, state, slots);
  const points = ({ slot }: ValueMention): number => {
    const named = turn.user.mentions.filter((other) => !isValue(other) && other.slot === slot);
    const gaps = named.map(({ start, end }) => Math.max(start - mention.end, mention.start - end));
    const nearness = Math.max(
      0,
      ...gaps.map((gap) => (gap >= 0 && gap < longestAnswer ? longestAnswer - gap : 0)),
    );
    const onTopic = topic !== undefined && topicOf(slot) === topic;
    return nearness + (turn.asked.has(slot) ? longestAnswer / 2 : 0) + (onTopic ? 2 * longestAnswer : 0);
  };
  return rivals.every((rival) => points(mention) > points(rival));
}

/** The topic named nearest to a mention, else the one of the latest wish. */
function currentTopic(
  { start }: ValueMention,
  { user }: Turn,
  state: SlotState,
  slots: readonly Slot[],
): string | undefined {
  const topics = new Set(slots.flatMap(({ topic }) => (topic === undefined ? [] : [topic])));
  const places = [...topics].flatMap((topic) =>
    placesOf(foldPhrase(topic), user.words).map((at) => ({ topic, distance: Math.abs(at - start) })),
  );
  const nearest = places.sort((one, other) => one.distance - other.distance)[0];
  const latest = Object.keys(state).at(-1);
  return nearest?.topic ?? slots.find(({ name }) => name === latest)?.topic;
}

const placesOf = (phrase: readonly string[], words: readonly Word[]): number[] =>
  words.flatMap((_, at) => (phrase.every((part, offset) => words[at + offset]?.text === part) ? [at] : []));

/** "Is it cheap?", "how expensive is that": asked of what the system named. */
export function isInquiry({ user: { words }, system }: Turn, { start }: ValueMention): boolean {
  if (system.text === '') return false;
  const { clause } = words[start]!;
  const asked = findCue(words, 'inquiry').some(
    ([first, last]) =>
      last <= start &&
      start - last < negationReach &&
      words[first]!.clause === clause &&
      isFirst(words, first),
  );
  return asked || words[start - 1]?.text === 'how';
}

const isFirst = (words: readonly Word[], index: number): boolean =>
  words[index - 1]?.clause !== words[index]!.clause;

/** "Irish; if there is none, Turkish": the second will do only where the first is not to be had. */
export const isAlternative = ({ words }: Side, { start }: ValueMention): boolean =>
  findCue(words, 'alternative').some(([, last]) => last <= start);

/** A negation shortly before the value in its clause, or (in Chinese) right behind it. */
export function isNegated({ words }: Side, { start, end }: ValueMention): boolean {
  const clause = words[start]!.clause;
  const before = findCue(words, 'negation').some(
    ([, last]) => last <= start && start - last < negationReach && words[last - 1]!.clause === clause,
  );
  const behind = findCue(words, 'negationBehind').some(
    ([first]) => first >= end && first - end < 2 && words[first]!.clause === clause,
  );
  return before || behind;
}

/** Slots any value of which will do: named in the clause that says so, or else those just asked. */
export function indifferentSlots({ user, asked, answer, isOpenQuestion }: Turn): string[] {
  const { words, mentions } = user;
  const unbound = mentions.filter(
    ({ start, value }) =>
      value === undefined && isAnyBefore(words.slice(Math.max(0, start - anyReach), start)),
  );
  const said = findCue(words, 'indifference').flatMap(([start, end]) => {
    const { clause } = words[start]!;
    const inClause = mentions.filter((mention) => words[mention.start]!.clause === clause);
    if (inClause.some((mention) => isValue(mention) && isNear(mention, start, end))) return [];
    const named = inClause.filter((mention) => !isValue(mention)).map(({ slot }) => slot);
    return named.length > 0 ? named : [...asked];
  });
  const isNothing = answer === 'no' && isOpenQuestion && !mentions.some(isValue);
  return [...unbound.map(({ slot }) => slot), ...said, ...(isNothing ? asked : [])];
}

/** "any area", "no particular type of food": between the word and the slot stand only words like these. */
function isAnyBefore(before: readonly Word[]): boolean {
  const at = before.findLastIndex(({ text }) => !kindWords.has(text));
  const last = before[at]?.text ?? '';
  return anyWords.has(last) && (last !== 'no' || before.length - at > 1);
}

const anyWords = new Set(['any', 'no', 'whatever', 'whichever']);
const kindWords = new Set(['type', 'kind', 'sort', 'of', 'particular', 'specific', 'certain']);

/** "anything but Italian", “除了川菜都行”: the value is what matters. */
const isNear = ({ start, end }: { start: number; end: number }, first: number, last: number): boolean =>
  (start >= last && start - last < negationReach) || (end <= first && first - end < negationReach);

/** What an answer says without the words around it ("I would like … please"). */
function openAnswer({ user, answer }: Turn): string | undefined {
  const words = user.words.filter((word) => !isFiller(word));
  const first = words[0];
  const last = words.at(-1);
  if (answer !== undefined || first === undefined || last === undefined) return undefined;
  if (words.length > longestAnswer || first.clause !== last.clause) return undefined;
  return user.text.slice(first.start, last.end);
}

const fillers = new Set(
  'i id im ill we would like want need to for at in on the a an please thanks thank you it its is my me make let go with from 请 我 要 想 的 是 吧 谢 在 去 就 选'.split(
    ' ',
  ),
);
const isFiller = ({ text }: Word): boolean => fillers.has(text);
