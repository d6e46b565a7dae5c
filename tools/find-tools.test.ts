import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('find_tools', () => {
  test('finds tools that are not listed, with their input schema', async () => {
    await using client = await connectTestClient();

    const found = await client.call('find_tools', { query: 'convert a lead' });

    expect(found.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: 'convert_lead',
          readOnly: false,
          inputSchema: expect.objectContaining({ type: 'object' }),
        }),
      ]),
    );
  });

  test('用中文也能找到', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const found = await client.call('find_tools', { query: '转化线索' });

    expect((found.items as { name: string }[])[0]!.name).toBe('convert_lead');
  });

  test('an empty query is refused', async () => {
    await using client = await connectTestClient();

    expect(await client.fail('find_tools', { query: ' ' })).toMatchObject({ code: 'invalid_input' });
  });
});
