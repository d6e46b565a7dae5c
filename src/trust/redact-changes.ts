import { randomBytes } from 'node:crypto';
import { and, asc, eq, gt, isNotNull, or, type SQL, sql } from 'drizzle-orm';
import { type ChangeItem, changes, type Redaction, sealing } from '../../db/index.ts';
import { canonicalJson, digest } from './canonical.ts';
import { itemsStored } from './change-log.ts';
import { packItems, sampleOf, unpackItems } from './packed-items.ts';
import type { Scope } from './scope.ts';

/** What is to go out of the change log. */
export interface ChangeRedaction {
  /** A condition on the text of an entry's items that holds wherever something is to go. */
  speaksOf(text: SQL): SQL;
  /** The same of a text that was read. */
  isSpokenOf(text: string): boolean;
  /** What stays of an entry's items. */
  keep(items: readonly ChangeItem[]): ChangeItem[];
}

const pageSize = 200;

/** Keeps others from adding entries until the transaction ends. */
export const holdChangeLog = ({ tx, workspace }: Scope): Promise<unknown> =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`changes:${workspace.id}`}, 0))`);

/**
 * Takes something out of every entry of the change log that speaks of it: the items that go are gone, the others
 * get another salt. The chain still verifies where an erasure names these redactions.
 */
export async function redactChanges(scope: Scope, redaction: ChangeRedaction): Promise<Redaction[]> {
  const { tx, workspace } = scope;
  const mine = eq(changes.workspaceId, workspace.id);
  const redactions: Redaction[] = [];
  for (let after = 0; ; ) {
    const page = await tx
      .select()
      .from(changes)
      .where(
        and(
          mine,
          gt(changes.sequence, after),
          or(
            isNotNull(changes.packedItems),
            and(
              isNotNull(changes.items),
              // What is sealed can be asked once it is read.
              sealing() ? undefined : redaction.speaksOf(sql`${changes.items}::text`),
            ),
          ),
        ),
      )
      .orderBy(asc(changes.sequence))
      .limit(pageSize);
    for (const { sequence, items: shown, packedItems, recordIds } of page) {
      const text = packedItems ? await unpackItems(packedItems) : canonicalJson(shown);
      if (!redaction.isSpokenOf(text)) continue;
      const left = redaction.keep(JSON.parse(text));
      const payload = canonicalJson(left);
      if (payload === text) continue;
      const written = left.length === 0 ? nothing : await itemsAs(left, payload, recordIds !== null);
      await tx
        .update(changes)
        .set(written)
        .where(and(mine, eq(changes.sequence, sequence)));
      redactions.push({ sequence, digest: written.salt === null ? null : digest(written.salt, payload) });
    }
    const last = page.at(-1);
    if (!last) return redactions;
    after = last.sequence;
  }
}

const nothing = { items: null, packedItems: null, salt: null, recordIds: null };

async function itemsAs(items: readonly ChangeItem[], payload: string, isOfMany: boolean) {
  return {
    items: itemsStored(isOfMany ? canonicalJson(sampleOf(items)) : payload),
    packedItems: isOfMany ? await packItems(items).bytes : null,
    salt: randomBytes(16).toString('hex'),
    recordIds: isOfMany ? items.map(({ id }) => id) : null,
  };
}

/** Erases what all entries before a moment wrote. @returns what an erasure has to name */
export async function eraseChangesBefore(
  { tx, workspace }: Scope,
  before: Date,
): Promise<{ count: number; redactions: Redaction[] }> {
  const old = and(
    eq(changes.workspaceId, workspace.id),
    sql`${changes.occurredAt} < ${before.toISOString()}::timestamptz`,
  );
  const [last] = await tx
    .select({ sequence: sql<number>`max(${changes.sequence})`.mapWith(Number) })
    .from(changes)
    .where(old);
  if (!last?.sequence) return { count: 0, redactions: [] };
  const younger = await tx
    .select({ sequence: changes.sequence })
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, workspace.id),
        sql`${changes.sequence} <= ${last.sequence}`,
        sql`not (${changes.occurredAt} < ${before.toISOString()}::timestamptz)`,
      ),
    )
    .orderBy(asc(changes.sequence))
    .limit(1);
  // Entries are erased up to the first one that is young: a range of the chain.
  const end = younger[0] ? younger[0].sequence - 1 : last.sequence;
  const erased = await tx
    .update(changes)
    .set(nothing)
    .where(
      and(
        eq(changes.workspaceId, workspace.id),
        sql`${changes.sequence} <= ${end}`,
        or(isNotNull(changes.salt), isNotNull(changes.items)),
        // What tells of erasures stays, or nothing could be told to be erased by right.
        sql`position('"kind":"erasure"' in coalesce(${changes.items}::text, '')) = 0`,
      ),
    )
    .returning({ sequence: changes.sequence });
  const sequences = erased.map(({ sequence }) => sequence).sort((one, other) => one - other);
  return { count: sequences.length, redactions: rangesOf(sequences) };
}

function rangesOf(sequences: readonly number[]): Redaction[] {
  const ranges: { from: number; sequence: number; digest: null }[] = [];
  for (const sequence of sequences) {
    const last = ranges.at(-1);
    if (last && last.sequence === sequence - 1) last.sequence = sequence;
    else ranges.push({ from: sequence, sequence, digest: null });
  }
  return ranges;
}
