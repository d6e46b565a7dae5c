import { type Share, shareOf } from '../statistics.ts';
import { chooseSettings, type RehearsalCase } from './choose-settings.ts';
import { buyersOfEach, type Interactions, itemsOfCustomer, layOut } from './interactions.ts';
import { giveWay, type Pace, unwatched, within } from './pace.ts';
import { isAmong, topItems } from './ranking.ts';
import {
  fitRecommender,
  type ItemScorer,
  popularityScorer,
  type RecommenderSettings,
} from './recommender.ts';

/** One order: who bought which products, and when. */
export interface Bought {
  customer: string;
  products: readonly string[];
  at: Date;
}

/** How often the next new product of a customer stood among the first ten, in rehearsals on the past. */
export interface Rehearsal {
  customers: number;
  hitRateAt10: Share;
  popularityHitRateAt10: Share;
  /** How many were found at each of the ten places. */
  hitsAt: readonly number[];
}

/** What the orders teach of products; numbers stand for products and customers. */
export interface Learned {
  products: readonly string[];
  numbers: ReadonlyMap<string, number>;
  interactions: Interactions;
  settings: RecommenderSettings;
  scorer: ItemScorer;
  /** Buyers of each product, an old purchase counting less. */
  popularity: Float64Array;
  buyers: Uint32Array;
  /** Buyers within the last 90 days. */
  recentBuyers: Uint32Array;
  /** Customers who bought it more than once. */
  returningBuyers: Uint32Array;
  rehearsal: Rehearsal | null;
  /** How likely a customer is to buy something new to them within 30 days, from 0 to 1. */
  newWithin30Days: number;
  /** When the last order was placed. */
  upTo: Date | null;
  /** Orders learnt from. */
  orders: number;
}

/** A purchase this old counts half. */
const halfLifeDays = 90;
const dayMilliseconds = 86_400_000;
const horizonDays = 30;
const folds = 5;
const mostRehearsed = 1_000;
/** Larger data are rehearsed in one fold of five, not in four. */
const mostForAllFolds = 20_000;
const shown = 10;
/** Where nobody bought two things, nothing can be rehearsed. */
const untried: RecommenderSettings = { method: 'popularity' };

interface History {
  products: number[];
  /** When each was first and last bought, in milliseconds, and how often. */
  first: number[];
  last: number[];
  times: number[];
}

/** Learns from all orders up to a moment, in any order. */
export async function learn(orders: Iterable<Bought>, now: Date, pace: Pace = unwatched): Promise<Learned> {
  const { products, numbers, histories, count, latest } = await collect(orders, pace);
  const interactions = layOut(
    histories.map((history) => history.products),
    products.length,
  );
  const tests = lastNewOf(histories);
  const { settings, rehearsal } = await rehearse(interactions, tests, within(pace, 0, 0.8));
  return {
    products,
    numbers,
    interactions,
    settings,
    scorer: await fitRecommender(interactions, settings, within(pace, 0.8, 1)),
    buyers: buyersOfEach(interactions),
    ...countBuyers(histories, products.length, now),
    rehearsal,
    newWithin30Days: shareOfNew(histories, now),
    upTo: count === 0 ? null : new Date(latest),
    orders: count,
  };
}

async function collect(orders: Iterable<Bought>, pace: Pace) {
  const products: string[] = [];
  const numbers = new Map<string, number>();
  const byCustomer = new Map<string, Map<number, { first: number; last: number; times: number }>>();
  let count = 0;
  let latest = Number.NEGATIVE_INFINITY;
  for (const { customer, products: bought, at } of orders) {
    const time = at.getTime();
    const own = byCustomer.get(customer) ?? new Map();
    byCustomer.set(customer, own);
    for (const product of new Set(bought)) {
      const number = numbers.get(product) ?? products.push(product) - 1;
      numbers.set(product, number);
      const known = own.get(number) ?? { first: time, last: time, times: 0 };
      known.first = Math.min(known.first, time);
      known.last = Math.max(known.last, time);
      known.times += 1;
      own.set(number, known);
    }
    count += 1;
    if (count % 10_000 === 0) await giveWay(pace, 0);
    latest = Math.max(latest, time);
  }
  const histories = Array.from(byCustomer.values(), (own): History => {
    const purchases = [...own.values()];
    return {
      products: [...own.keys()],
      first: purchases.map(({ first }) => first),
      last: purchases.map(({ last }) => last),
      times: purchases.map(({ times }) => times),
    };
  });
  return { products, numbers, histories, count, latest };
}

interface LastNew {
  customer: number;
  product: number;
}

/** The product each customer with two or more came to last; of many customers some, evenly. */
function lastNewOf(histories: readonly History[]): LastNew[] {
  const found: LastNew[] = [];
  for (const [customer, { products, first }] of histories.entries()) {
    if (products.length < 2) continue;
    let newest = 0;
    for (let at = 1; at < products.length; at++) if (first[at]! > first[newest]!) newest = at;
    found.push({ customer, product: products[newest]! });
  }
  const stride = Math.ceil(found.length / (mostRehearsed * folds));
  return found.filter((_, index) => index % stride === 0);
}

/**
 * Hides the last new product of every fifth customer: on one fold the settings are chosen, on the others, fitted
 * without what they hide, it is counted how often that product stands among the first ten. Of large data two
 * folds are hidden at once, and what was fitted for choosing is judged by the other.
 */
async function rehearse(
  interactions: Interactions,
  tests: readonly LastNew[],
  pace: Pace,
): Promise<{ settings: RecommenderSettings; rehearsal: Rehearsal | null }> {
  const foldOf = (fold: number) => tests.filter((_, index) => index % folds === fold);
  if (foldOf(1).length === 0) return { settings: untried, rehearsal: null };
  const isLarge = interactions.itemsOf.length > mostForAllFolds;
  const forChoosing = foldOf(0);
  const tuning = without(interactions, isLarge ? [...forChoosing, ...foldOf(1)] : forChoosing);
  const cases = tuning.cases.slice(0, forChoosing.length);
  const choice = await chooseSettings(tuning.training, cases, within(pace, 0, 0.6));
  const { settings } = choice;
  const hitsAt = Array.from({ length: shown }, () => 0);
  let customers = 0;
  let popular = 0;
  for (const fold of isLarge ? [1] : [1, 2, 3, 4]) {
    const { training, cases } = isLarge
      ? { training: tuning.training, cases: tuning.cases.slice(forChoosing.length) }
      : without(interactions, foldOf(fold));
    const fitted = isLarge ? choice.scorer : undefined;
    const scorer = fitted ?? (await fitRecommender(training, settings, within(pace, 0.6, 1)));
    const byPopularity = popularityScorer(training);
    for (const { profile, hidden } of cases) {
      const isOwned = isAmong(profile.items);
      const place = topItems(scorer.score(profile), shown, isOwned).indexOf(hidden[0]!);
      if (place >= 0) hitsAt[place]! += 1;
      if (topItems(byPopularity.score(profile), shown, isOwned).includes(hidden[0]!)) popular += 1;
      customers += 1;
      if (customers % 50 === 0) await giveWay(pace, 0.8);
    }
  }
  const hits = hitsAt.reduce((sum, count) => sum + count, 0);
  return {
    settings,
    rehearsal: {
      customers,
      hitRateAt10: shareOf(hits, customers),
      popularityHitRateAt10: shareOf(popular, customers),
      hitsAt,
    },
  };
}

function without(interactions: Interactions, hidden: readonly LastNew[]) {
  const hiddenOf = new Map(hidden.map(({ customer, product }) => [customer, product]));
  const kept = Array.from({ length: interactions.customers }, (_, customer) =>
    itemsOfCustomer(interactions, customer).filter((item) => item !== hiddenOf.get(customer)),
  );
  const cases = hidden.map(
    ({ customer, product }): RehearsalCase => ({ profile: { items: kept[customer]! }, hidden: [product] }),
  );
  return { training: layOut(kept, interactions.items), cases };
}

function countBuyers(histories: readonly History[], items: number, now: Date) {
  const popularity = new Float64Array(items);
  const recentBuyers = new Uint32Array(items);
  const returningBuyers = new Uint32Array(items);
  for (const { products, last, times } of histories)
    for (const [at, product] of products.entries()) {
      const age = Math.max(0, (now.getTime() - last[at]!) / dayMilliseconds);
      popularity[product]! += 0.5 ** (age / halfLifeDays);
      if (age <= halfLifeDays) recentBuyers[product]! += 1;
      if (times[at]! > 1) returningBuyers[product]! += 1;
    }
  return { popularity, recentBuyers, returningBuyers };
}

/** Of the customers known 30 days ago, the share that since bought something new to them. */
function shareOfNew(histories: readonly History[], now: Date): number {
  const since = now.getTime() - horizonDays * dayMilliseconds;
  const known = histories.filter(({ first }) => first.some((time) => time < since));
  const renewed = known.filter(({ first }) => first.some((time) => time >= since));
  return known.length === 0 ? 0 : renewed.length / known.length;
}
