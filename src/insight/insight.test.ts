import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, type RecordKind, type RecordValues, workspaces } from '../../db/index.ts';
import { openTestDatabase } from '../../db/testing.ts';
import type { Scope } from '../trust/index.ts';
import { createInsight, type Insight } from './index.ts';
import type { RecommendationQuestion } from './recommend/index.ts';
import { inScope, teaHouse as workspace } from './testing.ts';

const now = new Date('2026-03-15T04:00:00Z');
let database: Database;

type Rows<Kind extends RecordKind> = readonly (RecordValues<Kind> & { id: string })[];

const load = <Kind extends RecordKind>(workspaceId: string, kind: Kind, rows: Rows<Kind>): Promise<void> =>
  inScope(database, 'write', { workspace: { ...workspace, id: workspaceId }, now }, ({ records }) =>
    records.load(kind, rows),
  );

const insight = <Result>(
  work: (insight: Insight) => Promise<Result>,
  bound: Partial<Pick<Scope, 'now' | 'workspace'>> = {},
): Promise<Result> => inScope(database, 'read', { now, ...bound }, (scope) => work(createInsight(scope)));

interface Sale {
  at: string | null;
  contactId?: string;
  companyId?: string;
  ownerId?: string;
  status?: string;
  currency?: string;
  productId?: string;
  quantity?: number;
  unitPriceMinor?: number;
}

let sold = 0;
async function sell(workspaceId: string, sales: readonly Sale[]): Promise<void> {
  const numbered = sales.map((sale) => ({
    quantity: 1,
    unitPriceMinor: 1_000,
    productId: 'prd_tea',
    ...sale,
    id: `ord_${++sold}`,
  }));
  await load(
    workspaceId,
    'order',
    numbered.map(({ id, at, status = 'delivered', currency = 'CNY', quantity, unitPriceMinor, ...who }) => ({
      id,
      number: id,
      contactId: who.contactId ?? null,
      companyId: who.companyId ?? null,
      ownerId: who.ownerId ?? null,
      orderedAt: at === null ? null : new Date(at),
      status,
      currency,
      totalMinor: quantity * unitPriceMinor,
    })),
  );
  await load(
    workspaceId,
    'order_line',
    numbered.map(({ id, productId, quantity, unitPriceMinor }) => ({
      id: `line_${id}`,
      orderId: id,
      productId,
      quantity,
      unitPriceMinor,
    })),
  );
}

beforeAll(async () => {
  database = await openTestDatabase();
  await database.system((tx) =>
    tx.insert(workspaces).values(
      ['mine', 'other', 'club', 'fresh'].map((workspaceId) => ({
        workspaceId,
        name: workspaceId,
        timeZone: 'Asia/Shanghai',
        currency: 'CNY',
        language: 'zh',
        createdAt: now,
      })),
    ),
  );
  const product = { category: 'Tea', currency: 'CNY', priceMinor: 12_050 };
  for (const workspaceId of ['mine', 'club', 'fresh']) {
    await load(workspaceId, 'product', [
      { ...product, id: 'prd_tea', name: '龙井' },
      { ...product, id: 'prd_pot', name: 'Teapot', category: '茶具' },
      { ...product, id: 'prd_old', name: 'Discontinued', active: false },
    ]);
  }
  await sell('mine', [
    { at: '2025-11-10T02:00:00Z', quantity: 3, ownerId: 'usr_1' },
    { at: '2026-01-05T02:00:00Z', quantity: 5, ownerId: 'usr_2' },
    { at: '2026-01-31T15:59:00Z', quantity: 2, productId: 'prd_pot' },
    { at: '2026-01-31T16:00:00Z', quantity: 7 },
    { at: '2026-03-02T02:00:00Z', quantity: 100 },
    { at: '2026-01-06T02:00:00Z', quantity: 50, status: 'cancelled' },
    { at: '2026-01-07T02:00:00Z', quantity: 50, currency: 'USD' },
    { at: null, quantity: 50 },
  ]);
  await load('mine', 'return', [
    {
      id: 'ret_1',
      orderId: 'ord_2',
      orderLineId: 'line_ord_2',
      quantity: 1,
      refundMinor: 1_000,
      status: 'received',
      requestedAt: new Date('2026-02-10T00:00:00Z'),
    },
    {
      id: 'ret_2',
      orderId: 'ord_2',
      orderLineId: 'line_ord_2',
      quantity: 4,
      refundMinor: 4_000,
      status: 'rejected',
      requestedAt: new Date('2026-02-10T00:00:00Z'),
    },
  ]);
  const daily = Array.from({ length: 74 }, (_, day) => new Date(Date.UTC(2025, 11, 17 + day, 2)));
  await sell(
    'fresh',
    daily.map((at, day) => ({
      at: at.toISOString(),
      productId: day === 12 || day === 50 ? 'prd_pot' : 'prd_tea',
    })),
  );
  await sell('other', [{ at: '2025-06-10T02:00:00Z', quantity: 9_999 }]);
});
afterAll(() => database.close());

describe('salesSeries', () => {
  test('months of the workspace’s zone: gaps are 0, returns taken off, the month under way left out', async () => {
    const series = await insight((service) => service.salesSeries({ measure: 'revenue', unit: 'month' }));
    expect(series.values).toEqual([
      { start: '2025-11-01', value: 3_000 },
      { start: '2025-12-01', value: 0 },
      { start: '2026-01-01', value: 6_000 },
      { start: '2026-02-01', value: 7_000 },
    ]);
  });

  test.each([
    { query: { measure: 'units', unit: 'month', productId: 'prd_pot' }, values: [2, 0] },
    {
      query: { measure: 'revenue', unit: 'month', category: 'tea' },
      values: [3_000, 0, 4_000, 7_000],
    },
    { query: { measure: 'orders', unit: 'quarter' }, values: [1] },
    { query: { measure: 'orders', unit: 'month', ownerId: 'usr_2' }, values: [1, 0] },
    {
      query: { measure: 'units', unit: 'week', ownerId: 'usr_2' },
      values: [4, 0, 0, 0, 0, 0, 0, 0, 0],
    },
  ] as const)('%j', async ({ query, values }) => {
    const series = await insight((service) => service.salesSeries(query));
    expect(series.values.map(({ value }) => value)).toEqual(values);
  });

  test('forecasts from the month under way on, in decimal text, saying what was left out', async () => {
    const series = await insight((service) => service.salesSeries({ measure: 'revenue', unit: 'month' }));
    const forecast = series.forecast({ periods: 2 }, 'zh');
    expect(forecast).toMatchObject({
      currency: 'CNY',
      sampleSize: 4,
      dataUpTo: '2026-03-02',
    });
    expect(forecast.points.map(({ start }) => start)).toEqual(['2026-03-01', '2026-04-01']);
    expect(forecast.points[0]!.value).toMatch(/^\d+\.\d\d$/);
    expect(forecast.notes).toContain('1 个订单没有日期，未计入。');
    expect(forecast.notes).toContain('1 个非 CNY 订单未计入。');
  });

  test('a workspace without orders for months: the series ends with its last order', async () => {
    const series = await insight((service) => service.salesSeries({ measure: 'orders', unit: 'month' }), {
      now: new Date('2026-09-01T00:00:00Z'),
    });
    expect(series.values.at(-1)).toEqual({ start: '2026-03-01', value: 1 });
    const forecast = series.forecast({ periods: 6 }, 'en');
    expect(forecast.notes).toContain('No orders after 2026-03-02: the forecast starts there.');
    // Months that are over when they are forecast are no predictions to be judged by.
    expect(forecast.predictions.map(({ dueOn }) => dueOn)).toEqual(['2026-10-01']);
  });

  test('a what-if says whether it counts, and is no prediction to be judged by', async () => {
    const series = await insight((service) => service.salesSeries({ measure: 'orders', unit: 'month' }));
    const whatIf = { periods: 2, influence: [1, 2, 3, 4] };
    expect(series.forecast({ periods: 2 }, 'en').predictions).toHaveLength(2);
    expect(series.forecast(whatIf, 'en')).toMatchObject({
      predictions: [],
      notes: expect.arrayContaining([
        'Past sales show no effect of your own series: it does not count. This is a what-if, left out of the track record.',
      ]),
    });
    expect(series.forecast(whatIf, 'zh').notes).toContain(
      '以往销售看不出您提供的序列有影响，未计入；此为假设情形，不记入预测记录。',
    );
  });

  test('a month in whose middle the records begin is not learned from, in all or in part', async () => {
    const shop = { workspace: { ...workspace, id: 'fresh' } };
    const query = { measure: 'units', unit: 'month' } as const;
    const series = await insight((service) => service.salesSeries(query), shop);
    expect(series.values.map(({ value }) => value)).toEqual([15, 31, 28]);
    const forecast = series.forecast({ periods: 1 }, 'en');
    expect(forecast).toMatchObject({ sampleSize: 2, recent: [{ value: 31 }, { value: 28 }] });
    const note = 'Sales begin on 2025-12-17: that month is not whole and is not learned from.';
    expect(forecast.notes).toContain(note);
    expect(series.forecast({ periods: 1 }, 'zh').notes).toContain(
      '销售从 2025-12-17 才开始，当月不完整，未用于预测。',
    );

    const parts = await insight((service) => service.salesParts(query, 'channel'), shop);
    const watch = { signal: new AbortController().signal, progress: () => undefined };
    const split = await parts.forecast({ periods: 1 }, 'en', watch);
    expect(split).toMatchObject({ sampleSize: 2, notes: expect.arrayContaining([note]) });

    // The teapot sells now and then: only that the records began so late tells that its month is not whole.
    const pots = await insight((service) => service.salesSeries({ ...query, productId: 'prd_pot' }), shop);
    expect(pots.forecast({ periods: 1 }, 'en')).toMatchObject({ sampleSize: 2 });

    const late = { ...shop, now: new Date('2026-01-10T04:00:00Z') };
    const only = await insight((service) => service.salesSeries(query), late);
    expect(only.forecast({ periods: 1 }, 'zh')).toMatchObject({
      sampleSize: 1,
      notes: expect.arrayContaining(['销售从 2025-12-17 才开始，当月不完整，却是仅有的数据：预测偏低。']),
    });
  });

  test('quarters follow the fiscal year', async () => {
    const series = await insight((service) => service.salesSeries({ measure: 'units', unit: 'quarter' }), {
      workspace: { ...workspace, fiscalYearStart: 2 },
    });
    expect(series.values).toEqual([{ start: '2025-11-01', value: 59 }]);
  });

  test('no such sales: not_found, with the way on', async () => {
    const asked = insight((service) =>
      service.salesSeries({ measure: 'revenue', unit: 'month', category: 'coffee' }),
    );
    await expect(asked).rejects.toMatchObject({ code: 'not_found' });
  });

  test('sales in other currencies alone: told so, with the command that settles the currency', async () => {
    const asked = insight((service) => service.salesSeries({ measure: 'revenue', unit: 'month' }), {
      workspace: { ...workspace, currency: 'EUR' },
    });
    await expect(asked).rejects.toMatchObject({
      message: 'There is no complete month with such sales in EUR to forecast from.',
      hint: expect.stringContaining('rapport workspace set --currency'),
    });
  });
});

describe('recommending and customerActivity', () => {
  const club = { workspace: { ...workspace, id: 'club' } };

  beforeAll(async () => {
    const members = Array.from({ length: 80 }, (_, index) => ({
      id: `con_${String(index).padStart(2, '0')}`,
      loyal: index % 2 === 0,
      index,
    }));
    await load(
      'club',
      'contact',
      members.map(({ id, index }) => ({ id, name: `Member ${index}`, lifecycleStage: 'Customer' })),
    );
    await load('club', 'company', [{ id: 'com_1', name: 'Harbour Hotel' }]);
    const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
    await sell('club', [
      ...members.flatMap(({ id, loyal, index }) =>
        Array.from({ length: 5 }, (_, purchase) => ({
          contactId: id,
          at: daysAgo((loyal ? index % 14 : 110 + index) + purchase * 21),
          productId: purchase === 0 && index % 4 < 2 ? 'prd_pot' : 'prd_tea',
        })),
      ),
      { companyId: 'com_1', at: daysAgo(3), productId: 'prd_tea' },
      { companyId: 'com_1', at: daysAgo(200), productId: 'prd_old' },
    ]);
    await load('club', 'interaction', [
      {
        id: 'int_1',
        contactId: 'con_01',
        channel: 'call',
        occurredAt: new Date(daysAgo(5)),
        summary: 'too expensive',
        sentiment: 'negative',
      },
    ]);
    await load('club', 'ticket', [
      {
        id: 'tck_1',
        number: 'T-1',
        subject: 'Broken lid',
        contactId: 'con_01',
        openedAt: new Date(daysAgo(9)),
      },
    ]);
  });

  async function recommend(question: RecommendationQuestion) {
    const asked = await insight(({ recommending }) => recommending.ask(question), club);
    const { answer } = await asked.answer((work) => insight(({ recommending }) => work(recommending), club), {
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    return answer;
  }

  test('recommends what buyers of the same also bought, with counts, never the discontinued', async () => {
    const { products, ...about } = await recommend({
      customer: { kind: 'contact', id: 'con_02' },
      basket: [],
      limit: 3,
      includeOwned: false,
      language: 'zh',
    });
    expect(products).toEqual([
      expect.objectContaining({
        id: 'prd_pot',
        price: '120.50 CNY',
        reasons: [{ kind: 'popular', count: 20, of: 40 }],
      }),
    ]);
    expect(about).toMatchObject({ owned: 1, sampleSize: 81, dataUpTo: '2026-03-15' });
    expect(about.backtest!.customers).toBeGreaterThan(20);
  });

  test('what was learnt is kept for a day', async () => {
    const question = { basket: ['prd_tea'], limit: 2, includeOwned: false, language: 'en' } as const;
    const store = {};
    const readsAt = async (moment: Date): Promise<number> => {
      const recommending = <Result>(work: (one: Insight['recommending']) => Promise<Result>) =>
        inScope(database, 'read', { ...club, now: moment }, (scope) =>
          work(createInsight(scope, store).recommending),
        );
      let reads = 0;
      const asked = await recommending((one) => one.ask(question));
      await asked.answer(
        (work) => {
          reads++;
          return recommending(work);
        },
        { signal: new AbortController().signal, progress: () => undefined },
      );
      return reads;
    };
    const hoursLater = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
    // The orders and the stock, the stock alone, both again.
    expect(await readsAt(now)).toBe(2);
    expect(await readsAt(hoursLater(2))).toBe(1);
    expect(await readsAt(hoursLater(25))).toBe(2);
  });

  test('scores customers by contact or company, with factors that add up exactly', async () => {
    const activity = await insight((service) => service.customerActivity(60), club);
    const report = await activity.scoreChurn({ limit: 3 }, 'en');
    expect(report).toMatchObject({
      model: { sampleSize: 81, churned: 40 },
      dataUpTo: '2026-03-15',
    });
    expect(report.customers).toHaveLength(3);
    for (const { base, factors, logOdds, probability } of report.customers) {
      const sum = factors.reduce((total, { contribution }) => total + contribution, base);
      expect(Number(sum.toFixed(3))).toBe(logOdds);
      expect(probability).toBeGreaterThan(0.8);
    }
    const [unhappy] = (await activity.scoreChurn({ customerId: 'con_01', limit: 1 }, 'en')).customers;
    const values = Object.fromEntries(unhappy!.factors.map(({ feature, value }) => [feature, value]));
    expect(values).toMatchObject({ negativeShare: 1, openTickets: 1, purchases: 5, averageAmount: 10 });
    expect((await activity.scoreChurn({ customerId: 'com_1', limit: 1 }, 'en')).customers[0]!.name).toBe(
      'Harbour Hotel',
    );
  });

  test('too few customers, a stranger: says so in the reader’s language', async () => {
    const few = await insight((service) => service.customerActivity(60));
    expect((await few.scoreChurn({ limit: 3 }, 'zh')).refusal).toContain('只有 0 位活跃客户，至少需要 50 位');
    const activity = await insight((service) => service.customerActivity(60), club);
    const stranger = await activity.scoreChurn({ customerId: 'con_99', limit: 1 }, 'en');
    expect(stranger.refusal).toBe('This customer has bought nothing yet.');
  });
});
