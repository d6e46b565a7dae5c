import { describe, expect, test } from 'vitest';
import analyzeSentiment from './analyze-sentiment.ts';
import { schemasOf } from './kernel/json-schema.ts';
import { connectTestClient } from './kernel/testing.ts';

const now = '2026-03-05T09:00:00+08:00';

describe('analyze_sentiment', () => {
  test('texts in both languages, with the words that decided', async () => {
    await using client = await connectTestClient({ company: 'none', now });
    const result = await client.call('analyze_sentiment', {
      texts: ['他嫌价格太贵', 'She is very happy with the demo.', 'Sent the contract.'],
    });
    expect(result).toMatchObject({
      sampleSize: 3,
      positive: 1,
      neutral: 1,
      negative: 1,
      trend: 'unknown',
      items: [{ label: 'negative' }, { label: 'positive' }, { label: 'neutral', words: [] }],
    });
    expect(JSON.stringify(result.complaints)).toContain('贵');
    expect(result).toMatchObject({ praise: expect.arrayContaining([expect.stringContaining('happy')]) });
  });

  test('张伟越来越不满：按时间看他的互动', async () => {
    await using client = await connectTestClient({ company: 'none', now, language: 'zh' });
    for (const name of ['张伟', '李娜']) await client.call('save_contacts', { name });
    const remarks = [
      ['2026-01-10', '他对方案非常满意'],
      ['2026-01-20', '聊得很愉快，他很感谢我们的支持'],
      ['2026-01-30', '他很喜欢新功能'],
      ['2026-02-10', '他投诉响应太慢，很不满意'],
      ['2026-02-20', '他对涨价非常生气'],
      ['2026-03-01', '他很失望，想取消合同'],
    ];
    for (const [occurredAt, summary] of remarks)
      await client.call('log_interaction', { contact: '张伟', channel: 'call', summary, occurredAt });
    await client.call('log_interaction', { contact: '李娜', channel: 'note', summary: '她非常满意' });

    const all = await client.call('analyze_sentiment', { customer: '张伟' });
    expect(all).toMatchObject({ customer: '张伟', sampleSize: 6, positive: 3, negative: 3, trend: 'worse' });
    expect((all.items as { at: string }[]).map(({ at }) => at.slice(0, 10))).toEqual(
      remarks.map(([day]) => day),
    );

    const february = await client.call('analyze_sentiment', {
      customer: '张伟',
      since: '2026-02-01',
      until: '2026-02-28',
    });
    expect(february).toMatchObject({ sampleSize: 2, negative: 2, trend: 'unknown' });
    expect(await client.call('analyze_sentiment', {})).toMatchObject({ sampleSize: 7, positive: 4 });
    expect(all.months).toEqual([
      { month: '2026-01', positive: 3, neutral: 0, negative: 0, mean: expect.any(Number) },
      { month: '2026-02', positive: 0, neutral: 0, negative: 2, mean: expect.any(Number) },
      { month: '2026-03', positive: 0, neutral: 0, negative: 1, mean: expect.any(Number) },
    ]);
    expect(all.readBy).toBe('local');
    expect(await client.difference()).toMatchObject({ interactions: { added: 7 } });

    await client.call('save_records', { kind: 'product', fields: { name: '云盘', price: '10' } });
    await client.call('log_interaction', {
      contact: '李娜',
      channel: 'note',
      summary: '云盘功能太难用，她很失望',
    });
    const product = await client.call('analyze_sentiment', { product: '云盘', chart: true });
    expect(product).toMatchObject({ product: '云盘', sampleSize: 1, negative: 1 });
    expect(product.aspects).toContainEqual(expect.objectContaining({ aspect: '易用性', negative: 1 }));
  });

  test('aspects, mixed feelings, irony, other languages: told in the reader’s language', async () => {
    await using client = await connectTestClient({ company: 'none', now });
    const result = await client.call('analyze_sentiment', {
      texts: [
        'Great product, but the support is terrible.',
        '🚗',
        'Oh great, another delay. Just what I needed.',
        'Je ne suis pas content de votre service et je veux mon argent',
      ],
      byModel: true,
    });
    expect(result.items).toMatchObject([
      { label: 'negative', mixed: true, aspects: { product: 'positive', support: 'negative' } },
      { label: 'neutral', strength: 'none', doubts: ['unreadable'] },
      { doubts: expect.arrayContaining(['sarcasm']) },
      { doubts: expect.arrayContaining(['other_language']) },
    ]);
    const notes = (result.notes as string[]).join(' ');
    for (const told of ['ironically', 'another language', 'praise and complaint', 'RAPPORT_ANSWER_MODEL'])
      expect(notes).toContain(told);
    expect(await client.fail('analyze_sentiment', { texts: [''] })).toMatchObject({ code: 'invalid_input' });
    expect(await client.fail('analyze_sentiment', { texts: ['x'.repeat(1_000_000)] })).toMatchObject({
      code: 'invalid_input',
    });
  });

  test('nobody of that name; nothing in the period', async () => {
    await using client = await connectTestClient({ company: 'none', now });
    expect(await client.fail('analyze_sentiment', { customer: 'Dana' })).toMatchObject({ code: 'not_found' });
    expect(await client.call('analyze_sentiment', { since: '2026-03-01' })).toMatchObject({
      sampleSize: 0,
      items: [],
    });
  });

  test('a small contract', () => {
    const { input, output } = schemasOf(analyzeSentiment);
    expect(JSON.stringify(input).length / 4).toBeLessThanOrEqual(150);
    expect(JSON.stringify(output).length / 4).toBeLessThanOrEqual(450);
  });
});
