import { describe, expect, test } from 'vitest';
import type { NewPrediction } from '../src/insight/index.ts';
import { connectTestClient } from './kernel/testing.ts';

const now = '2026-03-05T09:00:00+08:00';

describe('forecast_sales', () => {
  test('revenue of the next months: intervals, method, sample, error in rehearsals; what nobody buys is refused', async () => {
    await using client = await connectTestClient({ now });

    const forecast = await client.call('forecast_sales', { periods: 3 });

    expect(forecast).toMatchObject({
      measure: 'revenue',
      unit: 'month',
      currency: 'USD',
      points: [{ start: '2026-03-01' }, { start: '2026-04-01' }, { start: '2026-05-01' }],
      sampleSize: 24,
      dataUpTo: expect.stringMatching(/^2026-03-0[1-5]$/),
      trend: expect.stringMatching(/^[▁▂▃▄▅▆▇█]{27}$/u),
      backtest: { folds: 9, sMAPE: expect.any(Number), seasonalNaiveSMAPE: expect.any(Number) },
    });
    for (const { value, low80, high80, low95, high95 } of forecast.points as Record<string, string>[]) {
      expect(value).toMatch(/^\d+\.\d\d$/);
      const ordered = [low95, low80, value, high80, high95].map(Number);
      expect(ordered).toEqual(ordered.toSorted((left, right) => left - right));
    }
    const { ahead, past, drivers } = forecast.change as Change;
    expect(sumOf(drivers.map(({ amount }) => amount))).toBeCloseTo(Number(ahead) - Number(past), 6);
    expect(await client.difference()).toEqual({});

    const unsold = await client.fail('forecast_sales', { category: 'Submarines' });
    expect(unsold).toMatchObject({ code: 'not_found', hint: expect.stringContaining('search_records') });
    expect(await client.fail('forecast_sales', { product: 'qqqq' })).toMatchObject({ code: 'not_found' });
    expect(await client.fail('forecast_sales', { region: 'Atlantis' })).toMatchObject({ code: 'not_found' });
    expect(await client.fail('forecast_sales', { periods: 2, influence: [1, 2] })).toMatchObject({
      code: 'invalid_input',
      hint: expect.stringContaining('one value a period'),
    });
  });

  test('a chart comes as a picture; what is foretold is kept, to be judged', async () => {
    await using client = await connectTestClient({ now, language: 'zh' });

    const { content } = await client.client.callTool({
      name: 'forecast_sales',
      arguments: { periods: 2, chart: true },
    });

    expect(content).toMatchObject([{ type: 'text' }, { type: 'image', mimeType: 'image/png' }]);
    const record = await client.call('get_track_record', { kind: 'forecast' });
    expect(JSON.stringify(record)).toContain('revenue by month');

    const whatIf = { measure: 'orders', periods: 1, influence: [1, 2, 3] };
    const { notes } = await client.call('forecast_sales', whatIf);
    expect(notes).toContainEqual(expect.stringContaining('不记入预测记录'));
    expect(JSON.stringify(await client.call('get_track_record', {}))).not.toContain('orders by month');
  });

  test('quotes how earlier forecasts of the same did, not those of something else', async () => {
    await using client = await connectTestClient({ now });
    const { runtime, session } = client.app;
    const earlier: NewPrediction = {
      kind: 'forecast',
      subject: 'total',
      target: 'revenue by month',
      dueOn: '2026-02-01',
      predicted: { value: 1_000, naive: 900 },
      model: 'combination@2',
      inputs: { query: { measure: 'revenue', unit: 'month' }, start: '2026-01-01' },
    };
    const limits = { signal: new AbortController().signal, timeoutMs: 10_000 };
    await runtime.write(
      session,
      async (_, { insight: { track } }) => {
        await track.record([earlier]);
        await track.scoreDue();
      },
      limits,
    );
    const quoted = async (measure: string) =>
      (await client.call('forecast_sales', { measure, periods: 1 })).trackRecord;
    expect(await quoted('revenue')).toContain('1 forecast');
    expect(await quoted('orders')).toBeUndefined();
  });

  test('parts add up to the whole in every period; what an order holds several of does not split orders', async () => {
    await using client = await connectTestClient({ now });

    const forecast = await client.call('forecast_sales', { unit: 'quarter', periods: 2, by: 'category' });

    const parts = forecast.parts as Part[];
    const points = forecast.points as { value: string }[];
    expect(parts.length).toBeGreaterThan(2);
    for (const [step, { value }] of points.entries())
      expect(sumOf(parts.map(({ values }) => values[step]!))).toBeCloseTo(Number(value), 6);
    expect(sumOf(parts.map(({ share }) => share))).toBeCloseTo(1, 2);

    const split = await client.fail('forecast_sales', { measure: 'orders', by: 'product' });
    expect(split).toMatchObject({ code: 'invalid_input', hint: 'Forecast units or revenue by it instead.' });
  });

  test('按产品、按季度预测销量，产品可用中文名称', async () => {
    await using client = await connectTestClient({ now, language: 'zh' });

    const forecast = await client.call('forecast_sales', {
      measure: 'units',
      unit: 'quarter',
      periods: 2,
      product: '上门安装',
    });

    expect(forecast).toMatchObject({ unit: 'quarter', of: expect.stringContaining('上门安装') });
    expect(forecast.currency).toBeUndefined();
  });

  test('the open pipeline by the chances of its stages; only an owner narrows it', async () => {
    await using client = await connectTestClient({ now });

    const forecast = await client.call('forecast_sales', { measure: 'pipeline', unit: 'quarter' });

    expect(forecast).toMatchObject({ method: 'stage_probabilities', currency: 'USD' });
    const stages = forecast.stages as { probability: number; deals: number }[];
    expect(sumOf(stages.map(({ deals }) => deals))).toBe(forecast.sampleSize);
    for (const { probability } of stages) expect(probability).toBeGreaterThan(0);
    const drawn = await client.client.callTool({
      name: 'forecast_sales',
      arguments: { measure: 'pipeline', chart: true },
    });
    expect(drawn.content).toMatchObject([
      { text: expect.stringContaining('as the stage states') },
      { type: 'image', mimeType: 'image/png' },
    ]);
    expect(await client.fail('forecast_sales', { measure: 'pipeline', category: 'Tea' })).toMatchObject({
      code: 'invalid_input',
    });
  });

  test.each([
    ['en', 'your own series', 'Your own series moved past sales: it counts.'],
    ['zh', '您提供的序列', '您提供的序列与以往销售相关，已计入'],
  ] as const)(
    'advertising that drives units (%s): it counts, is shown and lowers the error',
    async (language, cause, note) => {
      await using client = await connectTestClient({ company: 'none', now, language });
      const spent = Array.from({ length: 50 }, (_, month) => 20 + ((month * 37) % 23));
      await client.app.load('product', [{ id: 'pro_lamp', name: '台灯 Lamp', currency: 'USD' }]);
      const months = spent.slice(0, 48).map((amount, month) => ({
        id: String(month),
        orderedAt: new Date(Date.UTC(2022, 2 + month, 1, 4)),
        quantity: 100 + 10 * amount + ((month * 13) % 7),
      }));
      await client.app.load(
        'order',
        months.map(({ id, orderedAt }) => ({
          id: `ord_${id}`,
          number: id,
          orderedAt,
          status: 'delivered',
          currency: 'USD',
          totalMinor: 0,
        })),
      );
      await client.app.load(
        'order_line',
        months.map(({ id, quantity }) => ({
          id: `orl_${id}`,
          orderId: `ord_${id}`,
          productId: 'pro_lamp',
          quantity,
          unitPriceMinor: 100,
        })),
      );

      const asked = { measure: 'units', product: '台灯', periods: 2 };
      const plain = await client.call('forecast_sales', asked);
      const driven = await client.call('forecast_sales', {
        ...asked,
        influence: [...spent.slice(0, 48), 20, 42],
      });

      const errorOf = ({ backtest }: Record<string, unknown>) => (backtest as { sMAPE: number }).sMAPE;
      expect(errorOf(driven)).toBeLessThan(errorOf(plain) / 4);
      expect(driven.notes).toContainEqual(expect.stringContaining(note));
      expect((driven.change as Change).drivers).toContainEqual({ cause, amount: expect.any(String) });
      const [low, high] = (driven.points as { value: string }[]).map(({ value }) => Number(value));
      expect(low).toBeGreaterThan(280);
      expect(low).toBeLessThan(330);
      expect(high).toBeGreaterThan(500);
      expect(high).toBeLessThan(550);
    },
  );

  test('an empty workspace has nothing to forecast from', async () => {
    await using client = await connectTestClient({ company: 'none' });
    expect(await client.fail('forecast_sales', {})).toMatchObject({ code: 'not_found' });
    expect(await client.fail('forecast_sales', { measure: 'pipeline' })).toMatchObject({ code: 'not_found' });
  });
});

interface Part {
  label: string;
  values: string[];
  share: number;
}

interface Change {
  ahead: string;
  past: string;
  drivers: { cause: string; amount: string }[];
}

const sumOf = (values: readonly (string | number)[]): number =>
  values.reduce<number>((sum, value) => sum + Number(value), 0);
