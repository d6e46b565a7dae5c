import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('search_records', () => {
  test('lists open deals of a size with a related field, largest first', async () => {
    await using client = await connectTestClient();

    const page = await client.call('search_records', {
      kind: 'deal',
      filter: 'closedOn is empty and amount > 1000 and contact.lifecycleStage != Lead',
      sort: '-amount',
      limit: 5,
    });

    const amounts = (page.items as { amount: string }[]).map((deal) => Number.parseFloat(deal.amount));
    expect(amounts.length).toBeGreaterThan(1);
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
  });

  test('查找订单和逾期任务', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const orders = await client.call('search_records', { kind: 'order', query: 'SO-10001' });
    const tasks = await client.call('search_records', {
      kind: 'task',
      filter: 'status = open and dueOn <= today',
    });

    expect(orders.items).toMatchObject([{ number: 'SO-10001' }]);
    expect(tasks.total).toBeGreaterThan(0);
  });

  test('a date that does not exist is told, with an example', async () => {
    await using client = await connectTestClient();

    const refused = await client.fail('search_records', { kind: 'task', filter: 'dueOn = 2026-02-30' });

    expect(refused).toMatchObject({ code: 'invalid_input', hint: expect.stringContaining('2026-03-05') });
  });
});
