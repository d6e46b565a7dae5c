import { and, eq, sql } from 'drizzle-orm';
import { idempotencyKeys } from '../../db/index.ts';
import { RapportError } from './errors.ts';
import type { Scope } from './scope.ts';
import { isStoredDigest, storedDigest } from './stored-digest.ts';

const keptHours = 24;
const duplicateMinutes = 2;

/** A call as idempotency sees it: the caller's key, or without one the digest of the call itself. */
export interface Call {
  tool: string;
  digest: string;
  key?: string | undefined;
}

const keyOf = (call: Call): string =>
  call.key === undefined ? `auto:${storedDigest(call.digest)}` : `key:${call.key}`;

/**
 * The response of the same call made before: within 24 hours under the caller's key, within two minutes
 * without one. Holds a lock on the key until the transaction ends, so that of two at once one waits.
 *
 * @throws RapportError conflict where the key was used for another call
 */
export async function replay(scope: Scope, call: Call): Promise<Record<string, unknown> | null> {
  const { tx, workspace, actor, now } = scope;
  const key = keyOf(call);
  const lock = `${workspace.id}:${actor.id}:${call.tool}:${key}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
  const [kept] = await tx
    .select()
    .from(idempotencyKeys)
    .where(mine(scope, call.tool, key));
  if (!kept) return null;
  const age = (now.getTime() - kept.createdAt.getTime()) / 60_000;
  if (age > (call.key === undefined ? duplicateMinutes : keptHours * 60)) return null;
  if (!isStoredDigest(kept.digest, call.digest))
    throw new RapportError('conflict', 'This idempotencyKey was used for a call with other arguments.', {
      hint: 'Use a new key for a new call; the same key only to repeat the same call.',
    });
  return kept.response;
}

/** Keeps a response for replay, in the transaction of its write. */
export async function keepResponse(
  scope: Scope,
  call: Call,
  response: Record<string, unknown>,
): Promise<void> {
  const { tx, workspace, actor, now } = scope;
  const values = { digest: storedDigest(call.digest), response, createdAt: now };
  await tx
    .insert(idempotencyKeys)
    .values({ ...values, workspaceId: workspace.id, actorId: actor.id, tool: call.tool, key: keyOf(call) })
    .onConflictDoUpdate({
      target: [
        idempotencyKeys.workspaceId,
        idempotencyKeys.actorId,
        idempotencyKeys.tool,
        idempotencyKeys.key,
      ],
      set: values,
    });
}

const mine = (scope: Scope, tool: string, key: string) =>
  and(
    eq(idempotencyKeys.workspaceId, scope.workspace.id),
    eq(idempotencyKeys.actorId, scope.actor.id),
    eq(idempotencyKeys.tool, tool),
    eq(idempotencyKeys.key, key),
  );
