import { and, eq, gte, lt, sql } from 'drizzle-orm';
import { identificationFailures } from '../../../db/index.ts';
import { hashOfSecret, newId, type Scope } from '../../trust/index.ts';

/** Who somebody says they are, and where the visit comes from where that is known. */
export interface IdentityClaim {
  /** The e-mail address, or the name. */
  claim: string;
  /** The network address. */
  origin?: string | undefined;
}

/** Keeps guessing in check across conversations: what failed counts for an hour. */
export interface Identification {
  /** Whether one more attempt is looked at, right or wrong. */
  isOpen(claim: IdentityClaim): Promise<boolean>;
  failed(claim: IdentityClaim): Promise<void>;
}

const windowMs = 3_600_000;
/** So many failures in the window close it: of one identity, from one address, of the whole workspace. */
const most = { claim: 5, origin: 20, workspace: 200 } as const;

export function createIdentification({ tx, workspace, now }: Scope): Identification {
  const own = eq(identificationFailures.workspaceId, workspace.id);
  const since = new Date(now.getTime() - windowMs);

  return {
    async isOpen(claimed) {
      const { claim, origin } = hashed(claimed);
      const [count] = await tx
        .select({
          claim: sql<number>`count(*) filter (where ${eq(identificationFailures.claim, claim)})::integer`,
          origin: sql<number>`count(*) filter (where ${eq(identificationFailures.origin, origin ?? '')})::integer`,
          workspace: sql<number>`count(*)::integer`,
        })
        .from(identificationFailures)
        .where(and(own, gte(identificationFailures.failedAt, since)));
      return count!.claim < most.claim && count!.origin < most.origin && count!.workspace < most.workspace;
    },
    async failed(claimed) {
      await tx.delete(identificationFailures).where(and(own, lt(identificationFailures.failedAt, since)));
      await tx.insert(identificationFailures).values({
        workspaceId: workspace.id,
        id: newId('identification', now),
        ...hashed(claimed),
        failedAt: now,
      });
    },
  };
}

const hashed = ({ claim, origin }: IdentityClaim) => ({
  claim: hashOfSecret(claim.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()),
  origin: origin === undefined ? null : hashOfSecret(origin.trim()),
});
