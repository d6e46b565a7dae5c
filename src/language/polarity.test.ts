import { expect, test } from 'vitest';
import { polarityFinder, signHere } from './polarity.ts';

const find = polarityFinder({
  positive: ['happy', 'looking forward', '满意', '好用'],
  negative: ['problem', 'doubts', '投诉', '不满意', '顾虑'],
});

test.each([
  ['She is happy', [['happy', 1, 'plain']]],
  ["She isn't happy with it", [["n't happy", -1, 'denied']]],
  ['no problems at all', [['no problems', 1, 'denied']]],
  ['Not now. Happy customers', [['Happy', 1, 'plain']]],
  ['His doubts are gone', [['doubts', 1, 'overcome']]],
  ['He is looking forward to it', [['looking forward', 1, 'plain']]],
  ['他对方案不满意', [['不满意', -1, 'plain']]],
  ['系统不太好用', [['不太好用', -1, 'denied']]],
  ['没有投诉', [['没有投诉', 1, 'denied']]],
  [
    '顾虑打消了，很满意',
    [
      ['顾虑', 1, 'overcome'],
      ['满意', 1, 'plain'],
    ],
  ],
  ['发了合同', []],
] as const)('%s', (text, expected) => {
  expect(find(text).map((word) => [word.words, signHere(word), word.turn])).toEqual(expected);
});
