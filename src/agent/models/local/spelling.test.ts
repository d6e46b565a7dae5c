import { expect, test } from 'vitest';
import { speltOut } from './spelling.ts';

test.each([
  ['havent heard from him pls chase', "haven't heard from him please chase"],
  ['set the folow up for tommorow', 'set the follow up for tomorrow'],
  ['Dont mark her qualifed', "Don't mark her qualified"],
  ['first name Bo, last name Lund', 'named Bo Lund'],
])('%s', (written, meant) => {
  expect(speltOut(written)).toBe(meant);
});

test.each([
  'updated stages, owners, closed deals and a contract',
  'martin stager, joan marsh and parker martin',
  'write to dont@pls.example and see plz.example',
  '把 Casey Brown 标成丢单',
])('left as it is: %s', (written) => {
  expect(speltOut(written)).toBe(written);
});
