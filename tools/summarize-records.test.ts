import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('summarize_records', () => {
  test('counts contacts by stage, and the groups add up', async () => {
    await using client = await connectTestClient();

    const summary = await client.call('summarize_records', { kind: 'contact', groupBy: 'lifecycleStage' });

    const groups = summary.groups as { key: string; count: number }[];
    expect(groups.map((group) => group.key)).toContain('Won');
    expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(
      (summary.total as { count: number }).count,
    );
  });

  test('按月统计销售额', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const summary = await client.call('summarize_records', {
      kind: 'order',
      groupBy: 'orderedAt:month',
      measure: 'sum',
      field: 'total',
      filter: 'orderedAt between 2025-01-01 and 2025-12-31',
    });

    const months = (summary.groups as { key: string; value: string }[]).map((group) => group.key);
    expect(months).toEqual([...months].sort());
    expect(months[0]).toBe('2025-01');
    expect((summary.groups as { value: string }[])[0]!.value).toMatch(/^\d+\.\d{2} USD$/);
  });

  test.each(['product', 'category'])('what sold, by %s, adds up', async (groupBy) => {
    await using client = await connectTestClient();
    const sum = async (field: string) => {
      const { groups, total } = (await client.call('summarize_records', {
        kind: 'order',
        groupBy,
        measure: 'sum',
        field,
        filter: 'status not in (cancelled, returned)',
      })) as { groups: { key: string; value: string }[]; total: { value: string } };
      const values = groups.map(({ value }) => Number.parseFloat(value));
      expect(values).toEqual(values.toSorted((one, other) => other - one));
      expect(values.reduce((added, value) => added + value)).toBeCloseTo(Number.parseFloat(total.value), 1);
      return groups;
    };

    expect((await sum('total'))[0]!.value).toMatch(/ USD$/);
    expect((await sum('units')).length).toBeGreaterThan(2);
  });

  test('money of another currency is told apart', async () => {
    await using client = await connectTestClient({ company: 'none' });
    for (const [number, total, currency] of [
      ['A1', '100', 'USD'],
      ['A2', '50', 'USD'],
      ['A3', '700', 'CNY'],
    ])
      await client.call('save_records', { kind: 'order', fields: { number, total, currency } });

    const summary = await client.call('summarize_records', { kind: 'order', measure: 'sum', field: 'total' });

    expect(summary).toMatchObject({
      total: { value: '150.00 USD', count: 2 },
      otherCurrencies: [{ currency: 'CNY', value: '700.00 CNY', count: 1 }],
    });
  });

  test('only numbers can be added up', async () => {
    await using client = await connectTestClient();

    const refused = await client.fail('summarize_records', { kind: 'deal', measure: 'sum', field: 'name' });

    expect(refused).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('amount') });
  });
});
