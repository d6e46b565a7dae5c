import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';

export default defineTool({
  name: 'translate_text',
  title: 'Translate',
  toolset: 'research',
  scope: 'crm:read',
  description:
    'Translates a text between English and Chinese with the language model that is set; with glossaryOnly, its words by a dictionary, which needs no model. ' +
    'Use for a customer’s message in the other language. Not for summaries: summarize_text.',
  phrases: {
    en: [
      'translate this into Chinese: {text}',
      'translate this into English: {text}',
      'translate {text}',
      'what does this mean in English: {text}',
      'put this text into English: {text}',
      'put this text into Chinese: {text}',
      'how do you say this in Chinese: {text}',
      'I need an English version of {text}',
      'the customer wrote in Chinese, translate it for me: {text}',
      'Chinese translation of: {text}',
      'render the following into {into}: {text}',
      'only look the words up, dictionary translation of {text}',
      "I don't read Chinese, what does it say: {text}",
      'could you turn this message into Chinese for the client: {text}',
      '{text}, in English please',
      'word by word glossary for: {text}',
    ],
    zh: [
      '把这段话翻译成英文：{text}',
      '把这段话翻译成中文：{text}',
      '翻译一下：{text}',
      '这句话用英文怎么说：{text}',
      '这句中文用英语咋讲：{text}',
      '客户发来英文，帮我翻成中文：{text}',
      '我要{text}的英文版',
      '下面这段译成{into}：{text}',
      '看不懂英文，{text}是啥意思',
      '只查词典，逐词翻译：{text}',
      '英译中：{text}',
      '我要给老外发邮件，请译成英语：{text}',
      '{text}，翻成中文',
      '帮忙把客户这条留言翻译出来：{text}',
    ],
  },
  input: z.strictObject({
    text: z.string().min(1).max(20_000),
    into: z.enum(['en', 'zh']).optional().describe('By default the other language'),
    glossaryOnly: z.boolean().optional().describe('Only the words, by a dictionary'),
  }),
  output: z.strictObject({
    from: z.enum(['en', 'zh']),
    into: z.enum(['en', 'zh']),
    text: z.string().optional(),
    model: z.string().optional(),
    glossary: z.array(z.strictObject({ word: z.string(), ways: z.array(z.string()) })),
    untrusted: z.literal(true),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 60_000,
  summarize({ text, glossary }, language) {
    if (text !== undefined) return text;
    const words = glossary.map(({ word, ways }) => `${word}: ${ways.join(', ')}`);
    const head = language === 'zh' ? '词典中的词（不是译文）：' : 'Words by the dictionary (no translation):';
    const none = language === 'zh' ? '词典里没有这些词。' : 'The dictionary knows none of the words.';
    return words.length === 0 ? none : [head, ...words].join('\n');
  },

  async handler({ text, into, glossaryOnly = false }, { research, signal, language }) {
    const translation = await research.translate(text, { into, glossaryOnly, language, signal });
    return { ...translation, untrusted: true as const };
  },
});
