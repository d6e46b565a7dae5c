import type { Mention } from './models/local/mention.ts';

/** The part of a text's words that must be the person's own: who puts it in other words keeps most of them. */
const leastShare = 0.6;
const word = /\p{Script=Han}|[\p{L}\p{M}]{3,}|\d+(?:[.,]\d+)*/gu;

/**
 * Tells whether a value may come from what a person said: a day, number or choice they named, or words that are
 * mostly theirs.
 *
 * @param words     all that they wrote
 * @param mentions  what the words of this turn stand for
 */
export function supportOf(words: string, mentions: readonly Mention[]): (value: string) => boolean {
  const own = wordsIn(words);
  const named = new Set(mentions.flatMap(namesOf).map((name) => name.toLowerCase()));
  const isOwn = (part: string): boolean =>
    own.has(part) ||
    named.has(part) ||
    (part.length > 4 && !/\d/u.test(part) && [...own].some((one) => one.startsWith(part.slice(0, 4))));
  return (value) => {
    const said = value.toLowerCase().trim();
    if (named.has(said) || named.has(said.slice(0, 10)) || named.has(plainNumber(said))) return true;
    if (/^\d{4}-\d{2}-\d{2}/u.test(said)) return false;
    const parts = [...wordsIn(said)];
    const share = parts.filter(isOwn).length / Math.max(1, parts.length);
    return parts.length > 0 ? share >= leastShare : words.toLowerCase().includes(said);
  };
}

const wordsIn = (text: string): Set<string> => new Set(text.toLowerCase().match(word) ?? []);

const plainNumber = (text: string): string =>
  /^-?[\d,]+(?:\.\d+)?$/u.test(text) ? String(Number(text.replaceAll(',', ''))) : text;

function namesOf({ is, text }: Mention): string[] {
  if (is.type === 'date' || is.type === 'duration') return [is.span.from, is.span.to, text];
  if (is.type === 'value') return [text, ...is.of.map(({ value }) => value)];
  if (is.type === 'number') return [text, plainNumber(is.value)];
  if (is.type === 'member') return is.members.flatMap(({ id, name, email }) => [id, name, email]);
  if (is.type === 'record') return is.candidates.flatMap(({ id, name }) => [id, name]);
  return [text];
}
