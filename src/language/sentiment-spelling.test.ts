import { describe, expect, test } from 'vitest';
import { analyzeSentiment } from './index.ts';
import { sentimentSpelling } from './sentiment-spelling.ts';

const learned = new Set([
  '价格',
  '格太',
  '太贵',
  '价格太',
  '格太贵',
  '很满',
  '满意',
  '很满意',
  '共应',
  '应商',
  '共应商',
  'zonk',
]);
const spelled = sentimentSpelling((feature) => learned.has(feature));

describe('sentimentSpelling', () => {
  test.each([
    ['the supprot was great', 'the support was great'],
    ['a porblem again', 'a problem again'],
    ['价葛太贵', '价格太贵'],
    ['她很manyi', '她很manyi'],
    ['她很man意', '她很满意'],
  ])('%s is read as %s', (written, meant) => {
    expect(spelled(written)).toBe(meant);
  });

  test.each([
    'Suport called',
    'zonk and gizmo',
    'bda',
    '价格太贵',
    '饕餮盛宴',
    '供应商',
    'supprot'.repeat(1_000),
    'OK, 他用app下单',
    '',
    '🚗 12,5 %',
  ])('%j stays', (text) => {
    expect(spelled(text)).toBe(text);
  });
});

describe('analyzeSentiment reads what was mistyped', () => {
  test.each([
    ['negative', 'she was realy disapointed with the delivery'],
    ['negative', 'They are unhapppy and frustraeted'],
    ['positive', 'the team was wonderfull and very helpfull'],
    ['positive', '房间很干jing，服物也非常好'],
    ['negative', '客户对报价非常不满yi'],
  ])('%s: %s', (label, text) => {
    expect(analyzeSentiment(text).label).toBe(label);
  });
});
