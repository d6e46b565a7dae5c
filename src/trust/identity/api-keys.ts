import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { apiKeys, type Transaction, users } from '../../../db/index.ts';
import { scopesFor, type ToolScope, toolScopes } from '../actor.ts';
import { noteEvent } from '../audit-events.ts';
import { quoted, RapportError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Scope } from '../scope.ts';
import { hashOfSecret, matchesHash, newSecret } from '../secrets.ts';
import { withNearest } from '../suggest.ts';
import { keyPrefix, usualScopes, writeKey } from './key-shape.ts';
import { createPeople, requireAdmin } from './people.ts';

/** A key as lists show it. What it is made of is shown once and never again. */
export interface ListedApiKey {
  id: string;
  name: string;
  /** Whom it acts for. */
  user: string;
  scopes: ToolScope[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  expired: boolean;
}

export interface NewApiKey {
  name: string;
  scopes?: readonly string[] | undefined;
  /** Whom it acts for; by default whoever makes it. */
  user?: string | undefined;
  /** In days. */
  expiresIn?: number | undefined;
}

/** A new key, the only time it is shown. */
export interface MadeApiKey {
  id: string;
  key: string;
  scopes: ToolScope[];
  /** Those of its scopes that its user may not, so that it may not either. */
  beyond: ToolScope[];
  expiresAt: Date;
}

/** Keys by which programs act as one of the workspace's people. */
export interface ApiKeys {
  /** @throws RapportError forbidden, invalid_input, not_found, conflict */
  make(asked: NewApiKey): Promise<MadeApiKey>;
  list(): Promise<ListedApiKey[]>;
  /** By id or name. @throws RapportError forbidden, not_found, ambiguous */
  revoke(reference: string): Promise<{ id: string; name: string }>;
}

const lifetime = { usual: 90, most: 366 };
const dayMs = 86_400_000;
/** How often the last use is written down at most. */
const useMs = 60_000;

/** Scopes as somebody wrote them. @throws RapportError invalid_input naming what is none */
export function scopesNamed(written: readonly string[]): ToolScope[] {
  const unknown = written.find((scope) => !toolScopes.some((known) => known === scope));
  if (unknown !== undefined)
    throw new RapportError(
      'invalid_input',
      withNearest(`There is no scope ${quoted(unknown)}.`, unknown, toolScopes),
      { hint: `Scopes: ${toolScopes.join(', ')}.` },
    );
  return toolScopes.filter((scope) => written.includes(scope));
}

export function createApiKeys(scope: Scope): ApiKeys {
  const { tx, workspace, actor, now } = scope;
  const standing = and(eq(apiKeys.workspaceId, workspace.id), isNull(apiKeys.revokedAt));
  return {
    async make({ name, scopes, user, expiresIn = lifetime.usual }) {
      requireAdmin(scope);
      if (!name.trim() || name.length > 80)
        throw new RapportError('invalid_input', 'A key needs a name of at most 80 characters.', {
          hint: 'Name it after the program that will use it: --name "nightly report".',
        });
      if (!(expiresIn > 0 && expiresIn <= lifetime.most))
        throw new RapportError('invalid_input', `A key lives from 1 to ${lifetime.most} days.`, {
          hint: `Give --expires ${lifetime.usual}d.`,
        });
      const people = createPeople(scope);
      const person = await people.named(user ?? actor.id);
      const wanted = scopes === undefined || scopes.length === 0 ? [...usualScopes] : scopesNamed(scopes);
      if (!person.active)
        throw new RapportError('conflict', `${quoted(person.name)} is disabled.`, {
          hint: 'An owner lets them in again with: rapport users set NAME --enable',
        });
      const beyond = wanted.filter((one) => !scopesFor(person.role).includes(one));
      if (beyond.length === wanted.length)
        throw new RapportError(
          'invalid_input',
          `A ${person.role} may not ${beyond.join(', ')}, and neither may a key of theirs.`,
          { hint: `A ${person.role} may: ${scopesFor(person.role).join(', ')}.` },
        );
      const id = newId('key', now);
      const secret = newSecret(keyPrefix);
      const expiresAt = new Date(now.getTime() + expiresIn * dayMs);
      const values = { workspaceId: workspace.id, id, name: name.trim(), scopes: wanted, expiresAt };
      await tx.insert(apiKeys).values({
        ...values,
        hash: hashOfSecret(secret),
        userId: person.id,
        createdBy: actor.id,
        createdAt: now,
      });
      const reason = `for ${person.id}: ${wanted.join(' ')}, until ${expiresAt.toISOString()}`;
      await noteEvent(scope, { event: 'key_made', subject: id, reason });
      return { id, key: writeKey(workspace.id, id, secret), scopes: wanted, beyond, expiresAt };
    },
    async list() {
      const rows = await tx
        .select({ key: apiKeys, user: users.name })
        .from(apiKeys)
        .leftJoin(users, and(eq(users.workspaceId, apiKeys.workspaceId), eq(users.id, apiKeys.userId)))
        .where(standing)
        .orderBy(asc(apiKeys.createdAt));
      return rows.map(({ key, user }) => ({
        id: key.id,
        name: key.name,
        user: user ?? key.userId,
        scopes: key.scopes as ToolScope[],
        createdAt: key.createdAt,
        expiresAt: key.expiresAt,
        lastUsedAt: key.lastUsedAt,
        expired: key.expiresAt <= now,
      }));
    },
    async revoke(reference) {
      requireAdmin(scope);
      const named = { id: apiKeys.id, name: apiKeys.name };
      const wanted = sql`${reference} in (${apiKeys.id}, ${apiKeys.name})`;
      const found = await tx.select(named).from(apiKeys).where(and(standing, wanted));
      const key = found.find(({ id }) => id === reference) ?? found[0];
      if (!key)
        throw new RapportError('not_found', `There is no key ${quoted(reference)}.`, {
          hint: 'List them with: rapport keys',
        });
      if (found.length > 1 && key.id !== reference)
        throw new RapportError('ambiguous', `${quoted(reference)} may be ${found.length} keys.`, {
          hint: `Give the id: ${found.map(({ id }) => id).join(', ')}.`,
        });
      await noteEvent(scope, { event: 'key_revoked', subject: key.id, reason: '' });
      await tx
        .update(apiKeys)
        .set({ revokedAt: now })
        .where(and(standing, eq(apiKeys.id, key.id)));
      return key;
    },
  };
}

/** A good key, whom it acts for and what it may do. */
export interface VerifiedKey {
  id: string;
  name: string;
  userId: string;
  scopes: readonly ToolScope[];
  /** Whether its last use should be written down. */
  stale: boolean;
}

/** The key of this id in the transaction's workspace; null where the secret is not its own or it is good no more. */
export async function verifyKey(
  tx: Transaction,
  place: { workspaceId: string; id: string; secret: string },
  now: Date,
): Promise<VerifiedKey | null> {
  const [key] = await tx
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.workspaceId, place.workspaceId), eq(apiKeys.id, place.id)));
  const isIt = matchesHash(place.secret, [key?.hash ?? nobodysHash]);
  if (!key || !isIt || key.revokedAt !== null || key.expiresAt <= now) return null;
  const stale = key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() > useMs;
  const { id, name, userId } = key;
  return { id, name, userId, scopes: key.scopes as ToolScope[], stale };
}

/** What an id that is nobody's is compared with, so that it takes as long. */
const nobodysHash = hashOfSecret('');

/** Writes a key's use down. */
export const noteUse = (tx: Transaction, workspaceId: string, id: string, now: Date): Promise<unknown> =>
  tx
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(and(eq(apiKeys.workspaceId, workspaceId), eq(apiKeys.id, id)));
