import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('remove_knowledge', () => {
  test('nothing is answered from it any more, until it is undone', async () => {
    await using client = await connectTestClient();
    const question = { query: '硬件退货有什么规定' };
    const found = async () => {
      const { passages } = await client.call('search_knowledge', question);
      return (passages as { document: string }[]).map(({ document }) => document);
    };
    expect(await found()).toContain('退货与退款');

    const removed = await client.call('remove_knowledge', { document: 'returns.zh.md' });
    expect(removed).toMatchObject({ document: { title: '退货与退款' } });
    expect(await found()).not.toContain('退货与退款');
    expect(await client.difference()).toEqual({ knowledge_documents: { removed: 1 } });

    await client.call('undo_change', { changeId: removed.changeId });
    expect(await found()).toContain('退货与退款');
    expect(await client.difference()).toEqual({});
  });

  test('an unknown document', async () => {
    await using client = await connectTestClient({ company: 'none' });
    expect(await client.fail('remove_knowledge', { document: 'nothing.md' })).toMatchObject({
      code: 'not_found',
      hint: expect.stringContaining('list_knowledge'),
    });
  });
});
