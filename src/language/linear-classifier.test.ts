import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LabelledText, trainLinearClassifier } from './index.ts';

const examples: LabelledText[] = [
  { label: 'log', text: 'log a call with Dana' },
  { label: 'log', text: 'note down that I met Raj' },
  { label: 'log', text: '记一下今天的电话' },
  { label: 'log', text: '刚跟张伟开完会，记录一下' },
  { label: 'delete', text: 'delete the contact Dana' },
  { label: 'delete', text: 'remove Raj from the list' },
  { label: 'delete', text: '把张伟删掉' },
  { label: 'delete', text: '删除这个联系人' },
  { label: 'forecast', text: 'what will sales be next quarter' },
  { label: 'forecast', text: 'forecast the revenue of March' },
  { label: 'forecast', text: '预测下季度的销售额' },
  { label: 'forecast', text: '下个月能卖多少' },
];

describe('trainLinearClassifier', () => {
  test.each(['softmax', 'one-vs-rest'] as const)('%s: unseen wordings, both languages', (loss) => {
    const classifier = trainLinearClassifier(examples, { loss });
    expect(classifier.predict('please remove Dana').label).toBe('delete');
    expect(classifier.predict('预测一下四月的销售').label).toBe('forecast');
    expect(classifier.predict('记录和李娜的电话').label).toBe('log');
  });

  test('probabilities: sorted, add up to one, low familiarity for strange text', () => {
    const classifier = trainLinearClassifier(examples);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { ranking, probability, familiarity } = classifier.predict(text);
        expect(ranking.reduce((sum, entry) => sum + entry.probability, 0)).toBeCloseTo(1);
        expect(probability).toBe(Math.max(...ranking.map((entry) => entry.probability)));
        expect(familiarity).toBeGreaterThanOrEqual(0);
        expect(familiarity).toBeLessThanOrEqual(1);
      }),
    );
    expect(classifier.predict('zygomorphic xylography').familiarity).toBeLessThan(0.2);
  });

  test('the same examples give the same model', () => {
    expect(trainLinearClassifier(examples).model).toEqual(trainLinearClassifier(examples).model);
  });

  test('explains by features of the text', () => {
    const [strongest] = trainLinearClassifier(examples, { features: { words: [1, 1], han: [1, 2] } }).explain(
      '删除 it',
      'delete',
    );
    expect(strongest?.words).toBe('删');
    expect(strongest?.weight).toBeGreaterThan(0);
  });

  test('pairs of words tell apart what the words alone do not', () => {
    const sentences: LabelledText[] = [
      { label: 'praise', text: '价格便宜质量可靠' },
      { label: 'praise', text: '质量可靠服务周到' },
      { label: 'complaint', text: '价格可靠质量便宜' },
      { label: 'complaint', text: '质量便宜服务一般' },
    ];
    const features = { hanPairs: 1 } as const;
    const classifier = trainLinearClassifier(sentences, { features });
    expect(classifier.predict('质量可靠').label).toBe('praise');
    expect(classifier.predict('质量便宜').label).toBe('complaint');
    expect(classifier.predict('质量。可靠').familiarity).toBe(0);
    expect(classifier.explain('质量便宜', 'complaint')[0]?.words).toBe('质量 … 便宜');
  });

  test('a heavy example outweighs a light one', () => {
    const contradiction = (weight: number) => [
      { text: 'ship it', label: 'a', weight },
      { text: 'ship it', label: 'b' },
    ];
    expect(trainLinearClassifier(contradiction(5)).predict('ship it').label).toBe('a');
    expect(trainLinearClassifier(contradiction(0.2)).predict('ship it').label).toBe('b');
  });

  test('refuses to learn from nothing', () => {
    expect(() => trainLinearClassifier([])).toThrow(RangeError);
  });
});
