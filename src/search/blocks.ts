import { type SQL, sql } from 'drizzle-orm';
import { type Transaction, termBlocks } from '../../db/index.ts';
import { type Blocks, betweenBlocks, blocksOf } from './block-layout.ts';

/** The ends of the ids that a row of `term_blocks` holds under a term, with blanks between; empty where none. */
export const heldUnder = (term: SQL): SQL =>
  sql`split_part(split_part(${termBlocks.terms}, E'\n' || ${term} || E'\t', 2), E'\n', 1)`;

/** The same as whole ids, a row each, in the collation of ids: compared in another, they would be found by no index. */
export const idsUnder = (term: SQL): SQL =>
  sql`(left(${termBlocks.segment}, ${termBlocks.shared}) || unnest(string_to_array(${heldUnder(term)}, ' '))) collate "default"`;

/** The condition on `term_blocks` for the rows in which a term may stand. */
export const mayHold = (term: string): SQL => {
  const blocks = blocksOf(term).map((block) => sql`${block}::integer`);
  return sql`${termBlocks.block} in (${sql.join(blocks, sql`, `)})`;
};

/** Terms as rows `wanted(term, blocks)` of a statement. */
export const wantedTerms = (terms: Iterable<string>): SQL => {
  const rows = Array.from(new Set(terms), (term) => ({ term, blocks: blocksOf(term) }));
  return sql`json_to_recordset(cast(${JSON.stringify(rows)}::text as json)) as wanted(term text, blocks integer[])`;
};

/** The same condition for the term of such a row. */
export const mayHoldWanted = sql`${termBlocks.block} = any(wanted.blocks)`;

/** The index of one workspace within a transaction. */
export interface IndexScope {
  tx: Transaction;
  workspaceId: string;
}

/** Texts that are never empty and have no line breaks; joined, Postgres reads them quicker than its arrays. */
export const lines = (values: readonly string[]): SQL => sql`string_to_array(${values.join('\n')}, ${'\n'})`;

/** Blocks as rows `filed(block, terms)` of a statement. */
export const asRows = ({ numbers, texts }: Blocks): SQL => sql`unnest(
  ${lines(numbers.map(String))},
  string_to_array(${texts}, ${betweenBlocks})) as filed(block, terms)`;

/** Writes blocks of a segment. */
export const insertBlocks = (
  { tx, workspaceId }: IndexScope,
  { kind, segment, shared }: { kind: string; segment: string; shared: number },
  blocks: Blocks,
) =>
  tx.execute(sql`
    insert into ${termBlocks} (workspace_id, kind, block, segment, shared, terms)
    select ${workspaceId}, ${kind}, filed.block::integer, ${segment}, ${shared}::integer, filed.terms
    from ${asRows(blocks)}`);

/** How many characters two texts begin with alike. */
export function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}
