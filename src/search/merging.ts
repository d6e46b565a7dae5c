import { and, asc, between, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { segments, termBlocks } from '../../db/index.ts';
import { firstBlockCount, layoutFor, mergedBlocks, rangesOver } from './block-layout.ts';
import { type IndexScope, insertBlocks, sharedLength } from './blocks.ts';
import { addTo, bytesFor, roomIn } from './bloom.ts';
import type { Hashes } from './hash.ts';
import { mergingKey, piecesKind } from './segments.ts';

/** How many segments of a kind a search may have to read besides large ones. */
const mostSmall = 64;
/** Segments of so many records are left as they are. */
const large = 64_000;
/** No more records are put together at a time, while others who take records out wait. */
const recordsAtATime = 200_000;
/** Of the smallest layout: what is held in memory at a time. */
const blocksAtATime = 8;

interface Part {
  /** That of its whole values. */
  kind: string;
  segment: string;
  standing: number;
  filterLength: number;
}

/**
 * Puts segments together where a kind has many small ones, since a search reads each of them.
 * @returns whether there were; there may be more
 */
export async function mergeSegments(scope: IndexScope): Promise<boolean> {
  const { tx, workspaceId } = scope;
  await tx.execute(sql`select pg_advisory_xact_lock(${mergingKey(workspaceId)})`);
  const { kind, segment, standing, filter, partOf } = segments;
  const small: Part[] = await tx
    .select({ kind, segment, standing, filterLength: sql<number>`octet_length(${filter})` })
    .from(segments)
    .where(and(eq(segments.workspaceId, workspaceId), isNull(partOf), lt(standing, large)))
    .orderBy(asc(standing), asc(segment));
  for (const ofKind of Map.groupBy(small, (part) => part.kind).values()) {
    if (ofKind.length < mostSmall) continue;
    let records = 0;
    const parts = ofKind.filter((part, index) => {
      records += part.standing;
      return index < mostSmall && (index < 2 || records <= recordsAtATime);
    });
    await merge(scope, parts);
    return true;
  }
  return false;
}

async function merge(scope: IndexScope, parts: readonly Part[]): Promise<void> {
  const { tx, workspaceId } = scope;
  const names = parts.map(({ segment }) => segment).sort();
  const [first] = names as [string];
  const wholes = parts[0]!.kind;
  const standing = parts.reduce((sum, part) => sum + part.standing, 0);
  const filter = new Uint8Array(bytesFor(parts.reduce((sum, part) => sum + roomIn(part.filterLength), 0)));
  await mergeBlocks(scope, piecesKind(wholes), names, standing, () => {});
  await mergeBlocks(scope, wholes, names, standing, (hashes) => addTo(filter, hashes));
  const among = (column: typeof segments.segment | typeof segments.partOf) => inArray(column, names);
  const ofKind = and(eq(segments.workspaceId, workspaceId), eq(segments.kind, wholes));
  await tx
    .update(segments)
    .set({ partOf: first, standing: 0, filter: '' })
    .where(and(ofKind, or(among(segments.segment), among(segments.partOf))));
  await tx
    .update(segments)
    .set({ partOf: null, standing, filter: Buffer.from(filter.buffer).toString('base64') })
    .where(and(ofKind, eq(segments.segment, first)));
}

/** Makes the blocks of one kind in several segments those of the first. */
async function mergeBlocks(
  scope: IndexScope,
  kind: string,
  names: readonly string[],
  standing: number,
  onTerm: (hashes: Hashes) => void,
): Promise<void> {
  const { tx, workspaceId } = scope;
  const { block, segment, shared, terms } = termBlocks;
  const [first, last] = [names[0]!, names.at(-1)!];
  for (let start = 0; start < firstBlockCount; start += blocksAtATime) {
    const ranges = rangesOver(start, blocksAtATime).map(([from, to]) => between(block, from, to));
    const kept = await tx
      .delete(termBlocks)
      .where(
        and(
          eq(termBlocks.workspaceId, workspaceId),
          eq(termBlocks.kind, kind),
          or(...ranges),
          // By no index: Postgres would read the ranges once for each segment.
          inArray(sql`${segment} || ''`, [...names]),
        ),
      )
      .returning({ segment, shared, terms });
    if (kept.length === 0) continue;
    const alike = kept.reduce((least, row) => Math.min(least, row.shared), sharedLength(first, last));
    const blocks = mergedBlocks(kept, alike, layoutFor(standing), onTerm);
    await insertBlocks(scope, { kind, segment: first, shared: alike }, blocks);
  }
}
