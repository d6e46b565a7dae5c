import { describe, expect, test } from 'vitest';
import type { NewPrediction } from '../src/insight/index.ts';
import { connectTestClient, type TestClient } from './kernel/testing.ts';

/** Keeps predictions as if they had been made before the orders came in. */
const foretell = ({ app }: TestClient, predictions: readonly NewPrediction[]) =>
  app.runtime.write(app.session, (_, { insight }) => insight.track.record(predictions), {
    signal: new AbortController().signal,
    timeoutMs: 10_000,
  });

const forecast = (start: string, dueOn: string, value: number): NewPrediction => ({
  kind: 'forecast',
  subject: 'product:pro_tea',
  target: 'revenue by month',
  dueOn,
  predicted: { value, naive: 60, lower80: value - 20, upper80: value + 20 },
  model: 'theta@1',
  inputs: { query: { measure: 'revenue', unit: 'month', productId: 'pro_tea' }, start },
});

async function sellTea(client: TestClient): Promise<void> {
  const month = (number: number) => `2025-${String(number).padStart(2, '0')}-10T10:00:00+08:00`;
  await client.app.load('product', [{ id: 'pro_tea', name: '龙井茶', currency: 'USD' }]);
  const sales = Array.from({ length: 12 }, (_, index) => ({ id: `ord_${index}`, at: month(index + 1) }));
  await client.app.load(
    'order',
    sales.map(({ id, at }) => ({
      id,
      number: id,
      orderedAt: new Date(at),
      status: 'delivered',
      currency: 'USD',
      totalMinor: 10_000,
    })),
  );
  await client.app.load(
    'order_line',
    sales.map(({ id }) => ({
      id: `orl_${id}`,
      orderId: id,
      productId: 'pro_tea',
      quantity: 1,
      unitPriceMinor: 10_000,
    })),
  );
}

describe('get_track_record', () => {
  test('judges what has come due and says how it did, in words, in numbers and by the worst misses', async () => {
    await using client = await connectTestClient({ company: 'none' });
    await sellTea(client);
    await foretell(client, [
      forecast('2025-10-01', '2025-11-01', 105),
      forecast('2025-11-01', '2025-12-01', 180),
      forecast('2026-03-01', '2026-04-01', 90),
    ]);

    const record = await client.call('get_track_record', { limit: 1 });

    const figures = { predictions: 3, scored: 2, MASE: 1.06, coverage80: 0.5, meanAbsoluteError: 42.5 };
    expect(record).toMatchObject({
      kinds: [{ kind: 'forecast', ...figures }],
      details: [{ target: 'revenue by month', model: 'theta@1', ...figures }],
      misses: [{ label: '龙井茶', dueOn: '2025-12-01', predicted: 180, outcome: 100, error: -80 }],
      nextCursor: expect.any(String),
      models: [],
    });
    expect(record.text).toContain('On your data: 2 forecasts, MASE 1.06 (no better than repeating the last');
    const rest = await client.call('get_track_record', { cursor: record.nextCursor });
    expect(rest).toMatchObject({ misses: [{ predicted: 105 }], nextCursor: null });
    expect(await client.difference()).not.toHaveProperty('predictions');
    expect(await client.call('list_changes', {})).toMatchObject({ items: [] });
  });

  test('没有任何预测时如实说明，翻页标记和客户不存在时给出提示', async () => {
    await using client = await connectTestClient({ company: 'none', language: 'zh' });

    expect(await client.call('get_track_record', {})).toEqual({
      kinds: [],
      details: [],
      errorDrift: [],
      misses: [],
      nextCursor: null,
      models: [],
      text: '还没有任何预测：从现在起，预测、评分和推荐都会被保存并核对。',
    });
    expect(await client.fail('get_track_record', { cursor: 'zzz' })).toMatchObject({ code: 'invalid_input' });
    expect(await client.fail('get_track_record', { customer: '查无此人' })).toMatchObject({
      code: 'not_found',
    });
    expect(await client.fail('get_track_record', { kind: 'weather' })).toMatchObject({
      code: 'invalid_input',
    });
  });
});
