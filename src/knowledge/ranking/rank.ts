import { type Candidate, type Features, featuresOf, verbosityOf, type WeighedQuestion } from './features.ts';

type Weights = Partial<Record<keyof Features, number>>;

/**
 * Log-odds of being the passage that answers, among those found; fitted to XQuAD and CMRC 2018 but for
 * `answer`, `number` and the part of `company` that grows with the question (see the model card).
 */
const ofPassages: Weights = {
  score: 0.9,
  relative: 6.2,
  sentence: 4.37,
  opening: 1.69,
  rarest: 1.6,
  foreign: 5.2,
  adjacent: 2.5,
  near: 2.76,
  spelling: 4.23,
  company: 1.89,
  contrast: 7.99,
  answer: 1,
  number: 0.4,
  timed: 1,
};

/** Among texts of a sentence, where place and sentence tell nothing. */
const ofShortTexts: Weights = { relative: 1, asked: 0.3, spelling: 0.3, duration: 0.2, timed: 0.2 };

/** What likeness of meaning weighs, where an embedder can tell it. */
const meaningWeight = 12;

const longQuestions = 24;
/** Mean length from which likeness to the best tells as much as it can. */
const longText = 60;
/** Mean length of the texts of a knowledge base, in terms, below which its texts count as short. */
export const shortText = 25;

/** A candidate judged. */
export interface Judged {
  value: number;
  coverage: number;
  features: Features;
}

/** What each candidate is worth as an answer; comparable within one question. */
export function judge(
  question: WeighedQuestion,
  candidates: readonly Candidate[],
  meanLength: number,
): Judged[] {
  const weights = meanLength < shortText ? ofShortTexts : ofPassages;
  const company = longQuestions * verbosityOf(question.weights) * Math.min(1, meanLength / longText) ** 2;
  return featuresOf(question, candidates).map(({ features, coverage }) => {
    let value = meaningWeight * features.meaning;
    for (const [name, weight] of Object.entries(weights)) value += weight * features[name as keyof Features];
    if (weights === ofPassages) value += company * features.company;
    return { value, coverage, features };
  });
}
