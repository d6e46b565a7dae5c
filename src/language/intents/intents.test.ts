import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IntentExample, trainIntents } from './index.ts';

const phrases: Record<string, string[]> = {
  refund: [
    'I want my money back',
    'please refund the order',
    'how do I get a refund',
    'return my payment',
    '我要退款',
    '把钱退给我',
    '这单能退钱吗',
    '申请退款',
  ],
  delivery: [
    'where is my parcel',
    'when will the package arrive',
    'track my delivery',
    'has it shipped yet',
    '我的快递到哪了',
    '什么时候发货',
    '包裹几天能到',
    '查一下物流',
  ],
  password: [
    'I forgot my password',
    'reset the login code',
    'cannot log in to my account',
    'change my passcode',
    '忘记密码了',
    '登录不上账号',
    '怎么重置密码',
    '修改登录密码',
  ],
};
const examples = Object.entries(phrases).flatMap(([label, texts]): IntentExample[] =>
  texts.map((text) => ({ text, label })),
);
const strangers = [
  'what is the weather',
  'tell me a joke',
  'who won the match',
  '今天天气怎么样',
  '讲个笑话',
  '几点了',
].map((text): IntentExample => ({ text, label: undefined }));
const classifier = trainIntents([...examples, ...strangers]);

describe('trainIntents', () => {
  test.each([
    ['could you refund me please', 'refund'],
    ['the parcel has not arrived', 'delivery'],
    ['help, my pasword does not work', 'password'],
    ['请给我退款', 'refund'],
    ['物流怎么还没到', 'delivery'],
    ['密码忘了怎么办', 'password'],
    ['ＲＥＦＵＮＤ the order', 'refund'],
    ['rеset my рassword', 'password'],
  ])('%s is about %s', (text, label) => {
    expect(classifier.predict(text).likeliest).toBe(label);
  });

  test('what is none of the intents is likelier out of scope than what is one', () => {
    const inside = classifier.predict('how do I get a refund').inScope;
    for (const text of ['tell me a joke please', '讲个笑话吧', '😀😀', '']) {
      expect(classifier.predict(text).inScope).toBeLessThan(inside);
    }
  });

  test('the same examples give the same classifier', () => {
    const again = trainIntents([...examples, ...strangers]);
    expect(again.predict('refund')).toEqual(classifier.predict('refund'));
  });

  test('intents held out stand in where no example is out of scope', () => {
    const many = Object.entries(phrases).flatMap(([label, texts]) =>
      texts.map((text, place) => ({ text, label: `${label} ${place % 2}` })),
    );
    expect(trainIntents(many).labels).toHaveLength(6);
  });

  test('one intent is none to tell apart', () => {
    expect(() => trainIntents(examples.slice(0, 3))).toThrow(RangeError);
  });

  test('whatever the text, probabilities add up to one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const { ranking, inScope } = classifier.predict(text);
        expect(ranking.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
        expect(inScope).toBeGreaterThanOrEqual(0);
        expect(inScope).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });

  test('a text of a megabyte is read at its beginning', () => {
    expect(classifier.predict(`refund the order ${'x'.repeat(1_000_000)}`).ranking).toHaveLength(3);
  });
});
