import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCsvRecords } from './csv-records.ts';

function recordsOf(text: string, cut: number) {
  const { read } = createCsvRecords(',', 0);
  const bytes = Buffer.from(text);
  const found = [];
  for (let start = 0; start < bytes.length; start += cut)
    found.push(...read(bytes.subarray(start, start + cut), false).records);
  const { records, isUnended } = read(Buffer.alloc(0), true);
  return { rows: [...found, ...records], isUnended };
}

test('a text in pieces of any size is the same records', () => {
  const part = fc.constantFrom('a', 'bc', '"', '""', ',', ';', '\n', '\r\n', '\r', ' ', '好', 'é', '\uFEFF');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 24 }), fc.integer({ min: 1, max: 7 }), (parts, cut) => {
      expect(recordsOf(parts.join(''), cut)).toEqual(recordsOf(parts.join(''), 1_000));
    }),
  );
});

test.each([
  ['"a""b",c\n', [['a"b', 'c']]],
  ['"a"b,c"d\r\n', [['"a"b', 'c"d']]],
  ['""x,\r', [['""x', '']]],
  ['"", ""\n', [['', ' ""']]],
])('quotes that stand otherwise than they should are what is written: %j', (text, cells) => {
  expect(recordsOf(text, 1).rows.map(({ row }) => row.cells)).toEqual(cells);
});
