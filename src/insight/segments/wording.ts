import type { Language } from '../../trust/index.ts';
import type { RfmSegment } from './rfm.ts';

/** Names and rules of the segments by recency, frequency and monetary value. */
export const rfmWords: Readonly<
  Record<RfmSegment, Readonly<Record<Language, { name: string; rule: string }>>>
> = {
  champions: {
    en: {
      name: 'Champions',
      rule: 'recency 4–5, mean of frequency and money at least 4: reward and ask for references',
    },
    zh: { name: '重要价值客户', rule: '近度 4–5 分，频度与金额平均至少 4 分：重点回馈，请其推荐' },
  },
  loyal: {
    en: {
      name: 'Loyal customers',
      rule: 'recency 3–5, mean of frequency and money at least 3: offer more of what they buy',
    },
    zh: { name: '忠实客户', rule: '近度 3–5 分，频度与金额平均至少 3 分：推荐相关商品' },
  },
  new_or_promising: {
    en: {
      name: 'New or promising',
      rule: 'recency 4–5, mean of frequency and money below 3: lead them to the second order',
    },
    zh: { name: '新客户或潜力客户', rule: '近度 4–5 分，频度与金额平均低于 3 分：促成下一单' },
  },
  needing_attention: {
    en: {
      name: 'Needing attention',
      rule: 'recency 3, mean of frequency and money below 3: remind them with an offer',
    },
    zh: { name: '需要关注', rule: '近度 3 分，频度与金额平均低于 3 分：用优惠提醒' },
  },
  cannot_lose: {
    en: {
      name: 'Not to be lost',
      rule: 'recency 1–2, mean of frequency and money at least 4.5: call them in person',
    },
    zh: { name: '不能流失的客户', rule: '近度 1–2 分，频度与金额平均至少 4.5 分：专人回访' },
  },
  at_risk: {
    en: { name: 'At risk', rule: 'recency 1–2, mean of frequency and money from 3 to 4: win them back' },
    zh: { name: '流失风险客户', rule: '近度 1–2 分，频度与金额平均 3 至 4 分：尽快挽回' },
  },
  hibernating: {
    en: { name: 'Hibernating', rule: 'recency 2, mean of frequency and money below 3: a low-cost reminder' },
    zh: { name: '沉睡客户', rule: '近度 2 分，频度与金额平均低于 3 分：低成本唤醒' },
  },
  lost: {
    en: { name: 'Lost', rule: 'recency 1, mean of frequency and money below 3: let go, or one last offer' },
    zh: { name: '已流失客户', rule: '近度 1 分，频度与金额平均低于 3 分：不再投入或最后一次优惠' },
  },
};

/** Beyond so many standard deviations from the mean a group is told by that column. */
const telling = 0.4;
const traits = [
  { low: { en: 'recent', zh: '近期购买' }, high: { en: 'long silent', zh: '久未购买' } },
  { low: { en: 'occasional', zh: '偶尔购买' }, high: { en: 'frequent', zh: '经常购买' } },
  { low: { en: 'low-value', zh: '消费较低' }, high: { en: 'high-value', zh: '消费较高' } },
] as const;

/**
 * A group's name by where its centre lies: how long ago, how often, how much.
 * @param centre in standard deviations from the mean of all customers
 */
export function nameOfCentre(centre: readonly number[], language: Language): string {
  const words = traits.flatMap(({ low, high }, column) => {
    const value = centre[column] ?? 0;
    return Math.abs(value) < telling ? [] : [value < 0 ? low[language] : high[language]];
  });
  if (language === 'zh') return words.length === 0 ? '一般客户' : `${words.join('、')}的客户`;
  const name = words.length === 0 ? 'average customers' : `${words.join(', ')} customers`;
  return name[0]!.toUpperCase() + name.slice(1);
}

/** Where a group's centre lies, in words with its numbers. */
export function ruleOfCentre(centre: readonly number[], language: Language): string {
  const [days, orders, money] = centre.map(
    (value) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`,
  );
  return language === 'zh'
    ? `中心与全体平均相差（标准差，取对数）：距上次购买 ${days}，订单数 ${orders}，金额 ${money}`
    : `centre against the mean of all, in standard deviations of logarithms: days since purchase ${days}, orders ${orders}, money ${money}`;
}
