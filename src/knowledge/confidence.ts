import { detectLanguage } from '../language/index.ts';
import type { Asked } from './asked.ts';
import type { Retrieved } from './retrieval.ts';

/** What of a search tells whether the knowledge base holds an answer; see the model card. */
const weights = { evidence: 2.4, coverage: 0.5 } as const;
const intercept = -3.03;
const passagesRead = 3;

/** The confidence that 95 % of the answerable questions of the development set reach. */
export const leastConfidence = 0.4;

/** A Chinese word of two characters is three terms, an English one is one. */
const termsOfChineseWord = 2;

/**
 * How likely the best passages answer the question, from 0 to 1: by how much of it they speak of, and by
 * how rare the words are that they share with it, beside a word that stands in one passage alone.
 */
export function confidenceIn({ words }: Asked, { passages, rarest }: Retrieved): number {
  const read = passages.slice(0, passagesRead);
  if (read.length === 0) return 0;
  const perWord = detectLanguage(words) === 'zh' ? termsOfChineseWord : 1;
  const evidence = Math.max(...read.map(({ score }) => score)) / rarest / perWord;
  const coverage = Math.max(...read.map((passage) => passage.coverage));
  return 1 / (1 + Math.exp(-(intercept + weights.evidence * evidence + weights.coverage * coverage)));
}
