import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as schema from '../../../db/index.ts';
import { makeTestPlace } from '../../../db/testing.ts';
import { commitChange, rowsById } from '../../trust/index.ts';
import { type App, createApp } from '../../wire.ts';
import type { Privacy } from '../index.ts';

/** A word that is nowhere else, a new one each time. */
const words: string[] = [];
const canary = (): string => {
  const word = `canary${words.length.toString(36)}zq${'abcdefghij'[words.length % 10]}x`;
  words.push(word);
  return word;
};
const email = `${canary()}@${canary()}.example`;
const name = `${canary()} ${canary()}`;
const phone = '+14155550177';
const id = 'con_000030';
const now = new Date('2026-03-05T09:00:00Z');

const nameOf = (number: number) =>
  `Person Quill${'abcdefghij'[number % 10]}${'klmnop'[Math.floor(number / 10)]}`;

let app: App;
let folder: string;
let drop: () => Promise<void>;

const limits = { signal: new AbortController().signal, timeoutMs: 60_000 };
const call = async (tool: string, callArguments: object) => {
  const outcome = await app.call(tool, callArguments);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.data;
};
const refused = async (tool: string, callArguments: object) => {
  const outcome = await app.call(tool, callArguments);
  return outcome.ok ? outcome.data : outcome.error;
};
async function system(...statements: string[]): Promise<void> {
  for (const statement of statements) await app.database.system((tx) => tx.execute(sql.raw(statement)));
}
const put = (table: PgTable, values: object) =>
  app.database.system((tx) =>
    tx.insert(table).values({
      workspaceId: app.session.workspace.id,
      ...('createdAt' in table && { createdAt: now }),
      ...('updatedAt' in table && { updatedAt: now }),
      ...values,
    } as never),
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-erase-'));
  const place = await makeTestPlace();
  drop = place.drop;
  app = await createApp({
    ...(place.databaseUrl === undefined
      ? { dataDirectory: join(folder, 'data') }
      : { databaseUrl: place.databaseUrl }),
    clock: () => now,
    toolsets: ['crm', 'knowledge', 'privacy'],
  });
  // A database at work: its log has many segments, which a checkpoint makes coming ones with what they hold.
  if (place.databaseUrl === undefined)
    for (let segment = 0; segment < 30; segment += 1) await system('select txid_current(), pg_switch_wal()');
  // Together with others, as an import brings them: packed in the change log, and in a segment of the index.
  await app.runtime.write(
    app.session,
    async (scope) => {
      const rows = Array.from({ length: 60 }, (_, number) => ({
        id: `con_0000${String(number).padStart(2, '0')}`,
        name: number === 30 ? name : nameOf(number),
        emails: number === 30 ? [email] : [`person${number}@elsewhere.example`],
        phones: number === 30 ? [phone] : [],
        lifecycleStage: 'Lead',
        notes: number === 30 ? canary() : `Ordinary ${number}`,
        address: number === 30 ? { line1: canary(), city: canary() } : null,
        jobTitle: number === 30 ? canary() : null,
        custom: number === 30 ? { nickname: canary() } : {},
      }));
      await scope.records.insertMany('contact', rows);
      await commitChange(scope, { tool: 'import_records' });
    },
    limits,
  );
  await call('save_contacts', { contact: id, city: canary(), appendNote: canary() });
  await call('log_interaction', {
    contact: id,
    channel: 'call',
    summary: `Said ${canary()}`,
    followUpOn: '2026-03-09',
  });
  await call('log_interaction', {
    contact: id,
    channel: 'email',
    summary: canary(),
    idempotencyKey: canary(),
  });
  await call('log_interaction', {
    contact: 'con_000001',
    channel: 'call',
    summary: `Recommended by ${name}, ${email}, (415) 555-0177.`,
  });
  await call('save_tasks', { title: canary(), notes: canary(), contact: id });
  await call('save_deals', { name: canary(), contact: id, notes: canary(), amount: '1200.00' });
  await call('add_knowledge', {
    title: 'Our partners',
    source: 'partners.md',
    text: `# Returns\n\nThirty days, whatever it is.\n\n# Partners\n\n${name} (${email}) runs ${canary()}.\n`,
  });
  await put(schema.orders, {
    id: 'ord_1',
    number: 'R-77',
    contactId: id,
    status: 'paid',
    currency: 'USD',
    totalMinor: 4200,
    orderedAt: now,
    shippingAddress: { line1: canary() },
    cancelReason: canary(),
  });
  await put(schema.payments, {
    id: 'pay_1',
    orderId: 'ord_1',
    method: canary(),
    kind: 'payment',
    amountMinor: 4200,
  });
  await put(schema.fulfilments, { id: 'ful_1', orderId: 'ord_1', trackingNumbers: [canary()] });
  await put(schema.tickets, {
    id: 'tic_1',
    number: 'T-1',
    subject: canary(),
    description: canary(),
    contactId: id,
    openedAt: now,
    resolution: canary(),
  });
  await put(schema.ticketEvents, {
    id: 'tev_1',
    ticketId: 'tic_1',
    kind: 'opened',
    actorId: 'usr_1',
    note: canary(),
    occurredAt: now,
  });
  await put(schema.conversations, {
    id: 'cnv_1',
    actorId: 'visitor',
    contactId: id,
    channel: 'web',
    title: canary(),
    state: { slot: canary() },
    ratingComment: canary(),
  });
  await put(schema.messages, { conversationId: 'cnv_1', ordinal: 1, role: 'user', content: canary() });
  await put(schema.handOffs, {
    id: 'hnd_1',
    conversationId: 'cnv_1',
    contactId: id,
    reason: canary(),
    summary: canary(),
  });
  await put(schema.conversations, { id: 'cnv_2', actorId: 'usr_1', channel: 'chat', title: 'A colleague' });
  await put(schema.messages, {
    conversationId: 'cnv_2',
    ordinal: 1,
    role: 'tool',
    content: [{ type: 'tool-result', output: { id, notes: canary() } }],
  });
  await put(schema.productReviews, {
    id: 'rev_1',
    productId: 'pro_1',
    contactId: id,
    rating: 4,
    text: canary(),
    reviewedAt: now,
  });
  await put(schema.alerts, {
    id: 'alr_1',
    kind: 'churn_risk',
    subject: id,
    target: 'churn',
    value: 1,
    bound: 0.5,
    details: { why: canary() },
    raisedAt: now,
  });
  await put(schema.externalIds, { kind: 'contact', source: 'oldcrm', externalId: canary(), recordId: id });
  await put(schema.draftSteps, {
    draftId: 'drf_1',
    sequence: 1,
    id: 'stp_1',
    tool: 'save_contacts',
    client: 'x',
    occurredAt: now,
    words: canary(),
    items: [{ kind: 'contact', id, label: canary(), before: null, after: null }],
  });
  // Waits for a person, arguments, preview and all.
  expect(await refused('delete_records', { kind: 'interaction', filter: `contact = ${id}` })).toMatchObject({
    code: 'approval_required',
  });
  if (place.databaseUrl === undefined) await system('select pg_switch_wal()', 'checkpoint');
});
afterAll(async () => {
  await app.close();
  await drop();
  await rm(folder, { recursive: true, force: true });
});

/** Every row of every table as text, what is packed unpacked. */
async function dump(): Promise<string> {
  const tables = Object.values(schema).flatMap((value) => (is(value, PgTable) ? [value as PgTable] : []));
  const texts = await app.database.system(async (tx) => {
    const found: string[] = [];
    for (const table of tables) {
      const rows = await tx.execute<{ text: string }>(
        sql.raw(`select row_to_json(found)::text as text from ${getTableName(table)} as found`),
      );
      found.push(...rows.map(({ text }) => `${getTableName(table)}: ${text}`));
    }
    const packed = await tx.execute<{ packed: Buffer }>(
      sql`select packed_items as packed from changes where packed_items is not null`,
    );
    found.push(...packed.map((row) => `packed: ${inflateSync(row.packed)}`));
    return found;
  });
  return texts.join('\n');
}

const told = (text: string): string[] => {
  const plain = text.toLowerCase();
  return words.filter((word) => plain.includes(word));
};

test('at least twenty canaries, each of them somewhere', async () => {
  expect(words.length).toBeGreaterThan(20);
  expect(told(await dump())).toEqual(words);
});

test('the export holds the person and masks others', async () => {
  await call('log_interaction', {
    contact: id,
    channel: 'note',
    summary: `Met ${nameOf(7)} (person7@elsewhere.example) with ${email}`,
  });
  const found = (await call('export_person', { contact: id })) as {
    tables: Record<string, Record<string, unknown>[]>;
  };
  expect(found.tables.contacts).toMatchObject([{ id, name, emails: [email], phones: [phone] }]);
  const met = found.tables.interactions!.find(({ summary }) => String(summary).startsWith('Met'));
  expect(met!.summary).toBe(`Met [name] ([email]) with ${email}`);
  expect(Object.keys(found.tables)).toEqual(
    expect.arrayContaining(['deals', 'orders', 'payments', 'tickets', 'conversations', 'messages', 'tasks']),
  );
  expect(JSON.stringify(found)).not.toContain('usr_');
});

test('a person has to approve the erasure, and then nothing is left in any table', async () => {
  const changeId = ((await call('save_contacts', { contact: id, jobTitle: 'Baker' })) as { changeId: string })
    .changeId;
  const waiting = await refused('erase_person', { contact: email });
  expect(waiting).toMatchObject({ code: 'approval_required' });
  expect(told(await dump())).toEqual(words);

  const erased = await app.approve(
    String((waiting as { details: { approvalId: string } }).details.approvalId),
    'approved',
  );
  expect(erased, JSON.stringify(erased)).toMatchObject({
    ok: true,
    data: { subjectId: id, alreadyErased: false },
  });
  expect(told(await dump())).toEqual([]);
  expect(await dump()).not.toContain('5550177');

  expect(await call('verify_audit_log', {})).toMatchObject({ whole: true, erased: expect.any(Number) });
  expect(await refused('undo_change', { changeId })).toMatchObject({ code: 'erased' });
  expect(await refused('undo_change', { changeId: String(erased.ok && erased.data.changeId) })).toMatchObject(
    {
      code: 'conflict',
    },
  );
});

test('what the books need and what is others’ stays', async () => {
  await app.runtime.read(
    app.session,
    async ({ tx, workspace }) => {
      const order = (await rowsById(tx, workspace.id, 'order', ['ord_1'])).get('ord_1')!;
      expect(order).toMatchObject({
        number: 'R-77',
        totalMinor: 4200,
        contactId: null,
        shippingAddress: null,
      });
    },
    limits,
  );
  const listed = (await call('search_records', {
    kind: 'interaction',
    filter: 'contact = con_000001',
    detail: 'full',
  })) as {
    items: { summary: string }[];
  };
  expect(listed.items[0]!.summary).toBe('Recommended by [erased], [erased], [erased].');
  expect(await call('search_contacts', { query: nameOf(7) })).toMatchObject({
    items: [{ id: 'con_000007' }],
  });
  expect(await call('search_knowledge', { query: 'How many days for returns?' })).toMatchObject({
    passages: expect.anything(),
  });
});

test('whoever is gone is said to be, is not taken in again, and may be readmitted', async () => {
  expect(await refused('get_customer', { customer: id })).toMatchObject({ code: 'erased' });
  expect(await refused('get_customer', { customer: email })).toMatchObject({ code: 'erased' });
  expect(await refused('save_contacts', { name: 'Somebody', emails: [email.toUpperCase()] })).toMatchObject({
    code: 'erased',
  });
  expect(await refused('save_contacts', { name: 'Somebody', phones: ['(415) 555-0177'] })).toMatchObject({
    code: 'erased',
  });
  expect(await call('erase_person', { contact: id })).toMatchObject({ alreadyErased: true });
  expect(await refused('erase_person', { contact: 'con_nobody' })).toMatchObject({ code: 'not_found' });
  expect(await refused('export_person', { contact: id })).toMatchObject({ code: 'erased' });
  expect(told(await dump())).toEqual([]);
});

test('what is older than the rules let it be goes, and the chain says so', async () => {
  const spoken = new Date('2024-01-05T09:00:00Z');
  await put(schema.conversations, {
    id: 'cnv_old',
    actorId: 'usr_1',
    channel: 'chat',
    lastMessageAt: spoken,
  });
  await put(schema.messages, { conversationId: 'cnv_old', ordinal: 1, role: 'user', content: 'Hello' });
  const privately = <Result>(work: (service: Privacy) => Promise<Result> | Result) =>
    app.runtime.write(app.session, async (_, { privacy }) => work(await privacy()), limits);
  for (const months of [-1, 1.5, 5_000])
    await expect(privately((service) => service.setRetention({ conversations: months }))).rejects.toThrow(
      'whole number of months',
    );
  expect(await privately((service) => service.setRetention({ conversations: 12, changes: 24 }))).toEqual({
    conversations: 12,
    changes: 24,
  });
  expect(await privately((service) => service.setRetention({ changes: 0 }))).toEqual({ conversations: 12 });
  expect(
    await privately((service) => service.applyRetention({ conversations: 12, changes: 24 })),
  ).toMatchObject({
    conversations: 1,
    changes: 0,
  });
  // Up to a month from now is everything but what tells of erasures.
  expect(await privately((service) => service.applyRetention({ changes: -1 }))).toMatchObject({
    changes: expect.any(Number),
  });
  const verified = (await call('verify_audit_log', {})) as { entries: number; erased: number };
  expect(verified).toMatchObject({ whole: true });
  expect(verified.erased).toBe(verified.entries - 3);
  expect(await dump()).not.toContain('cnv_old');
});

test('nothing is left in the files once they are written anew', async () => {
  await app.database.compact();
  await app.close();
  if (process.env.TEST_DATABASE_URL !== undefined) return;
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const left: string[] = [];
  for (const file of files.filter((entry) => entry.isFile())) {
    const bytes = await readFile(join(file.parentPath, file.name), 'latin1');
    left.push(...told(bytes).map((word) => `${file.name}: ${word}`));
  }
  expect(files.length).toBeGreaterThan(100);
  expect(left).toEqual([]);
});
