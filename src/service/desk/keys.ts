import { and, asc, eq, isNull } from 'drizzle-orm';
import { chatKeys } from '../../../db/index.ts';
import {
  hashOfSecret,
  newId,
  newSecret,
  noteEvent,
  quoted,
  RapportError,
  type Scope,
} from '../../trust/index.ts';

export interface ListedKey {
  id: string;
  createdAt: Date;
}

/** Keys of the customers' door. A key is shown once, when it is made; only its hash is kept. */
export interface ChatKeys {
  make(): Promise<{ id: string; key: string }>;
  list(): Promise<ListedKey[]>;
  /** @throws RapportError not_found */
  revoke(id: string): Promise<void>;
  /** Hashes of the keys that are good. */
  hashes(): Promise<string[]>;
}

export function createChatKeys(scope: Scope): ChatKeys {
  const { tx, workspace, actor, now } = scope;
  const standing = and(eq(chatKeys.workspaceId, workspace.id), isNull(chatKeys.revokedAt));
  return {
    async make() {
      const key = newSecret('rck');
      const id = newId('key', now);
      await tx.insert(chatKeys).values({
        workspaceId: workspace.id,
        id,
        hash: hashOfSecret(key),
        createdBy: actor.id,
        createdAt: now,
      });
      await noteEvent(scope, { event: 'key_made', subject: id, reason: 'of the customers’ chat' });
      return { id, key };
    },
    list: () =>
      tx
        .select({ id: chatKeys.id, createdAt: chatKeys.createdAt })
        .from(chatKeys)
        .where(standing)
        .orderBy(asc(chatKeys.createdAt)),
    async revoke(id) {
      const gone = await tx
        .update(chatKeys)
        .set({ revokedAt: now })
        .where(and(standing, eq(chatKeys.id, id)))
        .returning({ id: chatKeys.id });
      if (gone.length === 0)
        throw new RapportError('not_found', `There is no chat key ${quoted(id)}.`, {
          hint: 'List them with: rapport keys',
        });
      await noteEvent(scope, { event: 'key_revoked', subject: id, reason: 'of the customers’ chat' });
    },
    async hashes() {
      const rows = await tx.select({ hash: chatKeys.hash }).from(chatKeys).where(standing);
      return rows.map(({ hash }) => hash);
    },
  };
}
