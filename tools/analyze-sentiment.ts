import { z } from 'zod';
import type { Crm } from '../src/crm/index.ts';
import { defineTool } from './kernel/define-tool.ts';
import { IsoDate, Reference, Sentiment } from './kernel/params.ts';

const mostInteractions = 200;
const mostShown = 20;
const round = (value: number): number => Math.round(value * 100) / 100;
const moods = {
  en: { positive: 'positive', neutral: 'neutral', negative: 'negative' },
  zh: { positive: '正面', neutral: '中性', negative: '负面' },
};
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
    'How customers feel: mood of given texts, or of the interactions with one customer or all of them in a period (90 days by default), with the deciding words and the trend. ' +
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
    since: IsoDate.optional(),
    until: IsoDate.optional(),
  }),
  output: z.strictObject({
    customer: z.string().optional(),
    sampleSize: z.int(),
    positive: z.int(),
    neutral: z.int(),
    negative: z.int(),
    mean: z.number(),
    mean95: z.array(z.number()).optional(),
    trend: z.string(),
    earlier: z.number().optional(),
    recent: z.number().optional(),
    praise: z.array(z.string()),
    complaints: z.array(z.string()),
    items: z.array(
      z.strictObject({
        id: z.string().optional(),
        at: z.string().optional(),
        label: Sentiment,
        score: z.number(),
        confidence: z.number(),
        words: z.array(z.string()),
      }),
    ),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(result, language) {
    const chinese = language === 'zh';
    const { customer, sampleSize, positive, neutral, negative, mean, mean95, trend, praise, complaints } =
      result;
    if (sampleSize === 0) return chinese ? '这段时间没有互动。' : 'No interactions in this period.';
    const names = moods[language];
    const counts = [
      `${positive} ${names.positive}`,
      `${neutral} ${names.neutral}`,
      `${negative} ${names.negative}`,
    ];
    const range = mean95 ? ` (${mean95.join('…')})` : '';
    const course = trends[language][trend as keyof (typeof trends)['en']];
    const head = chinese
      ? `${customer ?? '总体'}：${sampleSize} 条，${counts.join('、')}；平均 ${mean}${range}；趋势：${course}`
      : `${customer ?? 'Overall'}: ${sampleSize} texts, ${counts.join(', ')}; mean ${mean}${range}; ${course}`;
    const told = [
      praise.length > 0 && `+ ${praise.join(', ')}`,
      complaints.length > 0 && `− ${complaints.join(', ')}`,
    ].filter((line) => line !== false);
    return [head, ...told].join('\n');
  },

  async handler({ texts, ...period }, { read, understanding }) {
    const found = texts
      ? { entries: texts.map((text) => ({ text })) }
      : await read(({ crm }) => interactionsIn(crm, period));
    const { entries, ...who } = found;
    const readings = await Promise.all(entries.map(({ text }) => understanding.sentiment(text)));
    const items = entries.map(({ text: _, ...entry }, index) => {
      const { label, score, confidence, words } = readings[index]!;
      return { ...entry, label, score: round(score), confidence: round(confidence), words: [...words] };
    });
    return {
      ...who,
      sampleSize: items.length,
      ...understanding.overview(readings),
      items: items.slice(-mostShown),
    };
  },
});

interface Entry {
  id: string;
  at: string;
  text: string;
}

/** The interactions of a period, with one customer or everybody, oldest first; of more than 200 the newest. */
async function interactionsIn(
  crm: Crm,
  {
    customer,
    since,
    until,
  }: { customer?: string | undefined; since?: string | undefined; until?: string | undefined },
): Promise<{ customer?: string; entries: Entry[] }> {
  const who = customer === undefined ? undefined : await crm.whoIs(customer);
  const filter = [
    `occurredAt >= ${since ?? '90 days ago'}`,
    until === undefined ? undefined : `occurredAt <= ${until}`,
    who && `${who.kind} = ${who.resolved.id}`,
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
  return { ...(who && { customer: who.resolved.label }), entries: newest.reverse() };
}
