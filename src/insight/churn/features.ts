/** What is known of one customer, dated, in any order. */
export interface CustomerHistory {
  customerId: string;
  /** Amounts in one unit for all customers; null where an amount has none to compare with. */
  purchases: readonly { at: Date; amount: number | null }[];
  interactions: readonly { at: Date; sentiment: 'positive' | 'neutral' | 'negative' | null }[];
  tickets: readonly { openedAt: Date; resolvedAt: Date | null }[];
}

/** What the model looks at, in the units a person reads: days, counts, money, shares from 0 to 1. */
export const churnFeatures = [
  'daysSincePurchase',
  'purchases',
  'averageAmount',
  'tenureDays',
  'overdueRatio',
  'negativeShare',
  'openTickets',
  'recentPurchases',
  'recentContacts',
] as const;
export type ChurnFeature = (typeof churnFeatures)[number];

/** One customer's features; null where there is nothing to measure. */
export type CustomerFeatures = Record<ChurnFeature, number | null>;

const DAY = 86_400_000;
/** How far back moods, contacts and recent purchases count. */
export const RECENT_DAYS = 90;

/**
 * A customer's features as they stood at a cut-off, from what had happened by then and nothing later.
 * `overdueRatio` is the time since the last purchase over the customer's own mean interval.
 *
 * @returns null where the customer had bought nothing by then
 */
export function featuresAt(history: CustomerHistory, cutOff: Date): CustomerFeatures | null {
  const end = cutOff.getTime();
  const known = history.purchases.filter(({ at }) => at.getTime() <= end);
  if (known.length === 0) return null;
  const times = known.map(({ at }) => at.getTime());
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const buyingDays = new Set(times.map((time) => Math.floor(time / DAY))).size;
  const recency = (end - last) / DAY;
  const amounts = known.flatMap(({ amount }) => amount ?? []);

  const recent = end - RECENT_DAYS * DAY;
  const moods = history.interactions.filter(
    ({ at, sentiment }) => sentiment !== null && at.getTime() <= end && at.getTime() > recent,
  );
  const negative = moods.filter(({ sentiment }) => sentiment === 'negative').length;
  const open = history.tickets.filter(
    ({ openedAt, resolvedAt }) =>
      openedAt.getTime() <= end && (resolvedAt === null || resolvedAt.getTime() > end),
  );
  return {
    daysSincePurchase: recency,
    purchases: buyingDays,
    averageAmount:
      amounts.length > 0 ? amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length : null,
    tenureDays: (end - first) / DAY,
    overdueRatio: buyingDays > 1 ? recency / ((last - first) / DAY / (buyingDays - 1)) : null,
    negativeShare: moods.length > 0 ? negative / moods.length : null,
    openTickets: open.length,
    recentPurchases: times.filter((time) => time > recent).length,
    recentContacts: history.interactions.filter(({ at }) => at.getTime() <= end && at.getTime() > recent)
      .length,
  };
}

/** The model's columns: everything but the share on a logarithmic scale, missing as NaN. */
export const columnsOf = (features: CustomerFeatures): number[] =>
  churnFeatures.map((name) => {
    const value = features[name];
    if (value === null) return Number.NaN;
    return name === 'negativeShare' ? value : Math.log1p(Math.max(0, value));
  });
