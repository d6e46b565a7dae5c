import { z } from 'zod';
import type { Crm } from '../src/crm/index.ts';
import type { Chart } from '../src/insight/index.ts';
import type { SentimentReport } from '../src/language/index.ts';
import type { Language } from '../src/trust/index.ts';
import { defineTool } from './kernel/define-tool.ts';
import { ours } from './kernel/outsiders.ts';
import { IsoDate, Reference, Sentiment } from './kernel/params.ts';

const mostInteractions = 200;
const mostShown = 20;
const moods = {
  en: { positive: 'positive', neutral: 'neutral', negative: 'negative' },
  zh: { positive: '正面', neutral: '中性', negative: '负面' },
};
/** Of an aspect or a month: its name, how many texts felt how, the mean, the words. */
const Tally = z.looseObject({ mean: z.number() });
const trends = {
  en: { better: 'getting better', worse: 'getting worse', steady: 'steady', unknown: 'too few for a trend' },
  zh: { better: '好转', worse: '变差', steady: '平稳', unknown: '太少，看不出趋势' },
};

export default defineTool({
  name: 'analyze_sentiment',
  title: 'Analyse sentiment',
  toolset: 'insight',
  profile: 'default',
  scope: 'crm:read',
  description:
    'How customers feel, in given texts or in the interactions with a customer, about a product or in a period (90 days by default): about what, by which words, the trend. ' +
    'Use for "is Dana happy with us". Not for the risk to leave: score_churn.',
  phrases: {
    en: [
      'how does {customer} feel about us',
      'is {customer} happy',
      'sentiment of {customer} since {since}',
      'what is the mood of our customers',
      'how do customers feel about us',
      'how do our customers feel',
      'analyse the sentiment of this feedback: {texts}',
      'is {customer} getting more unhappy',
      'how happy is {customer} with us',
      "what's the mood among our customers since {since}",
      'is this positive: {texts}',
      'how does this sound: {texts}',
      'customer sentiment this month',
      'which customers are unhappy',
      'is {customer} satisfied or annoyed',
      'does {customer} like us',
      'how do customers talk about us',
      'how do buyers feel about {product}',
      'draw the mood of our customers by month as a chart',
      'customer mood between {since} and {until}',
      'is the mood around {product} getting better or worse',
      'which words show that {customer} is annoyed with us',
      'could you check the tone of this e-mail: {texts}',
      'I need to know whether people are still happy with {product}',
      'let the language model judge the sentiment of these comments: {texts}',
      'has {customer} sounded angry since {since}',
      'share of positive and negative feedback about {product}',
    ],
    zh: [
      '{customer}对我们满意吗',
      '{customer}的情绪怎么样',
      '{since}以来{customer}的情绪变化',
      '最近客户的情绪如何',
      '分析这段反馈的情绪：{texts}',
      '{customer}是不是越来越不满',
      '{customer}最近情绪如何',
      '这个月客户的整体情绪怎么样',
      '分析一下这句话的情绪：{texts}',
      '这条评论是好评还是差评：{texts}',
      '客户满意度怎么样',
      '{customer}对我们是什么态度',
      '哪些客户不满意',
      '客户的心情有变化吗',
      '大家用了{product}满不满意',
      '画个图看看每个月客户情绪的走势',
      '{since}到{until}客户情绪是变好还是变差',
      '帮我看看这封邮件的语气是不是生气了：{texts}',
      '{product}的口碑是好是坏',
      '{customer}是不是对我们有情绪',
      '关于{product}的正面和负面反馈各占多少',
      '我想了解一下客户对{product}的态度',
      '用大模型判断这几条留言的情绪：{texts}',
      '从{since}起{customer}说话的语气是不是越来越冲',
    ],
  },
  input: z.strictObject({
    texts: z
      .array(z.string().min(1).max(10_000))
      .min(1)
      .max(50)
      .optional()
      .describe('Instead of interactions'),
    customer: Reference.optional(),
    product: Reference.optional(),
    since: IsoDate.optional(),
    until: IsoDate.optional(),
    chart: z.boolean().optional(),
    byModel: z.boolean().optional().describe('Read by the LLM, if set'),
  }),
  output: z.strictObject({
    customer: z.string().optional(),
    product: z.string().optional(),
    readBy: z.string(),
    sampleSize: z.number(),
    positive: z.number(),
    neutral: z.number(),
    negative: z.number(),
    mean: z.number(),
    mean95: z.array(z.number()).optional(),
    trend: ours(z.string()),
    earlier: z.number().optional(),
    recent: z.number().optional(),
    praise: z.array(z.string()),
    complaints: z.array(z.string()),
    aspects: z.array(Tally),
    months: z.array(Tally).optional(),
    notes: ours(z.array(z.string())),
    items: z.array(z.looseObject({ label: Sentiment, score: z.number() })),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(result, language) {
    const chinese = language === 'zh';
    const { customer, product, sampleSize, positive, neutral, negative, mean, mean95, trend } = result;
    const { praise, complaints, aspects, months = [], notes } = result;
    const whom = [customer, product].filter((name) => name !== undefined).join(' · ');
    if (sampleSize === 0) return nothingFound[language];
    const names = moods[language];
    const tally = [
      `${positive} ${names.positive}`,
      `${neutral} ${names.neutral}`,
      `${negative} ${names.negative}`,
    ];
    const range = mean95 ? ` (${mean95.join('…')})` : '';
    const course = trends[language][trend as keyof (typeof trends)['en']];
    const head = chinese
      ? `${whom || '总体'}：${sampleSize} 条，${tally.join('、')}；平均 ${mean}${range}；趋势：${course}`
      : `${whom || 'Overall'}: ${sampleSize} texts, ${tally.join(', ')}; mean ${mean}${range}; ${course}`;
    const told = [
      praise.length > 0 && `+ ${praise.join(', ')}`,
      complaints.length > 0 && `− ${complaints.join(', ')}`,
      ...aspects.slice(0, 5).map((entry) => {
        return `${entry.aspect}: +${entry.positive} −${entry.negative}`;
      }),
      months.length > 1 &&
        months
          .slice(-6)
          .map(({ month, mean: value }) => `${month} ${value}`)
          .join(chinese ? '；' : '; '),
    ].filter((line) => line !== false);
    return [head, ...told, ...notes].join('\n');
  },

  async handler(input, { read, understanding, illustrate, language, signal }) {
    const { texts, byModel = false, chart = false } = input;
    const found = texts
      ? { entries: texts.map((text): Entry => ({ text })) }
      : await read(({ crm }) => interactionsIn(crm, input));
    const { entries, ...who } = found;
    const answer = await understanding.sentiments(
      entries.map(({ text }) => text),
      byModel,
      signal,
    );
    const { aspects, months, notes, shown } = understanding.report(answer, {
      days: entries.map(({ at }) => at),
      byModel,
      language,
    });
    if (chart && months.length > 0) await illustrate(chartOf(months, Object.values(who), language));
    return {
      ...who,
      readBy: answer.by,
      sampleSize: entries.length,
      ...understanding.overview(answer.readings),
      aspects,
      ...(months.length > 0 && { months }),
      notes,
      items: entries
        .map(({ text: _, ...entry }, index) => ({ ...entry, ...shown[index]! }))
        .slice(-mostShown),
    };
  },
});

const nothingFound = { en: 'No interactions in this period.', zh: '这段时间没有互动。' };
function chartOf(
  months: SentimentReport['months'],
  whom: readonly (string | undefined)[],
  language: Language,
): Chart {
  const colours = { negative: '#dc2626', neutral: '#9ca3af', positive: '#16a34a' };
  const heading = { en: 'Interactions by sentiment', zh: '各月互动情绪' }[language];
  const kinds = ['negative', 'neutral', 'positive'] as const;
  return {
    title: [heading, ...whom.filter((name) => name !== undefined)].join(' · '),
    parts: kinds.map((kind) => ({ name: moods[language][kind], colour: colours[kind] })),
    periods: months.map((month) => ({ label: month.month, counts: kinds.map((kind) => month[kind]) })),
  };
}

interface Entry {
  id?: string;
  at?: string;
  text: string;
}

/**
 * The interactions of a period, with one customer or everybody, that name a product where one is asked for;
 * oldest first, of more than 200 the newest.
 */
async function interactionsIn(
  crm: Crm,
  {
    customer,
    product,
    since,
    until,
  }: Readonly<Partial<Record<'customer' | 'product' | 'since' | 'until', string | undefined>>>,
): Promise<{ customer?: string; product?: string; entries: Entry[] }> {
  const who = customer === undefined ? undefined : await crm.whoIs(customer);
  const what = product === undefined ? undefined : await crm.references.forRead('product', product);
  const filter = [
    `occurredAt >= ${since ?? '90 days ago'}`,
    until === undefined ? undefined : `occurredAt <= ${until}`,
    who && `${who.kind} = ${who.resolved.id}`,
    what && `summary ~ ${JSON.stringify(what.label)}`,
  ].filter((condition) => condition !== undefined);
  const entries: Entry[] = [];
  for (let cursor: string | undefined; entries.length < mostInteractions; ) {
    const page = await crm.list('interaction', {
      filter: filter.join(' and '),
      sort: '-occurredAt',
      limit: 100,
      detail: 'full',
      cursor,
    });
    entries.push(
      ...page.items.map(({ id, occurredAt, summary }) => ({
        id,
        at: String(occurredAt),
        text: String(summary ?? ''),
      })),
    );
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  const newest = entries.filter(({ text }) => text !== '').slice(0, mostInteractions);
  return {
    ...(who && { customer: who.resolved.label }),
    ...(what && { product: what.label }),
    entries: newest.reverse(),
  };
}
