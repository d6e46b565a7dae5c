import { randomBytes } from 'node:crypto';
import { eq, type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changes } from '../../db/index.ts';
import { connectTestClient, type TestClient } from '../../tools/kernel/testing.ts';
import { entryHash } from './entry-hash.ts';
import {
  type Anchor,
  type ChainReport,
  canonicalJson,
  digest,
  readAnchor,
  type Scope,
  verifyChain,
  writeAnchor,
} from './index.ts';

const whole = 1_000;
let client: TestClient;
let kept: Anchor;

const verify = (against?: Anchor, statements: readonly SQL[] = []) =>
  client.app.database
    .system(async (tx) => {
      for (const statement of statements) await tx.execute(statement);
      const report = await verifyChain({ ...client.app.session, tx } as Scope, against);
      throw new RolledBack(report);
    })
    .catch((error: unknown) => {
      if (error instanceof RolledBack) return error.report;
      throw error;
    });

class RolledBack extends Error {
  readonly report: ChainReport;
  constructor(report: ChainReport) {
    super('rolled back');
    this.report = report;
  }
}

/** What is found after somebody did what only an owner of the database could. */
const found = async (statements: readonly SQL[], against?: Anchor) =>
  (await verify(against, statements)).firstBreak;

beforeAll(async () => {
  client = await connectTestClient({ company: 'none' });
  for (const title of ['Call Dana', '致电张伟', 'A "quoted" \\ one', 'Last']) {
    const { changeId } = await client.call('save_tasks', { title });
    if (title !== 'Last') continue;
    await client.call('undo_change', { changeId });
  }
  await client.call('save_tasks', { title: 'Many', notes: 'x' });
  // The others are chained by hand, each like one of these.
  await client.app.database.system(async (tx) => {
    const mine = eq(changes.workspaceId, client.app.session.workspace.id);
    const written = await tx.select().from(changes).where(mine).orderBy(changes.sequence);
    let last = written.at(-1)!;
    const more: (typeof changes.$inferInsert)[] = [];
    for (let sequence = written.length + 1; sequence <= whole; sequence++) {
      const salt = randomBytes(16).toString('hex');
      const like = { ...written[sequence % 4]!, undoneBy: null };
      const payloadDigest = digest(salt, canonicalJson(like.items));
      const entry = {
        ...like,
        id: `chg_${sequence}`,
        sequence,
        salt,
        payloadDigest,
        previousHash: last.hash,
      };
      last = { ...entry, hash: entryHash(entry) };
      more.push(last);
    }
    await tx.insert(changes).values(more);
  });
  kept = await verify();
});
afterAll(() => client[Symbol.asyncDispose]());

test('a log as it was written is whole, its head is that of its last entry and moves on', async () => {
  expect(kept).toEqual({
    entries: whole,
    erased: 0,
    head: expect.stringMatching(/^\w{64}$/),
    firstBreak: null,
  });
  expect((await verify(readAnchor(writeAnchor(kept)))).firstBreak).toBeNull();
  for (const wrong of ['', '12', `12:${'g'.repeat(64)}`, '头部'])
    expect(() => readAnchor(wrong)).toThrow('no head of a change log');
});

test('its payload is kept to the letter, and verifies too where only its meaning was kept', async () => {
  const [row] = await client.app.database.system((tx) =>
    tx.execute<{ items: string }>(sql`select items::text as items from changes where sequence = 2`),
  );
  expect(canonicalJson(JSON.parse(row!.items))).toBe(row!.items);
  expect(await found([sql`update changes set items = items::jsonb`])).toBeNull();
});

describe('any one change is found where it was done', () => {
  const columns: Record<string, SQL> = {
    id: sql`id = id || 'x'`,
    actor_id: sql`actor_id = 'usr_other'`,
    client: sql`client = client || ' '`,
    tool: sql`tool = 'other'`,
    conversation_id: sql`conversation_id = 'cnv_other'`,
    'occurred_at by a microsecond': sql`occurred_at = occurred_at + interval '1 microsecond'`,
    occurred_at: sql`occurred_at = occurred_at - interval '1 day'`,
    items: sql`items = replace(items::text, 'Dana', 'Dina')::json, salt = salt`,
    'items of the Chinese': sql`items = replace(items::text, '张', '章')::json`,
    salt: sql`salt = repeat('0', 32)`,
    'no salt': sql`salt = null`,
    'no items': sql`items = null`,
    'neither, unsaid': sql`items = null, salt = null`,
    payload_digest: sql`payload_digest = repeat('0', 64)`,
    previous_hash: sql`previous_hash = repeat('0', 64)`,
    hash: sql`hash = repeat('0', 64)`,
    undoes: sql`undoes = array['chg_1']`,
    bulk_id: sql`bulk_id = 'imp_other'`,
    undone_by: sql`undone_by = case when undone_by is null then 'chg_9' end`,
    record_ids: sql`record_ids = array['con_1']`,
    packed_items: sql`packed_items = '\\x00'::bytea`,
    'separators in a text': sql`tool = E'a\u001fb\u001ec'`,
  };
  const place: Record<string, number> = { items: 500, 'items of the Chinese': 501 };

  test.each(Object.entries(columns))('%s', async (name, set) => {
    for (const sequence of place[name] ? [place[name]] : [4, 500, whole]) {
      const broken = await found([sql`update changes set ${set} where sequence = ${sequence}`]);
      expect(broken, `${name} at ${sequence}`).toMatchObject({ sequence });
    }
  });

  test('what was taken out, put in, swapped or cut off', async () => {
    const gone = (sequence: number) => sql`delete from changes where sequence = ${sequence}`;
    expect(await found([gone(1)])).toMatchObject({ sequence: 1, reason: 'missing' });
    expect(await found([gone(500)])).toMatchObject({ sequence: 500, reason: 'missing' });
    expect(await found([sql`delete from changes where sequence < 900`])).toMatchObject({ sequence: 1 });
    expect(
      await found([gone(500), sql`update changes set sequence = sequence - 1 where sequence = 501`]),
    ).toMatchObject({ sequence: 500, reason: 'chain' });
    expect(
      await found([
        sql`update changes set sequence = -sequence where sequence in (300, 700)`,
        sql`update changes set sequence = 1000 + sequence where sequence in (-300, -700)`,
      ]),
    ).toMatchObject({ sequence: 300 });
    expect(
      await found([
        sql`update changes set sequence = -sequence - 1 where sequence > 600`,
        sql`update changes set sequence = -sequence where sequence < 0`,
        sql`insert into changes (workspace_id, id, sequence, actor_id, client, tool, occurred_at, items, salt,
            payload_digest, previous_hash, hash)
          select workspace_id, 'chg_put_in', 601, actor_id, client, tool, occurred_at, items, salt,
            payload_digest, previous_hash, hash from changes where sequence = 600`,
      ]),
    ).toMatchObject({ sequence: 601, reason: 'chain' });
    const cutOff = [sql`delete from changes where sequence > 990`];
    expect(await found(cutOff)).toBeNull();
    expect(await found(cutOff, kept)).toMatchObject({ sequence: 991, reason: 'missing' });
    expect(await found([gone(whole)], kept)).toMatchObject({ sequence: whole, reason: 'missing' });
    expect(await found([sql`update changes set sequence = 5000 where sequence = 1000`])).toMatchObject({
      sequence: 1000,
      reason: 'missing',
    });
  });

  test('a history that was written anew, against a head kept elsewhere', async () => {
    const other = { ...kept, head: '0'.repeat(64) };
    expect((await verify(other)).firstBreak).toMatchObject({ sequence: whole, reason: 'anchor' });
  });
});
