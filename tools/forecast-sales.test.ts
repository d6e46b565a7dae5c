import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('forecast_sales', () => {
  test('revenue of the next months: intervals, method, sample, error in rehearsals; what nobody buys is refused', async () => {
    await using client = await connectTestClient({ now: '2026-03-05T09:00:00+08:00' });

    const forecast = await client.call('forecast_sales', { periods: 3 });

    expect(forecast).toMatchObject({
      measure: 'revenue',
      unit: 'month',
      currency: 'USD',
      points: [{ start: '2026-03-01' }, { start: '2026-04-01' }, { start: '2026-05-01' }],
      sampleSize: 24,
      dataUpTo: expect.stringMatching(/^2026-03-0[1-5]$/),
      backtest: { folds: 9, sMAPE: expect.any(Number), seasonalNaiveSMAPE: expect.any(Number) },
    });
    for (const { value, low80, high80, low95, high95 } of forecast.points as Record<string, string>[]) {
      expect(value).toMatch(/^\d+\.\d\d$/);
      const ordered = [low95, low80, value, high80, high95].map(Number);
      expect(ordered).toEqual(ordered.toSorted((left, right) => left - right));
    }
    expect(await client.difference()).toEqual({});

    const unsold = await client.fail('forecast_sales', { category: 'Submarines' });
    expect(unsold).toMatchObject({ code: 'not_found', hint: expect.stringContaining('search_records') });
    expect(await client.fail('forecast_sales', { product: 'qqqq' })).toMatchObject({ code: 'not_found' });
  });

  test('按产品、按季度预测销量，产品可用中文名称', async () => {
    await using client = await connectTestClient({ now: '2026-03-05T09:00:00+08:00', language: 'zh' });

    const forecast = await client.call('forecast_sales', {
      measure: 'units',
      unit: 'quarter',
      periods: 2,
      product: '上门安装',
    });

    expect(forecast).toMatchObject({ unit: 'quarter', of: expect.stringContaining('上门安装') });
    expect(forecast.currency).toBeUndefined();
  });

  test('an empty workspace has nothing to forecast from', async () => {
    await using client = await connectTestClient({ company: 'none' });
    expect(await client.fail('forecast_sales', {})).toMatchObject({ code: 'not_found' });
  });
});
