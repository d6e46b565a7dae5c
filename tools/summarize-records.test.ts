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

  test('only numbers can be added up', async () => {
    await using client = await connectTestClient();

    const refused = await client.fail('summarize_records', { kind: 'deal', measure: 'sum', field: 'name' });

    expect(refused).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('amount') });
  });
});
