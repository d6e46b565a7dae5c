import { describe, expect, test } from 'vitest';
import { contactNamed } from '../src/service/desk/testing.ts';
import { connectTestClient } from './kernel/testing.ts';

describe('open_ticket', () => {
  test('takes priority and deadline from the words, and is undone', async () => {
    await using client = await connectTestClient();

    const opened = await client.call('open_ticket', {
      subject: 'Charged twice',
      description: 'The invoice of March was charged twice.',
      contact: 'Dana Ortiz',
      queue: 'billing',
    });

    expect(opened.ticket).toMatchObject({
      subject: 'Charged twice',
      status: 'open',
      priority: 'high',
      queue: 'billing',
      contact: 'Dana Ortiz',
      dueAt: '2026-03-05T13:00+08:00',
      overdue: false,
    });
    expect(await client.call('search_records', { kind: 'ticket', query: 'Charged twice' })).toMatchObject({
      total: 1,
    });
    await client.call('undo_change', { changeId: opened.changeId });
    expect(await client.difference()).toEqual({});
  });

  test('goes only to a queue there is, however it is written', async () => {
    await using client = await connectTestClient();

    expect(await client.call('open_ticket', { subject: 'Invoice', queue: 'Billing' })).toMatchObject({
      ticket: { queue: 'billing' },
    });
    const before = await client.difference();
    expect(await client.fail('open_ticket', { subject: 'Invoice', queue: 'wizards' })).toMatchObject({
      code: 'not_found',
      hint: expect.stringMatching(/^The queues are .*billing.*; configure_desk makes another\.$/),
    });
    expect(await client.difference()).toEqual(before);
  });

  test('客户只能为自己开工单，别人的订单等于没有', async () => {
    await using client = await connectTestClient({ language: 'zh' });
    const { id, name } = await contactNamed(client.app, '张伟');
    const customer = client.app.asCustomer({ id, name, contactId: id });

    const opened = await customer.call('open_ticket', { subject: '发票开错了', contact: 'Dana Ortiz' });
    expect(opened).toMatchObject({ ok: true, data: { ticket: { contact: '张伟', untrusted: true } } });

    const orders = await client.call('search_records', { kind: 'order', limit: 20, detail: 'full' });
    const other = (orders.items as { number: string; contact?: string }[]).find(
      (order) => order.contact !== name,
    )!;
    const refused = await customer.call('open_ticket', { subject: '退款', order: other.number });
    expect(refused).toMatchObject({ ok: false, error: { code: 'not_found' } });
    const none = await customer.call('open_ticket', { subject: '退款', order: '#W0' });
    expect(none).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });
});
