import { describe, expect, test } from 'vitest';
import { beginTalk } from '../src/service/desk/testing.ts';
import { connectTestClient, type TestClient } from './kernel/testing.ts';

async function handOff(client: TestClient, words: string): Promise<void> {
  const { id, customer } = await beginTalk(client.app, [words]);
  const outcome = await customer.call('hand_off_to_human', { reason: 'asked_for' }, { conversationId: id });
  if (!outcome.ok) throw new Error(outcome.error.message);
}

const subjects = (page: Record<string, unknown>): string[] =>
  (page.items as { summary: string }[]).map(({ summary }) => /“(.*?)”/.exec(summary)?.[1] ?? '');

describe('list_handoffs', () => {
  test('shows the most urgent first, of those the oldest, page by page', async () => {
    await using client = await connectTestClient({ person: () => 'yes' });
    for (const words of ['Where is it?', 'I was charged twice', 'The charger caught fire', 'And mine?'])
      await handOff(client, words);

    const first = await client.call('list_handoffs', { limit: 3 });
    expect([first.total, subjects(first)]).toEqual([
      4,
      ['The charger caught fire', 'I was charged twice', 'Where is it?'],
    ]);
    const second = await client.call('list_handoffs', { limit: 3, cursor: first.nextCursor });
    expect([subjects(second), second.nextCursor]).toEqual([['And mine?'], null]);

    const [urgent] = first.items as { id: string }[];
    await client.call('take_handoff', { handOff: urgent!.id });
    expect(await client.call('list_handoffs', { status: 'waiting' })).toMatchObject({ total: 3 });
    expect(await client.call('list_handoffs', { status: 'taken' })).toMatchObject({
      total: 1,
      items: [{ status: 'taken', person: 'Helen Marsh' }],
    });
    expect(await client.fail('list_handoffs', { cursor: 'nonsense' })).toMatchObject({
      code: 'invalid_input',
    });
  });

  test('没有等待的对话时如实说明', async () => {
    await using client = await connectTestClient({ language: 'zh', person: () => 'yes' });
    const { content } = await client.client.callTool({ name: 'list_handoffs', arguments: {} });
    expect(content).toEqual([{ type: 'text', text: '没有这样的转人工对话。' }]);
  });
});
