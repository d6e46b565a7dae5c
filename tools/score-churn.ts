import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { Factor } from './kernel/factor.ts';
import { ours } from './kernel/outsiders.ts';
import { Reference } from './kernel/params.ts';

export default defineTool({
  name: 'score_churn',
  title: 'Score churn',
  toolset: 'insight',
  profile: 'default',
  scope: 'crm:read',
  restsOn: ['order.total'],
  description:
    'Chance that a customer buys nothing in the next days (90 by default), with the factors behind it (log-odds that add up) and how good the model is. ' +
    'Without a customer: those most at risk.',
  phrases: {
    en: [
      'will {customer} churn',
      'how likely is {customer} to leave',
      'is {customer} at risk',
      'which customers are we about to lose',
      'who is likely to churn',
      'who is most likely to churn',
      'who is most at risk of leaving',
      'who is at risk of leaving',
      'which customers are most likely to leave',
      'which customers are at risk',
      'show the {limit} customers most at risk',
      'churn risk for the next {days} days',
      'are we going to lose {customer}',
      'is {customer} about to leave us',
      'could {customer} walk away',
      'churn probability of {customer}',
      'who might leave us in the next {days} days',
      'top {limit} customers at risk of churning',
      'which customers may stop buying',
      'who are we about to lose',
      'rank customers by churn risk',
      'who is drifting away',
      'retention risk of {customer} within {days} days',
      'whom should I call before they leave us for good',
      'what are the odds that {customer} stops ordering',
      'how safe is {customer} from churning',
      'list customers we might lose this quarter',
      "I'm worried {customer} may go, how high is the risk",
      'customer attrition ranking, top {limit}',
      'chance of losing {customer} within the next {days} days',
      'which accounts look like leaving in the coming months',
      'please compute the churn score for {customer}',
    ],
    zh: [
      '哪些客户快要跑了',
      '有哪些客户要走',
      '{customer}会流失吗',
      '{customer}流失的可能性有多大',
      '{customer}有流失风险吗',
      '哪些客户快要流失了',
      '哪些客户可能流失',
      '哪些客户最可能流失',
      '谁最可能流失',
      '哪些客户有流失风险',
      '列出流失风险最高的{limit}位客户',
      '未来{days}天的流失风险',
      '{customer}会不会流失',
      '{customer}会不会跑掉',
      '{customer}的流失概率',
      '流失风险最高的{limit}个客户是谁',
      '哪些客户可能不再购买',
      '未来{days}天谁可能离开我们',
      '我们快要失去哪些客户',
      '哪些客户有离开的迹象',
      '按流失风险给客户排个序',
      '{customer}{days}天内流失的几率有多大',
      '赶紧看看哪些客户留不住了',
      '我担心{customer}要走，风险高不高',
      '算一下{customer}的流失分',
      '最危险的{limit}个客户，流失排行',
      '客户流失风险排行榜',
      '{customer}这个客户稳不稳，会不会丢',
      '本季度我们可能会丢掉哪些客户',
      '请评估一下{customer}的流失风险',
      '老客户里谁有要跑的苗头',
    ],
  },
  input: z.strictObject({
    customer: Reference.optional(),
    limit: z.int().min(1).max(20).optional(),
    days: z.int().min(14).max(365).optional(),
  }),
  output: z.strictObject({
    days: z.int(),
    customers: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        probability: z.number(),
        logOdds: z.number(),
        base: z.number(),
        factors: z.array(Factor),
        advice: z.looseObject({ text: z.string() }).optional(),
      }),
    ),
    model: z.looseObject({ sampleSize: z.number(), auc: z.number(), auc95: z.array(z.number()) }).optional(),
    currency: z.string(),
    dataUpTo: z.string().optional(),
    trackRecord: z.string().optional(),
    refusal: ours(z.string()).optional(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 20_000,
  summarize({ days, customers, model, dataUpTo, trackRecord, refusal }, language) {
    const chinese = language === 'zh';
    const lines = customers.map(({ name, probability, factors, advice }) => {
      const reasons = factors
        .filter(({ value, contribution }) => value !== undefined && contribution !== 0)
        .slice(0, 2)
        .map(
          ({ label, value, contribution }) =>
            `${label} ${value} (${contribution > 0 ? '+' : ''}${contribution})`,
        )
        .join(chinese ? '，' : ', ');
      const next = advice ? ` → ${advice.text}` : '';
      return `${name}: ${Math.round(probability * 100)} % – ${reasons}${next}`;
    });
    const basis = model
      ? chinese
        ? `${days} 天内不再购买的概率；由 ${model.sampleSize} 位客户学得，AUC ${model.auc}（${model.auc95.join('–')}），数据截至 ${dataUpTo}`
        : `Chance of no purchase in ${days} days, learned from ${model.sampleSize} customers: AUC ${model.auc} (${model.auc95.join('–')}), data up to ${dataUpTo}`
      : undefined;
    const assumed = chinese
      ? '建议按每五位将流失的客户可留住一位估算。'
      : 'Advice assumes that one in five who would leave stays for it.';
    const isAdvised = customers.some(({ advice }) => advice !== undefined);
    return [...lines, refusal, isAdvised ? assumed : undefined, basis, trackRecord]
      .filter((line) => line !== undefined)
      .join('\n');
  },

  async handler({ customer, limit = 5, days = 90 }, { read, remember, language, signal, progress }) {
    const { who, activity, track } = await read(async ({ crm, insight }) => ({
      who: customer === undefined ? undefined : (await crm.whoIs(customer)).resolved,
      activity: await insight.customerActivity(days),
      track: await insight.track.summary('churn', language),
    }));
    const onProgress = (share: number) =>
      progress(Math.round(100 * share), 100, `${Math.round(100 * share)} %`);
    const request = { customerId: who?.id, limit, onProgress, signal };
    const { predictions, ...report } = await activity.scoreChurn(request, language);
    await remember(({ insight }) => insight.track.record(predictions));
    return { days, ...report, ...(track.scored > 0 && { trackRecord: track.sentence }) };
  },
});
