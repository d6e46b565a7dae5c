import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  analyzeSentiment,
  decodeLinearModel,
  encodeLinearModel,
  linearClassifier,
  trainLinearClassifier,
} from './index.ts';

describe('analyzeSentiment', () => {
  test.each([
    ['positive', '他对方案很满意，下周一发合同'],
    ['positive', 'She is very happy with the new plan and wants to sign next week.'],
    ['positive', 'no complaints at all, they love it'],
    ['positive', '虽然一开始有顾虑，现在非常认可我们'],
    ['negative', 'she found it too expensive'],
    ['negative', '他嫌价格太贵'],
    ['negative', 'He was not happy with the support'],
    ['negative', '她不太满意，想换供应商'],
    ['negative', 'The demo was fine, but they are going with a competitor'],
    ['neutral', 'sent the contract'],
    ['neutral', '下周一发合同'],
    ['neutral', 'Had a call, will follow up next Tuesday.'],
    ['neutral', '打了电话，讨论了续约'],
  ])('%s: %s', (label, text) => {
    expect(analyzeSentiment(text).label).toBe(label);
  });

  test('tells the words that decided', () => {
    expect(analyzeSentiment('Called Dana, she was really disappointed.').words).toContain('disappointed');
    expect(analyzeSentiment('今天打了电话，他非常不满').words).toEqual(['非常不满']);
    expect(analyzeSentiment('今天打了电话，她很满意').words).toContain('很满意');
  });

  test('any text: a score between −1 and 1 that agrees with the label', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { label, score, confidence, words } = analyzeSentiment(text);
        expect(Math.abs(score)).toBeLessThanOrEqual(1);
        expect(confidence).toBeGreaterThanOrEqual(0);
        if (label === 'positive') expect(score).toBeGreaterThan(0);
        if (label === 'negative') expect(score).toBeLessThan(0);
        if (label === 'neutral') expect(words).toEqual([]);
      }),
    );
    expect(analyzeSentiment('')).toEqual({ label: 'neutral', score: 0, confidence: 0, words: [] });
  });
});

test('a model read back from its file judges as before, but for rounding', () => {
  const trained = trainLinearClassifier([
    { text: 'good work', label: 'positive' },
    { text: 'bad work', label: 'negative' },
    { text: '很好', label: 'positive' },
  ]);
  const read = linearClassifier(decodeLinearModel(encodeLinearModel(trained.model)));
  for (const text of ['good', 'bad', '很好', 'unseen']) {
    expect(read.predict(text).label).toBe(trained.predict(text).label);
    expect(read.predict(text).probability).toBeCloseTo(trained.predict(text).probability, 1);
  }
});
