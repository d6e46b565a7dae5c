import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createApp } from '../wire.ts';
import { trainChurn } from './churn-training.ts';
import { makeTestHome, type Outcome, runProgram, type TestHome } from './testing/home.ts';

// A company trains its own churn model, goes back a version, and is told of customers who may leave.

vi.setConfig({ testTimeout: 240_000 });

const now = '2026-03-05T09:00:00+08:00';
const clock = () => new Date(now);
const signal = new AbortController().signal;
let home: TestHome;

/** Eighty members: every second one buys every 25 days to this day, the others more seldom or no more. */
async function loadMembers(): Promise<void> {
  await using app = await createApp({ ...home.database, clock, toolsets: ['insight'] });
  expect(await trainChurn(app, 90, signal)).toMatchObject({
    refusal: { reason: 'too_few_customers', found: 0 },
  });
  const members = Array.from({ length: 80 }, (_, index) => ({ id: `con_${index}`, index }));
  await app.load(
    'contact',
    members.map(({ id, index }) => ({ id, name: `Member ${index}`, lifecycleStage: 'Customer' })),
  );
  const daysAgo = (days: number): Date => new Date(clock().getTime() - days * 86_400_000);
  await app.load(
    'order',
    members.flatMap(({ id, index }) =>
      Array.from({ length: 8 }, (_, order) => ({
        id: `ord_${index}_${order}`,
        number: `${index}-${order}`,
        contactId: id,
        orderedAt: daysAgo((index % 2 === 0 ? index % 14 : 60 + 2 * index) + 25 * order),
        status: 'delivered',
        currency: app.session.workspace.currency,
        totalMinor: 4_000,
      })),
    ),
  );
}

beforeAll(async () => {
  home = await makeTestHome({ LANG: 'en_US.UTF-8', RAPPORT_NOW: now });
  await loadMembers();
});
afterAll(() => home.remove());

const rapport = (...argv: readonly string[]): Promise<Outcome> => runProgram(argv, home.environment);

test('a version is trained, kept beside a better one, and taken back', async () => {
  const first = await rapport('train', 'churn');
  expect(first).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Put to use: churn-90d@1 in use, \d+ customers/),
  });
  expect(first.said).toContain('100 %');

  await using app = await createApp({ ...home.database, clock, toolsets: ['insight'] });
  expect(await trainChurn(app, 90, signal, { whenOutgrown: true })).toMatchObject({
    upToDate: { version: 1 },
  });
  const second = await trainChurn(app, 90, signal);
  expect(second).toMatchObject({
    promoted: true,
    version: { version: 2, status: 'active' },
    inUse: { version: 1 },
  });
  const record = await app.call('get_track_record', { kind: 'churn' });
  expect(record).toMatchObject({
    ok: true,
    data: {
      models: [
        { version: 2, status: 'active' },
        { version: 1, status: 'retired' },
      ],
    },
  });

  const back = await rapport('train', 'churn', '--rollback', '--language', 'zh');
  expect(back.out).toMatch(/^churn-90d@1 使用中，/);
  const none = await rapport('train', 'churn', '--rollback');
  expect(none).toMatchObject({ code: 1, said: expect.stringContaining('no earlier version') });
});

test('who may leave is told once, by the limit that was set', async () => {
  const watched = await rapport('watch', '--once', '--churn-risk', '0.5', '--json');
  expect(watched).toMatchObject({ code: 0 });
  const alerts = watched.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; value: number; bound: number });
  expect(alerts.length).toBeGreaterThan(20);
  for (const { kind, value, bound } of alerts) {
    expect(kind).toBe('churn_risk');
    expect(value).toBeGreaterThanOrEqual(bound);
  }
  await using app = await createApp({ ...home.database, clock, toolsets: ['insight'] });
  const listed = await app.call('list_alerts', { limit: 100 });
  const { limits, items } = (listed as unknown as { data: { limits: unknown; items: unknown[] } }).data;
  expect(alerts).toHaveLength(items.length);
  expect(limits).toEqual({ churnRisk: 0.5, forecastMiss: 95 });
  expect(await rapport('watch', '--churn-risk', '7')).toMatchObject({
    code: 2,
    said: expect.stringContaining('--churn-risk needs a share'),
  });
});
