import { detectLanguage } from '../language/index.ts';
import type { Asked } from './asked.ts';
import type { Retrieved } from './retrieval.ts';

/** What of a search tells whether the knowledge base holds an answer; see the model card. */
const weights = { evidence: 2.4, coverage: 0.5, whole: 1, company: 1, atHome: 1 } as const;
const intercept = -4.5;
/** Words found by the dictionary, any of whose senses may be another than the one meant. */
const ofTranslated = -0.75;
const passagesRead = 3;
/** How many speak of a topic that the documents know. */
export const companyRead = 10;

/** The confidence that 95 % or more of the answerable questions of the development set reach, in each language. */
export const leastConfidence = 0.42;

/** A Chinese question shares pairs and single characters where an English one shares words. */
const scorePerChineseWord = 1.35;

/**
 * How likely the best passages answer the question, from 0 to 1: by how much of it they speak of, and whether of
 * all; by how rare the words are that they share with it, beside a word that stands in one passage alone; by
 * how much the ten best share with it; and by how much more often the shared words stand in these documents
 * than in texts of all kinds.
 */
export function confidenceIn({ words, translated }: Asked, { passages, rarest }: Retrieved): number {
  const read = passages.slice(0, passagesRead);
  if (read.length === 0) return 0;
  const perWord = !translated && detectLanguage(words) === 'zh' ? scorePerChineseWord : 1;
  const scores = passages.map(({ score }) => score / rarest / perWord);
  const evidence = Math.max(...scores.slice(0, passagesRead));
  const near = scores.slice(0, companyRead);
  const company = near.reduce((sum, score) => sum + score, 0) / near.length;
  const coverage = Math.max(...read.map((passage) => passage.coverage));
  const atHome = Math.max(...read.map((passage) => passage.atHome));
  const evidenced =
    weights.evidence * evidence +
    weights.coverage * coverage +
    weights.whole * coverage ** 3 +
    weights.company * company +
    weights.atHome * atHome +
    (translated ? ofTranslated : 0);
  return 1 / (1 + Math.exp(-(intercept + evidenced)));
}
