import { type SQL, sql } from 'drizzle-orm';
import { termBlocks } from '../../db/index.ts';
import { hashesOf } from './hash.ts';

/** The terms of a segment and who holds them, in the form in which they are kept: one text for each block. */
export type Blocks = ReadonlyMap<number, string>;

/** So many that a block of thousands of records stays small enough to be read in passing. */
const blockCount = 1_024;

/** The block a term stands in. */
export const blockOf = (term: string): number => hashesOf(term)[0] % blockCount;

/**
 * Spreads terms over blocks.
 * @param holders  for each term the ends of the ids of its holders, with blanks between
 */
export function toBlocks(terms: readonly string[], holders: (term: number) => string): Blocks {
  const blocks = new Map<number, string>();
  for (const [number, term] of terms.entries()) {
    const block = blockOf(term);
    blocks.set(block, `${blocks.get(block) ?? '\n'}${term}\t${holders(number)}\n`);
  }
  return blocks;
}

/** A block without these holders of its terms; empty where none is left. */
export function without(block: string, gone: ReadonlyMap<string, ReadonlySet<string>>): string {
  const lines = block
    .slice(1, -1)
    .split('\n')
    .flatMap((line) => {
      const [term = '', held = ''] = line.split('\t');
      const leaving = gone.get(term);
      if (leaving === undefined) return line;
      const standing = held.split(' ').filter((id) => !leaving.has(id));
      return standing.length === 0 ? [] : `${term}\t${standing.join(' ')}`;
    });
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}

/** The ends of the ids that a row of `term_blocks` holds under a term, with blanks between; empty where none. */
export const heldUnder = (term: SQL): SQL =>
  sql`split_part(split_part(${termBlocks.terms}, E'\n' || ${term} || E'\t', 2), E'\n', 1)`;

/** The same as whole ids, a row each, in the collation of ids: compared in another, they would be found by no index. */
export const idsUnder = (term: SQL): SQL =>
  sql`(left(${termBlocks.segment}, ${termBlocks.shared}) || unnest(string_to_array(${heldUnder(term)}, ' '))) collate "default"`;

/** The condition on `term_blocks` for the rows in which a term may stand. */
export const mayHold = (term: string): SQL => sql`${termBlocks.block} = ${blockOf(term)}::integer`;

/** Terms as rows `wanted(term, block)` of a statement. */
export const wantedTerms = (terms: Iterable<string>): SQL => {
  const rows = Array.from(new Set(terms), (term) => ({ term, block: blockOf(term) }));
  return sql`json_to_recordset(cast(${JSON.stringify(rows)}::text as json)) as wanted(term text, block integer)`;
};

/** The same condition for the term of such a row. */
export const mayHoldWanted = sql`${termBlocks.block} = wanted.block`;
