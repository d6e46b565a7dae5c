import { extractFeatures } from '../features.ts';
import { foldText } from '../fold-text.ts';
import type { Weigh } from './sparse.ts';
import { weighByWords } from './word-counts.ts';

/** One way to see a text: the distinct features it has. */
export type View = (text: string) => string[];

const words = { words: [1, 2], stems: true, han: [1, 3] } as const;
const characters = { characters: [2, 5] } as const;
const singles = { words: [1, 1], stems: true, han: [1, 2] } as const;
const reach = 4;

/**
 * The ways a text is seen, each by a machine of its own whose scores are added: stemmed words and their
 * pairs, with runs of Han characters; the letters inside words; words that stand near each other in any order.
 */
export const views: readonly View[] = [
  (text) => [...extractFeatures(text, words).keys()],
  (text) => [...extractFeatures(text, characters).keys()],
  (text) => nearPairs([...extractFeatures(text, singles).keys()]),
];

function nearPairs(units: readonly string[]): string[] {
  const pairs = new Set(units);
  units.forEach((unit, place) => {
    for (const other of units.slice(place + 1, place + 1 + reach))
      pairs.add(unit < other ? `${unit}+${other}` : `${other}+${unit}`);
  });
  return [...pairs];
}

/** What the features of each view weigh. */
export const weighs: readonly (Weigh | undefined)[] = [weighByWords, undefined, weighByWords];

/** Of longer texts the beginning is read, in characters. */
export const longestText = 2_000;

/** A text as every view sees it; of long ones the beginning. */
export const seen = (text: string): string[][] => {
  const plain = foldText(text.slice(0, longestText));
  return views.map((view) => view(plain));
};
