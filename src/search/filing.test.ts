import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocksOf } from './block-layout.ts';
import { segmentFrom, termsHeld } from './filing.ts';
import { type IndexedText, termsOf } from './terms.ts';

const word = fc.constantFrom(
  'Ana',
  'O’Neil',
  'Ørsted',
  '张伟',
  '华阳科技',
  'Иван',
  'x9',
  '阿房宫',
  '𠮷野',
  ' ',
  '7',
);
const texts = fc.array(
  fc.record<IndexedText>({
    text: fc
      .array(fc.oneof(word, fc.string({ maxLength: 6 })), { maxLength: 4 })
      .map((words) => words.join(' ')),
    as: fc.constantFrom('name', 'email', 'phone', 'code', 'text'),
  }),
  { maxLength: 4 },
);
const records = fc.array(texts, { minLength: 1, maxLength: 8 });

/** What stands in the blocks, as lines `block term holders`. */
function linesOf({ numbers, texts }: { numbers: readonly number[]; texts: string }): string[] {
  const blocks = texts === '' ? [] : texts.split('\f');
  expect(blocks).toHaveLength(numbers.length);
  return blocks.flatMap((block, index) =>
    block
      .slice(1, -1)
      .split('\n')
      .map((line) => `${numbers[index]} ${line}`),
  );
}

/** The same, term by term. */
function expectedLines(held: readonly string[][], ends: readonly string[]): string[] {
  const terms = [...new Set(held.flat())];
  return terms.map((term) => {
    const holders = ends.filter((_, record) => held[record]!.includes(term));
    return `${blocksOf(term)[0]} ${term}\t${holders.join(' ')}`;
  });
}

test('a segment holds the very terms of its records, each in its block with all who hold it', () => {
  fc.assert(
    fc.property(records, (given) => {
      const ends = given.map((_, number) => `${number % 2 === 0 ? 'a' : '名'}${number}`);
      const segment = segmentFrom(termsHeld(given), ends);
      const terms = given.map(termsOf);
      for (const part of ['pieces', 'wholes'] as const) {
        const expected = expectedLines(
          terms.map((ofRecord) => ofRecord[part]),
          ends,
        );
        expect(linesOf(segment[part]).sort()).toEqual(expected.sort());
        expect(segment[part].numbers).toEqual(segment[part].numbers.toSorted((one, other) => one - other));
      }
    }),
  );
});
