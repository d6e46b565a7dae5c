import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { ours } from './kernel/outsiders.ts';
import { Cursor, Filter, Limit } from './kernel/params.ts';

const SegmentKey = z.string().trim().min(1).max(60);

export default defineTool({
  name: 'segment_customers',
  title: 'Segment customers',
  toolset: 'insight',
  scope: 'crm:read',
  restsOn: ['order.total'],
  description:
    'Puts customers who bought into named segments by how recently, how often and for how much: rfm (quintiles with fixed rules) or kmeans (groups found in the data). Sizes, revenue shares and medians; with segment, its members. ' +
    'Not for one customer: get_customer; nor for who will leave: score_churn.',
  phrases: {
    en: [
      'segment our customers',
      'segment customers by {method}',
      'which customer segments do we have',
      'who belongs to the segment {segment}',
      'who are our best customers by recency and frequency',
      'run an RFM analysis',
      'split our customers into RFM segments',
      'cluster the customers into {groups} groups',
      'who are our champions',
      'group customers by buying behaviour',
      'which customers are hibernating',
      'show the customers in the segment {segment}',
      'who are our loyal customers',
      'how many customers are in each segment',
      'divide the customers into {groups} clusters',
      'RFM breakdown of our buyers',
      'how big is each customer segment and its revenue share',
      "I'd like our buyers sorted into natural groups",
      'list the members of segment {segment}',
      'k-means on our customers with {groups} groups',
      'segment only the customers {filter}',
      'how many champions and hibernating customers do we have',
      'please classify customers by recency, frequency and spend',
      'what share of revenue comes from our champions segment',
      'customer tiers by value and purchase frequency',
    ],
    zh: [
      '给客户分群',
      '用{method}给客户分群',
      '我们有哪些客户群',
      '{segment}这个分群里有谁',
      '做一次RFM分析',
      '客户价值分层',
      '把客户按RFM分一下群',
      '把客户聚成{groups}类',
      '把客户分成{groups}组',
      '哪些是忠实客户',
      '我们的重要价值客户是谁',
      '按购买行为给客户分类',
      '列出{segment}分群的客户',
      '每个客户群有多少人',
      '按消费频次和金额给客户分层',
      'RFM各群的人数和收入占比',
      '用聚类看看客户自然分成几类',
      '{segment}群里的客户名单拉一下',
      'K均值分{groups}群',
      '只对{filter}的客户做分群',
      '高价值客户群贡献了多少销售额',
      '我想看看客户的价值分层结果',
      '沉睡客户群里都是谁',
      '请把买过东西的顾客按{method}归类',
    ],
  },
  input: z.strictObject({
    method: z.enum(['rfm', 'kmeans']).optional(),
    groups: z.int().min(2).max(8).optional().describe('Of kmeans; by default the best by silhouette'),
    filter: Filter.optional(),
    segment: SegmentKey.optional().describe('Key of a segment, to list its members'),
    limit: Limit.optional(),
    cursor: Cursor.optional(),
  }),
  output: z.strictObject({
    method: ours(z.string()),
    customers: z.int(),
    revenue: z.string(),
    currency: z.string(),
    segments: z.array(
      z.strictObject({
        key: z.string(),
        name: z.string(),
        rule: ours(z.string()),
        customers: z.int(),
        share: z.number(),
        revenue: z.string(),
        revenueShare: z.number(),
        medians: z.strictObject({
          daysSincePurchase: z.number(),
          orders: z.number(),
          revenue: z.string(),
        }),
        doNotContact: z.int().optional(),
      }),
    ),
    members: z
      .array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          daysSincePurchase: z.int(),
          orders: z.int(),
          revenue: z.string(),
          doNotContact: z.boolean().optional(),
          scores: z.strictObject({ recency: z.int(), frequency: z.int(), monetary: z.int() }).optional(),
        }),
      )
      .optional(),
    nextCursor: ours(z.string()).nullable(),
    silhouette: z.number().optional(),
    dataUpTo: z.string().optional(),
    notes: ours(z.array(z.string())),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 20_000,
  summarize({ segments, members, currency, silhouette, dataUpTo, notes }, language) {
    const chinese = language === 'zh';
    const percent = (share: number): string => `${Math.round(share * 100)} %`;
    const lines = members
      ? members.map(({ name, orders, revenue, daysSincePurchase, doNotContact }) =>
          chinese
            ? `${name}：${orders} 单，${revenue} ${currency}，${daysSincePurchase} 天前${doNotContact ? '；勿联系' : ''}`
            : `${name}: ${orders} orders, ${revenue} ${currency}, ${daysSincePurchase} days ago${doNotContact ? '; do not contact' : ''}`,
        )
      : segments.map(({ key, name, rule, customers, share, revenueShare, medians, doNotContact }) =>
          chinese
            ? `${name} [${key}]：${customers} 位（${percent(share)}），占销售额 ${percent(revenueShare)}；中位数：${medians.daysSincePurchase} 天前，${medians.orders} 单，${medians.revenue} ${currency}；${rule}${doNotContact ? `；其中 ${doNotContact} 位勿联系` : ''}`
            : `${name} [${key}]: ${customers} (${percent(share)}), ${percent(revenueShare)} of revenue; medians: ${medians.daysSincePurchase} days ago, ${medians.orders} orders, ${medians.revenue} ${currency}; ${rule}${doNotContact ? `; ${doNotContact} of them asked not to be contacted` : ''}`,
        );
    const basis = dataUpTo && (chinese ? `数据截至 ${dataUpTo}` : `Data up to ${dataUpTo}`);
    const apart =
      silhouette !== undefined && (chinese ? `轮廓系数 ${silhouette}` : `silhouette ${silhouette}`);
    return [...lines, [basis, apart].filter(Boolean).join(chinese ? '，' : ', '), ...notes]
      .filter((line) => line !== '')
      .join('\n');
  },

  async handler({ method = 'rfm', groups, filter, segment, limit = 20, cursor }, { read, language }) {
    const base = await read(async ({ crm, insight }) =>
      insight.customerBase(filter === undefined ? undefined : await crm.condition('contact', filter)),
    );
    const { members, ...segmentation } = base.segment({ method, groups }, language);
    const page = segment === undefined ? undefined : members(segment, { limit, cursor });
    return { ...segmentation, ...(page && { members: page.items }), nextCursor: page?.nextCursor ?? null };
  },
});
