import { expect, test } from 'vitest';
import { isEncodable, sentenceVectors } from './sentence-vectors.ts';

const cosine = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, place) => sum + value * other[place]!, 0);

test('sentences that mean alike have vectors alike, however they are batched', async ({ skip }) => {
  const texts = ['Where is my refund?', 'I have not got my money back yet', 'Please change my address'];
  const vectors = await sentenceVectors(texts);
  if (vectors === undefined) skip('the optional packages are not installed');
  const [refund, money, address] = vectors as [Float32Array, Float32Array, Float32Array];
  expect(cosine(refund, refund)).toBeCloseTo(1, 4);
  expect(cosine(refund, money)).toBeGreaterThan(cosine(refund, address));
  const [[alone], [again]] = await Promise.all([
    sentenceVectors([texts[2]!]) as Promise<Float32Array[]>,
    sentenceVectors(['Where is my refund? '.repeat(50_000)]) as Promise<Float32Array[]>,
  ]);
  expect(cosine(alone!, address)).toBeCloseTo(1, 4);
  expect(cosine(again!, refund)).toBeGreaterThan(cosine(again!, address));
  await expect(sentenceVectors(texts, { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow(
    'stopped',
  );
});

test.each([
  '我的退款在哪里',
  'refund 退款',
  '',
  '12:30 !!!',
  'Où est ma commande ? Je ne la trouve pas',
  'Где заказ',
])('of a text that is not English there is no vector: %s', async (text) => {
  expect(isEncodable(text)).toBe(false);
  expect(await sentenceVectors(['Where is my refund?', text])).toBeUndefined();
});
