import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  analyzeSentiment,
  createUnderstanding,
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
  });

  test.each(['', ' \n\t ', '🚗🚗', '……', '12345', '\u200b'])('nothing to read: %j', (text) => {
    expect(analyzeSentiment(text)).toMatchObject({ label: 'neutral', score: 0, words: [], aspects: [] });
    expect(analyzeSentiment(text).doubts).toContain('unreadable');
  });

  test('praise and complaint together: the end decides, and it says so', () => {
    const english = analyzeSentiment('Great product, but the support is terrible.');
    expect(english).toMatchObject({ label: 'negative', mixed: true });
    expect(english.aspects).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ aspect: 'product', label: 'positive' }),
        expect.objectContaining({ aspect: 'support', label: 'negative' }),
      ]),
    );
    const chinese = analyzeSentiment('质量很好，就是物流太慢，等了十天，非常失望');
    expect(chinese).toMatchObject({ label: 'negative', mixed: true });
    expect(chinese.aspects).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ aspect: 'quality', label: 'positive' }),
        expect.objectContaining({ aspect: 'delivery', label: 'negative' }),
      ]),
    );
    expect(analyzeSentiment('He is very happy with the support.')).toMatchObject({ mixed: false });
  });

  test('stronger words, stronger feeling', () => {
    const strengthOf = (text: string) => Math.abs(analyzeSentiment(text).intensity);
    expect(strengthOf('She is extremely unhappy!!')).toBeGreaterThan(strengthOf('She is a bit unhappy'));
    expect(strengthOf('他非常不满意')).toBeGreaterThan(strengthOf('他有点不满意'));
  });

  test.each([
    ['other_language', 'Je ne suis pas content de votre service et je veux mon argent'],
    ['other_language', 'サービスはとてもよかったです、ありがとう'],
    ['sarcasm', 'Oh great, another outage. Just what I needed.'],
    ['sarcasm', '真棒，又宕机了'],
  ] as const)('doubts are told: %s', (doubt, text) => {
    expect(analyzeSentiment(text).doubts).toContain(doubt);
  });

  test('a megabyte is read at both ends, quickly enough', () => {
    const reading = analyzeSentiment(`They are furious. ${'x1 '.repeat(350_000)} 非常失望，要求退款`);
    expect(reading.label).toBe('negative');
    expect(reading.doubts).toContain('cut');
  });

  test('noise leaves the reading as it is', () => {
    for (const text of [
      'ｇｒｅａｔ ｓｅｒｖｉｃｅ，ｔｈａｎｋｓ',
      'grеаt sеrviсe, thаnks',
      'gr\u200beat serv\u200bice, thanks',
    ])
      expect(analyzeSentiment(text)).toMatchObject({ label: 'positive' });
  });
});

describe('a language model reads instead, where one is set', () => {
  const texts = ['He said the demo was sick!', '价格太贵了'];
  const read = (answer: string | Error, byModel = true) =>
    createUnderstanding({
      name: 'test-model',
      write: async () => {
        if (answer instanceof Error) throw answer;
        return answer;
      },
    }).sentiments(texts, byModel, new AbortController().signal);

  test('its readings stand where label, score and words hold', async () => {
    const { readings, by, fellBack } = await read(
      'Here: [{"number":1,"label":"positive","score":0.9,"words":["sick","invented"]},{"number":2,"label":"negative","score":0.5,"words":[]}]',
    );
    expect(by).toBe('test-model');
    expect(readings[0]).toMatchObject({ label: 'positive', score: 0.9, words: ['sick'] });
    expect(readings[1]!.label).toBe('negative');
    expect(fellBack).toBe(1);
  });

  test('rubbish, a failure or no wish for it leave our own', async () => {
    const own = texts.map(analyzeSentiment);
    for (const answer of ['no idea', '[1, 2', '[{"number":1,"label":"angry","score":0}]', new Error('down')])
      expect(await read(answer)).toEqual({ readings: own, by: 'local', fellBack: 2 });
    expect(await read('[]', false)).toEqual({ readings: own, by: 'local', fellBack: 0 });
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
