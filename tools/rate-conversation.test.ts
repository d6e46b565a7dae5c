import { describe, expect, test } from 'vitest';
import { beginTalk } from '../src/service/desk/testing.ts';
import { connectTestClient } from './kernel/testing.ts';

describe('rate_conversation', () => {
  test('keeps the customer’s word and ends the conversation; undo takes it back', async () => {
    await using client = await connectTestClient();
    const { id, customer } = await beginTalk(client.app, ['Where is it?', 'On its way.']);

    const rated = await customer.call(
      'rate_conversation',
      { rating: 5, comment: 'Quick' },
      { conversationId: id },
    );

    expect(rated).toMatchObject({ ok: true, data: { rating: 5 } });
    expect(await client.call('get_conversation', { conversation: id })).toMatchObject({
      status: 'closed',
      outcome: 'resolved',
      rating: 5,
    });
    await client.call('undo_change', { changeId: rated.ok && rated.data.changeId });
    expect(await client.call('get_conversation', { conversation: id })).toMatchObject({
      status: 'open',
      rating: null,
    });
  });

  test('只有客户本人能评分，且只有一到五分', async () => {
    await using client = await connectTestClient({ language: 'zh' });
    const { id, customer } = await beginTalk(client.app, ['你好']);

    expect(await client.fail('rate_conversation', { conversation: id, rating: 5 })).toMatchObject({
      code: 'forbidden',
    });
    const wrong = await customer.call('rate_conversation', { rating: 6 }, { conversationId: id });
    expect(wrong).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  });
});
