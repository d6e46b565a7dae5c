import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRecords } from './csv-records.ts';

async function recordsOf(text: string, cut: number) {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / cut) }, (_, number) =>
    bytes.subarray(number * cut, (number + 1) * cut),
  );
  const found = await Array.fromAsync(csvRecords(Readable.from(pieces), ',', 0));
  return {
    rows: found.flatMap(({ records }) => records),
    isUnended: found.some(({ isUnended }) => isUnended),
  };
}

test('a text in pieces of any size is the same records', async () => {
  const part = fc.constantFrom('a', 'bc', '"', '""', ',', ';', '\n', '\r\n', '\r', ' ', '好', 'é', '\uFEFF');
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { maxLength: 24 }),
      fc.integer({ min: 1, max: 7 }),
      async (parts, cut) => {
        expect(await recordsOf(parts.join(''), cut)).toEqual(await recordsOf(parts.join(''), 1_000));
      },
    ),
  );
});

test.each([
  ['"a""b",c\n', [['a"b', 'c']]],
  ['"a"b,c"d\r\n', [['"a"b', 'c"d']]],
  ['""x,\r', [['""x', '']]],
  ['"", ""\n', [['', ' ""']]],
])('quotes that stand otherwise than they should are what is written: %j', async (text, cells) => {
  const { rows } = await recordsOf(text, 1);
  expect(rows.map(({ row }) => row.cells)).toEqual(cells);
});
