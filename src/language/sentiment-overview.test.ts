import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SentimentReading } from '../models.ts';
import { createUnderstanding } from './index.ts';

const { overview } = createUnderstanding();
const reading = (score: number, ...words: string[]): SentimentReading => ({
  label: score > 0.3 ? 'positive' : score < -0.3 ? 'negative' : 'neutral',
  score,
  confidence: 0.9,
  words,
  intensity: score,
  mixed: false,
  aspects: [],
  doubts: [],
});

test('counts, mean with its interval, trend and words', () => {
  const result = overview([
    reading(0.9, 'happy'),
    reading(0.8, 'happy', 'great'),
    reading(-0.7, 'slow'),
    reading(-0.9, 'angry', 'slow'),
  ]);
  expect(result).toMatchObject({
    positive: 2,
    neutral: 0,
    negative: 2,
    mean: 0.03,
    earlier: 0.85,
    recent: -0.8,
    trend: 'worse',
  });
  expect(result.praise[0]).toBe('happy');
  expect(result.complaints[0]).toBe('slow');
});

test('few or scattered readings make no trend', () => {
  expect(overview([reading(1), reading(-1)]).trend).toBe('unknown');
  expect(overview([reading(0.9), reading(-0.8), reading(0.7), reading(-0.9)]).trend).toBe('steady');
  expect(overview([])).toMatchObject({ mean: 0, trend: 'unknown' });
});

test('the mean lies in its interval, whatever the scores', () => {
  const scores = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 });
  fc.assert(
    fc.property(scores, (values) => {
      const { mean, mean95 } = overview(values.map((value) => reading(value)));
      expect(mean95![0]).toBeLessThanOrEqual(mean);
      expect(mean95![1]).toBeGreaterThanOrEqual(mean);
    }),
  );
});
