import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('list_knowledge', () => {
  test('lists documents, and gives the whole text of one', async () => {
    await using client = await connectTestClient();

    const all = await client.call('list_knowledge', {});
    expect(all).toMatchObject({ total: 12 });
    expect(await client.call('list_knowledge', { query: '保修' })).toMatchObject({
      items: [{ title: '保修政策', source: 'warranty.zh.md', language: 'zh' }],
    });

    const one = await client.call('list_knowledge', { document: 'Warranty' });
    const file = join(import.meta.dirname, '..', 'evals', 'company', 'knowledge', 'warranty.md');
    expect(one).toMatchObject({ text: await readFile(file, 'utf8'), nextOffset: null });
  });

  test.each([
    ['en', '12 documents; this page is past the last.'],
    ['zh', '共12个文档，这一页已在最后一个之后。'],
  ] as const)('a page past the last says so: %s', async (language, text) => {
    await using client = await connectTestClient({ language });
    const call = { name: 'list_knowledge', arguments: { offset: 1_000 } };
    expect((await client.client.callTool(call)).content).toEqual([{ type: 'text', text }]);
  });

  test('没有这个文档：给出相近的名字', async () => {
    await using client = await connectTestClient({ language: 'zh' });
    expect(await client.fail('list_knowledge', { document: '保修政册' })).toMatchObject({
      code: 'not_found',
      hint: expect.stringContaining('保修政策'),
    });
  });
});
