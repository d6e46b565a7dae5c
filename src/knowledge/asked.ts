import { detectLanguage } from '../language/index.ts';
import { type TranslatedWord, translateWords } from './lexicon/lexicon.ts';
import { inSingleWords, synonymsOf } from './lexicon/synonyms.ts';
import { isHan, isSingleHan, termsAsked, termsMeant, thingsMeant } from './words.ts';

/** One thing a question speaks of: any of these ways of saying it will do, each a few terms. */
export interface Concept {
  ways: readonly (readonly string[])[];
}

/** A question as it is looked for. */
export interface Asked {
  /** As it was asked. */
  question: string;
  /** The words it is looked for by, in their order. */
  words: string;
  /** Every term, and how much of its weight counts. */
  terms: ReadonlyMap<string, number>;
  /** Those terms that tell of the asking alone, which only questions have in common. */
  asking: ReadonlySet<string>;
  concepts: readonly Concept[];
  /** Terms that are not its own but other words for these, each with the one it stands for. */
  standIns: ReadonlyMap<string, string>;
  translated: boolean;
}

/** Of a Han character alone: most of what it tells stands in its pairs. */
const singleShare = 0.5;
/** Of an English word that only says how something is asked: "long" after "how". */
const askingShare = 0.3;

function shareIn(term: string, isMeant: boolean): number {
  if (isSingleHan(term)) return singleShare;
  return isMeant || isHan(term) ? 1 : askingShare;
}

/** A question by its own words. */
export function askedPlainly(question: string): Asked {
  const asked = termsAsked(question);
  return {
    question,
    words: question,
    terms: new Map(Array.from(asked, ([term, isMeant]) => [term, shareIn(term, isMeant)])),
    asking: new Set(Array.from(asked).flatMap(([term, isMeant]) => (isMeant ? [] : term))),
    concepts: thingsMeant(question).map((term) => ({ ways: [[term]] })),
    standIns: new Map(),
    translated: false,
  };
}

/** The question with what else its words are called in its own language. */
export function withSynonyms(asked: Asked): Asked {
  const plain = inSingleWords(asked.words);
  const read = plain === asked.words ? asked : { ...askedPlainly(plain), question: asked.question };
  const standIns = new Map<string, string>();
  const concepts = read.concepts.map(({ ways }) => {
    const [[term = ''] = []] = ways;
    const others = synonymsOf(term).filter((other) => !read.terms.has(other));
    for (const other of others) standIns.set(other, term);
    return { ways: [...ways, ...others.map((other) => [other])] };
  });
  const terms = new Map([...read.terms, ...Array.from(standIns.keys(), (other) => [other, 1] as const)]);
  return { ...read, terms, standIns, concepts };
}

const isChinese = (question: string): boolean => detectLanguage(question) === 'zh';

/** A question by what its words may be called in the other language, or undefined where none is known. */
export function askedInOtherLanguage(question: string): Asked | undefined {
  const { words: all } = translateWords(question);
  const meant = all.filter(({ word }) => termsMeant(word).length > 0);
  const words = meant.length > 0 ? meant : all;
  const saysMore = words.length > 0 && isChinese(question);
  if (!saysMore && words.every(({ word, ways }) => ways.length === 1 && ways[0]![0] === word))
    return undefined;
  const terms = new Map<string, number>();
  for (const word of words)
    for (const way of word.ways)
      for (const term of way) terms.set(term, Math.max(terms.get(term) ?? 0, shareOf(word)));
  return {
    question,
    words: words.map(({ ways }) => ways[0]!.join(' ')).join(' '),
    terms,
    asking: new Set(),
    concepts: words.map(({ ways }) => ({ ways })),
    standIns: new Map(),
    translated: true,
  };
}

/** The more ways there are to say a word, the less each of them tells. */
const shareOf = ({ ways }: TranslatedWord): number => 1 / Math.sqrt(ways.length);
