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

  test('没有这个转人工时说明', async () => {
    await using client = await connectTestClient({ language: 'zh', person: () => 'yes' });
    expect(await client.fail('take_handoff', { handOff: 'hnd_none' })).toMatchObject({ code: 'not_found' });
  });
});
