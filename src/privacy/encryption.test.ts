import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { eq, getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as schema from '../../db/index.ts';
import { readKeys } from '../../db/sealing/keys.ts';
import { createSealer } from '../../db/sealing/sealer.ts';
import { makeTestPlace } from '../../db/testing.ts';
import { draftCalled } from '../../tools/kernel/draft-mode.ts';
import { commitChange, verifyChain } from '../trust/index.ts';
import { type App, createApp } from '../wire.ts';
import { anonymisedLines, knownData } from './anonymised.ts';
import { sealWorkspace } from './encryption.ts';

const now = new Date('2026-03-05T09:00:00Z');
const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('hex')];
/** What is written into columns that are covered, and nowhere else. */
const covered = [
  'kanarienvogel',
  'wellensittich',
  '5550177',
  '5550178',
  '139 5550',
  'papageienweg',
  'nymphensittich',
];
const email = 'kanarienvogel@wellensittich.example';
const phoneOf = (tag: string) => `+1 415 5550178 ${tag.length}`.replaceAll(' ', '');

let folder: string;
let place: Awaited<ReturnType<typeof makeTestPlace>>;
const open = (encryptionKeys?: string): Promise<App> =>
  createApp({
    ...(place.databaseUrl === undefined ? { dataDirectory: folder } : { databaseUrl: place.databaseUrl }),
    clock: () => now,
    toolsets: ['crm', 'quality', 'privacy'],
    ...(encryptionKeys !== undefined && { encryptionKeys }),
  });
const limits = { signal: new AbortController().signal, timeoutMs: 60_000 };
const call = async (tool: string, callArguments: object): Promise<Record<string, unknown>> => {
  const outcome = await app.call(tool, callArguments);
  if (!outcome.ok) throw new Error(`${tool}: ${JSON.stringify(outcome.error)}`);
  return outcome.data;
};
const names = async (query: object) => {
  const { items } = await call('search_contacts', query);
  return (items as { name: string }[]).map(({ name }) => name);
};
const verified = () => app.runtime.read(app.session, (scope) => verifyChain(scope), limits);

/** All that is stored, as a dump would have it; what is packed unpacked. */
async function dump(): Promise<string> {
  const parts: string[] = [];
  await app.database.system(async (tx) => {
    for (const table of Object.values(schema).filter((one) => is(one, PgTable))) {
      const rows = await tx.execute<{ row: string }>(
        sql`select row_to_json(t)::text as row from ${sql.identifier(getTableName(table as PgTable))} as t`,
      );
      parts.push(...rows.map(({ row }) => row));
    }
    const packed = await tx.execute<{ bytes: Buffer }>(
      sql`select packed_items as bytes from changes where packed_items is not null`,
    );
    for (const { bytes } of packed) if (bytes[0] === 0x78) parts.push(String(inflateSync(bytes)));
  });
  return parts.join('\n');
}
const clear = async () => {
  const text = (await dump()).toLowerCase();
  return covered.filter((word) => text.includes(word));
};

/** People one by one and together as an import brings them, what waits for a yes, a draft, a conversation. */
async function fill(tag: string): Promise<void> {
  await call('save_contacts', {
    name: `Ada ${tag}`,
    emails: [`${tag}.${email}`],
    idempotencyKey: `key ${tag}`,
  });
  await call('save_contacts', { contact: `Ada ${tag}`, phones: [phoneOf(tag), '+86 139 5550 2882'] });
  await call('save_records', {
    kind: 'company',
    fields: { name: `Aviary ${tag}`, phone: '415 5550177' },
    allowDuplicate: true,
  });
  await app.runtime.write(
    app.session,
    async (scope) => {
      const people = Array.from({ length: 50 }, (_, number) => ({
        name: `Person ${tag} ${number}`,
        emails: [`p${number}.${tag}@nymphensittich.example`],
        phones: [`+49 30 5550177 ${tag.length}${String(number).padStart(2, '0')}`],
        address: { line1: `Papageienweg ${number}`, city: 'Berlin' },
        lifecycleStage: 'Lead',
      }));
      await scope.records.insertMany('contact', people);
      await commitChange(scope, { tool: 'import' });
    },
    limits,
  );
  const waiting = await app.call('delete_records', { kind: 'contact', filter: `name ~ "Person ${tag} 1"` });
  expect(waiting).toMatchObject({ ok: false, error: { code: 'approval_required' } });
  const drafted = { draft: draftCalled(`draft ${tag}`) };
  const inDraft = await app.call(
    'save_contacts',
    { name: 'Zoe', emails: [`zoe@wellensittich.example`] },
    drafted,
  );
  expect(inDraft.ok).toBe(true);
  const workspaceId = app.session.workspace.id;
  const message = { workspaceId, conversationId: `cnv_${tag}`, createdAt: now };
  const talk = { workspaceId, id: `cnv_${tag}`, createdAt: now, updatedAt: now, channel: 'terminal' };
  await app.database.write({ workspaceId }, async (tx) => {
    await tx.insert(schema.conversations).values({
      ...talk,
      actorId: app.session.actor.id,
      title: email,
      state: { dialogue: { awaiting: email }, pendingApproval: 'apr_1' },
    });
    await tx.insert(schema.messages).values([
      { ...message, ordinal: 1, role: 'user', content: `Her number is ${phoneOf(tag)}` },
      { ...message, ordinal: 2, role: 'assistant', content: [{ type: 'text', text: email }] },
    ]);
  });
}

let app: App;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-sealed-'));
  place = await makeTestPlace();
  app = await open();
  await fill('before');
});
afterAll(async () => {
  await app.close();
  await place.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Opens the database again, with other keys. */
async function reopen(keys?: string): Promise<void> {
  await app.close();
  app = await open(keys);
}

const seal = () => {
  const workspaceId = app.session.workspace.id;
  return sealWorkspace(
    workspaceId,
    (work) => app.database.write({ workspaceId }, work),
    () => undefined,
  );
};

test('without a key everything stands in the clear, and parts of it are found', async () => {
  expect(await clear()).toEqual(covered);
  expect(await names({ query: 'before.kanarien' })).toEqual(['Ada before']);
});

test('once there is a key, what was stored before is read as it was, and sealing leaves nothing of it in the clear', async () => {
  await reopen(first);
  expect(await names({ query: `before.${email}` })).toEqual(['Ada before']);
  const done = await seal();
  expect(done.sealed).toBeGreaterThan(50);
  expect(await clear()).toEqual([]);
  expect((await seal()).sealed).toBe(0);
});

test('what is written from then on never stands in the clear: in the index, the log, drafts, approvals, kept answers', async () => {
  await fill('after');
  expect(await clear()).toEqual([]);
});

test('whole e-mails and phones find their people; of parts it is said that they cannot', async () => {
  for (const tag of ['before', 'after']) {
    expect(await names({ query: `${tag}.${email}`.toUpperCase() })).toEqual([`Ada ${tag}`]);
    for (const query of [phoneOf(tag), phoneOf(tag).slice(2), `0041 ${phoneOf(tag)}`.replace('+', '')])
      expect([query, await names({ query })]).toEqual([query, [`Ada ${tag}`]]);
    expect(await names({ filter: `emails = ${tag}.${email}` })).toEqual([`Ada ${tag}`]);
    expect(await names({ query: `p7.${tag}@nymphensittich.example` })).toEqual([`Person ${tag} 7`]);
  }
  const part = await app.call('search_contacts', { query: 'nymphensittich@' });
  expect(part).toMatchObject({ ok: true, data: { items: [], note: expect.stringMatching(/encrypted/) } });
  for (const filter of ['emails ~ kanarien', 'phones > 1'])
    expect(await app.call('search_contacts', { filter })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', message: expect.stringMatching(/encrypted here/) },
    });
  expect(await app.call('search_contacts', { sort: 'emails' })).toMatchObject({ ok: false });
  expect(await app.call('save_contacts', { name: 'Another', emails: [`after.${email}`] })).toMatchObject({
    ok: false,
    error: { code: 'conflict' },
  });
});

test('the log shows and verifies what was written, a write is undone, a customer identified, the same call known again', async () => {
  const { items } = await call('list_changes', { kind: 'contact' });
  expect(JSON.stringify(items)).toContain('5550');
  const { firstBreak } = await verified();
  expect(firstBreak).toBeNull();
  const visitor = app.asCustomer({ id: 'cnv_visit', name: 'Visitor' });
  const identified = await visitor.call('identify_customer', { email: `before.${email}` });
  expect(identified).toMatchObject({ ok: true, data: { name: 'Ada before' } });
  const again = { name: 'Ada after', emails: [`after.${email}`], idempotencyKey: 'key after' };
  expect(await call('save_contacts', again)).toMatchObject({ changeId: expect.any(String) });
  const { changeId } = await call('save_contacts', { contact: 'Ada after', phones: ['+1 415 555 0999'] });
  await call('undo_change', { changeId });
  expect(await names({ query: phoneOf('after') })).toEqual(['Ada after']);
  expect(await clear()).toEqual([]);
});

test('a sealed value opens nowhere but in its own column and workspace', async () => {
  const workspaceId = app.session.workspace.id;
  const moved = (from: string, to: string) =>
    app.database.write({ workspaceId }, async (tx) => {
      await tx.execute(sql.raw(`update contacts set ${to} where name = 'Person after 3' and ${from}`));
      return tx.select().from(schema.contacts).where(eq(schema.contacts.name, 'Person after 3'));
    });
  await expect(moved('true', 'phones = emails')).rejects.toMatchObject({ code: 'unavailable' });
  const token = createSealer(readKeys(first), 'wsp_other').seal('contact.emails', 'a@b.example');
  await expect(moved('true', `emails = array['${token}']`)).rejects.toMatchObject({ code: 'unavailable' });
  const altered = `emails = array[overlay(emails[1] placing 'AAAA' from 30)]`;
  await expect(moved('true', altered)).rejects.toMatchObject({ code: 'unavailable' });
});

test('a key is rotated while both are given, and is then needed no longer', async () => {
  await reopen(`${second}\n${first}`);
  expect(await names({ query: `before.${email}` })).toEqual(['Ada before']);
  expect((await seal()).sealed).toBeGreaterThan(100);
  await app.database.system(schema.settleKey);
  await reopen(second);
  expect(await names({ query: `after.${email}` })).toEqual(['Ada after']);
  expect(await names({ query: `p7.before@nymphensittich.example` })).toEqual(['Person before 7']);
  expect((await verified()).firstBreak).toBeNull();
  expect(await clear()).toEqual([]);
});

test('texts for training hold nothing the workspace knows of anybody', async () => {
  const lines = await app.runtime.read(
    app.session,
    async (scope, { crm }) =>
      Array.fromAsync(anonymisedLines(scope, await knownData(scope, await crm.peopleNames()))),
    limits,
  );
  const talks = lines.filter(({ kind }) => kind === 'conversation');
  expect(talks).toHaveLength(2);
  expect(JSON.stringify(talks[0])).toMatch(/Her number is <PHONE_[\da-f]{8}>/);
  expect(covered.filter((word) => JSON.stringify(lines).toLowerCase().includes(word))).toEqual([]);
});

test('a person is erased from what is sealed, too', async () => {
  const confirm = async () => 'approved' as const;
  const outcome = await app.call('erase_person', { contact: 'Ada after' }, { confirm });
  expect(outcome).toMatchObject({ ok: true, data: { tables: { messages: { removed: 2 } } } });
  expect(await names({ query: `after.${email}` }).catch(() => [])).toEqual([]);
  const told = await app.database.read({ workspaceId: app.session.workspace.id }, (tx) =>
    Promise.all([tx.select().from(schema.changes), tx.select().from(schema.idempotencyKeys)]),
  );
  expect(JSON.stringify(told)).not.toContain(`after.${email}`);
  expect((await verified()).firstBreak).toBeNull();
});

test('without the key, or with another, nothing is opened', async () => {
  await app.close();
  await expect(open()).rejects.toMatchObject({
    code: 'unavailable',
    message: 'This database is encrypted, and no key was given.',
    hint: expect.stringMatching(/RAPPORT_ENCRYPTION_KEY/),
  });
  await expect(open(first)).rejects.toMatchObject({ message: expect.stringMatching(/other keys/) });
  await expect(open('too short')).rejects.toMatchObject({ message: expect.stringMatching(/32 bytes/) });
});
