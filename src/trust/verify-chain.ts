import { and, asc, eq, getTableColumns, gt, sql } from 'drizzle-orm';
import { changes } from '../../db/index.ts';
import { canonicalJson, digest } from './canonical.ts';
import { type Change, entryHash } from './change-log.ts';
import { sampleOf, unpackItems } from './packed-items.ts';
import type { Scope } from './scope.ts';

const pageSize = 1_000;

/** Where the change log stops being what it was when it was written. */
export interface Break {
  sequence: number;
  changeId: string;
  reason: 'missing' | 'chain' | 'entry' | 'payload';
}

/** What a verification of the change log found. `head` anchors it: keep it elsewhere to notice a rewrite. */
export interface ChainReport {
  entries: number;
  erased: number;
  head: string;
  firstBreak: Break | null;
}

/**
 * Walks the workspace's change log from its start: no entry missing, each chained to the one before, each
 * payload that was not erased matching its salted digest. Stops at the first break.
 */
export async function verifyChain({ tx, workspace }: Scope): Promise<ChainReport> {
  /** The payload of an entry of many, which is read by itself so that a page of them fits into memory. */
  const payloadOfMany = async (id: string): Promise<string | null> => {
    const [found] = await tx
      .select({ items: changes.items, packedItems: changes.packedItems })
      .from(changes)
      .where(and(eq(changes.workspaceId, workspace.id), eq(changes.id, id)));
    if (!found?.packedItems) return found?.items ? canonicalJson(found.items) : null;
    const payload = await unpackItems(found.packedItems);
    const isTrueSample = canonicalJson(sampleOf(JSON.parse(payload))) === canonicalJson(found.items);
    return isTrueSample ? payload : canonicalJson(found.items);
  };
  const report: ChainReport = { entries: 0, erased: 0, head: '', firstBreak: null };
  for (;;) {
    const page = await tx
      .select({
        ...getTableColumns(changes),
        items: sql<Change['items']>`case when ${changes.recordIds} is null then ${changes.items} end`,
        isOfMany: sql<boolean>`${changes.recordIds} is not null`,
        packedItems: sql<null>`null`,
        recordIds: sql<null>`null`,
      })
      .from(changes)
      .where(and(eq(changes.workspaceId, workspace.id), gt(changes.sequence, report.entries)))
      .orderBy(asc(changes.sequence))
      .limit(pageSize);
    for (const { isOfMany, packedItems, ...entry } of page) {
      const small = entry.items && canonicalJson(entry.items);
      const payload = isOfMany ? await payloadOfMany(entry.id) : small;
      const reason = faultIn(entry, payload, report);
      if (reason) {
        report.firstBreak = { sequence: entry.sequence, changeId: entry.id, reason };
        return report;
      }
      report.entries = entry.sequence;
      report.head = entry.hash;
      if (payload === null) report.erased += 1;
    }
    if (page.length < pageSize) return report;
  }
}

function faultIn(entry: Change, payload: string | null, before: ChainReport): Break['reason'] | null {
  if (entry.sequence !== before.entries + 1) return 'missing';
  if (entry.previousHash !== before.head) return 'chain';
  if (entry.hash !== entryHash(entry)) return 'entry';
  const hasPayload = payload !== null && entry.salt !== null;
  return hasPayload && digest(entry.salt ?? '', payload) !== entry.payloadDigest ? 'payload' : null;
}
