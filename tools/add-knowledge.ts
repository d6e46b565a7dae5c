import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { Name, Written, writeControls } from './kernel/params.ts';

export default defineTool({
  name: 'add_knowledge',
  title: 'Add a knowledge document',
  toolset: 'knowledge',
  scope: 'crm:write',
  description:
    'Adds a Markdown or plain text document to the knowledge base, in English or Chinese, or replaces the one that came from the same source. ' +
    'Use for policies and product texts. Not for notes about customers: log_interaction.',
  phrases: {
    en: [
      'add {text} to the knowledge base',
      'save this as the document {title}',
      'update our {title}: {text}',
    ],
    zh: ['把{text}加入知识库', '把这段文字存为文档{title}', '更新{title}：{text}'],
  },
  input: z.strictObject({
    text: z.string().min(1).max(100_000).describe('Markdown; its headings become part of the citations'),
    source: z.string().trim().min(1).max(500).describe('File name or address; the same source replaces'),
    title: Name.optional().describe('By default the first heading'),
    untrusted: z.boolean().optional().describe('Outsiders wrote it'),
    ...writeControls,
  }),
  output: Written.extend({
    document: z.strictObject({ id: z.string(), title: z.string(), source: z.string(), chunks: z.int() }),
    status: z.enum(['added', 'updated', 'unchanged']),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(result, language) {
    const { title, chunks } = result.document;
    const done = {
      added: { en: 'Added', zh: '已加入' },
      updated: { en: 'Replaced', zh: '已更新' },
      unchanged: { en: 'Already there', zh: '已有相同内容' },
    }[result.status][language];
    const what =
      language === 'zh' ? `${done}《${title}》，共${chunks}段` : `${done}: “${title}”, ${chunks} passages`;
    return wrote(result, what, language);
  },

  handler({ idempotencyKey, dryRun, repeat, ...document }, { write }) {
    return write(async ({ knowledge }) => {
      const { document: kept, status } = await knowledge.ingest(document);
      const { id, title, source, chunks } = kept;
      return { document: { id, title, source, chunks }, status };
    });
  },
});
