import { expect, test } from 'vitest';
import { readable } from './readable.ts';
import { recognise } from './recognise.ts';
import { withoutTakenBack } from './taken-back.ts';
import { workBenchDirectory } from './testing.ts';

const directory = workBenchDirectory();

test.each([
  ["Jessie Garcia's stage should be Won — no sorry, Qualified", "Jessie Garcia's stage should be Qualified"],
  ['Peyton Taylor 改成丢单，哦不，是赢单', 'Peyton Taylor 改成赢单'],
  ['give Riley Smith to Raj, wait no, to Lena', 'give Riley Smith to Lena'],
  ['set Jordan Moore no sorry Jordan Jones to lost', 'set Jordan Jones to lost'],
  ['把跟进日期改到12月5号，不对，12月6号', '把跟进日期改到12月6号'],
])('what is taken back in one breath is not meant: %s', async (text, meant) => {
  expect(withoutTakenBack(text, await recognise(text, directory.workspace, directory))).toBe(meant);
});

test.each([
  'Move Riley Smith to Won, not Lost',
  'Peyton Taylor 改成赢单，不是丢单',
  'Riley Smith to Won and Jordan Jones to Lost',
  'software rather than hardware for Riley Smith',
])('what is only told apart stays: %s', async (text) => {
  expect(withoutTakenBack(text, await recognise(text, directory.workspace, directory))).toBe(text);
});

test.each([
  [
    'if she is qualified, bump her to proposal. Otherwise leave it alone.',
    'if she is qualified, bump her to proposal',
  ],
  ['要是还在合格阶段，就推到报价，不是就算了', '要是还在合格阶段，就推到报价'],
  ['Move her to Won, otherwise leave it', 'Move her to Won, otherwise leave it'],
])('nothing is what is done anyway where a condition does not hold: %s', (text, rest) => {
  expect(readable(text)).toBe(rest);
});
