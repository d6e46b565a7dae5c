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
      answer: {
        quote: expect.stringContaining('退款原路退回付款账户，五到十个工作日到账。'),
        headings: ['退货与退款', '退款时间'],
      },
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

  test.each([
    ["What's our refund policy?", '退款政策是什么？', 'returns'],
    ['What is the return policy?', '退货政策是什么', 'returns'],
    ['How do I return something?', '怎么退货', 'returns'],
    ['When do I get my money back?', '什么时候能收到退款？', 'returns'],
    ['How much is shipping?', '运费多少钱', 'shipping'],
    ['Do you ship to Europe?', '可以送到欧洲吗？', 'shipping'],
    ['Is there a warranty?', '有保修吗', 'warranty'],
    ['What does the warranty cover?', '保修包括哪些？', 'warranty'],
    ['Do you offer discounts?', '有折扣吗？', 'pricing'],
    ['Can I cancel my licence?', '许可证可以取消吗', 'returns'],
    ['Where is my data stored?', '数据存在哪里？', 'security'],
    ['What is the security policy?', '安全政策是什么', 'security'],
  ])('everyday questions are answered in both languages: %s %s', async (english, chinese, topic) => {
    await using client = await connectTestClient();
    for (const [query, file] of [
      [english, `${topic}.md`],
      [chinese, `${topic}.zh.md`],
    ] as const) {
      const { answer } = (await client.call('search_knowledge', { query })) as unknown as Found;
      const source = await readFile(join(documents, file), 'utf8');
      expect(source.slice(answer?.start, answer?.end), query).toBe(answer?.quote);
    }
  });

  test('a shop’s English policy answers customers who ask in English and in Chinese', async () => {
    await using client = await connectTestClient({ company: 'none' });
    const text = await readFile(join(documents, '..', '..', 'data', 'taubench', 'policy.md'), 'utf8');
    await client.call('add_knowledge', { source: 'policy.md', text });
    const ask = async (query: string) =>
      ((await client.call('search_knowledge', { query })) as unknown as Found).answer?.quote ?? null;
    for (const query of ['Can I cancel a pending order?', '待处理的订单可以取消吗？'])
      expect(await ask(query), query).toMatch(/can only be cancelled if its status is 'pending'/);
    for (const query of ['Can I change the address of my order?', '订单的地址可以修改吗？'])
      expect(await ask(query), query).toMatch(/modify its shipping address/);
    for (const query of ['How can I reach a human agent?', '怎么转人工客服？'])
      expect(await ask(query), query).toMatch(/human agent/);
    for (const query of [
      'Who won the world cup?',
      '世界杯谁赢了？',
      'Do you sell bicycles?',
      '你们卖自行车吗？',
    ])
      expect(await ask(query), query).toBeNull();
  });

  test.each([
    [
      'delivery.md',
      '# Delivery\n\n## Where\nWe deliver to Great Britain and Ireland.\n\n## How long it takes\nStandard delivery takes two to four working days. Express arrives the next working day.',
      'how long does shipping take',
      'Standard delivery takes two to four working days. Express arrives the next working day.',
    ],
    [
      '配送.md',
      '# 配送说明\n\n## 范围\n配送至全国各地。\n\n## 运费\n订单满99元包邮，不满99元收取运费8元。',
      '邮费多少钱',
      '订单满99元包邮，不满99元收取运费8元。',
    ],
  ])(
    'a word the documents lack stands for what they call it, and a short passage is quoted whole: %s',
    async (source, text, query, quote) => {
      await using client = await connectTestClient({ company: 'none' });
      await client.call('add_knowledge', { source, text });
      expect(await client.call('search_knowledge', { query })).toMatchObject({ answer: { quote } });
    },
  );

  describe('a shop of short texts', () => {
    const shop = {
      'privacy.md':
        '# Privacy\n\n## What we keep\n\nWe keep your name and address.\n\n## How long we keep it\n\nOrders are kept for ten years because tax law asks for it.\n',
      'returns.md':
        '# Returns and refunds\n\n## Returns\n\nUnused goods can be returned within 45 days.\n\n## Refunds\n\nYour money comes back to the card you paid with 5 to 7 working days after the parcel has reached us.\n\n## Exchanges\n\nYou may exchange an item once for another size or colour of the same model.\n',
      'payment.md': '# Payment\n\nWe accept Visa, American Express and bank transfer.\n',
      'shipping.md':
        '# Shipping\n\n## Delivery times\n\nParcels arrive in 2 to 4 working days.\n\n## Costs\n\nShipping costs 4.90 USD.\n',
    };
    test.each([
      ['how long do refunds take', '5 to 7 working days'],
      ['退款要多久', '5 to 7 working days'],
      ['how long is delivery', '2 to 4 working days'],
      ['送货要多久', '2 to 4 working days'],
      ['do you take amex', 'American Express'],
      ['which colors can i swap for', 'size or colour'],
      ['可以换成别的颜色吗', 'size or colour'],
    ])('how a thing is asked is not what is asked about: %s', async (query, said) => {
      await using client = await connectTestClient({ company: 'none' });
      for (const [source, text] of Object.entries(shop)) await client.call('add_knowledge', { source, text });
      const { answer } = (await client.call('search_knowledge', { query })) as unknown as Found;
      expect(answer?.quote).toContain(said);
    });

    test.each([
      ['退款要多久', '五到十个工作日'],
      ['发货要几天', '二至三天'],
    ])('times stand below a heading of times: %s', async (query, said) => {
      await using client = await connectTestClient();
      const { answer } = (await client.call('search_knowledge', { query })) as unknown as Found;
      expect(answer?.quote).toContain(said);
    });
  });

  test.each([
    [
      '# Returns\nLast updated 12 August 2026\n\nUnused goods go back within 60 days.',
      'who was updated last',
    ],
    ['# 退货政策\n更新日期：2026年8月12日\n\n未使用的商品60天内可退。', '更新日期是哪天'],
  ])('the line that dates a document answers nothing: %s', async (text, query) => {
    await using client = await connectTestClient({ company: 'none' });
    await client.call('add_knowledge', { source: 'dated.md', text });
    const { answer } = (await client.call('search_knowledge', { query })) as unknown as Found;
    expect(answer?.quote ?? '').not.toMatch(/^(?:Last updated 12 August 2026|更新日期：2026年8月12日)$/);
  });

  test.each([
    [
      'We refund within five working days.',
      'Standard delivery takes two working days.',
      'how many working days',
    ],
    ['我们在3个工作日内退款。', '普通快递5个工作日送达。', '几个工作日'],
  ])('two answers that share only a measure contradict nothing: %s', async (one, other, query) => {
    await using client = await connectTestClient({ company: 'none' });
    await client.call('add_knowledge', { source: 'one.md', text: one });
    await client.call('add_knowledge', { source: 'other.md', text: other });
    const { answer } = (await client.call('search_knowledge', { query })) as unknown as {
      answer: { contradictedBy?: unknown[] } | null;
    };
    expect(answer?.contradictedBy).toBeUndefined();
  });

  test('refuses a question without words', async () => {
    await using client = await connectTestClient();
    expect(await client.fail('search_knowledge', { query: ' ' })).toMatchObject({ code: 'invalid_input' });
  });
});
