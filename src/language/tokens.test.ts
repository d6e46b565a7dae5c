import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectLanguage, stem, tokenize, tokenSpans } from './index.ts';

describe('detectLanguage', () => {
  test.each([
    '把Taylor Wilson的跟进日期推到下周五',
    'Taylor Wilson的电话是多少？',
    '给Taylor Wilson打电话',
    '那Raj呢',
    'Avery呢',
    '用 CRM 看 pipeline 里的 leads 有多少',
    '张伟',
    '查询订单',
    '合并完成之前IT项目全部冻结',
    'Jordan Harris删除',
    '新建一个lead，Emma Fischer，email是emma.fischer@rheinwerk.de，给Lena',
  ])('Chinese: %s', (text) => {
    expect(detectLanguage(text)).toBe('zh');
  });

  test.each([
    'how many leads does Raj have?',
    'log a call with 张伟',
    'Find orders for 北京华为技术有限公司',
    'call 张伟',
    'ASK 张伟 ABOUT THE RENEWAL',
    'Show 张伟',
    '952-257-9165',
    '',
  ])('English: %s', (text) => {
    expect(detectLanguage(text)).toBe('en');
  });
});

describe('tokenize', () => {
  test('words in lower case, Han in bigrams or characters', () => {
    expect(tokenize('ＣＲＭ里的 Taylor’s 合同, 第2版')).toEqual([
      'crm',
      '里的',
      "taylor's",
      '合同',
      '第',
      '2',
      '版',
    ]);
    expect(tokenize('给O’Neil打电话', 'characters')).toEqual(['给', "o'neil", '打', '电', '话']);
  });

  test('spans point at their text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const token of tokenSpans(text)) expect(text.slice(token.start, token.end)).toBe(token.text);
      }),
    );
  });
});

describe('stem', () => {
  test.each(
    Object.entries({
      consign: 'consign',
      consigned: 'consign',
      consistency: 'consist',
      consolation: 'consol',
      consolingly: 'consol',
      conspiracy: 'conspiraci',
      knack: 'knack',
      knavish: 'knavish',
      kneeling: 'kneel',
      knights: 'knight',
      generously: 'generous',
      communication: 'communic',
      renewals: 'renew',
      proposals: 'propos',
      companies: 'compani',
      company: 'compani',
      agreed: 'agre',
      hopping: 'hop',
      hoping: 'hope',
      ties: 'tie',
      cries: 'cri',
      gas: 'gas',
      relational: 'relat',
      geology: 'geolog',
      rationalization: 'ration',
      meetings: 'meet',
      quickly: 'quick',
      "customer's": 'custom',
      yelled: 'yell',
      controlling: 'control',
      '3rd': '3rd',
    }),
  )('%s → %s', (word, expected) => {
    expect(stem(word)).toBe(expected);
  });

  test('never throws, never grows by more than a letter', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z']{0,16}$/), (word) => stem(word).length <= word.length + 1),
    );
  });
});
