import { describe, expect, test } from 'vitest';
import { connectTestClient, type TestClient } from './kernel/testing.ts';

const answerTo = async (client: TestClient, query: string) =>
  ((await client.call('search_knowledge', { query })).answer as { quote: string } | null)?.quote ?? null;

describe('add_knowledge', () => {
  test('is answered from, replaced by the same source, and undone', async () => {
    await using client = await connectTestClient({ company: 'none' });
    const document = { source: 'parking.md', text: '# Parking\n\nVisitors park on level three.\n' };

    const added = await client.call('add_knowledge', document);
    expect(added).toMatchObject({ status: 'added', document: { title: 'Parking', chunks: 1 } });
    expect(await answerTo(client, 'Where do visitors park?')).toBe('Visitors park on level three.');

    const again = await client.call('add_knowledge', { ...document, repeat: true });
    expect(again).toMatchObject({ status: 'unchanged', changeId: null });

    const text = '# Parking\n\nVisitors park in the yard.\n';
    const updated = await client.call('add_knowledge', { ...document, text });
    expect(updated).toMatchObject({ status: 'updated' });
    expect(await answerTo(client, 'Where do visitors park?')).toBe('Visitors park in the yard.');

    await client.call('undo_change', { changeId: updated.changeId });
    expect(await answerTo(client, 'Where do visitors park?')).toBe('Visitors park on level three.');
    await client.call('undo_change', { changeId: added.changeId });
    expect(await answerTo(client, 'Where do visitors park?')).toBeNull();
    expect(await client.difference()).toEqual({});
  });

  test('外来文档在引用时注明', async () => {
    await using client = await connectTestClient({ company: 'none', language: 'zh' });
    await client.call('add_knowledge', {
      source: 'https://example.com/faq',
      text: '访客请把车停在三层。',
      untrusted: true,
    });
    expect(await client.call('search_knowledge', { query: '访客车停在哪里' })).toMatchObject({
      answer: { quote: '访客请把车停在三层。', untrusted: true },
    });
  });
});
