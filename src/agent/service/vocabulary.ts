import type { Domain } from './flow.ts';
import { normalForm, placesOf, type Span } from './normal.ts';

/** The words of a domain: what records and their values are called by people. */
export interface Vocabulary {
  /** Every way to write a name or value, itself first. */
  written(text: string): readonly string[];
  /** Where a name stands in a normal form, in any of its ways. */
  places(name: string, text: string): Span[];
  /** The places of one part of a longer name, its last word before the others; loose, for lack of better. */
  loosePlaces(name: string, text: string): { span: Span; weight: number }[];
}

const vocabularies = new WeakMap<Domain, Vocabulary>();

export function vocabularyOf(domain: Domain): Vocabulary {
  const known = vocabularies.get(domain) ?? createVocabulary(domain);
  vocabularies.set(domain, known);
  return known;
}

/** Words of names that many things have in common. */
const commonWords =
  /^(?:set|kit|machine|maker|the|and|for|smart|electric|with|pro|plus|mini|new|account|card|账户|账号|套装|系列)$/;

function createVocabulary({ terms, synonyms }: Domain): Vocabulary {
  const known = new Map<string, readonly string[]>();
  const ways = new Map(
    [...Object.entries(terms).map(([name, { en, zh }]): [string, string[]] => [name, [en, zh]])].map(
      ([name, words]) => [normalForm(name), words],
    ),
  );
  for (const [name, words] of Object.entries(synonyms)) {
    const key = normalForm(name);
    ways.set(key, [...(ways.get(key) ?? []), ...words]);
  }
  for (const [name, { zh }] of Object.entries(terms)) {
    const key = normalForm(zh);
    if (!ways.has(key)) ways.set(key, [name, ...(ways.get(normalForm(name)) ?? [])]);
  }

  function written(text: string): readonly string[] {
    const key = normalForm(text).trim();
    const found = known.get(key) ?? [...new Set([key, ...(ways.get(key) ?? []).map(normalForm)])];
    known.set(key, found);
    return found;
  }

  return {
    written,
    places: (name, text) => written(name).flatMap((way) => placesOf(way, text)),
    loosePlaces(name, text) {
      const ending = chineseEndings(normalForm(name)).find(
        (part) => !commonWords.test(part) && text.includes(part),
      );
      if (ending !== undefined) return placesOf(ending, text).map((span) => ({ span, weight: 0.6 }));
      const words = normalForm(name)
        .split(/[\s-]+/)
        .filter((word) => word.length >= 3);
      if (words.length < 2) return [];
      return words.flatMap((word, index) =>
        commonWords.test(word)
          ? []
          : placesOf(word, text).map((span) => ({ span, weight: index === words.length - 1 ? 0.6 : 0.3 })),
      );
    },
  };
}

/** What is left of a Chinese name without its first characters, the longest first: 水壶 of 保温水壶. */
const chineseEndings = (name: string): string[] =>
  /^\p{Script=Han}{3,}$/u.test(name)
    ? Array.from({ length: name.length - 2 }, (_, index) => name.slice(index + 1))
    : [];

/** Spans without those that lie in longer ones. */
export const widest = <Found extends Span>(spans: readonly Found[]): Found[] =>
  spans.filter(
    (span) =>
      !spans.some(
        (other) =>
          other !== span &&
          other.start <= span.start &&
          other.end >= span.end &&
          other.end - other.start > span.end - span.start,
      ),
  );
