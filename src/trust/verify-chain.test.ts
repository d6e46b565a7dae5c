import { type SQL, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { connectTestClient, type TestClient } from '../../tools/kernel/testing.ts';
import { type ChainReport, verifyChain } from './index.ts';

const written = 5;

async function connectWithChanges(): Promise<TestClient> {
  const client = await connectTestClient({ company: 'none' });
  for (let index = 1; index <= written; index++) await client.call('save_tasks', { title: `Task ${index}` });
  return client;
}

function verify({ app }: TestClient): Promise<ChainReport> {
  const limits = { signal: AbortSignal.timeout(10_000), timeoutMs: 10_000 };
  return app.runtime.read(app.session, verifyChain, limits);
}

/** Does what only an owner of the database could. */
async function tamper({ app }: TestClient, statement: SQL): Promise<void> {
  const { id } = app.session.workspace;
  await app.database.system((tx) => tx.execute(sql`${statement} and workspace_id = ${id}`));
}

test('a log as it was written is whole, and its head moves with every entry', async () => {
  await using client = await connectWithChanges();
  const before = await verify(client);
  expect(before).toEqual({
    entries: written,
    erased: 0,
    head: expect.stringMatching(/^\w{64}$/),
    firstBreak: null,
  });
  await client.call('save_tasks', { title: 'One more' });
  const after = await verify(client);
  expect(after).toMatchObject({ entries: written + 1, firstBreak: null });
  expect(after.head).not.toBe(before.head);
});

test('what was erased by right leaves the chain whole', async () => {
  await using client = await connectWithChanges();
  await tamper(client, sql`update changes set items = null, salt = null where sequence = 3`);
  expect(await verify(client)).toMatchObject({ entries: written, erased: 1, firstBreak: null });
});

describe('tampering is found where it was done', () => {
  test.each([
    ['an entry taken out', sql`delete from changes where sequence = 3`, 4, 'missing'],
    [
      'a payload',
      sql`update changes set items = replace(items::text, 'Task 3', 'Task 9')::jsonb where sequence = 3`,
      3,
      'payload',
    ],
    ['who did it', sql`update changes set actor_id = 'usr_other' where sequence = 3`, 3, 'entry'],
    [
      'when',
      sql`update changes set occurred_at = occurred_at - interval '1 day' where sequence = 3`,
      3,
      'entry',
    ],
    ['through which client', sql`update changes set client = 'other' where sequence = 3`, 3, 'entry'],
    ['the hash itself', sql`update changes set hash = repeat('0', 64) where sequence = 3`, 3, 'entry'],
    ['the link', sql`update changes set previous_hash = repeat('0', 64) where sequence = 3`, 3, 'chain'],
  ])('%s', async (_, statement, sequence, reason) => {
    await using client = await connectWithChanges();
    await tamper(client, statement);
    expect((await verify(client)).firstBreak).toMatchObject({ sequence, reason });
  });
});
