import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TextModel } from '../src/models.ts';
import { createApp } from '../src/wire.ts';
import { connectTestClient } from './kernel/testing.ts';

const call = `Dana: Hello, how are you?
Sofia: Fine, thanks.
Dana: We want to renew the contract for the analytics platform, but the price is too high for our budget.
Sofia: I can offer a discount of 10 % if you renew the analytics contract for two years.
Dana: A discount of 10 % for two years would fit the budget. Please send the contract by Friday.
Sofia: I will send the renewal contract by Friday.
Dana: Bye.`;
const 通话 = `张伟：你好。
李娜：您好，请讲。
张伟：我们想续签数据平台的合同，但是价格超出了预算。
李娜：如果续签两年合同，价格可以打九折。
张伟：两年合同打九折符合预算，请周五之前把合同发过来。
李娜：好的。`;

interface Summary {
  kind: string;
  sentences: { text: string; speaker?: string; start: number; end: number; id?: string; on?: string }[];
}
const summaryOf = (result: object) => result as Summary;

describe('summarize_text', () => {
  test('a call in its own words, with who said them and where', async () => {
    await using client = await connectTestClient({ company: 'none' });
    for (const text of [call, 通话]) {
      const { kind, sentences } = summaryOf(await client.call('summarize_text', { text, sentences: 2 }));
      expect(kind).toBe('dialogue');
      expect(sentences).toHaveLength(2);
      for (const sentence of sentences) {
        expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text);
        expect(sentence.speaker).toMatch(/Dana|Sofia|张伟|李娜/);
        expect(sentence.text).toMatch(/contract|合同/);
        expect(sentence).toMatchObject({ untrusted: true });
      }
    }
    expect(await client.call('summarize_text', { text: '😀😀' })).toMatchObject({
      sentences: [{ text: '😀😀' }],
    });
    expect(await client.fail('summarize_text', {})).toMatchObject({ code: 'invalid_input' });
    expect(await client.fail('summarize_text', { text: 'x', path: 'y.md' })).toMatchObject({
      code: 'invalid_input',
    });
    expect(await client.fail('summarize_text', { text: 'x'.repeat(100_001) })).toMatchObject({
      code: 'invalid_input',
    });
  });

  test('和客户的沟通按时间总结，每句带日期和记录', async () => {
    await using client = await connectTestClient({ company: 'none', language: 'zh' });
    await client.call('save_contacts', { name: '张伟' });
    for (const [day, summary] of [
      '张伟说价格太贵。',
      '报了九折的价格，张伟在考虑价格。',
      '张伟接受了价格，要签合同。',
    ].entries())
      await client.call('log_interaction', {
        contact: '张伟',
        channel: 'call',
        summary,
        occurredAt: `2026-03-0${day + 1}`,
      });
    const { kind, sentences } = summaryOf(
      await client.call('summarize_text', { customer: '张伟', sentences: 2 }),
    );
    expect(kind).toBe('timeline');
    expect(sentences.at(-1)).toMatchObject({ on: '2026-03-03', id: expect.stringMatching(/^int_/) });
    expect(await client.fail('summarize_text', { customer: '王芳' })).toMatchObject({ code: 'not_found' });
    expect(await client.fail('summarize_text', { conversation: 'cnv_none' })).toMatchObject({
      code: 'not_found',
    });
  });

  test('a file; with a language model in its words, what it made up taken out', async () => {
    const files = await mkdtemp(join(tmpdir(), 'calls-'));
    await writeFile(join(files, 'call.txt'), call);
    const seen: string[] = [];
    let reply = 'Dana wants a discount of 10 % for two years [1]. Sofia promised 25 % [1].';
    const answerModel: TextModel = {
      name: 'scribe',
      async write({ text }) {
        seen.push(text);
        return reply;
      },
    };
    await using app = await createApp({ toolsets: ['all'], files, answerModel });
    const outcome = await app.call('summarize_text', { path: 'call.txt' });
    expect(outcome).toMatchObject({
      ok: true,
      data: {
        of: 'call.txt',
        written: { text: 'Dana wants a discount of 10 % for two years [1].', model: 'scribe' },
      },
    });
    expect(seen[0]).toContain('<passage number="1">');
    reply = 'Everything is free.';
    const again = await app.call('summarize_text', { path: 'call.txt' });
    expect(again.ok && again.data.written).toBeUndefined();
    expect(await app.call('summarize_text', { path: 'none.txt' })).toMatchObject({ ok: false });
  });
});
