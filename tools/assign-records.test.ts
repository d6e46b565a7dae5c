import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('assign_records', () => {
  test('把商机交给同事', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const assigned = await client.call('assign_records', {
      kind: 'deal',
      record: 'Juniper Retail: Inventory Cloud renewal',
      owner: '李娜',
    });

    expect(assigned).toMatchObject({ owner: '李娜', changed: 1, kind: 'deal' });
    expect(await client.difference()).toEqual({ deals: { changed: 1 } });
  });

  test('nobody of that name', async () => {
    await using client = await connectTestClient();

    const refused = await client.fail('assign_records', {
      kind: 'deal',
      record: 'Juniper Retail: Inventory Cloud renewal',
      owner: 'Prya',
    });

    expect(refused).toMatchObject({ code: 'not_found', message: expect.stringContaining('Priya Nair') });
  });
});
