import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { Factor } from './kernel/factor.ts';
import { Reference } from './kernel/params.ts';

export default defineTool({
  name: 'explain_score',
  title: 'Explain a score',
  toolset: 'insight',
  scope: 'crm:read',
  restsOn: ['order.total'],
  description:
    'Takes one customer’s churn score or expected purchases apart into factors that sum to it, in words. Use when somebody asks why a score is what it is. ' +
    'The latest kept score where kept is true, else one made now. Not for a ranked list: score_churn, predict_purchases.',
  phrases: {
    en: [
      'why is {customer} at risk of leaving',
      'explain the churn score of {customer}',
      'what drives the score of {customer}',
      'explain the {about} score of {customer}',
      'why do we expect so few orders from {customer}',
      "why is {customer}'s churn risk so high",
      'what is behind the churn score of {customer}',
      'which factors make {customer} risky',
      'why do you think {customer} will leave',
      'why do we expect {customer} to buy so much',
      "break down {customer}'s score",
      'how did you come up with the score of {customer}',
      'why is {customer} likely to leave',
      'why does {customer} have such a high score',
      'what pushed up the churn risk of {customer}',
      'reasons behind the expected purchases of {customer}',
      'show me factor by factor how {customer} got that churn score',
      'explain the last kept score of {customer}',
      "I don't understand the churn figure for {customer}, explain it",
      'why should {customer} churn within {days} days',
      'what counts for and against {customer} in the churn score',
      'could you justify the {about} prediction for {customer}',
      "what makes you think {customer} won't buy again",
    ],
    zh: [
      '为什么{customer}有流失风险',
      '解释一下{customer}的流失评分',
      '{customer}的评分是怎么来的',
      '解释{customer}的{about}评分',
      '{customer}的流失评分为什么这么高',
      '为什么说{customer}会流失',
      '{customer}流失风险高的原因是什么',
      '哪些因素影响了{customer}的评分',
      '为什么预计{customer}会买这么多',
      '拆解一下{customer}的评分',
      '{customer}的流失分怎么这么高，说说理由',
      '为啥觉得{customer}要跑',
      '{customer}的预计购买量是根据什么算的',
      '逐项说明{customer}流失风险的构成',
      '上次保存的{customer}评分，解释一下原因',
      '是什么拉高了{customer}的流失风险',
      '凭什么说{customer}{days}天内会流失',
      '我看不懂{customer}的{about}评分，给讲讲',
      '预计{customer}下单少，是哪些因素造成的',
      '{customer}的评分里每个因素各加减了多少',
    ],
  },
  input: z.strictObject({
    customer: Reference,
    about: z.enum(['churn', 'purchases']).optional(),
    days: z.int().min(14).max(365).optional(),
    kept: z.boolean().optional().describe('The latest score that was kept, not a new one'),
  }),
  output: z.strictObject({
    customer: z.strictObject({ id: z.string(), name: z.string() }),
    about: z.string(),
    days: z.int(),
    scale: z.string(),
    score: z.number(),
    base: z.number(),
    factors: z.array(Factor),
    predicted: z.number(),
    model: z.string(),
    madeAt: z.string().optional(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 20_000,
  summarize({ customer, about, days, scale, score, base, factors, predicted, madeAt }, language) {
    const chinese = language === 'zh';
    const isChance = scale === 'log_odds';
    const chance = (logOdds: number): string => `${Math.round(100 / (1 + Math.exp(-logOdds)))} %`;
    const figure = isChance ? `${Math.round(predicted * 100)} %` : String(predicted);
    const made = madeAt?.slice(0, 10);
    const start = isChance ? chance(base) : String(base);
    const lines = factors
      .filter(({ contribution }) => contribution !== 0)
      .map(({ label, value, contribution }) => {
        const what =
          value === undefined ? (chinese ? `${label}：未知` : `${label} unknown`) : `${label} ${value}`;
        const direction =
          contribution > 0 ? (chinese ? '提高' : 'raises it') : chinese ? '降低' : 'lowers it';
        return chinese
          ? `${what}：${direction} ${Math.abs(contribution)}`
          : `${what}: ${direction} by ${Math.abs(contribution)}`;
      });
    const unit = isChance ? (chinese ? '对数几率' : 'log-odds') : chinese ? '单' : 'orders';
    if (chinese)
      return [
        `${customer.name}：${days} 天内${about === 'churn' ? '不再购买的概率' : '预计订单数'} ${figure}${made ? `（${made} 留存）` : ''}`,
        `一般客户：${start}（${base} ${unit}）`,
        ...lines,
        `合计 ${score} ${unit}`,
      ].join('\n');
    return [
      `${customer.name}: ${about === 'churn' ? `${figure} to buy nothing` : `${figure} orders expected`} within ${days} days${made ? ` (kept on ${made})` : ''}`,
      `A typical customer: ${start} (${base} ${unit})`,
      ...lines,
      `Together ${score} ${unit}`,
    ].join('\n');
  },

  async handler({ customer, about = 'churn', days = 90, kept = false }, { read, language, signal }) {
    const kind = about === 'churn' ? 'churn' : 'purchase';
    const { who, found, activity, purchasing } = await read(async ({ crm, insight }) => {
      const { resolved } = await crm.whoIs(customer);
      const known = kept ? await insight.keptScore(kind, resolved.id, language) : undefined;
      const isOpen = known === undefined;
      return {
        who: { id: resolved.id, name: resolved.label },
        found: known,
        activity: isOpen && kind === 'churn' ? await insight.customerActivity(days) : undefined,
        purchasing: isOpen && kind === 'purchase' ? await insight.purchasing() : undefined,
      };
    });
    const explained =
      (found && { customer: who, ...found }) ??
      (await activity?.explain(who.id, language, signal)) ??
      purchasing!.explain(who.id, days, language);
    return { about, ...explained };
  },
});
