import { addDays } from '../crm/index.ts';
import { dayIn, type Language, type Scope, strangeCursor } from '../trust/index.ts';
import { asSoFar, type Buyer, buyersAt, purchaseDays, sampled, spendersOf, typicalOf } from './buyers.ts';
import { type CustomerPurchases, readCustomerPurchases } from './customer-purchases.ts';
import { type ExplainedCustomer, explainedFirst, roundedSum } from './explained-score.ts';
import {
  expectedPurchases,
  expectedSpend,
  explainExpectedPurchases,
  featuresOf,
  fitRepeatPurchases,
  fitSpend,
  nextPurchaseIn,
  type PurchaseFeatures,
  probabilityAlive,
  purchaseFeatures,
  type RepeatPurchaseModel,
  type SpendModel,
} from './purchases/index.ts';
import { round } from './statistics.ts';
import type { NewPrediction } from './track/index.ts';
import { describeFewBuyers, describeNeverBought, describeSampled } from './wording.ts';

/** Whose purchases are asked for: one customer's, the people's of a company, or all customers' by a key. */
export interface OutlookRequest {
  customerId?: string | undefined;
  /** The days ahead. */
  days: number;
  /** What comes first: the most value, the most purchases, or the nearest next purchase. */
  sort: 'value' | 'purchases' | 'date';
  limit: number;
  cursor?: string | undefined;
}

/** What customers are expected to buy, with the model and how it did before. */
export interface PurchaseOutlook {
  customers: ExpectedCustomer[];
  nextCursor: string | null;
  currency: string;
  model?: OutlookModel;
  dataUpTo?: string;
  notes: string[];
  /** To be kept and judged later. */
  predictions: NewPrediction[];
}

export interface ExpectedCustomer {
  id: string;
  name: string;
  purchasesSoFar: number;
  daysSincePurchase: number;
  /** Chance that they are still a customer at all. */
  probabilityAlive: number;
  /** Chance of at least one purchase in the days ahead. */
  probabilityToBuy: number;
  expectedPurchases: number;
  /** In the workspace's currency; absent where no purchase has an amount. */
  expectedValue?: number;
  /** The day by which they will have bought with a chance of one half; null where they may never again. */
  nextPurchaseOn: string | null;
}

export interface OutlookModel {
  method: 'bg_nbd_gamma_gamma';
  customers: number;
  repeatCustomers: number;
  parameters: { r: number; alpha: number; a: number; b: number };
  /** The same days before now, foretold from what was known before them; errors in purchases a customer. */
  backtest?: { customers: number; error: number; errorAsSoFar: number; foretold: number; happened: number };
}

/** What customers bought, read once; what is foretold from it needs no database. */
export interface Purchasing {
  outlook(request: OutlookRequest, language: Language): PurchaseOutlook;
  /** @throws RapportError not_found where nothing can be expected of the customer */
  explain(customerId: string, days: number, language: Language): ExplainedCustomer;
}

const DAY = 86_400_000;
const leastBuyers = 30;
const leastRepeats = 10;
/** Below this chance of being a customer still, a date would promise too much. */
const leastAlive = 0.5;
const daysAYear = 365;

export async function readPurchasing(scope: Scope): Promise<Purchasing> {
  const customers = await readCustomerPurchases(scope);
  const { now, workspace } = scope;
  const { timeZone, currency } = workspace;
  return {
    outlook(request, language) {
      const told = foretell(customers, request, { now, language, timeZone, currency });
      return told.model
        ? { ...told, model: { ...told.model, ...backtest(customers, now.getTime(), request.days) } }
        : told;
    },
    explain(customerId, days, language) {
      const request = { customerId, days, sort: 'value', limit: 1 } as const;
      const {
        customers: found,
        predictions,
        notes,
      } = foretell(customers, request, { now, language, timeZone, currency });
      return explainedFirst(found, predictions, notes[0], language);
    },
  };
}

interface Circumstances {
  now: Date;
  language: Language;
  timeZone: string;
  currency: string;
}

function foretell(
  customers: readonly CustomerPurchases[],
  request: OutlookRequest,
  { now, language, timeZone, currency }: Circumstances,
): PurchaseOutlook {
  const buyers = buyersAt(customers, now.getTime());
  const latest = buyers.reduce(
    (least, { age, lastAt }) => Math.min(least, age - lastAt),
    Number.POSITIVE_INFINITY,
  );
  const basis = {
    currency,
    ...(buyers.length > 0 && { dataUpTo: dayIn(timeZone, new Date(now.getTime() - latest * DAY)) }),
  };
  const repeating = buyers.filter(({ repeats }) => repeats > 0).length;
  if (buyers.length < leastBuyers || repeating < leastRepeats) {
    const notes = [describeFewBuyers(buyers.length, repeating, { leastBuyers, leastRepeats }, language)];
    return { customers: [], nextCursor: null, ...basis, notes, predictions: [] };
  }
  const learned = sampled(buyers);
  const model = fitRepeatPurchases(learned);
  const spend = fitSpend(spendersOf(learned));
  const isAsked = ({ id, companyId }: Buyer) =>
    request.customerId === undefined || id === request.customerId || companyId === request.customerId;
  const asked = buyers
    .filter(isAsked)
    .map((buyer) => ({ buyer, ...expectationOf(model, spend, buyer, request.days) }));
  asked.sort(comparing(request.sort));
  const { page, nextCursor } = pageOf(asked, request);
  const dueOn = addDays(dayIn(timeZone, now), request.days + 1);
  const typical = typicalOf(learned);
  return {
    customers: page.map(({ buyer, ...expected }) => shown(buyer, expected, now, timeZone)),
    nextCursor,
    ...basis,
    model: {
      method: 'bg_nbd_gamma_gamma',
      customers: learned.length,
      repeatCustomers: repeating,
      parameters: parametersOf(model),
    },
    notes: [
      ...(asked.length === 0 ? [describeNeverBought(language)] : []),
      ...(learned.length < buyers.length ? [describeSampled(learned.length, buyers.length, language)] : []),
    ],
    predictions: page.map(({ buyer, purchases }) => ({
      kind: 'purchase',
      subject: buyer.id,
      target: `orders in ${request.days} days`,
      dueOn,
      predicted: { value: round(purchases, 3), naive: round(asSoFar(buyer, request.days), 3) },
      model: 'purchases@1',
      inputs: {
        ...parametersOf(model),
        days: request.days,
        ...explained(model, buyer, typical, request.days),
      },
    })),
  };
}

/** What the number of orders expected of a customer is made of. */
function explained(
  model: RepeatPurchaseModel,
  buyer: Buyer,
  typical: PurchaseFeatures,
  days: number,
): { score: number; base: number; factors: { feature: string; value: number; contribution: number }[] } {
  const own = featuresOf(buyer);
  const { base, contributions } = explainExpectedPurchases(model, own, typical, days);
  const factors = purchaseFeatures
    .map((feature) => ({ feature, value: round(own[feature], 1), contribution: contributions[feature] }))
    .sort((one, other) => Math.abs(other.contribution) - Math.abs(one.contribution));
  return roundedSum(base, factors, 3);
}

interface Expectation {
  alive: number;
  toBuy: number;
  purchases: number;
  value: number | null;
  /** In days from now; null where they may never buy again. */
  nextIn: number | null;
}

function expectationOf(
  model: RepeatPurchaseModel,
  spend: SpendModel | null,
  buyer: Buyer,
  days: number,
): Expectation {
  const alive = probabilityAlive(model, buyer);
  const purchases = expectedPurchases(model, buyer, days);
  const { repeats, age, average, priced } = buyer;
  const quiet = ((model.alpha + age) / (model.alpha + age + days)) ** (model.r + repeats);
  const perPurchase = spend
    ? expectedSpend(spend, { purchases: priced, average: average ?? 0 })
    : (average ?? null);
  const nextIn = alive < leastAlive ? null : nextPurchaseIn(model, buyer, 0.5);
  return {
    alive,
    toBuy: alive * (1 - quiet),
    purchases,
    value: perPurchase === null ? null : purchases * perPurchase,
    nextIn: nextIn !== null && nextIn > daysAYear ? null : nextIn,
  };
}

function shown(buyer: Buyer, expected: Expectation, now: Date, timeZone: string): ExpectedCustomer {
  const { alive, toBuy, purchases, value, nextIn } = expected;
  return {
    id: buyer.id,
    name: buyer.name,
    purchasesSoFar: buyer.repeats + 1,
    daysSincePurchase: Math.floor(buyer.age - buyer.lastAt),
    probabilityAlive: round(alive, 3),
    probabilityToBuy: round(toBuy, 3),
    expectedPurchases: round(purchases, 2),
    ...(value !== null && { expectedValue: round(value, 2) }),
    nextPurchaseOn: nextIn === null ? null : dayIn(timeZone, new Date(now.getTime() + nextIn * DAY)),
  };
}

/** How the same model would have done over the days before now. */
function backtest(
  customers: readonly CustomerPurchases[],
  now: number,
  days: number,
): Pick<OutlookModel, 'backtest'> {
  const before = now - days * DAY;
  const past = sampled(buyersAt(customers, before));
  if (past.length < leastBuyers || past.filter(({ repeats }) => repeats > 0).length < leastRepeats) return {};
  const model = fitRepeatPurchases(past);
  const bought = new Map(
    customers.map(({ customerId, times }) => [customerId, purchaseDays(times, before, now).length]),
  );
  let [error, errorAsSoFar, foretold, happened] = [0, 0, 0, 0];
  for (const buyer of past) {
    const expected = expectedPurchases(model, buyer, days);
    const actual = bought.get(buyer.id)!;
    error += Math.abs(expected - actual) / past.length;
    errorAsSoFar += Math.abs(asSoFar(buyer, days) - actual) / past.length;
    foretold += expected;
    happened += actual;
  }
  return {
    backtest: {
      customers: past.length,
      error: round(error, 3),
      errorAsSoFar: round(errorAsSoFar, 3),
      foretold: Math.round(foretold),
      happened,
    },
  };
}

const parametersOf = ({ r, alpha, a, b }: RepeatPurchaseModel) => ({
  r: round(r, 4),
  alpha: round(alpha, 3),
  a: round(a, 4),
  b: round(b, 4),
});

type Asked = Expectation & { buyer: Buyer };

function comparing(sort: OutlookRequest['sort']): (one: Asked, other: Asked) => number {
  const far = Number.MAX_VALUE;
  const keys = {
    value: ({ value, purchases }: Asked) => -(value ?? purchases),
    purchases: ({ purchases }: Asked) => -purchases,
    date: ({ nextIn }: Asked) => nextIn ?? far,
  };
  return (one, other) => keys[sort](one) - keys[sort](other) || (one.buyer.id < other.buyer.id ? -1 : 1);
}

function pageOf(
  asked: readonly Asked[],
  { limit, cursor }: Pick<OutlookRequest, 'limit' | 'cursor'>,
): { page: readonly Asked[]; nextCursor: string | null } {
  const start = cursor === undefined ? 0 : asked.findIndex(({ buyer }) => buyer.id === cursor);
  if (start < 0) throw strangeCursor();
  return {
    page: asked.slice(start, start + limit),
    nextCursor: asked[start + limit]?.buyer.id ?? null,
  };
}
