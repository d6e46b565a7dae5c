import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, workspaces } from '../../../db/index.ts';
import { openTestDatabase } from '../../../db/testing.ts';
import type { Scope } from '../../trust/index.ts';
import { inScope, teaHouse as workspace } from '../testing.ts';
import { createTrack, type NewPrediction, type Track } from './index.ts';

const made = new Date('2026-01-31T04:00:00Z');
const later = new Date('2026-04-15T04:00:00Z');
let database: Database;

const scoped = <Result>(now: Date, work: (scope: Scope) => Promise<Result>): Promise<Result> =>
  inScope(database, 'write', { now }, work);
const track = <Result>(now: Date, work: (track: Track) => Promise<Result>): Promise<Result> =>
  scoped(now, (scope) => work(createTrack(scope)));

let orders = 0;
const order = (contactId: string, orderedAt: string, totalMinor: number, productId = 'pro_tea') =>
  scoped(made, async ({ records }) => {
    const id = `ord_${++orders}`;
    await records.load('order', [
      {
        id,
        number: id,
        contactId,
        orderedAt: new Date(orderedAt),
        status: 'paid',
        currency: 'CNY',
        totalMinor,
      },
    ]);
    await records.load('order_line', [
      { id: `orl_${orders}`, orderId: id, productId, quantity: 1, unitPriceMinor: totalMinor },
    ]);
  });

const month = (start: string, dueOn: string, value: number, naive: number): NewPrediction => ({
  kind: 'forecast',
  subject: 'total',
  target: 'revenue by month',
  dueOn,
  predicted: { value, naive, lower80: value - 15, upper80: value + 15 },
  model: 'theta@1',
  inputs: { query: { measure: 'revenue', unit: 'month' }, start },
});

beforeAll(async () => {
  database = await openTestDatabase();
  await database.system((tx) =>
    tx.insert(workspaces).values({ ...workspace, workspaceId: workspace.id, createdAt: made }),
  );
  await order('con_a', '2026-01-10T04:00:00Z', 50_00);
  await order('con_a', '2026-02-10T04:00:00Z', 100_00);
  await order('con_b', '2026-02-20T04:00:00Z', 20_00, 'pro_cup');
  await order('con_a', '2026-03-31T15:59:00Z', 80_00);
  await order('con_a', '2026-03-31T16:01:00Z', 1_000_00);
});
afterAll(() => database.close());

describe('the track record', () => {
  test('keeps the same prediction once, and says so while nothing is due', async () => {
    const february = month('2026-02-01', '2026-03-01', 110, 50);
    expect(await track(made, ({ record }) => record([february, february]))).toBe(1);
    expect(await track(later, ({ record }) => record([february]))).toBe(0);
    expect(await track(made, ({ scoreDue }) => scoreDue())).toBe(0);
    const summary = await track(made, (one) => one.summary('forecast', 'en'));
    expect(summary).toEqual({
      kind: 'forecast',
      predictions: 1,
      scored: 0,
      sentence: '1 forecast kept; none has come due yet.',
    });
    expect((await track(made, (one) => one.summary('churn', 'zh'))).sentence).toBe('还没有保存过流失评分。');
  });

  test('judges forecasts by the periods of the workspace’s own time zone', async () => {
    const march = month('2026-03-01', '2026-04-01', 120, 50);
    const april = month('2026-04-01', '2026-05-01', 120, 50);
    await track(made, ({ record }) => record([march, april]));
    expect(await track(later, ({ scoreDue }) => scoreDue())).toBe(2);
    expect(await track(later, ({ scoreDue }) => scoreDue())).toBe(0);

    const summary = await track(later, (one) => one.summary('forecast', 'en', { model: 'theta' }));

    // February: 120 against 110, and 50; March: 80 against 120, and 50. The scale is (70 + 30) / 2.
    expect(summary).toMatchObject({ predictions: 3, scored: 2, MASE: 0.5, coverage80: 0.5, sMAPE: 24.3 });
    expect(summary.sentence).toBe(
      'On your data: 2 forecasts, MASE 0.5 (better than repeating the last season), sMAPE 24.3 %, the 80 % interval held 50 %.',
    );
  });

  test('judges chances and recommendations by what each customer bought until the day', async () => {
    const about = { dueOn: '2026-03-03', model: 'm@1', inputs: {} };
    const churn = (subject: string, value: number): NewPrediction => ({
      ...about,
      kind: 'churn',
      subject,
      target: 'no purchase in 30 days',
      predicted: { value, naive: 0.5 },
    });
    const recommended = (subject: string, target: string): NewPrediction => ({
      ...about,
      kind: 'recommendation',
      subject,
      target,
      predicted: { value: 0.4, naive: 0.25 },
    });
    const amount = { ...about, kind: 'purchase', subject: 'con_a', predicted: { value: 90 } } as const;
    await track(made, ({ record }) =>
      record([
        churn('con_a', 0.2),
        churn('con_c', 0.6),
        recommended('con_a', 'pro_tea'),
        recommended('con_a', 'pro_cup'),
        recommended('con_b', 'pro_cup'),
        recommended('con_c', 'pro_cup'),
        { ...amount, target: 'revenue in 30 days' },
      ]),
    );
    expect(await track(later, ({ scoreDue }) => scoreDue(4))).toBe(4);
    expect(await track(later, ({ scoreDue }) => scoreDue())).toBe(3);

    expect(await track(later, (one) => one.summary('churn', 'zh'))).toEqual({
      kind: 'churn',
      predictions: 2,
      scored: 2,
      brier: 0.1,
      brierNaive: 0.25,
      meanPredicted: 0.4,
      meanOutcome: 0.5,
      sentence: '在您的数据上：2 个流失评分，Brier 0.1（只用基础比率：0.25），平均预计 40 %，实际 50 %。',
    });
    const recommendations = await track(later, (one) => one.summary('recommendation', 'en'));
    expect(recommendations).toMatchObject({ scored: 4, hitRate: { value: 0.5 }, hitRateNaive: 0.25 });
    expect(recommendations.sentence).toBe(
      'On your data: 4 recommendations, 50 % were bought (popular products alone: 25 %).',
    );
    expect(await track(later, (one) => one.summary('purchase', 'en'))).toMatchObject({
      scored: 1,
      meanAbsoluteError: 10,
    });
  });
});
