import { fitVectorizer, rowsOf, type Vectorizer } from './sparse.ts';
import {
  addScores,
  type SupportVectorMachine,
  type SupportVectorOptions,
  trainSupportVectors,
} from './support-vectors.ts';

/** A support vector machine for every view of the texts; their scores are added. */
export interface Machine {
  classes: number;
  parts: readonly { vectorizer: Vectorizer; planes: SupportVectorMachine }[];
}

/** A text as every view sees it. */
export type SeenText = readonly (readonly string[])[];

/** Features in a single text are dropped from this many texts on. */
const manyTexts = 5_000;

/**
 * @param targets  the class of every text, 0 to `classes` − 1
 */
export function trainMachine(
  texts: readonly SeenText[],
  targets: readonly number[],
  classes: number,
  options?: SupportVectorOptions,
): Machine {
  const views = texts[0]?.length ?? 0;
  return {
    classes,
    parts: Array.from({ length: views }, (_, view) => {
      const documents = texts.map((text) => text[view]!);
      const vectorizer = fitVectorizer(documents, texts.length > manyTexts ? 2 : 1);
      const rows = rowsOf(vectorizer, documents);
      return { vectorizer, planes: trainSupportVectors(rows, vectorizer.width, targets, classes, options) };
    }),
  };
}

/** The score of every class for a text, and the share of its features known in each view. */
export function scoresOf(
  { classes, parts }: Machine,
  text: SeenText,
): { scores: Float64Array; known: number[] } {
  const scores = new Float64Array(classes);
  const known = parts.map(({ vectorizer, planes }, view) => {
    const row = vectorizer.rowOf(text[view]!);
    addScores(planes, row.columns, row.values, scores);
    return row.known;
  });
  for (let place = 0; place < classes; place++) scores[place]! /= parts.length;
  return { scores, known };
}
