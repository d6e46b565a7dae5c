import { setImmediate as turn } from 'node:timers/promises';
import { and, asc, between, eq, getTableColumns, max, min, sql } from 'drizzle-orm';
import { type ChangeItem, changes, openedJson, sealing } from '../../db/index.ts';
import { canonicalJson, digest } from './canonical.ts';
import { type ChainedEntry, entryHash } from './entry-hash.ts';
import { sampleOf, unpackItems } from './packed-items.ts';
import type { Scope } from './scope.ts';

/** An entry of the change log as a verification looks at it. */
export interface WrittenEntry extends ChainedEntry {
  hash: string;
  undoneBy: string | null;
  /** Whether its hash is the one its columns make. */
  isTrue: boolean;
  /** The salted digest of what it holds now: null where that was erased, '' where it does not fit together. */
  heldDigest: string | null;
  /** The text of what it holds; null where that was erased, or is of many records. */
  payload: string | null;
}

/** In the usual workspace a few megabytes. */
const pageSize = 2_000;
const betweenFields = '\u001f';
const betweenEntries = '\u001e';
const absent = '\u0001';
const fieldCount = 16;

/** Fields of an entry in the order in which `readQuickly` takes them. */
const fields = sql`
  id, sequence, actor_id, client, tool, coalesce(conversation_id, ${absent}),
  date_part('epoch', occurred_at), payload_digest, previous_hash, hash,
  coalesce(array_to_json(undoes)::text, ${absent}), coalesce(bulk_id, ${absent}), coalesce(undone_by, ${absent}),
  case when record_ids is null and packed_items is null then '' else 'many' end,
  coalesce(salt, ${absent}), case when record_ids is null then coalesce(items::text, ${absent}) else '' end`;

/**
 * The workspace's change log from its start, in pages by sequence, the next one read while a page is looked at. A
 * page comes as one text, which costs a fraction of its values one by one; whatever does not look right in it is
 * read again column by column.
 */
export async function* chainPages({ tx, workspace }: Scope): AsyncGenerator<WrittenEntry[]> {
  const mine = eq(changes.workspaceId, workspace.id);
  const [last] = await tx
    .select({ sequence: max(changes.sequence) })
    .from(changes)
    .where(mine);
  const end = last?.sequence ?? 0;

  async function read(after: number): Promise<string[]> {
    const [page] = await tx.execute<{ entries: string | null }>(sql`
      select string_agg(concat_ws(${betweenFields}, ${fields}), ${betweenEntries}) as entries
      from (
        select * from ${changes}
        where ${mine} and ${changes.sequence} > ${after} and ${changes.sequence} <= ${after + pageSize}
        order by ${changes.sequence}
      ) as page`);
    return page?.entries?.split(betweenEntries) ?? [];
  }

  async function readWhole(from: number, to = from): Promise<WrittenEntry[]> {
    const smallParts = sql<number>`extract(microseconds from ${changes.occurredAt})::integer % 1000`;
    const found = await tx
      .select({ ...getTableColumns(changes), smallParts })
      .from(changes)
      .where(and(mine, between(changes.sequence, from, to)))
      .orderBy(asc(changes.sequence));
    return Promise.all(found.map(lookAt));
  }

  async function entriesOf(texts: readonly string[], after: number): Promise<WrittenEntry[]> {
    const quick = texts.map((text) => readQuickly(text.split(betweenFields)));
    if (quick.includes(undefined)) return readWhole(after + 1, after + pageSize);
    const page: WrittenEntry[] = [];
    for (const entry of quick as Exclude<(typeof quick)[number], undefined>[])
      if (typeof entry === 'number') page.push(...(await readWhole(entry)));
      else page.push(entry);
    return page;
  }

  async function firstAfter(sequence: number): Promise<number> {
    const [found] = await tx
      .select({ sequence: min(changes.sequence) })
      .from(changes)
      .where(and(mine, sql`${changes.sequence} > ${sequence}`));
    return found?.sequence ?? end;
  }

  let next = read(0);
  try {
    for (let after = 0; after < end; after += pageSize) {
      const texts = await next;
      if (texts.length === 0) {
        yield await readWhole(await firstAfter(after));
        return;
      }
      if (after + pageSize < end) {
        next = read(after + pageSize);
        // A query leaves with the next turn of the event loop: the engine reads while this page is hashed.
        await turn();
      }
      yield await entriesOf(texts, after);
    }
  } finally {
    await Promise.allSettled([next]);
  }
}

/** Moments are stored to the microsecond, ours are of milliseconds. */
const smallestPart = 0.000_5;

/**
 * An entry out of its fields in a page; its sequence where it holds many items or is not as its hash says, and
 * nothing where the fields are not to be told apart.
 */
function readQuickly(parts: readonly string[]): WrittenEntry | number | undefined {
  if (parts.length !== fieldCount) return undefined;
  const sequence = Number(parts[1]);
  if (parts[13] !== '') return sequence;
  const milliseconds = Number(parts[6]) * 1_000;
  const occurredAt = new Date(Math.round(milliseconds));
  if (Math.abs(milliseconds - occurredAt.getTime()) > smallestPart) return sequence;
  const optional = (place: number) => (parts[place] === absent ? null : parts[place]!);
  const undoes = optional(10);
  const entry: ChainedEntry = {
    id: parts[0]!,
    sequence,
    actorId: parts[2]!,
    client: parts[3]!,
    tool: parts[4]!,
    conversationId: optional(5),
    occurredAt,
    payloadDigest: parts[7]!,
    previousHash: parts[8]!,
    undoes: undoes === null ? null : JSON.parse(undoes),
    bulkId: optional(11),
  };
  const hash = parts[9]!;
  if (entryHash(entry) !== hash) return sequence;
  const held = opened(optional(14), optional(15));
  const heldDigest = held ? digestHeld(held.salt, held.payload, entry.payloadDigest) : '';
  const payload = held?.payload ?? null;
  return { ...entry, hash, undoneBy: optional(12), isTrue: true, heldDigest, payload };
}

/** What an entry holds, in the clear; nothing where it was sealed and does not open. */
function opened(
  salt: string | null,
  payload: string | null,
): { salt: string | null; payload: string | null } | undefined {
  if (!sealing() || salt === null || payload === null) return { salt, payload };
  try {
    return {
      salt: changes.salt.mapFromDriverValue(salt) as string,
      payload: canonicalJson(openedJson(payload)),
    };
  } catch {
    return undefined;
  }
}

/** The digest of a text as it stands or, where it was kept by its meaning alone, in its canonical form. */
function digestHeld(salt: string | null, text: string | null, expected: string): string | null {
  if (salt === null || text === null) return salt === text ? null : '';
  const found = digest(salt, text);
  return found === expected ? found : digest(salt, canonicalJson(JSON.parse(text)));
}

type WholeEntry = typeof changes.$inferSelect & { smallParts: number };

async function lookAt(whole: WholeEntry): Promise<WrittenEntry> {
  const { items, packedItems, salt, recordIds, smallParts, ...entry } = whole;
  const isErased = [items, packedItems, salt, recordIds].every((value) => value === null);
  const payload = packedItems ? await unpacked(packedItems) : items && canonicalJson(items);
  const fits = salt !== null && payload !== null && fitsTogether(payload, whole);
  return {
    ...entry,
    isTrue: smallParts === 0 && entryHash(entry) === entry.hash,
    heldDigest: isErased ? null : fits ? digest(salt, payload) : '',
    payload: recordIds === null ? payload : null,
  };
}

/** The text that was packed; null where it no longer is one. */
async function unpacked(packed: Buffer): Promise<string | null> {
  const text = await unpackItems(packed).catch(() => '');
  return text.startsWith('[') && text.endsWith(']') ? text : null;
}

/** Whether an entry of many shows the items it packs away, and names their records. */
function fitsTogether(payload: string, { items, packedItems, recordIds }: WholeEntry): boolean {
  if (recordIds === null && packedItems === null) return true;
  const all = JSON.parse(payload) as ChangeItem[];
  const shown = packedItems ? sampleOf(all) : all;
  return (
    canonicalJson(shown) === canonicalJson(items) &&
    canonicalJson(all.map(({ id }) => id)) === canonicalJson(recordIds)
  );
}
