import { describe, expect, test } from 'vitest';
import { beginTalk } from '../src/service/desk/testing.ts';
import { connectTestClient } from './kernel/testing.ts';

describe('reply_to_conversation', () => {
  test('a person answers, and gives the conversation back', async () => {
    await using client = await connectTestClient({ person: () => 'yes' });
    const { id, customer } = await beginTalk(client.app, ['I want a human']);
    await customer.call('hand_off_to_human', { reason: 'asked_for' }, { conversationId: id });

    const reply = (more: object) => client.call('reply_to_conversation', { conversation: id, ...more });
    await reply({ text: 'Hello, this is Helen. How can I help?' });
    expect(await client.call('get_conversation', { conversation: id })).toMatchObject({
      status: 'with_person',
      messages: [
        { from: 'customer', untrusted: true },
        { from: 'person', name: 'Helen Marsh', text: 'Hello, this is Helen. How can I help?' },
      ],
    });
    const { handOff } = await reply({ text: 'Done. The assistant goes on.', giveBack: true });
    expect(handOff).toMatchObject({ status: 'given_back', replies: 2 });
    expect(await client.call('get_conversation', { conversation: id })).toMatchObject({ status: 'open' });
    const { ticket } = handOff as { ticket: string };
    const { steps } = await client.call('get_ticket', { ticket });
    expect((steps as { step: string }[]).map(({ step }) => step)).toEqual([
      'opened',
      'handed_off',
      'taken',
      'replied',
      'replied',
      'given_back',
    ]);
  });

  test('nobody breaks into a conversation the assistant has, nor into a colleague’s', async () => {
    await using client = await connectTestClient({ person: () => 'yes' });
    const { id, customer } = await beginTalk(client.app, ['Hello']);
    const reply = { conversation: id, text: 'Hi' };

    expect(await client.fail('reply_to_conversation', reply)).toMatchObject({ code: 'conflict' });
    expect(await client.fail('reply_to_conversation', { ...reply, text: ' ' })).toMatchObject({
      code: 'invalid_input',
    });
    await customer.call('hand_off_to_human', { reason: 'other' }, { conversationId: id });
    await (await client.app.asMember('Priya')).call('reply_to_conversation', reply);
    expect(await client.fail('reply_to_conversation', reply)).toMatchObject({
      code: 'conflict',
      message: 'Priya Nair has this hand-off.',
    });
  });

  test('没有这个对话', async () => {
    await using client = await connectTestClient({ language: 'zh', person: () => 'yes' });
    const wrong = { conversation: 'cnv_none', text: '您好' };
    expect(await client.fail('reply_to_conversation', wrong)).toMatchObject({ code: 'not_found' });
  });
});
