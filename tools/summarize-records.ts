import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { kindNameIn } from './kernel/lines.ts';
import { Filter } from './kernel/params.ts';

const Value = z.union([z.string(), z.number()]).nullable();

export default defineTool({
  name: 'summarize_records',
  title: 'Count and add up',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:read',
  description:
    'Counts records or adds up a number, in groups of a field or of a date (orderedAt:month). ' +
    'Use for "how many leads has Raj", "revenue by month", "pipeline by stage". Not for predictions: forecast_sales.',
  phrases: {
    en: [
      'how many {filter}',
      'count {filter}',
      'how many leads does somebody have where {filter}',
      'total deal value by {groupBy}',
      'revenue by {groupBy}',
      'average {field} by {groupBy}',
      'what did we sell last month',
      'break down contacts by {groupBy}',
      'which products sell best',
      'number of open tickets per {groupBy}',
      'what is the largest deal amount by {groupBy}',
      'order count per month this year',
      'how much revenue did we make last year',
      '{measure} of {field} per {groupBy}',
      'top {limit} companies by total order value',
      'how are our leads spread over sources',
      'I need the total amount of deals {filter}',
      'how many calls did each of us make this week',
      'please tally {kind}s by {groupBy}',
    ],
    zh: [
      '{filter}有多少',
      '有多少个{filter}',
      '有几个线索{filter}',
      '按{groupBy}统计商机金额',
      '按{groupBy}统计销售额',
      '{groupBy}的平均{field}',
      '上个月卖了多少',
      '按{groupBy}统计客户',
      '哪些产品卖得最好',
      '每个{groupBy}有多少未关闭工单',
      '各{groupBy}里最大的商机金额是多少',
      '今年每个月各有多少订单',
      '去年一共做了多少销售额',
      '算一下{kind}的{field}，按{groupBy}分组',
      '累计订单额前{limit}的公司',
      '线索来源分布统计',
      '{filter}的商机总金额是多少',
      '每季度客单价平均多少',
      '这周每个人打了几通电话',
    ],
  },
  input: z.strictObject({
    kind: z.enum(['contact', 'company', 'deal', 'task', 'interaction', 'order', 'product', 'ticket']),
    groupBy: z
      .string()
      .max(60)
      .optional()
      .describe('Field, or date:day|week|month|quarter|year; of orders also product, category'),
    measure: z.enum(['count', 'sum', 'average', 'minimum', 'maximum']).optional(),
    field: z.string().max(60).optional().describe('What is added up'),
    filter: Filter.optional(),
    limit: z.int().min(1).max(200).optional(),
  }),
  output: z.strictObject({
    kind: z.string(),
    measure: z.string(),
    groups: z.array(z.strictObject({ key: z.string(), value: Value, count: z.int() })),
    total: z.strictObject({ value: Value, count: z.int() }),
    otherCurrencies: z
      .array(z.strictObject({ currency: z.string(), value: z.string(), count: z.int() }))
      .optional(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(summary, language) {
    const groups = summary.groups
      .slice(0, 12)
      .map((group) => `${group.key} ${group.value ?? 0}`)
      .join(', ');
    const name = kindNameIn(language, summary.kind);
    const total =
      summary.measure === 'count'
        ? String(summary.total.count)
        : `${summary.total.value ?? 0} (${summary.total.count})`;
    const others = (summary.otherCurrencies ?? [])
      .map(({ value, count }) => `${value} (${count})`)
      .join(', ');
    const besides = others && (language === 'zh' ? `；另有 ${others}` : `; besides ${others}`);
    return `${name}${language === 'zh' ? '：' : ': '}${total}${groups ? ` – ${groups}` : ''}${besides}`;
  },

  handler({ kind, ...query }, { read }) {
    return read(async ({ crm }) => ({ kind, ...(await crm.summarize(kind, query)) }));
  },
});
