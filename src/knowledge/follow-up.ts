import { type Asked, askedPlainly } from './asked.ts';
import { termsMeant } from './words.ts';

const leansOnWhatWasSaid =
  /^\s*(?:and|but|so|what about|how about|also|or|then)\b|\b(?:it|that|this|those|these|they|them|there|one|ones|same)\b|^\s*(?:那|那么|还有|另外|如果是|要是|换成)|呢[？?。\s]*$|[它这那][个些么]?/iu;
const fewTerms = 2;
const rememberedShare = 0.5;

/** Whether a question can hardly be understood without the one before it. */
export const isFollowUp = (question: string): boolean =>
  leansOnWhatWasSaid.test(question) || termsMeant(question).length <= fewTerms;

/**
 * A question completed by what was asked before: “and for Europe?” after “how long does shipping take?”
 * asks how long shipping to Europe takes. Its own words count in full, the earlier ones for half.
 */
export function askedAfter(previous: string, question: string): Asked {
  const own = askedPlainly(question);
  const before = askedPlainly(previous);
  const terms = new Map(Array.from(before.terms, ([term, share]) => [term, share * rememberedShare]));
  for (const [term, share] of own.terms) terms.set(term, share);
  return {
    ...own,
    question: `${previous} ${question}`,
    words: `${previous} ${question}`,
    terms,
    asking: own.asking.union(before.asking),
    concepts: [...own.concepts, ...before.concepts],
  };
}
