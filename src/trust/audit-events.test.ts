import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectTestClient, type TestClient } from '../../tools/kernel/testing.ts';
import {
  createApiKeys,
  type EventsReport,
  errorText,
  leadsToOneOf,
  listEvents,
  noteEvent,
  type Scope,
  setLinkHost,
  verifyEvents,
} from './index.ts';

let client: TestClient;
const limits = () => ({ signal: AbortSignal.timeout(30_000), timeoutMs: 30_000 });
const write = <Result>(work: (scope: Scope) => Promise<Result>) =>
  client.app.runtime.write(client.app.session, work, limits());

class RolledBack extends Error {
  readonly report: EventsReport;
  constructor(report: EventsReport) {
    super('rolled back');
    this.report = report;
  }
}

/** What is found after somebody did what only an owner of the database could. */
const found = (...statements: readonly SQL[]): Promise<EventsReport> =>
  client.app.database
    .system(async (tx) => {
      for (const statement of statements) await tx.execute(statement);
      throw new RolledBack(await verifyEvents({ ...client.app.session, tx } as Scope));
    })
    .catch((error: unknown) => {
      if (error instanceof RolledBack) return error.report;
      throw error;
    });

beforeAll(async () => {
  client = await connectTestClient({ company: 'none' });
  await write(async (scope) => {
    const keys = createApiKeys(scope);
    const { id } = await keys.make({ name: 'nightly report' });
    await keys.revoke(id);
  });
  await write((scope) => setLinkHost(scope, 'Docs.Example.com', true));
  await write((scope) => setLinkHost(scope, '文档.中国', true));
  await write((scope) => setLinkHost(scope, 'docs.example.com', true));
  await write((scope) => setLinkHost(scope, 'docs.example.com', false));
  await client.app.approve('apr_unknown00000000', 'approved');
});
afterAll(() => client[Symbol.asyncDispose]());

test('keys, hosts of links and approvals that did not count are events, newest first', async () => {
  const events = await write((scope) => listEvents(scope));
  expect(events.map(({ event }) => event).sort()).toEqual(
    [
      'approval_rejected',
      'key_made',
      'key_revoked',
      'link_hosts_changed',
      'link_hosts_changed',
      'link_hosts_changed',
    ].sort(),
  );
  expect(events.find(({ event }) => event === 'key_made')).toMatchObject({
    subject: expect.stringMatching(/^key_/),
    reason: expect.stringMatching(/^for usr_\w+: crm:read, until 20/),
  });
  expect(await found()).toEqual({ events: 6, firstBreak: null });
});

describe('any one change of the events is found where it was done', () => {
  const mine = () => sql`workspace_id = ${client.app.session.workspace.id}`;
  const third = () =>
    sql`${mine()} and id = (select event_id from audit_chain where ${mine()} and sequence = 3)`;
  test.each<[string, () => SQL, number, string]>([
    ['subject', () => sql`update audit_events set subject = 'x' where ${third()}`, 3, 'event'],
    ['reason', () => sql`update audit_events set reason = 'x' where ${third()}`, 3, 'event'],
    ['event', () => sql`update audit_events set event = 'x' where ${third()}`, 3, 'event'],
    ['actor', () => sql`update audit_events set actor_id = 'x' where ${third()}`, 3, 'event'],
    ['client', () => sql`update audit_events set client = 'x' where ${third()}`, 3, 'event'],
    [
      'moment',
      () => sql`update audit_events set occurred_at = occurred_at + interval '1 second' where ${third()}`,
      3,
      'event',
    ],
    ['taken out', () => sql`delete from audit_events where ${third()}`, 3, 'missing'],
    ['link taken out', () => sql`delete from audit_chain where ${mine()} and sequence = 3`, 3, 'missing'],
    ['hash', () => sql`update audit_chain set hash = 'x' where ${mine()} and sequence = 3`, 3, 'event'],
    [
      'previous hash',
      () => sql`update audit_chain set previous_hash = 'x' where ${mine()} and sequence = 3`,
      3,
      'chain',
    ],
    [
      'put in',
      () => sql`insert into audit_events select workspace_id, 'aev_x', event, actor_id, client, subject, reason,
        occurred_at from audit_events where ${third()}`,
      7,
      'added',
    ],
  ])('%s', async (_, change, sequence, reason) => {
    expect((await found(change())).firstBreak).toMatchObject({ sequence, reason });
  });

  test('32 at once make one chain', async () => {
    const one = (number: number) =>
      write((scope) => noteEvent(scope, { event: 'key_revoked', subject: `key_${number}`, reason: '' }));
    await Promise.all(Array.from({ length: 32 }, (_, number) => one(number)));
    expect(await found()).toEqual({ events: 38, firstBreak: null });
  });
});

test('who is no owner allows no host, and what is no host is refused, in both languages', async () => {
  for (const wrong of [
    '',
    '*',
    '*.example.com',
    'https://example.com',
    'example.com/x',
    '10.0.0.1',
    'a b.com',
  ])
    await expect(write((scope) => setLinkHost(scope, wrong, true))).rejects.toThrow('no name of a host');
  const guest = { ...client.app.session.actor, scopes: [] };
  await expect(
    write((scope) => setLinkHost({ ...scope, actor: guest }, 'example.com', true)),
  ).rejects.toThrow('Only an owner');
  expect(errorText('"x" is no name of a host. It deletes “A”.', 'zh')).toBe('"x" 不是主机名。将删除“A”。');
});

test.each([
  ['https://docs.example.com/a?b=c', true],
  ['https://DOCS.example.com', true],
  ['http://docs.example.com', false],
  ['https://docs.example.com:8443/', false],
  ['https://docs.example.com@evil.example/', false],
  ['https://docs.example.com.evil.example/', false],
  ['https://evil.example/docs.example.com', false],
  ['https:\\\\docs.example.com', false],
  ['https:///docs.example.com', false],
  ['//docs.example.com', false],
  ['docs.example.com', false],
  ['javascript://docs.example.com/%0aalert(1)', false],
  ['https://dоcs.example.com/', false],
])('a link to %s stands: %s', (address, stands) => {
  expect(leadsToOneOf(['docs.example.com'])(address)).toBe(stands);
  expect(leadsToOneOf([])(address)).toBe(false);
});
