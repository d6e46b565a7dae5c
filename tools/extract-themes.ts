import { z } from 'zod';
import type { Language } from '../src/trust/index.ts';
import { defineTool } from './kernel/define-tool.ts';
import { Sentiment } from './kernel/params.ts';
import { statementInput, statementsOf } from './kernel/statements.ts';

const Quote = z.strictObject({
  text: z.string(),
  id: z.string().optional(),
  on: z.string().optional(),
  sentiment: Sentiment,
  untrusted: z.literal(true).optional(),
});

export default defineTool({
  name: 'extract_themes',
  title: 'Extract themes',
  toolset: 'research',
  scope: 'crm:read',
  description:
    'What customers talk about: themes of interactions, tickets and reviews, of given texts or a survey file (path), with size, mood, change over time and quotes. ' +
    'Use for surveys and feedback. Not for the mood alone: analyze_sentiment; nor for rivals: compare_competitors.',
  phrases: {
    en: [
      'what do customers talk about',
      'what are the main themes in our feedback',
      'what are customers complaining about since {since}',
      'extract the themes of our {sources}',
      'which topics come up in the {sources}',
      'summarise the survey in {path}',
      'group this feedback by topic: {texts}',
      'what does {customer} keep bringing up',
      'sort the survey answers in column {column} of {path} by theme',
      'top {limit} topics customers raised since {since}',
      'what are the most frequent complaints in our {sources}',
      'split these comments into {themes} themes: {texts}',
      'which topics are growing in customer feedback',
      'I want to know what people wrote about in the survey {path}',
      'recurring issues in tickets between {since} and {until}',
      'please cluster our reviews by subject',
      'what subjects does {customer} raise again and again in tickets',
      'feedback themes with size, mood and quotes',
    ],
    zh: [
      '客户都在谈什么',
      '客户反馈有哪些主题',
      '{since}以来客户主要抱怨什么',
      '提取{sources}里的主题',
      '{sources}里常提到哪些话题',
      '分析{path}里的问卷主题',
      '把这些反馈按主题归类：{texts}',
      '{customer}老是提到什么',
      '{path}问卷里{column}这一列，归纳出几个主题',
      '客户反馈最多的{limit}个话题',
      '工单里反复出现的是哪些问题',
      '把这批评论归纳成{themes}个主题：{texts}',
      '最近哪些话题被客户提得越来越多',
      '{since}到{until}客户吐槽最多的是什么',
      '我想看看评价里大家主要关心哪些话题',
      '问卷{path}的回答帮忙归归类',
      '{customer}在工单和沟通中常提哪些事',
      '客户声音汇总：主题、占比、原话',
    ],
  },
  input: z.strictObject({
    ...statementInput(2),
    sentiment: Sentiment.optional().describe('Only what reads so: negative for complaints'),
    themes: z.int().min(2).max(40).optional().describe('How many; by default found in the data'),
    limit: z.int().min(1).max(40).optional().describe('How many are shown, 10 by default'),
  }),
  output: z.strictObject({
    statements: z.int(),
    total: z.int(),
    others: z.int(),
    sentiment: Sentiment.optional(),
    since: z.string().optional(),
    until: z.string().optional(),
    customer: z.string().optional(),
    column: z.string().optional(),
    themeCount: z.int(),
    themes: z.array(
      z.strictObject({
        label: z.string(),
        phrases: z.array(z.string()),
        size: z.int(),
        share: z.number(),
        sentiment: z.strictObject({
          positive: z.int(),
          neutral: z.int(),
          negative: z.int(),
          mean: z.number(),
        }),
        trend: z.enum(['rising', 'falling', 'steady', 'unknown']),
        earlier: z.number().optional(),
        recent: z.number().optional(),
        months: z.array(z.strictObject({ month: z.string(), count: z.int() })),
        quotes: z.array(Quote),
      }),
    ),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 120_000,
  summarize(result, language) {
    const { statements, others, themes, themeCount, since, until, customer } = result;
    const chinese = language === 'zh';
    if (statements === 0) return chinese ? '没有可分析的内容。' : 'There is nothing to analyse.';
    if (themes.length === 0)
      return chinese ? `${statements} 条内容没有共同的主题。` : `${statements} statements share no theme.`;
    const period =
      since === undefined ? '' : chinese ? `（${since} 至 ${until}）` : ` (${since} to ${until})`;
    const who = customer === undefined ? '' : chinese ? `${customer}：` : `${customer}: `;
    const head = chinese
      ? `${who}${howMany(result, 'zh')}${period}，${themeCount} 个主题，${others} 条未归类`
      : `${who}${howMany(result, 'en')}${period}, ${themeCount} themes, ${others} in none`;
    const trends = trendNames[language];
    const lines = themes.map(({ label, size, share, sentiment, trend, quotes }, index) => {
      const percent = `${Math.round(share * 100)} %`;
      const mood = chinese
        ? `正面 ${sentiment.positive}，负面 ${sentiment.negative}`
        : `${sentiment.positive} positive, ${sentiment.negative} negative`;
      const [quote] = quotes;
      const said = quote && (chinese ? `“${quote.text}”` : `“${quote.text}”`);
      return `${index + 1}. ${label}: ${size} (${percent}), ${mood}${trends[trend]}${said ? ` — ${said}` : ''}`;
    });
    return [head, ...lines].join('\n');
  },

  async handler({ texts, path, column, sentiment, themes: count, limit = 10, ...query }, context) {
    const { research, progress, signal, language } = context;
    const found = await statementsOf({ texts, path, column, ...query }, context);
    const message = { en: 'themes', zh: '主题' }[language];
    const { themes, ...report } = await research.themes(found.statements, {
      count,
      sentiment,
      signal,
      onProgress: (share) => progress(Math.round(share * 100), 100, message),
    });
    const { total, customer, column: read } = found;
    return {
      ...report,
      total,
      ...(sentiment !== undefined && { sentiment }),
      ...(customer !== undefined && { customer }),
      ...(read !== undefined && { column: read }),
      themeCount: themes.length,
      themes: themes.slice(0, limit),
    };
  },
});

/** How many statements the themes are of, and out of how many where it is not all. */
function howMany(
  { statements, total, sentiment }: { statements: number; total: number; sentiment?: Mood | undefined },
  language: Language,
): string {
  if (language === 'zh') {
    if (sentiment !== undefined) return `${total} 条内容中的 ${statements} 条${moodNames[sentiment]}内容`;
    return `${statements} 条内容${total > statements ? `（共 ${total} 条，取最新）` : ''}`;
  }
  if (sentiment !== undefined) return `${statements} ${sentiment} statements of ${total}`;
  return `${statements} statements${total > statements ? ` (the newest of ${total})` : ''}`;
}

type Mood = z.infer<typeof Sentiment>;
const moodNames: Readonly<Record<Mood, string>> = { positive: '正面', neutral: '中性', negative: '负面' };
const trendNames = {
  en: { rising: ', rising', falling: ', falling', steady: '', unknown: '' },
  zh: { rising: '，上升', falling: '，下降', steady: '', unknown: '' },
};
