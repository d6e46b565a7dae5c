import type { Language } from '../trust/index.ts';
import { type ChurnFeature, type ChurnRefusal, LAPSED_DAYS } from './churn/index.ts';
import type { ForecastNote, Holiday } from './forecast/index.ts';
import type { SalesUnit } from './periods.ts';
import type { PurchaseFeature } from './purchases/index.ts';

/** What the data behind a forecast leave out, and whether what was given counts. */
export type SalesNote =
  | { code: 'no_recent_orders'; since: string }
  | { code: 'undated_orders'; count: number }
  | { code: 'future_orders'; count: number }
  | { code: 'other_currencies'; count: number; currency: string }
  | { code: 'partial_first'; since: string; unit: SalesUnit; isAll: boolean }
  | { code: 'own_series'; counts: boolean }
  | { code: 'promotion_without_effect' };

/** What a forecast cannot claim, in one sentence. */
export function describeForecastNote(note: ForecastNote, language: Language): string {
  const chinese = language === 'zh';
  switch (note.code) {
    case 'no_backtest':
      return chinese
        ? `只有 ${note.values} 期数据，无法回测，因此不给出误差。`
        : `Only ${note.values} periods: too few to rehearse on, so no error is stated.`;
    case 'no_interval':
      return chinese ? '数据不足以给出区间。' : 'The data support no interval.';
    case 'season_unknown':
      return chinese
        ? `只有 ${note.values} 期数据，判断季节性至少需要 ${note.needed} 期。`
        : `A season needs ${note.needed} periods to be seen; there are ${note.values}.`;
    case 'horizon_beyond_backtest':
      return chinese
        ? `误差只在前 ${note.rehearsed} 期回测过，之后的区间为推算。`
        : `Errors were rehearsed ${note.rehearsed} periods ahead; intervals beyond are extrapolated.`;
    case 'constant':
      return chinese ? '历史数值从未变化。' : 'The past values are all the same.';
    case 'mostly_zero':
      return chinese
        ? `${percent(note.share)} 的时期没有销售，预测只是平均水平。`
        : `${percent(note.share)} of the periods had no sales: the forecast is an average level.`;
  }
}

/** What the data behind a forecast leave out, in one sentence. */
export function describeSalesNote(note: SalesNote, language: Language): string {
  const chinese = language === 'zh';
  switch (note.code) {
    case 'no_recent_orders':
      return chinese
        ? `${note.since} 之后没有订单，预测从那时之后开始。`
        : `No orders after ${note.since}: the forecast starts there.`;
    case 'undated_orders':
      return chinese
        ? `${note.count} 个订单没有日期，未计入。`
        : `${note.count} orders without a date are left out.`;
    case 'future_orders':
      return chinese
        ? `${note.count} 个订单的日期在将来，未计入。`
        : `${note.count} orders dated in the future are left out.`;
    case 'other_currencies':
      return chinese
        ? `${note.count} 个非 ${note.currency} 订单未计入。`
        : `${note.count} orders not in ${note.currency} are left out.`;
    case 'partial_first':
      return describePartialFirst(note, language);
    case 'own_series':
      if (note.counts)
        return chinese
          ? '您提供的序列与以往销售相关，已计入；此为假设情形，不记入预测记录。'
          : 'Your own series moved past sales: it counts. This is a what-if, left out of the track record.';
      return chinese
        ? '以往销售看不出您提供的序列有影响，未计入；此为假设情形，不记入预测记录。'
        : 'Past sales show no effect of your own series: it does not count. This is a what-if, left out of the track record.';
    case 'promotion_without_effect':
      return chinese
        ? '预测期内有促销，但以往销售看不出促销的影响，未计入。'
        : 'A promotion runs in these periods, but past sales show no effect of promotions: it does not count.';
  }
}

function describePartialFirst(
  { since, unit, isAll }: Extract<SalesNote, { code: 'partial_first' }>,
  language: Language,
): string {
  const chinese = { day: '当日', week: '当周', month: '当月', quarter: '当季' }[unit];
  if (language === 'zh')
    return isAll
      ? `销售从 ${since} 才开始，${chinese}不完整，却是仅有的数据：预测偏低。`
      : `销售从 ${since} 才开始，${chinese}不完整，未用于预测。`;
  return isAll
    ? `Sales begin on ${since}, so that the only ${unit} is not whole: the forecast is too low.`
    : `Sales begin on ${since}: that ${unit} is not whole and is not learned from.`;
}

/** What a forecast of open deals leaves out or assumes. */
export type PipelineNote =
  | { code: 'no_amount'; count: number }
  | { code: 'deals_in_other_currencies'; count: number; currency: string }
  | { code: 'close_day_unknown'; count: number };

/** What a forecast of open deals leaves out or assumes, in one sentence. */
export function describePipelineNote(note: PipelineNote, language: Language): string {
  const chinese = language === 'zh';
  switch (note.code) {
    case 'no_amount':
      return chinese
        ? `${note.count} 个商机没有金额，未计入。`
        : `${note.count} deals without an amount are left out.`;
    case 'deals_in_other_currencies':
      return chinese
        ? `${note.count} 个非 ${note.currency} 商机未计入。`
        : `${note.count} deals not in ${note.currency} are left out.`;
    case 'close_day_unknown':
      return chinese
        ? `${note.count} 个商机没有预计成交日或已过期，按以往成交所需时间估计。`
        : `${note.count} deals have no expected day or are past it: they are placed by how long deals took before.`;
  }
}

/** The name under which a series of the user's own drives a forecast. */
export const OWN_SERIES = 'influence';

const driverNames: Readonly<Record<Holiday | 'level' | 'season' | 'promotion' | typeof OWN_SERIES, Wording>> =
  {
    level: { en: 'level and trend', zh: '水平与趋势' },
    season: { en: 'season', zh: '季节' },
    promotion: { en: 'promotions', zh: '促销' },
    influence: { en: 'your own series', zh: '您提供的序列' },
    before_chinese_new_year: { en: 'weeks before Chinese New Year', zh: '春节前两周' },
    chinese_new_year: { en: 'Chinese New Year', zh: '春节' },
    easter: { en: 'Easter', zh: '复活节' },
    mid_year_sales: { en: 'mid-year sales (June 1-18)', zh: '618 大促' },
    golden_week: { en: 'Golden Week', zh: '国庆黄金周' },
    singles_day: { en: "Singles' Day", zh: '双十一' },
    before_christmas: { en: 'weeks before Christmas', zh: '圣诞节前两周' },
    year_end: { en: 'end of the year', zh: '年末' },
  };
type Wording = Readonly<Record<Language, string>>;

/** What a change of sales comes from, in a few words. */
export const describeDriver = (cause: string, language: Language): string =>
  (driverNames as Readonly<Record<string, Wording>>)[cause]?.[language] ?? cause;

/** What sales are called that belong to no part, and those of all the small parts together. */
export const partNames: Readonly<Record<'none' | 'others', Wording>> = {
  none: { en: 'not stated', zh: '未注明' },
  others: { en: 'all others', zh: '其他合计' },
};

/** Why there is no churn model, in one sentence. */
export function describeChurnRefusal({ reason, found, needed }: ChurnRefusal, language: Language): string {
  const what = {
    too_few_customers: { en: 'active customers', zh: '活跃客户' },
    too_few_churned: { en: 'customers who stopped buying', zh: '已停止购买的客户' },
    too_few_retained: { en: 'customers who kept buying', zh: '继续购买的客户' },
  }[reason][language];
  return language === 'zh'
    ? `数据不足：只有 ${found} 位${what}，至少需要 ${needed} 位才能评分。`
    : `Too little to learn from: ${found} ${what}, and a score needs ${needed}.`;
}

/** Why one customer has no score, in one sentence. */
export function describeUnscored(bought: boolean, language: Language): string {
  if (!bought) return language === 'zh' ? '这位客户还没有购买过。' : 'This customer has bought nothing yet.';
  return language === 'zh'
    ? `这位客户已超过 ${LAPSED_DAYS} 天没有购买，视为已流失，不再评分。`
    : `No purchase for over ${LAPSED_DAYS} days: this customer has already left and is not scored.`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Why nothing can be foretold of purchases, in one sentence. */
export function describeFewBuyers(
  buyers: number,
  repeating: number,
  { leastBuyers, leastRepeats }: { leastBuyers: number; leastRepeats: number },
  language: Language,
): string {
  return language === 'zh'
    ? `数据不足：${buyers} 位客户买过，其中 ${repeating} 位买过不止一次；至少需要 ${leastBuyers} 位和 ${leastRepeats} 位。`
    : `Too little to learn from: ${buyers} customers bought, ${repeating} of them more than once; ${leastBuyers} and ${leastRepeats} are needed.`;
}

/** That the customer asked about has no purchase to go by. */
export const describeNeverBought = (language: Language): string =>
  language === 'zh'
    ? '这位客户还没有购买过，无从预测。'
    : 'This customer has bought nothing yet: there is nothing to go by.';

/** That a model was learned from a part of the customers. */
export const describeSampled = (learned: number, all: number, language: Language): string =>
  language === 'zh'
    ? `模型由 ${all} 位客户中的 ${learned} 位学得。`
    : `Learned from ${learned} of ${all} customers.`;

const factorLabels = {
  daysSincePurchase: { en: 'days since the last purchase', zh: '距上次购买天数' },
  purchases: { en: 'purchases', zh: '购买次数' },
  averageAmount: { en: 'average amount', zh: '平均金额' },
  tenureDays: { en: 'days as a customer', zh: '成为客户天数' },
  overdueRatio: { en: 'times the usual interval', zh: '相当于平时间隔的倍数' },
  negativeShare: { en: 'share of negative moods', zh: '负面情绪占比' },
  openTickets: { en: 'open tickets', zh: '未结工单' },
  recentPurchases: { en: 'purchases in the last 90 days', zh: '近90天购买次数' },
  recentContacts: { en: 'contacts in the last 90 days', zh: '近90天联系次数' },
  repeats: { en: 'repeat purchases', zh: '重复购买次数' },
  silence: { en: 'days without a purchase', zh: '未购买天数' },
  age: { en: 'days since the first purchase', zh: '距首次购买天数' },
} as const satisfies Record<ChurnFeature | PurchaseFeature, Record<Language, string>>;

/** A factor of a score as people call it; a factor of an older model under its own name. */
export const labelOfFactor = (feature: string, language: Language): string =>
  Object.hasOwn(factorLabels, feature)
    ? factorLabels[feature as keyof typeof factorLabels][language]
    : feature;
