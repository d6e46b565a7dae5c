import { expect, test } from 'vitest';
import { randomFrom } from '../random.ts';
import { trainIntents } from './index.ts';
import { softmaxOf, trainSoftmax } from './softmax.ts';

const random = randomFrom(3);
const near = (place: number): Float32Array => {
  const vector = Float32Array.from({ length: 6 }, (_, at) => (at === place ? 1 : 0) + 0.3 * (random() - 0.5));
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

test('vectors are told apart, the same way every time, and shares add up to 1', () => {
  const targets = Array.from({ length: 60 }, (_, place) => place % 3);
  const vectors = targets.map(near);
  const model = trainSoftmax(vectors, targets, 3);
  for (const target of [0, 1, 2]) {
    const shares = softmaxOf(model, near(target));
    expect(shares.indexOf(Math.max(...shares))).toBe(target);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  }
  expect(trainSoftmax(vectors, targets, 3)).toEqual(model);
});

test('intents: sentence vectors have their say, and without them words decide', () => {
  const phrases = {
    refund: ['money back', 'refund it', 'return it'],
    card: ['new card', 'my card', 'card lost'],
  };
  const examples = Object.entries(phrases).flatMap(([label, texts], place) =>
    texts.map((text) => ({ text, label, vector: near(place) })),
  );
  const classifier = trainIntents(examples);
  expect(classifier.arms).toEqual(['words', 'sentences']);
  expect(classifier.predict('my purse is gone', near(1)).likeliest).toBe('card');
  const plain = classifier.predict('refund', undefined);
  expect(plain.likeliest).toBe('refund');
  const withoutVectors = trainIntents(examples.map(({ text, label }) => ({ text, label })));
  expect(withoutVectors.arms).toEqual(['words']);
  expect(withoutVectors.predict('refund').ranking).toEqual(plain.ranking);
  expect(withoutVectors.predict('refund', near(1)).ranking).toEqual(plain.ranking);
  const { ranking, inScope } = classifier.predict('refund', near(0));
  expect(ranking.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
  expect(inScope).toBe(plain.inScope);
});
