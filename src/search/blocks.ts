import { type SQL, sql } from 'drizzle-orm';
import { termBlocks } from '../../db/index.ts';
import { blockOf } from './block-layout.ts';

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
