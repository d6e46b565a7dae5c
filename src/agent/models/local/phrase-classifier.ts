import { extractFeatures } from '../../../language/index.ts';
import { type LabelledPhrase, phraseFeatures } from './nearest.ts';

/** How much speaks for a label: its log-odds against all others, up to what all labels of one text share. */
export interface Likelihood {
  label: string;
  odds: number;
}

export interface PhraseClassifier {
  /** All labels, likeliest first. */
  rank(text: string): Likelihood[];
}

/** What every feature is thought to have been seen of every label, so that nothing is impossible. */
const unseen = 0.05;

/**
 * Complement naive Bayes over stemmed words, pairs of words and Han n-grams, each weighed by its rarity and each
 * text brought to length one (Rennie, Shih, Teevan & Karger 2003, Tackling the Poor Assumptions of Naive Bayes Text
 * Classifiers). It learns a few thousand phrases in some milliseconds.
 *
 * @param importance  how much more a feature weighs than its rarity says
 */
export function createPhraseClassifier(
  phrases: readonly LabelledPhrase[],
  importance: (feature: string) => number = () => 1,
): PhraseClassifier {
  const seen = phrases.map(({ label, text }) => ({
    label,
    found: [...extractFeatures(text, phraseFeatures).keys()],
  }));
  const occurrences = new Map<string, number>();
  for (const { found } of seen)
    for (const feature of found) occurrences.set(feature, (occurrences.get(feature) ?? 0) + 1);
  const weighed = (found: readonly string[]): [feature: string, weight: number][] => {
    const weights = found.map(
      (feature) =>
        importance(feature) * Math.log((phrases.length + 1) / ((occurrences.get(feature) ?? 0) + 0.5)),
    );
    const length = Math.hypot(...weights);
    return found.map((feature, index) => [feature, weights[index]! / length]);
  };

  const masses = new Map<string, { all: number; of: Map<string, number> }>();
  const totals = new Map<string, number>();
  for (const { label, found } of seen)
    for (const [feature, weight] of weighed(found)) {
      const mass = masses.get(feature) ?? { all: 0, of: new Map<string, number>() };
      mass.all += weight;
      mass.of.set(label, (mass.of.get(label) ?? 0) + weight);
      masses.set(feature, mass);
      totals.set(label, (totals.get(label) ?? 0) + weight);
    }
  const total = [...totals.values()].reduce((sum, one) => sum + one, 0);
  const smoothing = unseen * masses.size;
  /** What a feature says for a label that never had it, up to what it says for all. */
  const absent = new Map(
    [...totals].map(([label, own]) => [label, Math.log((total - own + smoothing) / (own + smoothing))]),
  );

  return {
    rank(text) {
      const known = [...extractFeatures(text, phraseFeatures).keys()].filter((feature) =>
        masses.has(feature),
      );
      const odds = new Map([...totals.keys()].map((label) => [label, 0]));
      for (const [feature, weight] of weighed(known)) {
        const { all, of } = masses.get(feature)!;
        for (const [label, sum] of odds) odds.set(label, sum + weight * absent.get(label)!);
        for (const [label, own] of of) {
          const more = Math.log(((own + unseen) / unseen) * ((all + unseen) / (all - own + unseen)));
          odds.set(label, odds.get(label)! + weight * more);
        }
      }
      return [...odds]
        .map(([label, sum]) => ({ label, odds: sum }))
        .sort((one, other) => other.odds - one.odds);
    },
  };
}
