import { describe, expect, test } from 'vitest';
import { beginTalk, contactNamed } from '../src/service/desk/testing.ts';
import { connectTestClient } from './kernel/testing.ts';

describe('hand_off_to_human', () => {
  test('opens the ticket, says why and how it feels, and is undone as one change', async () => {
    await using client = await connectTestClient({ person: () => 'yes' });
    const dana = await contactNamed(client.app, 'Dana Ortiz');
    const { id, customer } = await beginTalk(
      client.app,
      [
        'My lamp never arrived.',
        'I am sorry. Which order is it?',
        'This is ridiculous, the worst service ever!',
      ],
      dana,
    );
    const before = await client.difference();

    const outcome = await customer.call('hand_off_to_human', { reason: 'anger' }, { conversationId: id });

    expect(outcome).toMatchObject({
      ok: true,
      data: {
        handOff: {
          conversation: id,
          transcript: `crm://conversation/${id}`,
          contact: 'Dana Ortiz',
          reason: 'anger',
          sentiment: 'negative',
          priority: 'high',
          queue: 'service',
          status: 'waiting',
          waitedMinutes: 0,
          untrusted: true,
        },
      },
    });
    const { handOff, changeId } = outcome.ok
      ? (outcome.data as { handOff: { summary: string; ticket: string }; changeId: string })
      : expect.fail();
    expect(handOff.summary).toBe(
      'Asked first: “My lamp never arrived.”\n' +
        'Said last: “This is ridiculous, the worst service ever!”\n2 messages, mood negative',
    );
    expect(await client.call('get_ticket', { ticket: handOff.ticket })).toMatchObject({
      ticket: {
        subject: 'My lamp never arrived.',
        status: 'open',
        priority: 'high',
        contact: 'Dana Ortiz',
        openedAt: '2026-03-05T09:00+08:00',
        dueAt: '2026-03-05T13:00+08:00',
        conversation: id,
      },
      steps: [{ step: 'opened' }, { step: 'handed_off', note: 'anger' }],
    });

    await client.call('undo_change', { changeId });
    expect(await client.difference()).toEqual(before);
    expect(await client.call('get_conversation', { conversation: id })).toMatchObject({ status: 'open' });
  });

  test('再次转人工不会重复；访客没有说明身份也可以', async () => {
    await using client = await connectTestClient({ language: 'zh', person: () => 'yes' });
    const { id, customer } = await beginTalk(client.app, ['充电器冒烟了，转人工']);
    const call = () => customer.call('hand_off_to_human', { reason: 'asked_for' }, { conversationId: id });

    const first = await call();
    const second = await call();

    expect(first).toMatchObject({ ok: true, data: { handOff: { contact: null, priority: 'urgent' } } });
    expect(second).toMatchObject({ ok: true, data: { already: true, changeId: null } });
    expect(await client.call('list_handoffs', {})).toMatchObject({ total: 1 });
  });

  test('a conversation of somebody else is not there', async () => {
    await using client = await connectTestClient({ person: () => 'yes' });
    const { id } = await beginTalk(client.app, ['Hello'], await contactNamed(client.app, 'Dana Ortiz'));
    const { customer } = await beginTalk(client.app, ['Hi']);

    const outcome = await customer.call('hand_off_to_human', { conversation: id, reason: 'other' });

    expect(outcome).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(
      await client.fail('hand_off_to_human', { conversation: 'cnv_none', reason: 'other' }),
    ).toMatchObject({
      code: 'not_found',
    });
  });

  test('没有的队列不会凭空出现，什么也不改', async () => {
    await using client = await connectTestClient({ language: 'zh', person: () => 'yes' });
    const { id } = await beginTalk(client.app, ['你好'], await contactNamed(client.app, 'Dana Ortiz'));
    const before = await client.difference();
    expect(
      await client.fail('hand_off_to_human', { conversation: id, reason: 'other', queue: '魔法师' }),
    ).toMatchObject({ code: 'not_found' });
    expect(await client.difference()).toEqual(before);
  });
});
