import { type Mood, moods } from './labels.ts';

/** What a text is labelled and what was said of it. */
export interface Judgement {
  label: Mood;
  predicted: Mood;
}

export interface ClassScores {
  mood: Mood;
  n: number;
  precision: number;
  recall: number;
  f1: number;
}

/** Precision, recall and F1 of every class the labels have; a ratio of nothing counts as 0. */
export function classScores(judgements: readonly Judgement[]): ClassScores[] {
  const count = (test: (judgement: Judgement) => boolean): number => judgements.filter(test).length;
  const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  return moods.flatMap((mood) => {
    const n = count(({ label }) => label === mood);
    if (n === 0) return [];
    const hits = count(({ label, predicted }) => label === mood && predicted === mood);
    const called = count(({ predicted }) => predicted === mood);
    return { mood, n, precision: ratio(hits, called), recall: hits / n, f1: ratio(2 * hits, called + n) };
  });
}

export const accuracyOf = (judgements: readonly Judgement[]): number =>
  judgements.filter(({ label, predicted }) => label === predicted).length / judgements.length;

/** The mean F1 of the classes the labels have. */
export function macroF1Of(judgements: readonly Judgement[]): number {
  const scores = classScores(judgements);
  return scores.reduce((sum, { f1 }) => sum + f1, 0) / scores.length;
}

/**
 * The expected calibration error: how far the share of right answers lies from the mean confidence, over ten
 * groups of equally many texts by confidence.
 */
export function calibrationError(judged: readonly { confidence: number; isRight: boolean }[]): number {
  const sorted = judged.toSorted((one, other) => one.confidence - other.confidence);
  const groups = Math.min(10, sorted.length);
  let gap = 0;
  for (let group = 0; group < groups; group++) {
    const from = Math.floor((group * sorted.length) / groups);
    const members = sorted.slice(from, Math.floor(((group + 1) * sorted.length) / groups));
    gap += Math.abs(members.reduce((sum, { confidence, isRight }) => sum + confidence - Number(isRight), 0));
  }
  return gap / sorted.length;
}
