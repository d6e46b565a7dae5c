import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { Name, Sentiment } from './kernel/params.ts';
import { statementInput, statementsOf } from './kernel/statements.ts';

const Quote = z.strictObject({
  text: z.string(),
  id: z.string().optional(),
  on: z.string().optional(),
  sentiment: Sentiment,
  untrusted: z.literal(true).optional(),
});
const Points = z.array(z.strictObject({ aspect: z.string(), count: z.int(), quotes: z.array(Quote) }));

export default defineTool({
  name: 'compare_competitors',
  title: 'Compare competitors',
  toolset: 'research',
  scope: 'crm:read',
  description:
    'Who else customers mention in interactions, tickets and reviews (or given texts, a file): how often, won and lost, strengths and weaknesses against us by aspect, with quotes. Finds rivals by itself or takes their names. ' +
    'Not for themes in general: extract_themes.',
  phrases: {
    en: [
      'compare us with our competitors',
      'what do customers say about the competitor {competitors}',
      'which competitors do customers mention',
      'how do we compare with {competitors}',
      'strengths and weaknesses of {competitors} against us',
      'who are we losing customers to',
      'which rivals came up since {since}',
      'where is {competitors} better than us, according to our customers',
      'how often was {competitors} mentioned between {since} and {until}',
      'top {limit} competitors by number of mentions in {sources}',
      'did we lose any business to {competitors}',
      'does {customer} talk about other suppliers',
      'find the rival brands named in the reviews of {path}',
      'which competitors show up in these comments: {texts}',
      'I need a competitor analysis with customer quotes',
      'do customers find us cheaper than {competitors}',
      'please list the competitors we win customers from',
    ],
    zh: [
      '和竞争对手相比我们怎么样',
      '客户怎么评价竞品{competitors}',
      '客户提到了哪些竞争对手',
      '我们和{competitors}比怎么样',
      '{competitors}相对我们有什么优势和劣势',
      '客户都流失到哪些竞品了',
      '{since}以来提到了哪些竞品',
      '客户觉得{competitors}哪里比我们强',
      '做一份竞品分析，带上客户原话',
      '{since}到{until}{competitors}被提到多少次',
      '有没有客户被{competitors}抢走',
      '{customer}有没有拿我们和别家比',
      '从{path}的{column}列找找都提到了哪些友商',
      '被提到最多的{limit}个竞争对手是谁',
      '我想看看我们从哪些对手手里抢到了客户',
      '这些留言里提到了哪些同行：{texts}',
      '跟{competitors}相比，客户嫌我们哪儿不好',
    ],
  },
  input: z.strictObject({
    competitors: z.array(Name).min(1).max(20).optional().describe('By default found in the texts'),
    ...statementInput(1),
    limit: z.int().min(1).max(20).optional().describe('5 by default'),
  }),
  output: z.strictObject({
    statements: z.int(),
    total: z.int(),
    naming: z.int(),
    customer: z.string().optional(),
    competitorCount: z.int(),
    competitors: z.array(
      z.strictObject({
        name: z.string(),
        mentions: z.int(),
        share: z.number(),
        sentiment: z.strictObject({ positive: z.int(), neutral: z.int(), negative: z.int() }),
        wonFrom: z.int(),
        lostTo: z.int(),
        strengths: Points,
        weaknesses: Points,
        quotes: z.array(Quote),
      }),
    ),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 120_000,
  summarize({ competitors, statements, naming, competitorCount }, language) {
    const chinese = language === 'zh';
    if (competitors.length === 0)
      return chinese
        ? `${statements} 条内容里没有提到竞争对手。`
        : `None of ${statements} statements names a competitor.`;
    const head = chinese
      ? `${statements} 条内容中 ${naming} 条提到竞争对手，共 ${competitorCount} 家`
      : `${naming} of ${statements} statements name a competitor, ${competitorCount} in all`;
    const points = (list: readonly { aspect: string; count: number }[]): string =>
      list
        .slice(0, 4)
        .map(({ aspect, count }) => `${chinese ? (aspectsInChinese[aspect] ?? aspect) : aspect} ${count}`)
        .join(chinese ? '、' : ', ') || (chinese ? '无' : 'none');
    const lines = competitors.map(
      ({ name, mentions, share, strengths, weaknesses, wonFrom, lostTo, quotes }) => {
        const figures = chinese
          ? `${name}：${mentions} 次（${Math.round(share * 100)} %），从其赢得 ${wonFrom}，流向其 ${lostTo}；优势：${points(strengths)}；劣势：${points(weaknesses)}`
          : `${name}: ${mentions} (${Math.round(share * 100)} %), won from ${wonFrom}, lost to ${lostTo}; stronger in: ${points(strengths)}; weaker in: ${points(weaknesses)}`;
        const [quote] = quotes;
        return quote ? `${figures} — “${quote.text}”` : figures;
      },
    );
    return [head, ...lines].join('\n');
  },

  async handler({ competitors, limit = 5, ...choice }, context) {
    const { read, research, signal } = context;
    const { statements, total, customer } = await statementsOf(choice, context);
    const { rivals, ...report } = await research.rivals(statements, {
      names: competitors,
      ours: (names) => read((area) => area.statements.ours(names)),
      signal,
    });
    return {
      ...report,
      total,
      ...(customer !== undefined && { customer }),
      competitorCount: rivals.length,
      competitors: rivals.slice(0, limit),
    };
  },
});

const aspectsInChinese: Readonly<Record<string, string>> = {
  price: '价格',
  support: '服务',
  delivery: '物流',
  quality: '质量',
  reliability: '稳定性',
  usability: '易用性',
  product: '产品',
  contract: '合同',
  people: '人员',
  general: '总体',
};
