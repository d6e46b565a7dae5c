import { expect, test } from 'vitest';
import { randomFrom } from '../random.ts';
import { kernelRidgeScores, trainKernelRidge } from './kernel-ridge.ts';
import { trainSentences, withMeaning } from './sentences.ts';

const random = randomFrom(5);
const width = 24;
const near = (place: number, noise: number): Float32Array => {
  const vector = Float32Array.from(
    { length: width },
    (_, at) => Number(at === place) + noise * (random() - 0.5),
  );
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};
const highest = (values: ArrayLike<number>): number => {
  const all = Array.from(values);
  return all.indexOf(Math.max(...all));
};
const classes = 11;
/** Two ways to say each of the intents, which lie far apart. */
const examplesOf = (rounds: number) => {
  const targets = Array.from({ length: 2 * rounds * classes }, (_, row) => row % classes);
  const vectors = targets.map((target, row) =>
    near(row % (2 * classes) < classes ? target : classes + target, 0.4),
  );
  return { targets, vectors };
};

test('least squares: scores of its own examples are the indicators of their classes, less the ridge', () => {
  const vectors = Array.from({ length: 7 }, (_, place) => near(place, 0.6));
  const targets = [0, 1, 2, 0, 1, 2, 0];
  const model = trainKernelRidge(vectors, targets, 3);
  for (const [row, vector] of vectors.entries())
    for (const [label, score] of kernelRidgeScores(model, vector).entries())
      expect(score + 0.02 * model.weights[3 * row + label]!).toBeCloseTo(Number(targets[row] === label), 1);
  expect(trainKernelRidge(vectors, targets, 3)).toEqual(model);
});

test('a class said in two ways that lie far apart is known by both; something else is like none', () => {
  const { vectors, targets } = examplesOf(3);
  const model = trainKernelRidge(vectors, targets, classes);
  for (let target = 0; target < classes; target++)
    for (const place of [target, classes + target]) {
      const scores = kernelRidgeScores(model, near(place, 0.2));
      expect(highest(scores)).toBe(target);
      expect(scores[target]).toBeGreaterThan(0.4);
    }
  expect(Math.max(...kernelRidgeScores(model, near(width - 1, 0)))).toBeLessThan(0.2);
});

test.each([
  { rounds: 3, kernel: false },
  { rounds: 15, kernel: true },
])('of $rounds examples a way there is a kernel: $kernel; unsure words leave it to the sentence', (is) => {
  const { vectors, targets } = examplesOf(is.rounds);
  const sentences = trainSentences(vectors, targets, classes);
  expect(sentences.kernel !== undefined).toBe(is.kernel);
  const unsure = Array.from({ length: classes }, () => Math.log(1 / classes));
  for (let target = 0; target < classes; target++)
    expect(highest(withMeaning(sentences, unsure, near(target, 0.2)))).toBe(target);
  const sure = unsure.map((_, label) => Math.log(label === 7 ? 1 : 1e-30));
  expect(highest(withMeaning(sentences, sure, near(2, 0.2)))).toBe(7);
});
