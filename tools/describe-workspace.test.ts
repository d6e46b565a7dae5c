import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('describe_workspace', () => {
  test('says who asks, when, and which stages there are', async () => {
    await using client = await connectTestClient();

    expect(await client.call('describe_workspace', {})).toMatchObject({
      workspace: { timeZone: 'Asia/Shanghai', currency: 'USD' },
      me: { role: 'owner' },
      today: '2026-03-05',
      stages: expect.arrayContaining([expect.objectContaining({ name: 'Proposal', nameChinese: '报价' })]),
      fields: [],
    });
  });

  test('列出字段和选项，包括自定义字段', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const description = await client.call('describe_workspace', { kind: 'contact' });

    expect(description.fields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: 'lifecycleStage',
          labelChinese: '阶段',
          options: expect.arrayContaining(['Lead']),
        }),
        expect.objectContaining({ name: 'productInterest', options: expect.arrayContaining(['Software']) }),
      ]),
    );
  });

  test('an unknown kind is refused with the kinds there are', async () => {
    await using client = await connectTestClient();

    expect(await client.fail('describe_workspace', { kind: 'invoice' })).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('order'),
    });
  });
});
