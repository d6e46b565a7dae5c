import type { DateSpan } from '../../../language/index.ts';
import type { Candidate, Member } from '../../directory.ts';

/** A place in the person's words (UTF-16 offsets, end exclusive) and what stands there. */
export interface Mention {
  start: number;
  end: number;
  text: string;
  is: Meaning;
}

export type Meaning =
  /** One record, or several of that name. */
  | { type: 'record'; kind: string; candidates: readonly Candidate[] }
  /** Looks like a name, and nobody here bears it; a firm's where people have addresses there, with addresses of others that only begin so and who is there. */
  | { type: 'name'; isFirm?: true; unlike?: readonly string[]; people?: readonly Candidate[] }
  | { type: 'member'; members: readonly Member[] }
  /** A value of a picklist, for each kind that has it. */
  | { type: 'value'; of: readonly PicklistPlace[] }
  | { type: 'field'; of: readonly FieldPlace[] }
  | { type: 'kind'; kind: string; plural: boolean }
  | { type: 'date'; span: DateSpan }
  | { type: 'duration'; span: DateSpan }
  | { type: 'email'; value: string }
  | { type: 'phone'; value: string }
  | { type: 'number'; value: string; money: boolean; currency?: string }
  | { type: 'quote'; value: string }
  /** The id of a conversation, a hand-off, a draft or a change, or a file: copied as it is, and nobody's name. */
  | { type: 'code'; value: string };

export type MeaningOf<Type extends Meaning['type']> = Extract<Meaning, { type: Type }>;
export type MentionOf<Type extends Meaning['type']> = Mention & { is: MeaningOf<Type> };

/** Mentions that play no other part, with their numbers. */
export type Free = readonly { mention: Mention; index: number }[];

export interface PicklistPlace {
  kind: string;
  field: string;
  value: string;
}

export interface FieldPlace {
  kind: string;
  field: string;
}

/** What a field may be given, told apart by itself. */
export const givenTypes = ['value', 'member', 'date', 'duration', 'phone', 'email'] as const;

/** The letter that stands for each type in a sketch. */
export const signs: Readonly<Record<Meaning['type'], string>> = {
  record: 'R',
  name: 'U',
  member: 'M',
  value: 'V',
  field: 'F',
  kind: 'K',
  date: 'D',
  duration: 'T',
  email: 'E',
  phone: 'P',
  number: 'N',
  quote: 'Q',
  code: 'C',
};

export const isA =
  <Type extends Meaning['type']>(type: Type) =>
  (mention: Mention): mention is MentionOf<Type> =>
    mention.is.type === type;

/** The mentions that are left when each place in the text is given to the first that claims it. */
export function withoutOverlaps(claims: readonly Mention[]): Mention[] {
  const taken: Mention[] = [];
  for (const claim of claims) {
    if (taken.every((other) => claim.end <= other.start || claim.start >= other.end)) taken.push(claim);
  }
  return taken.sort((one, other) => one.start - other.start);
}

/** A field of owners has a sign of its own: who is named behind it is one. */
const signOf = (is: Meaning): string =>
  is.type === 'field' && is.of.every((place) => place.field === 'owner') ? 'O' : signs[is.type];

/**
 * A text with every mention replaced by its sign and number (`move <R0> to <V1>`), in lower case, so that
 * grammar can be read without regard to names. `kept` types stay as the words they are.
 */
export function sketch(
  text: string,
  mentions: readonly Mention[],
  kept: readonly Meaning['type'][] = [],
): string {
  let result = '';
  let at = 0;
  mentions.forEach((mention, index) => {
    if (kept.includes(mention.is.type)) return;
    result += `${plain(text.slice(at, mention.start))}<${signOf(mention.is)}${index}>`;
    at = mention.end;
  });
  return (result + plain(text.slice(at)))
    .replace(/(<[RUM]\d+>)s(?![\w'])/g, "$1's")
    .replace(betweenScripts, '');
}

/** Chinese sentences are read alike with and without spaces around what is foreign in them. */
const betweenScripts = /(?<=\p{Script=Han})\s+(?=<\w\d+>)|(?<=<\w\d+>)\s+(?=\p{Script=Han})/gu;

/** A text with blanks where mentions stand. */
export const withoutMentions = (text: string, mentions: readonly Mention[]): string =>
  mentions.reduce(
    (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
    text,
  );

/** Words in lower case, with plain apostrophes and arrows. */
const plain = (text: string): string =>
  text.replace(/[-=]>/g, '→').replace(/[<>]/g, ' ').replace(/[’‘`]/g, "'").replace(/\s+/g, ' ').toLowerCase();
