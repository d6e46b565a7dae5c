import { and, asc, eq, gt } from 'drizzle-orm';
import { changes } from '../../db/index.ts';
import { type Change, changedFields, operationOf, withItems } from './change-log.ts';
import type { Scope } from './scope.ts';

/** An entry of the change log for somebody who audits it: what was touched, without what it said. */
export interface AuditLine {
  sequence: number;
  id: string;
  occurredAt: string;
  actorId: string;
  client: string;
  tool: string;
  conversationId: string | null;
  bulkId: string | null;
  undoes: string[] | null;
  undoneBy: string | null;
  payloadDigest: string;
  previousHash: string;
  hash: string;
  /** Null where it was erased. */
  records: { kind: string; id: string; operation: string; fields: string[] }[] | null;
  /** Before and after of each record, where asked for. */
  items?: Change['items'];
}

const pageSize = 200;

/**
 * A page of the change log in the order it was written, at most 200 entries behind a sequence.
 * @param withValues  with what was written, which holds personal data
 */
export async function auditPage(
  { tx, workspace }: Scope,
  after: number,
  withValues: boolean,
): Promise<AuditLine[]> {
  const rows = await tx
    .select()
    .from(changes)
    .where(and(eq(changes.workspaceId, workspace.id), gt(changes.sequence, after)))
    .orderBy(asc(changes.sequence))
    .limit(pageSize);
  return Promise.all(
    rows.map(async (row) => {
      const { items, workspaceId, salt, recordIds, occurredAt, ...entry } = await withItems(row);
      const records =
        items?.map((item) => {
          const operation = operationOf(item);
          const fields = operation === 'update' ? changedFields(item).map(({ field }) => field) : [];
          return { kind: item.kind, id: item.id, operation, fields };
        }) ?? null;
      return { ...entry, occurredAt: occurredAt.toISOString(), records, ...(withValues && { items }) };
    }),
  );
}
