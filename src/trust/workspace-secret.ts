import { randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { workspaceSecrets } from '../../db/index.ts';
import type { Scope } from './scope.ts';

/**
 * A key of 256 random bits that all servers of a workspace share, kept in its database behind row-level security.
 *
 * @param name    what it is for: a key serves one purpose
 * @param madeAt  makes it where there is none; else it stays undefined
 */
export async function workspaceSecret(
  { tx, workspace }: Pick<Scope, 'tx' | 'workspace'>,
  name: 'erased identities' | 'sealing',
  madeAt: Date,
): Promise<Buffer>;
export async function workspaceSecret(
  scope: Pick<Scope, 'tx' | 'workspace'>,
  name: 'erased identities' | 'sealing',
  madeAt?: Date,
): Promise<Buffer | undefined>;
export async function workspaceSecret(
  { tx, workspace }: Pick<Scope, 'tx' | 'workspace'>,
  name: 'erased identities' | 'sealing',
  madeAt?: Date,
): Promise<Buffer | undefined> {
  const mine = and(eq(workspaceSecrets.workspaceId, workspace.id), eq(workspaceSecrets.name, name));
  const read = async () => {
    const [row] = await tx.select().from(workspaceSecrets).where(mine);
    return row && Buffer.from(row.value, 'hex');
  };
  const known = await read();
  if (known !== undefined || madeAt === undefined) return known;
  const value = randomBytes(32).toString('hex');
  await tx
    .insert(workspaceSecrets)
    .values({ workspaceId: workspace.id, name, value, createdAt: madeAt })
    .onConflictDoNothing();
  return read();
}
