import type { SlotState } from './ontology.ts';
import type { Changes } from './rules.ts';
import { isValue, type Side, type Turn } from './turn.ts';
import { encode } from './words.ts';

/** A value a slot may take from a turn; `undefined`: that any will do. */
export interface Candidate {
  slot: string;
  value: string | undefined;
}

/** What a candidate is judged by: the turn, the state before it and what the rules make of it. */
export interface Evidence {
  turn: Turn;
  state: SlotState;
  byRule: Changes;
}

const longestGram = 2;
const window = 4;

/**
 * What speaks for or against a candidate, as one text whose words are the features: n-grams of both sides in
 * which values and names of slots are replaced by the part they play ("xthis" for the candidate itself), what
 * stands around it, and what the system asked. Every feature stands there for all slots and for this one.
 * @see Henderson, Thomson & Young (2014), "Word-based dialog state tracking", on delexicalised features
 */
export function candidateFeatures(candidate: Candidate, evidence: Evidence): string {
  const { turn } = evidence;
  const said = rolesOf(turn.user, candidate);
  const heard = rolesOf(turn.system, candidate);
  const asked = turn.asked.has(candidate.slot) ? 'asked' : turn.asked.size > 0 ? 'else' : 'none';
  const spoken = grams(said);
  const features = [
    ...spoken.map((gram) => `u${gram}`),
    ...spoken.map((gram) => `u${gram}0${asked}`),
    ...grams(heard.slice(-20)).map((gram) => `s${gram}`),
    ...surroundings(said),
    ...circumstances(candidate, evidence).map((fact) => `f${fact}`),
    ...circumstances(candidate, evidence).map((fact) => `f${fact}0${asked}`),
  ];
  return [...features, ...features.map((feature) => `${feature}0${encode(candidate.slot)}`)].join(' ');
}

/** What speaks for a slot being asked for by the person. */
export function requestFeatures(slot: string, { user, system, answer }: Turn): string {
  const subject = { slot, value: undefined };
  const code = encode(slot);
  const said = grams(user.words.map(({ text }) => encode(text)));
  const roles = grams(rolesOf(user, subject));
  const offered = system.mentions.some((mention) => !isValue(mention) && mention.slot === slot);
  const facts = [
    `answer${answer ?? 'none'}`,
    `offered${offered}`,
    `answer${answer ?? 'none'}offered${offered}`,
  ];
  const heard = grams(system.words.slice(-12).map(({ text }) => encode(text)));
  return [
    ...said.map((gram) => `u${gram}0${code}`),
    ...roles.map((gram) => `r${gram}`),
    ...roles.map((gram) => `r${gram}0${code}`),
    ...facts,
    ...facts.map((fact) => `${fact}0${code}`),
    ...heard.map((gram) => `s${gram}0${answer ?? 'none'}0${code}`),
  ].join(' ');
}

/** The words of a side, each mention as one word that says which part it plays for the candidate. */
function rolesOf({ words, mentions }: Side, { slot, value }: Candidate): string[] {
  const role = new Map<number, { name: string; end: number; rank: number }>();
  for (const mention of mentions) {
    const isThis = mention.slot === slot;
    const [name, rank] = isValue(mention)
      ? isThis
        ? mention.value === value
          ? ['xthis', 3]
          : ['xsame', 2]
        : ['xvalue', 0]
      : isThis
        ? ['xname', 1]
        : ['xother', 0];
    if (rank >= (role.get(mention.start)?.rank ?? 0))
      role.set(mention.start, { name: name as string, end: mention.end, rank: rank as number });
  }
  const roles: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const found = role.get(index);
    roles.push(found?.name ?? encode(words[index]!.text));
    if (found) index = found.end - 1;
  }
  return roles;
}

function grams(words: readonly string[]): string[] {
  const bordered = ['xstart', ...words, 'xend'];
  return bordered.flatMap((_, start) =>
    Array.from({ length: Math.min(longestGram, bordered.length - start) }, (_, more) =>
      bordered.slice(start, start + more + 1).join('1'),
    ),
  );
}

/** The words around the candidate, by their distance. */
function surroundings(words: readonly string[]): string[] {
  return words.flatMap((word, at) =>
    word !== 'xthis'
      ? []
      : Array.from({ length: window }, (_, index) => index + 1).flatMap((gap) => [
          `l${gap}${words[at - gap] ?? 'xstart'}`,
          `r${gap}${words[at + gap] ?? 'xend'}`,
        ]),
  );
}

function circumstances({ slot, value }: Candidate, { turn, state, byRule }: Evidence): string[] {
  const { user, system, proposed, answer } = turn;
  const own = user.mentions.filter(isValue).filter((mention) => mention.slot === slot);
  const heard = system.mentions.filter(isValue).filter((mention) => mention.slot === slot);
  const mention = own.find((mention) => mention.value === value);
  const held = state[slot];
  const rule = !byRule.has(slot)
    ? 'nothing'
    : byRule.get(slot) === (value ?? 'dontcare')
      ? 'this'
      : byRule.get(slot) === undefined
        ? 'removed'
        : 'another';
  return [
    `held${held === undefined ? 'nothing' : held === (value ?? 'dontcare') ? 'this' : held === 'dontcare' ? 'any' : 'another'}`,
    `rule${rule}`,
    `answer${answer ?? 'none'}`,
    `values${Math.min(own.length, 3)}`,
    `last${mention !== undefined && own.at(-1) === mention}`,
    `heard${heard.some((other) => other.value === value)}`,
    `others${heard.some((other) => other.value !== value)}`,
    `proposed${proposed.some((other) => other.slot === slot && other.value === value)}answer${answer ?? 'none'}`,
    `${mention?.exactness ?? 'unsaid'}`,
    `echo${system.text !== '' && user.text.trim() === system.text.trim()}`,
    `first${system.text === ''}`,
    `length${Math.min(Math.ceil(user.words.length / 4), 5)}`,
  ];
}
