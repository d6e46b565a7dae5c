import type { Term } from './terms.ts';

const mostPhrases = 4;
const longestPhrase = 3;
/** A phrase of two or three words says more than one word that is as telling. */
const lengthBonus = 0.35;

/**
 * The phrases that tell each group from the others: class-based tf-idf over phrases of up to three words, as most
 * texts of the group write them.
 *
 * @param groups the members of each, by their place in the list of texts
 * @see Grootendorst (2022), "BERTopic", section 3.3
 */
export function labelGroups(
  terms: readonly (readonly Term[])[],
  texts: readonly string[],
  groups: readonly (readonly number[])[],
): string[][] {
  const counted = groups.map((members) => phrasesOf(members, terms, texts));
  const everywhere = new Map<string, number>();
  for (const phrases of counted)
    for (const [key, { texts: holders }] of phrases)
      everywhere.set(key, (everywhere.get(key) ?? 0) + holders);
  const average = groups.reduce((sum, { length }) => sum + length, 0) / groups.length;
  return counted.map((phrases, group) => {
    const fewest = Math.max(groups[group]!.length > 2 ? 2 : 1, Math.ceil(groups[group]!.length * 0.03));
    const ranked = [...phrases]
      .filter(([, { texts: holders }]) => holders >= fewest)
      .map(([key, phrase]) => ({
        ...phrase,
        key,
        score:
          (phrase.texts / groups[group]!.length) *
          Math.log(1 + average / everywhere.get(key)!) *
          (1 + lengthBonus * (phrase.length - 1)),
      }))
      .sort((one, other) => other.score - one.score || (one.key < other.key ? -1 : 1));
    const chosen: typeof ranked = [];
    for (const phrase of ranked) {
      if (chosen.length === mostPhrases) break;
      const words = new Set(phrase.key.split(' '));
      if (!chosen.some(({ key }) => key.split(' ').some((word) => words.has(word)))) chosen.push(phrase);
    }
    return chosen.map(({ written }) => commonest(written));
  });
}

interface Phrase {
  /** How many texts of the group hold it. */
  texts: number;
  /** In words. */
  length: number;
  /** How often it is written which way. */
  written: Map<string, number>;
}

function phrasesOf(
  members: readonly number[],
  terms: readonly (readonly Term[])[],
  texts: readonly string[],
): Map<string, Phrase> {
  const phrases = new Map<string, Phrase>();
  for (const member of members) {
    const list = terms[member]!;
    const text = texts[member]!.normalize('NFKC');
    const seen = new Set<string>();
    for (let first = 0; first < list.length; first++)
      for (let length = 1; length <= longestPhrase && isOnePhrase(list, first, length, text); length++) {
        const part = list.slice(first, first + length);
        const key = part.map((term) => term.key).join(' ');
        const phrase = phrases.get(key) ?? { texts: 0, length, written: new Map<string, number>() };
        const written = text.slice(part[0]!.start, part.at(-1)!.end);
        const form = /^\p{Lu}+$/u.test(written) ? written : written.toLowerCase();
        phrase.written.set(form, (phrase.written.get(form) ?? 0) + 1);
        if (!seen.has(key)) phrase.texts += 1;
        seen.add(key);
        phrases.set(key, phrase);
      }
  }
  return phrases;
}

/** Whether so many terms stand side by side, with a blank or a hyphen between them at most. */
function isOnePhrase(list: readonly Term[], first: number, length: number, text: string): boolean {
  if (first + length > list.length) return false;
  if (length === 1) return true;
  const [before, last] = [list[first + length - 2]!, list[first + length - 1]!];
  return /^[ -]?$/.test(text.slice(before.end, last.start));
}

const commonest = (written: ReadonlyMap<string, number>): string =>
  [...written].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
