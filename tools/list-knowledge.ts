import { z } from 'zod';
import type { DocumentSummary } from '../src/knowledge/index.ts';
import { defineTool } from './kernel/define-tool.ts';
import { listed } from './kernel/lines.ts';

const charactersShown = 8_000;
const documentsShown = 100;

export default defineTool({
  name: 'list_knowledge',
  title: 'List knowledge documents',
  toolset: 'knowledge',
  scope: 'crm:read',
  description:
    'The documents of the knowledge base, or one of them with its text, 8,000 characters at a time. ' +
    'Use to see what there is to answer from. Not for answers: search_knowledge.',
  phrases: {
    en: [
      'list the knowledge documents',
      'which documents do we have',
      'show me the document {document}',
      'which documents are in our knowledge base',
      'what is in the knowledge base',
      'show me all documents',
      'open the document {document}',
      'what documents can you answer from',
      'read me {document} from the knowledge base',
      'knowledge base table of contents, please',
      'any documents with {query} in the title',
      'the full text of the document {document}',
      'which files did we put into the knowledge base',
      'do we have a document called {document}',
      'how many documents does the knowledge base hold',
      'keep reading {document}, show the next part',
      "I'd like to browse our knowledge base documents",
      'list every policy document stored so far',
      'show the knowledge documents whose source contains {query}',
    ],
    zh: [
      '列出知识库文档',
      '知识库里有哪些文档',
      '打开文档{document}',
      '知识库里都有什么文档',
      '知识库有哪些内容',
      '列出所有文档',
      '看一下文档{document}',
      '你能根据哪些文档回答',
      '知识库的文档目录给我看看',
      '标题带{query}的文档有哪些',
      '把{document}这份文档的全文给我看',
      '知识库里一共存了多少份文档',
      '我们往知识库放过哪些文件',
      '有没有一份叫{document}的文档',
      '继续往下看{document}，下一段',
      '我想浏览一下知识库里的资料清单',
      '念一下知识库里{document}的原文',
      '来源包含{query}的知识文档列一下',
    ],
  },
  input: z.strictObject({
    query: z.string().trim().max(200).optional().describe('Part of a title, source or id'),
    document: z.string().trim().min(1).max(200).optional().describe('Id, title or source: adds its text'),
    offset: z.int().min(0).optional().describe('nextOffset of the part before'),
  }),
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        source: z.string(),
        language: z.enum(['en', 'zh']),
        chunks: z.int(),
        ingestedAt: z.string(),
        datedOn: z.string().optional(),
        fileDay: z.string().optional(),
        version: z.int(),
        untrusted: z.literal(true).optional(),
        audience: z.enum(['staff', 'customers']),
      }),
    ),
    total: z.int(),
    text: z.string().optional(),
    nextOffset: z.int().nullable().optional(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: (page, language) => listed(page, language, 'knowledge_document'),

  handler({ query = '', document, offset = 0 }, { read }) {
    return read(async ({ knowledge }) => {
      if (document === undefined) {
        const found = (await knowledge.list()).filter(({ id, title, source }) =>
          [id, title, source].some((text) => text.toLowerCase().includes(query.toLowerCase())),
        );
        const next = offset + documentsShown;
        return {
          items: found.slice(offset, next).map(itemOf),
          total: found.length,
          nextOffset: next < found.length ? next : null,
        };
      }
      const { text, ...summary } = await knowledge.read(document);
      const end = offset + charactersShown;
      return {
        items: [itemOf(summary)],
        total: 1,
        text: text.slice(offset, end),
        nextOffset: end < text.length ? end : null,
      };
    });
  },
});

const itemOf = ({
  ingestedAt,
  datedOn,
  fileDay,
  untrusted,
  audience,
  id,
  title,
  source,
  language,
  chunks,
  version,
}: DocumentSummary) => ({
  id,
  title,
  source,
  language,
  chunks,
  ingestedAt: ingestedAt.toISOString(),
  ...(datedOn !== null && { datedOn }),
  ...(fileDay !== null && { fileDay }),
  version,
  ...(untrusted && { untrusted: true as const }),
  audience,
});
