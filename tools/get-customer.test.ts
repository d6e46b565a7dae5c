import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('get_customer', () => {
  test('shows a person in full, in few tokens', async () => {
    await using client = await connectTestClient();

    const view = await client.call('get_customer', { customer: '张伟' });

    expect(view).toMatchObject({
      kind: 'contact',
      profile: { name: '张伟', company: '北京华帆商贸有限公司' },
      orders: { count: 29 },
      nextBestAction: { action: 'finish_task' },
    });
    expect((view.deals as unknown[]).length).toBe(2);
  });

  test('a company brings its people; a half name is resolved and said', async () => {
    await using client = await connectTestClient();

    const view = await client.call('get_customer', { customer: 'Juniper' });

    expect(view).toMatchObject({ kind: 'company', resolved: expect.stringContaining('Juniper Retail') });
    expect((view.contacts as { name: string }[]).map((contact) => contact.name)).toContain('Dana Ortiz');
  });

  test('没有这个客户', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    expect(await client.fail('get_customer', { customer: '不存在的人名' })).toMatchObject({
      code: 'not_found',
    });
  });
});
