import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Transaction, users } from '../../../db/index.ts';

import { quoted, RapportError } from '../errors.ts';

type User = typeof users.$inferSelect;

/** One of the workspace's people who may come in now; null where there is none, or they are disabled. */
export async function activeUser(
  tx: Transaction,
  workspaceId: string,
  who: { id: string } | { subject: string; email: string | undefined },
): Promise<User | null> {
  const found = (condition: ReturnType<typeof eq>) =>
    tx
      .select()
      .from(users)
      .where(and(eq(users.workspaceId, workspaceId), isNull(users.deletedAt), condition))
      .limit(2);
  const rows = 'id' in who ? await found(eq(users.id, who.id)) : await bySubject(who.subject, who.email);
  return rows.length === 1 && rows[0]!.active ? rows[0]! : null;

  /** By what the sign-in service calls them; else by e-mail, for those it has no other name for here. */
  async function bySubject(subject: string, email: string | undefined): Promise<User[]> {
    const linked = await found(eq(users.subject, subject));
    if (linked.length > 0 || email === undefined) return linked;
    return found(sql`lower(${users.email}) = lower(${email}) and ${users.subject} is null`);
  }
}

/** The user, where they are not disabled. @throws RapportError forbidden */
export function activeOnly(user: User): User {
  if (user.active) return user;
  throw new RapportError('forbidden', `${quoted(user.name)} is disabled.`, {
    hint: 'An owner lets them in again with: rapport users set NAME --enable',
  });
}
