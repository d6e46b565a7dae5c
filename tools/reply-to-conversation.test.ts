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

  test.each([
    ['en', 'with Helen Marsh, 1 answer', 'given back by Helen Marsh', 'This hand-off is given back already.'],
    ['zh', '由Helen Marsh处理，已回复 1 次', 'Helen Marsh已交还', 'This hand-off is given back already.'],
  ] as const)(
    '%s: by the number of its ticket, and how it stands is told',
    async (language, taken, over, late) => {
      let question = '';
      await using client = await connectTestClient({
        language,
        person: (asked) => {
          question = asked;
          return 'yes';
        },
      });
      const { id, customer } = await beginTalk(client.app, ['太差了！！！我要找你们经理']);
      await customer.call('hand_off_to_human', { reason: 'asked_for' }, { conversationId: id });
      const listed = await client.call('list_handoffs', {});
      const [{ ticket: conversation, priority }] = listed.items as [{ ticket: string; priority: string }];
      expect(priority).toBe('high');
      const text = language === 'zh' ? '您好，经理马上来。' : 'Hello, the manager is on the way.';
      const textOf = async (name: string, given: object) =>
        (await client.client.callTool({ name, arguments: { ...given } })).content;
      expect(await textOf('reply_to_conversation', { conversation, text })).toMatchObject([
        { text: expect.stringContaining(taken) },
      ]);
      expect(question).toContain(conversation);
      expect(question).toContain(`text: “${text}”`);
      await client.call('reply_to_conversation', { conversation: id, text: 'Bye', giveBack: true });
      const [ended] = (await client.call('list_handoffs', { status: 'done' })).items as { id: string }[];
      expect(await textOf('list_handoffs', { status: 'done' })).toMatchObject([
        { text: expect.stringContaining(over) },
      ]);
      const again = { conversation: ended!.id, text: 'One more thing' };
      expect(await client.fail('reply_to_conversation', again)).toMatchObject({ message: late });
      expect(await client.fail('take_handoff', { handOff: conversation })).toMatchObject({
        code: 'conflict',
      });
    },
  );

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
