import { describe, expect, test } from 'vitest';
import { beginTalk } from '../src/service/desk/testing.ts';
import { connectTestClient } from './kernel/testing.ts';

describe('take_handoff', () => {
  test('of two who take one, the second hears who has it; undo lets it wait again', async () => {
    await using client = await connectTestClient({ person: () => 'yes' });
    const { id, customer } = await beginTalk(client.app, ['I want a human']);
    await customer.call('hand_off_to_human', { reason: 'asked_for' }, { conversationId: id });
    const [waiting] = (await client.call('list_handoffs', {})).items as { id: string; ticket: string }[];
    const other = await client.app.asMember('Priya');

    const [mine, theirs] = await Promise.all([
      client.app.call('take_handoff', { handOff: waiting!.id }),
      other.call('take_handoff', { handOff: waiting!.id }),
    ]);

    const [winner, loser] = mine.ok ? [mine, theirs] : [theirs, mine];
    const name = mine.ok ? client.app.session.actor.name : other.session.actor.name;
    expect(winner).toMatchObject({ ok: true, data: { handOff: { status: 'taken', person: name } } });
    expect(loser).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: `${name} has this hand-off.` },
    });
    expect(await client.call('get_ticket', { ticket: waiting!.ticket })).toMatchObject({
      ticket: { status: 'pending', assignee: name },
    });

    const { changeId } = winner.ok ? winner.data : {};
    await client.call('undo_change', { changeId });
    expect(await client.call('list_handoffs', { status: 'waiting' })).toMatchObject({
      items: [{ id: waiting!.id, person: null }],
    });
  });

  test.each(['en', 'zh'] as const)('taken again it is told as it stands: %s', async (language) => {
    await using client = await connectTestClient({ language, person: () => 'yes' });
    const { id, customer } = await beginTalk(client.app, ['I want a human']);
    await customer.call('hand_off_to_human', { reason: 'asked_for' }, { conversationId: id });
    const [{ id: handOff }] = (await client.call('list_handoffs', {})).items as [{ id: string }];
    await client.call('take_handoff', { handOff });
    expect(await client.call('take_handoff', { handOff })).toMatchObject({ handOff: { status: 'taken' } });
    await client.call('reply_to_conversation', { conversation: id, text: 'Here I am.', giveBack: true });
    expect(await client.fail('take_handoff', { handOff })).toMatchObject({ code: 'conflict' });
  });

  test('别的工作区的转人工和工单都查无此项', async () => {
    await using mine = await connectTestClient({ language: 'zh', person: () => 'yes' });
    await using theirs = await connectTestClient({ language: 'zh', person: () => 'yes' });
    const { id, customer } = await beginTalk(theirs.app, ['转人工']);
    await customer.call('hand_off_to_human', { reason: 'asked_for' }, { conversationId: id });
    const [{ id: handOff, ticket }] = (await theirs.call('list_handoffs', {})).items as [
      { id: string; ticket: string },
    ];
    const calls: [string, Record<string, unknown>][] = [
      ['take_handoff', { handOff }],
      ['take_handoff', { handOff: ticket }],
      ['get_ticket', { ticket }],
      ['transfer_ticket', { ticket, queue: 'billing' }],
      ['resolve_ticket', { ticket, resolution: '好了' }],
      ['get_conversation', { conversation: id }],
      ['reply_to_conversation', { conversation: id, text: '您好' }],
    ];
    for (const [tool, given] of calls)
      expect({ tool, ...(await mine.fail(tool, given)) }).toMatchObject({ tool, code: 'not_found' });
  });

  test('没有这个转人工时说明', async () => {
    await using client = await connectTestClient({ language: 'zh', person: () => 'yes' });
    expect(await client.fail('take_handoff', { handOff: 'hnd_none' })).toMatchObject({ code: 'not_found' });
  });
});
