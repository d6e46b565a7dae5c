import { describe, expect, test } from 'vitest';
import { beginTalk } from '../src/service/desk/testing.ts';
import { connectTestClient } from './kernel/testing.ts';

describe('transfer_ticket', () => {
  test('goes to another queue and person as a step, its hand-off with it', async () => {
    await using client = await connectTestClient({ person: () => 'yes' });
    const { id, customer } = await beginTalk(client.app, ['I want a human']);
    await customer.call('hand_off_to_human', { reason: 'asked_for' }, { conversationId: id });
    const [waiting] = (await client.call('list_handoffs', {})).items as { id: string; ticket: string }[];
    const { ticket } = waiting!;

    await client.call('transfer_ticket', {
      ticket,
      assignee: 'Priya',
      queue: 'returns',
      note: 'She knows returns',
    });
    expect(await client.call('list_handoffs', { queue: 'returns' })).toMatchObject({
      items: [{ status: 'taken', person: 'Priya Nair' }],
    });
    expect(await client.fail('take_handoff', { handOff: waiting!.id })).toMatchObject({ code: 'conflict' });

    const back = await client.call('transfer_ticket', { ticket, queue: 'billing' });
    expect(back.ticket).toMatchObject({ queue: 'billing', assignee: null });
    expect(await client.call('list_handoffs', { queue: 'billing' })).toMatchObject({
      items: [{ status: 'waiting' }],
    });
    const { steps } = await client.call('get_ticket', { ticket });
    expect(steps).toContainEqual(
      expect.objectContaining({ step: 'transferred', to: 'returns Priya Nair', note: 'She knows returns' }),
    );
    await client.call('undo_change', { changeId: back.changeId });
    expect(await client.call('get_ticket', { ticket })).toMatchObject({ ticket: { assignee: 'Priya Nair' } });
  });

  test('a queue there is not is refused, one there is found in any case', async () => {
    await using client = await connectTestClient({ person: () => 'yes' });
    await client.call('configure_desk', { assignees: [{ queue: 'Logistics', person: 'me' }] });
    const { number } = (await client.call('open_ticket', { subject: 'Invoice', queue: 'logistics' }))
      .ticket as { number: string };
    expect(await client.fail('transfer_ticket', { ticket: number, queue: 'biling' })).toMatchObject({
      code: 'not_found',
      message: 'There is no queue "biling".',
      hint: expect.stringMatching(/service, billing, returns, .*Logistics/),
    });
    await client.call('transfer_ticket', { ticket: number, queue: 'Billing' });
    const { ticket } = await client.call('transfer_ticket', { ticket: number, queue: 'billing' });
    expect(ticket).toMatchObject({ queue: 'billing' });
  });

  test('错误用中文说明', async () => {
    await using client = await connectTestClient({ language: 'zh', person: () => 'yes' });
    const { number } = (await client.call('open_ticket', { subject: '发票' })).ticket as { number: string };
    const call = { name: 'transfer_ticket', arguments: { ticket: number, queue: '物流' } };
    expect((await client.client.callTool(call)).content).toEqual([
      {
        type: 'text',
        text: expect.stringMatching(/^not_found: 没有队列 "物流"。现有队列：service, billing, returns/),
      },
    ]);
  });

  test('要说明转给谁', async () => {
    await using client = await connectTestClient({ language: 'zh', person: () => 'yes' });
    const { ticket } = (await client.call('open_ticket', { subject: '发票' })) as {
      ticket: { number: string };
    };
    expect(await client.fail('transfer_ticket', { ticket: ticket.number })).toMatchObject({
      code: 'invalid_input',
    });
    expect(await client.fail('transfer_ticket', { ticket: 'T-none', queue: 'x' })).toMatchObject({
      code: 'not_found',
    });
  });
});
