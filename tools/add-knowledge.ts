import { z } from 'zod';
import type { Receipt } from './kernel/context.ts';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { ours } from './kernel/outsiders.ts';
import { mostNamed, Name, Written, writeControls } from './kernel/params.ts';

/** A person decides on more new or changed files than this. */
const mostUnasked = 10;

export default defineTool({
  name: 'add_knowledge',
  title: 'Add knowledge documents',
  toolset: 'knowledge',
  scope: 'crm:write',
  description:
    'Adds documents to the knowledge base: a text (Markdown, HTML, or a CSV or JSON list of questions and answers, by the ending of its source), or files and folders (paths), PDF and DOCX too. The same source replaces; unchanged files cost nothing. ' +
    'Not for notes about customers: log_interaction.',
  phrases: {
    en: [
      'add {text} to the knowledge base',
      'save this as the document {title}',
      'update our {title}: {text}',
      'add this to the knowledge base: {text}',
      'put the following into our documents: {text}',
      'save this policy in the knowledge base: {text}',
      'the knowledge base should also say: {text}',
      'add the file {paths} to the knowledge base',
      'let customers read this document: {text}',
      'keep this in the knowledge base: {text}',
      'upload the PDF {paths} so the assistant can answer from it',
      'please index every file in the folder {paths} for the knowledge base',
      'could you store this FAQ as a knowledge document: {text}',
      'new knowledge base article titled {title}: {text}',
      're-read the folder {paths} and drop knowledge documents whose files are gone',
      'replace the knowledge document from {source} with this version: {text}',
      'I need {paths} among our knowledge documents, visible to {audience}',
      'teach the assistant our new returns policy: {text}',
      'knowledge base upload of the folder {paths}',
      'outsiders wrote this page, take it into the knowledge base as untrusted: {text}',
    ],
    zh: [
      '把{text}加入知识库',
      '把这段文字存为文档{title}',
      '更新{title}：{text}',
      '把这段内容加入知识库：{text}',
      '在知识库里加一条：{text}',
      '知识库补充一下：{text}',
      '把文件{paths}加到知识库',
      '把{text}存进知识库',
      '把这段话存进知识库：{text}',
      '把{paths}文件夹里的资料都收进知识库',
      '产品手册{paths}上传到知识库吧',
      '麻烦把下面的常见问题录进知识库：{text}',
      '知识库新增一篇文章，标题{title}，正文：{text}',
      '能不能把{paths}这个PDF放进知识库里',
      '把{source}那份知识库文档换成新版：{text}',
      '重新扫一遍{paths}，源文件没了的知识库文档一并清掉',
      '我想把{paths}收进知识库，让客户也能查到',
      '退换货的新规定学一下，存到知识库：{text}',
      '这是外面人写的，收录到知识库时标为不可信：{text}',
    ],
  },
  input: z.strictObject({
    text: z
      .string()
      .min(1)
      .max(100_000)
      .optional()
      .describe('Markdown; its headings become part of the citations'),
    source: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .optional()
      .describe('Of a text: file name or address; the same source replaces'),
    title: Name.optional().describe('Of a text: by default the first heading'),
    paths: z
      .array(z.string().min(1).max(1_000))
      .min(1)
      .max(1_000)
      .optional()
      .describe('Files and folders under the folder given by --files'),
    removeMissing: z
      .boolean()
      .optional()
      .describe('Removes documents whose files are gone from these folders'),
    untrusted: z.boolean().optional().describe('Outsiders wrote it'),
    audience: z
      .enum(['staff', 'customers'])
      .optional()
      .describe('Who is answered from it: customers includes staff; as before, at first staff'),
    ...writeControls,
  }),
  output: Written.extend({
    document: z
      .strictObject({ id: z.string(), title: z.string(), source: z.string(), chunks: z.int() })
      .optional(),
    status: z.enum(['added', 'updated', 'unchanged']).optional(),
    files: z.int().optional(),
    added: z.int().optional(),
    updated: z.int().optional(),
    unchanged: z.int().optional(),
    removed: z.int().optional(),
    chunks: z.int().optional(),
    ignored: z.int().optional(),
    documents: z
      .array(z.strictObject({ id: z.string(), title: z.string(), source: z.string(), status: z.string() }))
      .optional(),
    missing: z.array(z.string()).optional(),
    missingCount: z.int().optional(),
    problems: z.array(z.strictObject({ file: z.string(), reason: ours(z.string()) })).optional(),
    problemCount: z.int().optional(),
    vectors: z.strictObject({ made: z.int(), missing: z.int() }).optional(),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 24 * 3_600_000,
  summarize(result, language) {
    const { document, status, problems = [], missing = [], missingCount = 0 } = result;
    const unembedded = vectorLines(result.vectors?.missing ?? 0, language);
    if (document && status)
      return [wrote(result, sentenceOf(document, status)[language], language), ...unembedded].join('\n');
    const {
      files = 0,
      added = 0,
      updated = 0,
      unchanged = 0,
      removed = 0,
      chunks = 0,
      problemCount = 0,
    } = result;
    const what = {
      en: `${files} files: ${added} added, ${updated} updated, ${unchanged} unchanged, ${removed} removed, ${problemCount} left out; ${chunks} passages`,
      zh: `共 ${files} 个文件：新增 ${added}，更新 ${updated}，未变 ${unchanged}，移除 ${removed}，未收录 ${problemCount}；${chunks} 段`,
    }[language];
    const gone = {
      en: `${missingCount} documents whose files are gone stay: ${missing.slice(0, 3).join(', ')}`,
      zh: `有 ${missingCount} 份文档的文件已不存在，暂时保留：${missing.slice(0, 3).join('、')}`,
    }[language];
    return [
      wrote(result, what, language),
      ...problems.slice(0, 3).map(({ file, reason }) => `${file}: ${reason}`),
      ...(missingCount > 0 ? [gone] : []),
      ...unembedded,
    ].join('\n');
  },

  async handler({ text, source, title, paths, removeMissing, untrusted, audience }, context) {
    const { ingesting, read, write, inBatches, progress, language, signal, embedding } = context;
    const withVectors = async <Result extends Receipt>(result: Result, documents: readonly string[]) => {
      if (result.dryRun) return result;
      const vectors = await embedding.catchUp(documents, {
        signal,
        progress: (done, total) => progress(done, total, { en: 'vectors', zh: '向量' }[language]),
      });
      return { ...result, ...(vectors && { vectors }) };
    };
    if (paths === undefined || text !== undefined) {
      const sent = await ingesting.readText(
        { text, source, title, untrusted, audience, paths },
        { language, signal },
      );
      const written = await write(async ({ knowledge }) => {
        const { document, status } = await knowledge.ingest(sent);
        const { id, title: kept, source: from, chunks } = document;
        return { document: { id, title: kept, source: from, chunks }, status };
      });
      return withVectors(written, [written.document.id]);
    }
    const known = await read(({ knowledge }) => knowledge.files());
    const plan = await ingesting.plan(paths, known, { language, signal, untrusted, audience });
    const removing = removeMissing ? plan.missing.length : 0;
    const asked = plan.toRead.length > mostUnasked || removing > 1;
    let writtenIds: string[] = [];
    const ingested = await inBatches(
      'ingest',
      async (batches) => {
        const { documents, missing, problems, ...counts } = await ingesting.ingest(plan, batches, {
          language,
          untrusted,
          audience,
          removeMissing,
          signal,
          onProgress: progress,
        });
        writtenIds = documents.map(({ id }) => id);
        return {
          ...counts,
          documents: documents.slice(0, mostNamed),
          missing: missing.slice(0, mostNamed),
          missingCount: missing.length,
          problems: problems.slice(0, mostNamed),
          problemCount: problems.length,
        };
      },
      asked ? reasonOf(plan.toRead.length, removing)[language] : undefined,
    );
    return withVectors(ingested, writtenIds);
  },
});

const vectorLines = (missing: number, language: 'en' | 'zh'): string[] =>
  missing === 0
    ? []
    : [
        {
          en: `${missing} passages have no vector yet and are found by their words; make the rest with: rapport knowledge embed`,
          zh: `${missing} 段暂无向量，可按字词检索；补齐请运行：rapport knowledge embed`,
        }[language],
      ];

const reasonOf = (reading: number, removing: number) => ({
  en: `This reads ${reading} new or changed files into the knowledge base${removing > 0 ? ` and removes ${removing} documents` : ''}.`,
  zh: `这将把 ${reading} 个新的或有改动的文件读入知识库${removing > 0 ? `，并移除 ${removing} 份文档` : ''}。`,
});

const sentenceOf = (
  { title, chunks }: { title: string; chunks: number },
  status: 'added' | 'updated' | 'unchanged',
) => {
  const [en, zh] = {
    added: ['Added', '已加入'],
    updated: ['Replaced', '已更新'],
    unchanged: ['Already there', '已有相同内容'],
  }[status];
  return { en: `${en}: “${title}”, ${chunks} passages`, zh: `${zh}《${title}》，共${chunks}段` };
};
