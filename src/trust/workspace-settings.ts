import { eq, sql } from 'drizzle-orm';
import { type Transaction, workspaces } from '../../db/index.ts';
import type { Workspace } from './scope.ts';

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

/** Keeps by which clock, in which currency and by which year a workspace counts. */
export const keepConventions = (
  tx: Transaction,
  workspaceId: string,
  conventions: Partial<Pick<Workspace, 'timeZone' | 'currency' | 'fiscalYearStart'>>,
): Promise<unknown> => tx.update(workspaces).set(conventions).where(eq(workspaces.workspaceId, workspaceId));
