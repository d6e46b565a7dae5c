import { describe, expect, test } from 'vitest';
import { contactNamed } from '../src/service/desk/testing.ts';
import { connectTestClient } from './kernel/testing.ts';

describe('get_ticket', () => {
  test('shows the ticket and its steps, a number in any case', async () => {
    await using client = await connectTestClient();
    const { ticket } = (await client.call('open_ticket', { subject: 'Invoice' })) as {
      ticket: { number: string };
    };

    expect(await client.call('get_ticket', { ticket: ticket.number.toUpperCase() })).toEqual({
      ticket,
      steps: [{ at: '2026-03-05T09:00+08:00', step: 'opened', by: 'Helen Marsh', to: 'service' }],
    });
  });

  test('别的客户的工单等于没有', async () => {
    await using client = await connectTestClient({ language: 'zh' });
    const { ticket } = (await client.call('open_ticket', { subject: '发票', contact: 'Dana Ortiz' })) as {
      ticket: { number: string };
    };
    const { id, name } = await contactNamed(client.app, '张伟');
    const customer = client.app.asCustomer({ id, name, contactId: id });

    const other = await customer.call('get_ticket', { ticket: ticket.number });
    const none = await customer.call('get_ticket', { ticket: 'T-zzzzzz' });
    const plain = (outcome: typeof other) =>
      outcome.ok
        ? outcome
        : { ...outcome.error, errorId: '', message: outcome.error.message.replace(/"[^"]*"/, '') };
    expect(plain(other)).toEqual(plain(none));
  });
});
