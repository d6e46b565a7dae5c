import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { ours } from './kernel/outsiders.ts';
import { Cursor, Limit } from './kernel/params.ts';

const AlertKind = z.enum(['churn_risk', 'forecast_miss']);

export default defineTool({
  name: 'list_alerts',
  title: 'List alerts',
  toolset: 'insight',
  scope: 'crm:read',
  restsOn: ['order.total'],
  description:
    'What to look at without having asked, newest first: customers whose chance of leaving crossed the limit, periods whose sales missed the interval that was forecast. ' +
    'Use at the start of a day or after crm://alerts changed. Not for tasks: daily_brief; nor one customer’s score: score_churn.',
  phrases: {
    en: [
      'is there anything unusual going on',
      'are there any alerts',
      'show the alerts',
      'what should I worry about',
      'which customers crossed the churn limit',
      'anything I should worry about',
      'any new churn alerts',
      'what do you want to warn me about',
      'is there something I should look at',
      'did sales fall outside the forecast',
      'show warnings',
      'which customers became risky',
      'any red flags raised that I ought to know about',
      'show me only the {kind} alerts',
      "did any period's sales set off a forecast alert",
      'what warnings came in overnight',
      'latest alerts on customers whose churn risk jumped',
      'I need the newest {limit} alerts',
      'did any customer just cross the churn threshold',
      'alert list, newest first',
      'has anything set off an alarm since this morning',
      'please bring up the forecast miss alerts',
    ],
    zh: [
      '有什么预警',
      '看一下预警',
      '有哪些客户触发了流失预警',
      '哪些预测偏离了区间',
      '有没有需要担心的事',
      '有没有客户触发流失预警',
      '最近有什么预警吗',
      '有什么要提醒我注意的',
      '销售有没有偏离预测',
      '有什么异常吗',
      '哪些客户突然有风险',
      '预警列表给我看看',
      '只看{kind}类的预警',
      '系统这两天报了哪些警',
      '最新的{limit}条预警是什么',
      '哪几位客户的流失概率刚过警戒线',
      '有没有哪个月的销售跌出预测区间，报警了吗',
      '昨晚有新的风险提示吗',
      '我想看看流失类的告警',
      '销售偏离预测的警报调出来',
      '最近有客户亮红灯触发预警吗',
    ],
  },
  input: z.strictObject({
    kind: AlertKind.optional(),
    limit: Limit.optional(),
    cursor: Cursor.optional(),
  }),
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        kind: AlertKind,
        subject: z.string(),
        label: z.string(),
        target: z.string(),
        value: z.number(),
        bound: z.number(),
        raisedAt: z.string(),
        raisedOn: z.string(),
        message: z.string(),
      }),
    ),
    nextCursor: ours(z.string()).nullable(),
    limits: z.strictObject({
      churnRisk: z.number().nullable(),
      forecastMiss: z.union([z.literal(80), z.literal(95)]).nullable(),
    }),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: ({ items }, language) =>
    items.length === 0
      ? { en: 'No alerts.', zh: '没有预警。' }[language]
      : items.map(({ raisedOn, message }) => `${raisedOn} ${message}`).join('\n'),

  async handler(query, { read, remember, language }) {
    await remember(({ insight }) => insight.track.scoreDue());
    return read(async ({ insight: { track } }) => ({
      ...(await track.alerts.list(query, language)),
      limits: await track.alerts.limits(),
    }));
  },
});
