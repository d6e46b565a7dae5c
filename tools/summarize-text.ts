import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { IsoDate, Reference } from './kernel/params.ts';
import { oneTextOf, textInput } from './kernel/statements.ts';

export default defineTool({
  name: 'summarize_text',
  title: 'Summarise',
  toolset: 'research',
  scope: 'crm:read',
  description:
    'Summarises a text, a document (path), a chat (conversation) or what was said with one customer over time, in its own most telling sentences with their places; with a language model also in its words, checked. ' +
    'Not for a customer’s data: get_customer; nor for counts: summarize_records.',
  phrases: {
    en: [
      'summarise this: {text}',
      'sum up this text: {text}',
      'give me a summary of {path}',
      'summarise the document {path}',
      'summarise the conversation {conversation}',
      'summarise our history with {customer}',
      'give me the gist of what we discussed with {customer} since {since}',
      'tl;dr of this call: {text}',
      'boil this down to {sentences} sentences: {text}',
      'shorten this report for me: {text}',
      'key points of the file {path}',
      'I have no time to read {path}, give me the short version',
      'recap our conversations with {customer} between {since} and {until}',
      'what were the main points in chat {conversation}',
      'condense this long e-mail: {text}',
      'executive summary of the following text: {text}',
      'can you recap what {customer} told us since {since}',
      'in short, what does this say: {text}',
    ],
    zh: [
      '总结一下这段话：{text}',
      '概括这段文字：{text}',
      '帮我总结文件{path}',
      '总结对话{conversation}',
      '总结一下我们和{customer}的沟通',
      '{since}以来和{customer}聊了什么，概括一下',
      '这通电话的要点：{text}',
      '用{sentences}句话概括：{text}',
      '这份报告太长，帮我缩一缩：{text}',
      '文件{path}的重点归纳一下',
      '我没空看{path}，讲个大意',
      '{since}到{until}和{customer}的往来回顾一下',
      '会话{conversation}聊了哪些要点',
      '这封长邮件提炼一下要点：{text}',
      '给下面的文字写个摘要：{text}',
      '{customer}这半年跟我们说过的话，归纳几句',
      '长话短说，这段讲了啥：{text}',
    ],
  },
  input: z.strictObject({
    ...textInput(100_000),
    customer: Reference.optional(),
    since: IsoDate.optional().describe('With customer; by default a year ago'),
    until: IsoDate.optional(),
    sentences: z.int().min(1).max(20).optional().describe('By default about one in seven, 2 to 8'),
  }),
  output: z.strictObject({
    kind: z.enum(['dialogue', 'document', 'timeline']),
    of: z.string(),
    sentences: z.array(
      z.strictObject({
        text: z.string(),
        speaker: z.string().optional(),
        start: z.int().optional(),
        end: z.int().optional(),
        id: z.string().optional(),
        on: z.string().optional(),
        untrusted: z.literal(true).optional(),
      }),
    ),
    sentenceCount: z.int(),
    written: z
      .strictObject({
        text: z.string(),
        model: z.string(),
        passages: z.array(z.strictObject({ number: z.int(), start: z.int(), end: z.int() })),
      })
      .optional(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 60_000,
  summarize({ sentences, sentenceCount, written, of }, language) {
    const chinese = language === 'zh';
    if (sentences.length === 0) return chinese ? '没有可总结的内容。' : 'There is nothing to summarise.';
    const name = of === '' ? '' : chinese ? `${of}：` : `${of}: `;
    const head = chinese
      ? `${name}${sentenceCount} 句中的 ${sentences.length} 句原文`
      : `${name}${sentences.length} of ${sentenceCount} sentences, word for word`;
    const lines = sentences.map(({ text, speaker, on }) =>
      [on, speaker && `${speaker}:`, text].filter(Boolean).join(' '),
    );
    return written ? written.text : [head, ...lines].join('\n');
  },

  async handler({ sentences, since, until, customer, ...chosen }, context) {
    const { research, signal } = context;
    const found = await oneTextOf({ customer, since, until, ...chosen }, context);
    const { of: sentenceCount, ...summary } =
      'text' in found
        ? await research.summarize(found.text, { sentences, untrusted: found.untrusted, signal })
        : await research.summarizeTimeline(found.statements, sentences);
    const untrusted = 'text' in found && found.untrusted;
    return {
      ...summary,
      sentences: summary.sentences.map((one) => ({ ...one, ...(untrusted && { untrusted: true as const }) })),
      of: found.name,
      sentenceCount,
    };
  },
});
