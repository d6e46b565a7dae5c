import type { Language } from '../trust/index.ts';
import type { ChurnScore, CustomerHistory } from './churn/index.ts';
import { round } from './statistics.ts';

/** What to do for a customer who may leave, what it costs and what it saves, in the workspace's currency. */
export type RetentionAdvice = {
  action: 'resolve_tickets' | 'call' | 'offer';
  text: string;
  /** What it costs on average; absent where that is a person's time. */
  cost?: number;
  /** A year of their purchases, times the chance that they leave. */
  valueAtRisk: number;
  /** The part of it that the action is assumed to save. */
  valueSaved: number;
};

/** Assumed, for want of trials: how many of those who would leave stay for it. Said with every advice. */
export const keptByAction = 0.2;
const offerShare = 0.1;
/** Below this chance nobody needs to be kept. */
const leastRisk = 0.3;
/** In log-odds: what adds less is not why they leave. */
const leastSay = 0.3;
const DAY = 86_400_000;

/**
 * Advice for a customer at risk: by what speaks loudest for their leaving among what can be acted on.
 *
 * @returns null where the risk is small, or no purchase of the last year has an amount
 */
export function adviseRetention(
  { probability, factors }: ChurnScore,
  { purchases, tickets }: CustomerHistory,
  { now, currency, language }: { now: Date; currency: string; language: Language },
): RetentionAdvice | null {
  const amounts = purchases.flatMap(({ at, amount }) =>
    at.getTime() > now.getTime() - 365 * DAY && amount !== null ? [amount] : [],
  );
  if (probability < leastRisk || amounts.length === 0) return null;
  const yearly = amounts.reduce((sum, amount) => sum + amount, 0);
  const valueAtRisk = round(probability * yearly, 2);
  const valueSaved = round(keptByAction * valueAtRisk, 2);
  const cost = round((offerShare * yearly) / amounts.length, 2);
  const money = (amount: number) => `${amount.toFixed(2)} ${currency}`;
  const open = tickets.filter(({ resolvedAt }) => resolvedAt === null).length;
  const speaksFor = (feature: string) =>
    factors.some((one) => one.feature === feature && one.contribution >= leastSay);
  const isUnhappy = speaksFor('negativeShare');
  const chinese = language === 'zh';
  if (open > 0 && (isUnhappy || speaksFor('openTickets'))) {
    const text = chinese
      ? `先处理 ${open} 个未结工单；花费在 ${money(valueSaved)} 以内都值得。`
      : `Resolve the ${open} open tickets first; worth up to ${money(valueSaved)}.`;
    return { action: 'resolve_tickets', text, valueAtRisk, valueSaved };
  }
  if (isUnhappy || cost >= valueSaved) {
    const text = chinese
      ? `打电话了解情况；花费在 ${money(valueSaved)} 以内都值得，优惠并不划算。`
      : `Call and ask what is wrong; worth up to ${money(valueSaved)}, while an offer would not mend it.`;
    return { action: 'call', text, valueAtRisk, valueSaved };
  }
  const text = chinese
    ? `下一单给 10 % 优惠：约花费 ${money(cost)}，约挽回 ${money(valueSaved)}。`
    : `Offer 10 % off the next order: costs about ${money(cost)}, saves about ${money(valueSaved)}.`;
  return { action: 'offer', text, cost, valueAtRisk, valueSaved };
}
