import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('save_deals', () => {
  test('a deal moved to a won stage is closed today; undo opens it again', async () => {
    await using client = await connectTestClient();

    const won = await client.call('save_deals', {
      deal: 'Juniper Retail: Inventory Cloud renewal',
      stage: 'Won',
      amount: '20000.50',
    });

    expect(won).toMatchObject({ record: { stage: 'Won', amount: '20000.50 USD', closedOn: '2026-03-05' } });
    await client.call('undo_change', { changeId: won.changeId });
    expect(await client.difference()).toEqual({});
  });

  test('新建商机并用中文阶段名', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const opened = await client.call('save_deals', {
      name: '张伟扫码枪订单',
      contact: '张伟',
      stage: '报价',
      amount: '3500',
    });

    expect(opened).toMatchObject({
      created: true,
      record: { contact: '张伟', stage: 'Proposal', amount: '3500.00 USD' },
    });
  });

  test('money with more places than its currency has is refused', async () => {
    await using client = await connectTestClient();

    const refused = await client.fail('save_deals', {
      name: 'Odd',
      contact: '张伟',
      amount: '10.5',
      currency: 'JPY',
    });

    expect(refused).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('JPY') });
    expect(await client.difference()).toEqual({});
  });
});
