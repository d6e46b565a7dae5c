import type { Database, Transaction } from '../../db/index.ts';
import {
  type Actor,
  activeUser,
  narrowed,
  noteUse,
  placeOfKey,
  quoted,
  type ToolScope,
  verifyKey,
  type Workspace,
} from '../trust/index.ts';
import { sessionOf } from './workspaces.ts';

/** What somebody shows at the door: one of the workspace's keys, or what a sign-in service says of them. */
export type Proof =
  | { key: string }
  | {
      workspaceId: string;
      subject: string;
      /** Only where the service vouches for it. */
      email: string | undefined;
      scopes: readonly string[];
    };

type Session = { workspace: Workspace; actor: Actor };

/**
 * Whom a proof lets in, as things stand now, with no more scopes than both it and the person have. The
 * workspace is the key's own, or the one the server serves: nothing else in a request names one.
 *
 * @returns null where it lets nobody in: unknown, revoked, run out, or its person is disabled or gone
 */
export async function enter(database: Database, now: Date, proof: Proof): Promise<Session | null> {
  if (!('key' in proof))
    return database.read({ workspaceId: proof.workspaceId }, async (tx) => {
      const user = await activeUser(tx, proof.workspaceId, proof);
      return user && narrow(await sessionOf(tx, user, 'oauth'), proof.scopes);
    });
  const place = placeOfKey(proof.key);
  if (!place) return null;
  const { workspaceId } = place;
  const found = await database.read({ workspaceId }, async (tx: Transaction) => {
    const key = await verifyKey(tx, place, now);
    const user = key && (await activeUser(tx, workspaceId, { id: key.userId }));
    if (!user) return null;
    const session = await sessionOf(tx, user, `key:${quoted(key.name).slice(1, -1)}`);
    return { key, session: narrow(session, key.scopes) };
  });
  if (found?.key.stale)
    await database.write({ workspaceId }, (tx) => noteUse(tx, workspaceId, found.key.id, now));
  return found?.session ?? null;
}

const narrow = ({ workspace, actor }: Session, granted: readonly string[]): Session => {
  const scopes: readonly ToolScope[] = narrowed(actor.role, granted);
  return { workspace, actor: { ...actor, scopes } };
};
