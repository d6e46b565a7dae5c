import { expect, test } from 'vitest';
import { needsLittle } from './own-memory.ts';

test.each([
  [['import', 'contacts.csv', '--yes'], true],
  [['import', 'a.csv', './b.TSV.gz', '--report', 'left-out.csv'], true],
  [['import', '客户.csv'], true],
  [['import', 'a.csv', '--map', './map.json', '--yes'], true],
  [['import', '--data-dir', '/data', 'a.csv'], true],
  [['import', 'book.xlsx', 'a.csv'], false],
  [['import', 'exports/'], false],
  [['import', '--help'], false],
  [['serve'], false],
])('a small heap is enough for %j: %s', (words, expected) => {
  expect(needsLittle(words)).toBe(expected);
});
