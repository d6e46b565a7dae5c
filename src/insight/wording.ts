import type { Language } from '../trust/index.ts';
import { type ChurnRefusal, LAPSED_DAYS } from './churn/index.ts';
import type { ForecastNote } from './forecast/index.ts';

/** What the data behind a forecast leave out. */
export type SalesNote =
  | { code: 'no_recent_orders'; since: string }
  | { code: 'undated_orders'; count: number }
  | { code: 'other_currencies'; count: number; currency: string };

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
    case 'other_currencies':
      return chinese
        ? `${note.count} 个非 ${note.currency} 订单未计入。`
        : `${note.count} orders not in ${note.currency} are left out.`;
  }
}

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
