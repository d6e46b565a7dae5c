import { eq, sql } from 'drizzle-orm';
import { type Transaction, workspaces } from '../../db/index.ts';

/** Keeps settings of a workspace in the place of those of the same names; the others stay. */
export const keepSettings = (
  tx: Transaction,
  workspaceId: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<unknown> =>
  tx
    .update(workspaces)
    .set({ settings: sql`${workspaces.settings} || ${JSON.stringify(settings)}::jsonb` })
    .where(eq(workspaces.workspaceId, workspaceId));
