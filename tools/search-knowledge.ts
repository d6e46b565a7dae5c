import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { ours } from './kernel/outsiders.ts';

const Place = {
  document: z.string(),
  documentId: z.string(),
  headings: z.array(z.string()),
  start: z.int(),
  end: z.int(),
  datedOn: z.string().optional(),
  fileDay: z.string().optional(),
  untrusted: z.literal(true).optional(),
};

const Quoted = z.strictObject({ quote: ours(z.string()), ...Place });

export default defineTool({
  name: 'search_knowledge',
  title: 'Search the knowledge base',
  toolset: 'knowledge',
  profile: 'default',
  scope: 'knowledge:read',
  description:
    'Answers from company documents (policies, prices, how-tos), word for word, with their place. ' +
    'Use for rules and product questions; do not guess. Not for records: search_records. ' +
    'answer is null where they do not say.',
  phrases: {
    en: [
      'what is our policy on {query}',
      'what is the {query} policy',
      'what is the policy on {query}',
      'what is the return policy for {query}',
      'what do our documents say about {query}',
      'look up {query} in the knowledge base',
      'how long is {query}',
      'do we offer {query}',
      'what are the rules for {query}',
      'how long do customers have to return an item',
      'what does our {query} cover',
      'are we allowed to {query}',
      'what do we charge for {query}',
      'how does {query} work',
      'quote what our handbook says about {query}',
      'is {query} covered by the warranty',
      'where do our documents mention {query}',
      'how do I set up {query} according to the manual',
      'under our terms, can customers get {query}',
      'by our rules, what deadline applies to {query}',
      'I need the official wording on {query}',
      'and what does the policy say for {query}',
      'please check our guidelines on {query}',
      'does the price list say anything about {query}',
    ],
    zh: [
      '我们的{query}政策是什么',
      '{query}政策是什么',
      '{query}的规定是什么',
      '知识库里关于{query}怎么说',
      '在知识库里查一下{query}',
      '知识库里查一下{query}',
      '{query}有什么规定',
      '{query}要多久',
      '公司提供{query}吗',
      '{query}的期限是多久',
      '{query}怎么收费',
      '可以{query}吗',
      '{query}包括什么',
      '按规定{query}怎么处理',
      '手册里关于{query}是怎么写的',
      '{query}在保修范围内吗',
      '文档里哪儿提到了{query}',
      '按说明书{query}怎么弄',
      '公司制度允许{query}吗',
      '查查价目表上{query}怎么说',
      '我需要{query}的官方说法原文',
      '那{query}呢，政策上怎么规定的',
      '{query}适用什么条件，看看条款',
      '请翻一下操作指南，{query}怎么做',
    ],
  },
  input: z.strictObject({
    query: z.string().trim().min(1).max(500).describe('A question'),
    previousQuestion: z.string().trim().max(500).optional().describe('What it follows up'),
    limit: z.int().min(1).max(10).optional().describe('Passages; default 3'),
  }),
  output: z.strictObject({
    answer: Quoted.extend({ contradictedBy: z.array(Quoted).optional() }).nullable(),
    passages: z.array(z.strictObject({ text: ours(z.string()), ...Place, coverage: z.number() })),
    written: z
      .strictObject({ text: ours(z.string()), cited: z.array(z.int()), model: z.string() })
      .optional(),
    confidence: z.number(),
    translatedInto: z.enum(['en', 'zh']).optional(),
    notice: z.string().optional(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 45_000,
  summarize({ answer, passages, notice, written }, language) {
    if (written) return [written.text, ...citedLines(written.cited, passages, language)].join('\n');
    if (answer === null) return [notice, unanswered(passages, language)].filter(Boolean).join(' ');
    const said = quoted(answer, language);
    const [against] = answer.contradictedBy ?? [];
    if (!against) return said;
    const other = quoted(against, language);
    return language === 'zh'
      ? `文档说法不一：${said}；${other}`
      : `The documents disagree: ${said}; ${other}`;
  },

  async handler({ query, limit, previousQuestion }, { read, embedder, writeAnswer, signal }) {
    // An endpoint that does not answer leaves the words, which find most of it.
    const [vector] = await embedder.embed([query], { signal }).catch((): number[][] => []);
    const vectors = vector && { embedder: embedder.name, isLexical: embedder.isLexical, vector };
    const found = await read(({ knowledge }) =>
      knowledge.search(query, { limit: limit ?? (writeAnswer ? 5 : 3), previous: previousQuestion, vectors }),
    );
    const { answer, passages, confidence, translatedInto, notice } = found;
    const sources = passages.map(({ document, ...passage }) => ({ ...document, ...passage }));
    const written = await writeAnswer?.(
      { question: query, previous: previousQuestion, passages: sources },
      signal,
    );
    return {
      answer: answer && {
        quote: answer.quote,
        ...placeOf(answer),
        ...(answer.contradictedBy.length > 0 && {
          contradictedBy: answer.contradictedBy.map((one) => ({ quote: one.quote, ...placeOf(one) })),
        }),
      },
      passages: passages.map((passage) => ({
        text: passage.text,
        ...placeOf(passage),
        coverage: Number(passage.coverage.toFixed(2)),
      })),
      ...(written && { written }),
      confidence: Number(confidence.toFixed(2)),
      ...(translatedInto && { translatedInto }),
      ...(notice !== undefined && { notice }),
    };
  },
});

type Language = 'en' | 'zh';

const quoted = ({ quote, ...place }: z.infer<typeof Quoted>, language: Language): string =>
  language === 'zh' ? `“${quote}”（${nameOf(place, language)}）` : `“${quote}” (${nameOf(place, language)})`;

function nameOf({ document, headings, datedOn, fileDay }: Named, language: Language): string {
  const place = [document, ...headings.filter((heading) => heading !== document)].join(' › ');
  if (datedOn !== undefined) return `${place}, ${datedOn}`;
  if (fileDay === undefined) return place;
  return language === 'zh' ? `${place}，文件日期 ${fileDay}` : `${place}, file of ${fileDay}`;
}

type Named = Pick<z.infer<typeof Quoted>, 'document' | 'headings' | 'datedOn' | 'fileDay'>;

/** Where the passages stand that a written answer cites. */
const citedLines = (cited: readonly number[], passages: readonly Named[], language: Language): string[] =>
  cited.map((number) => `[${number}] ${nameOf(passages[number - 1]!, language)}`);

function unanswered(passages: readonly { document: string }[], language: Language): string {
  const titles = [...new Set(passages.map((passage) => passage.document))];
  if (titles.length === 0)
    return language === 'zh' ? '知识库里没有答案。' : 'The knowledge base does not say.';
  return language === 'zh'
    ? `知识库里没有确切的答案，最接近的是《${titles.join('》《')}》。`
    : `The knowledge base does not say; the nearest is in “${titles.join('”, “')}”.`;
}

interface Placed {
  document: {
    id: string;
    title: string;
    untrusted: boolean;
    datedOn: string | null;
    fileDay: string | null;
  };
  headings: string[];
  start: number;
  end: number;
}

const placeOf = ({ document, headings, start, end }: Placed) => ({
  document: document.title,
  documentId: document.id,
  headings,
  start,
  end,
  ...(document.datedOn !== null && { datedOn: document.datedOn }),
  ...(document.fileDay !== null && { fileDay: document.fileDay }),
  ...(document.untrusted && { untrusted: true as const }),
});
