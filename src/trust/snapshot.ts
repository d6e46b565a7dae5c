import { and, eq, isNull } from 'drizzle-orm';
import { type RecordKind, recordTables, type users } from '../../db/index.ts';
import type { Scope } from './scope.ts';

/** Visible records by kind and id: what tests and evals compare. */
export type Snapshot = Record<string, Record<string, Record<string, unknown>>>;

export async function snapshotOf(scope: Scope): Promise<Snapshot> {
  const snapshot: Snapshot = {};
  for (const kind of Object.keys(recordTables) as RecordKind[]) {
    const table = recordTables[kind] as unknown as typeof users;
    const rows = await scope.tx
      .select()
      .from(table)
      .where(and(eq(table.workspaceId, scope.workspace.id), isNull(table.deletedAt)));
    const images: Record<string, unknown>[] = JSON.parse(JSON.stringify(rows));
    snapshot[kind] = Object.fromEntries(images.map((image) => [String(image.id), image]));
  }
  return snapshot;
}
