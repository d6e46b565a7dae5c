import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('call_tool', () => {
  test('runs a reading tool', async () => {
    await using client = await connectTestClient();

    const called = await client.call('call_tool', { name: 'search_contacts', arguments: { query: '张伟' } });

    expect(called).toMatchObject({ name: 'search_contacts', result: { total: 1 } });
  });

  test('never writes', async () => {
    await using client = await connectTestClient();

    const refused = await client.fail('call_tool', {
      name: 'delete_records',
      arguments: { kind: 'contact', record: '张伟' },
    });

    expect(refused).toMatchObject({ code: 'forbidden' });
    expect(await client.difference()).toEqual({});
  });

  test('不认识的工具名给出提示', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    expect(await client.fail('call_tool', { name: 'serch_contacts', arguments: {} })).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('search_contacts'),
    });
  });
});
