import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, createApp } from '../../../wire.ts';
import { lastTurn } from './testing.ts';

// Deals and tasks spoken of by their titles, whole, quoted or in part, and what became of them.

let app: App;
const [hub, cloud, board] = [
  'Upland Kitchens: Learning Hub renewal',
  '武汉锦途零售有限公司库存管理云续约',
  'Kestrel Health: Wall Display',
];
const deals = [
  { name: hub, company: 'Upland Kitchens', stage: 'Proposal', amount: '11000' },
  { name: 'Upland Kitchens: Analytics Studio', company: 'Upland Kitchens', stage: 'Lead', amount: '900' },
  { name: cloud, company: '武汉锦途零售有限公司', stage: 'Proposal', amount: '16200' },
  { name: board, company: 'Kestrel Health', stage: 'Qualified', amount: '700' },
];
const [ask, phone] = ['Ask Edith for feedback', '给陈雅琴打电话谈续约'];

beforeEach(async () => {
  app = await createApp({ clock: () => new Date('2026-11-23T09:00:00Z'), toolsets: ['all'] });
  const given = [
    ...['Edith Costa', '陈雅琴', 'Lindgren, Adele'].map((name) => ['save_contacts', { name }]),
    ...['Upland Kitchens', 'Kestrel Health', '武汉锦途零售有限公司'].map((name) => [
      'save_records',
      { kind: 'company', fields: { name } },
    ]),
    ...deals.map((deal) => ['save_deals', deal]),
    ['save_tasks', { title: ask, contact: 'Edith Costa', dueOn: '2026-11-24' }],
    ['save_tasks', { title: phone, contact: '陈雅琴', dueOn: '2026-11-24' }],
  ] as const;
  for (const [tool, input] of given)
    expect(await app.call(tool as string, input as object)).toMatchObject({ ok: true });
});
afterEach(() => app.close());

const talk = (...said: readonly string[]) => lastTurn(app, said);

async function record(kind: string, field: string, title: string): Promise<unknown> {
  const filter = `${field} = '${title}'`;
  const found = await app.call('search_records', { kind, filter, detail: 'full' });
  return found.ok ? (found.data as { items: unknown[] }).items[0] : found;
}
const deal = (title: string) => record('deal', 'name', title);
const task = (title: string) => record('task', 'title', title);

test.each([
  [hub, 'Won', 'won! Upland Kitchens: Learning Hub renewal'],
  [hub, 'Won', 'the Upland Kitchens Learning Hub renewal is won'],
  [hub, 'Negotiation', 'move the Upland learning hub deal to Negotiation'],
  [cloud, 'Won', '武汉锦途库存管理云续约这单赢了，改成赢单'],
  [cloud, 'Negotiation', '武汉锦途库存管理云那单推到谈判'],
])('a deal is known by enough of its title: %s to %s', async (title, stage, said) => {
  await talk(said);
  expect(await deal(title)).toMatchObject({ stage });
});

test.each([
  [board, 'the price', 'We lost Kestrel Health: Wall Display, the reason was the price.'],
  [cloud, '预算被砍', '武汉锦途的库存管理云续约丢单了，预算被砍'],
])('a lost deal keeps the reason: %s', async (title, lostReason, said) => {
  await talk(said);
  expect(await deal(title)).toMatchObject({ stage: 'Lost', lostReason });
});

test.each([
  [hub, '12500.00 USD', 'Upland Kitchens: Learning Hub renewal is now worth 12,500'],
  [cloud, '1500.00 USD', '武汉锦途库存管理云续约那单金额改 1500'],
])('what a deal is worth is its amount: %s', async (title, amount, said) => {
  await talk(said);
  expect(await deal(title)).toMatchObject({ amount });
});

test('a day is read with spaces in it', async () => {
  await talk(`把“${cloud}”的预计成交日推到 2 月 20 号`);
  expect(await deal(cloud)).toMatchObject({ expectedCloseOn: '2027-02-20' });
});

test.each([
  [ask, { status: 'done' }, `mark "${ask}" as done`],
  [ask, { status: 'done' }, 'the task ask Edith for feedback is done, tick it off'],
  [ask, { status: 'cancelled' }, `"${ask}" is no longer needed, cancel it`],
  [phone, { status: 'done' }, '给陈雅琴打电话谈续约那条任务已经做完了，勾掉'],
  [phone, { status: 'cancelled' }, `“${phone}”这个任务不做了，取消掉`],
  [phone, { dueOn: '2026-11-30' }, `“${phone}”这个任务推迟到 11 月 30 号`],
])('what becomes of a task is written on it and logged nowhere: %s %o', async (title, expected, said) => {
  const { writes } = await talk(said);
  expect(writes.map(({ tool }) => tool)).toEqual(['save_tasks']);
  expect(await task(title)).toMatchObject(expected);
});

test.each(['delete the contact "Lindgren, Adele"', '把联系人“Lindgren, Adele”删掉'])(
  'a name in quotation marks is that record: %s',
  async (said) => {
    expect((await talk(said)).writes).toMatchObject([{ tool: 'delete_records', kind: 'contact' }]);
  },
);

test.each([
  'is the Upland Kitchens Learning Hub renewal won?',
  '武汉锦途库存管理云续约这单赢了吗？',
  'if we lost Kestrel Health: Wall Display, what would that cost us?',
  'Edith Costa wants the Analytics Studio',
])('a title in a question or a part too small changes nothing: %s', async (said) => {
  expect((await talk(said)).writes).toEqual([]);
});

test.each([
  ['of two deals of a firm it is asked which', 'the Upland Kitchens deal is won'],
  ['两单都可能时要问', 'Upland Kitchens那单赢了'],
])('%s', async (_, said) => {
  expect((await talk(said)).writes).toEqual([]);
  expect(await deal(hub)).toMatchObject({ stage: 'Proposal' });
});
