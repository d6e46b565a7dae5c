import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

const documents = join(import.meta.dirname, '..', 'evals', 'company', 'knowledge');

interface Found {
  answer: { quote: string; start: number; end: number } | null;
  passages: { document: string; text: string }[];
}

describe('search_knowledge', () => {
  test('quotes the sentence that answers, word for word, with its place', async () => {
    await using client = await connectTestClient();

    const found = (await client.call('search_knowledge', {
      query: 'How much does the extended warranty cost?',
    })) as unknown as Found;

    expect(found.answer).toMatchObject({
      quote: expect.stringContaining('180 USD a device'),
      document: 'Warranty',
      headings: ['Warranty', 'Extended warranty'],
    });
    const source = await readFile(join(documents, 'warranty.md'), 'utf8');
    expect(source.slice(found.answer!.start, found.answer!.end)).toBe(found.answer!.quote);
    expect(found.passages[0]).toMatchObject({ document: 'Warranty' });
    expect(await client.difference()).toEqual({});
  });

  test('用中文回答，并注明出处', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const result = await client.client.callTool({
      name: 'search_knowledge',
      arguments: { query: '退款多久到账？', limit: 1 },
    });

    expect(result.structuredContent).toMatchObject({
      answer: { quote: '退款原路退回付款账户，五到十个工作日到账。', headings: ['退货与退款', '退款时间'] },
      passages: [{ document: '退货与退款' }],
    });
    expect(JSON.stringify(result.content)).toContain('退货与退款 › 退款时间');
  });

  test.each(['Who is the chief executive?', '公司总裁是谁'])(
    'says that it does not know: %s',
    async (query) => {
      await using client = await connectTestClient();
      expect(await client.call('search_knowledge', { query })).toMatchObject({ answer: null });
    },
  );

  test('refuses a question without words', async () => {
    await using client = await connectTestClient();
    expect(await client.fail('search_knowledge', { query: ' ' })).toMatchObject({ code: 'invalid_input' });
  });
});
