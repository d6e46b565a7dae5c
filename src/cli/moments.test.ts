import { expect, test } from 'vitest';
import { momentFrom } from './moments.ts';

const now = new Date('2026-03-05T09:00:00+08:00');
const workspace = { timeZone: 'Asia/Shanghai' };

test.each([
  ['2h', '2026-03-04T23:00:00.000Z'],
  ['30 min', '2026-03-05T00:30:00.000Z'],
  ['30分钟前', '2026-03-05T00:30:00.000Z'],
  ['3 days ago', '2026-03-02T01:00:00.000Z'],
  ['yesterday', '2026-03-03T16:00:00.000Z'],
  ['昨天', '2026-03-03T16:00:00.000Z'],
  ['昨天下午', '2026-03-04T04:00:00.000Z'],
  ['3天前下午', '2026-03-02T04:00:00.000Z'],
  ['yesterday 15:30', '2026-03-04T07:30:00.000Z'],
  ['2026-03-01', '2026-02-28T16:00:00.000Z'],
  ['2026-03-01T10:00:00+01:00', '2026-03-01T09:00:00.000Z'],
])('%s', (text, moment) => {
  expect(momentFrom(text, workspace, now)?.toISOString()).toBe(moment);
});

test('the end of a time is the end of its day', () => {
  expect(momentFrom('yesterday', workspace, now, 'end')?.toISOString()).toBe('2026-03-04T15:59:59.999Z');
});

test.each([
  '',
  'soon',
  '2x',
  '昨',
  '9999999h',
  'two hours and a day',
  'yesterday-ish',
  'yesterday but not Dana',
  '昨天除了张伟的',
  '2026-13-40T00:00:00Z',
])('no moment: %s', (text) => {
  expect(momentFrom(text, workspace, now)).toBeUndefined();
});
