import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { knowledgeChunks, knowledgeDocuments, type Transaction } from '../../db/index.ts';

/** What a search is bound to. */
export interface Bound {
  tx: Transaction;
  workspaceId: string;
  /** Whether only what customers are answered from is looked at. */
  forCustomers?: boolean | undefined;
}

/** The passages that may be looked at. */
export const passagesWithin = ({ workspaceId, forCustomers }: Omit<Bound, 'tx'>): SQL =>
  forCustomers
    ? sql`(${knowledgeChunks.workspaceId} = ${workspaceId} and ${knowledgeChunks.audience} = 'customers')`
    : sql`${knowledgeChunks.workspaceId} = ${workspaceId}`;

/** The documents that may be looked at. */
export const documentsWithin = ({ workspaceId, forCustomers }: Omit<Bound, 'tx'>): SQL | undefined =>
  and(
    eq(knowledgeDocuments.workspaceId, workspaceId),
    isNull(knowledgeDocuments.deletedAt),
    forCustomers ? eq(knowledgeDocuments.audience, 'customers') : undefined,
  );
