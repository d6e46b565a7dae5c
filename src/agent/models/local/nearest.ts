import { extractFeatures, type FeatureOptions } from '../../../language/index.ts';

/** A phrase, and what it is a phrase of. */
export interface LabelledPhrase {
  label: string;
  text: string;
}

/** A label by how near its nearest phrases are to a text, from 0 to 1. */
export interface Nearness {
  label: string;
  nearness: number;
}

export interface Phrases {
  /** Labels that share any words with a text, nearest first. */
  rank(text: string): Nearness[];
}

/** What phrases are told apart by. */
export const phraseFeatures: FeatureOptions = { words: [1, 2], stems: true, han: [1, 3] };
/** A label is as near as its nearest phrase, and a little as the two that follow. */
const shareOfNearest = 0.75;
const followers = 2;

/**
 * Cosines of tf-idf vectors of stemmed words, pairs of words and Han n-grams: near phrases share what is rare.
 *
 * @param importance  how much more a feature weighs than its rarity says
 */
export function createPhrases(
  phrases: readonly LabelledPhrase[],
  importance: (feature: string) => number = () => 1,
): Phrases {
  const places = new Map<string, number[]>();
  const seen = phrases.map(({ text }) => [...extractFeatures(text, phraseFeatures).keys()]);
  seen.forEach((found, index) => {
    for (const feature of found) {
      const known = places.get(feature);
      if (known) known.push(index);
      else places.set(feature, [index]);
    }
  });
  const weightOf = (feature: string): number =>
    importance(feature) * Math.log((phrases.length + 1) / ((places.get(feature)?.length ?? 0) + 0.5)) ** 2;
  const lengthOf = (found: readonly string[]): number =>
    Math.sqrt(found.reduce((sum, feature) => sum + weightOf(feature), 0));
  const lengths = seen.map(lengthOf);
  return {
    rank(text) {
      const found = [...extractFeatures(text, phraseFeatures).keys()];
      const length = lengthOf(found);
      const products = new Float64Array(phrases.length);
      for (const feature of found)
        for (const index of places.get(feature) ?? []) products[index]! += weightOf(feature);
      const best = new Map<string, number[]>();
      products.forEach((product, index) => {
        if (product === 0) return;
        const { label } = phrases[index]!;
        const known = best.get(label);
        const cosine = product / (length * lengths[index]!);
        if (known) known.push(cosine);
        else best.set(label, [cosine]);
      });
      return [...best]
        .map(([label, cosines]) => ({ label, nearness: nearnessOf(cosines) }))
        .sort((one, other) => other.nearness - one.nearness);
    },
  };
}

function nearnessOf(cosines: number[]): number {
  const [nearest = 0, ...rest] = cosines.sort((one, other) => other - one);
  const behind = rest.slice(0, followers).reduce((sum, cosine) => sum + cosine, 0) / followers;
  return shareOfNearest * nearest + (1 - shareOfNearest) * behind;
}
