import { addDays, toMajor, toMinor } from '../../crm/index.ts';
import { dayIn, digest, type Workspace } from '../../trust/index.ts';
import { round } from '../statistics.ts';
import type { NewPrediction } from '../track/index.ts';
import { type DescribedProduct, type SimilarProduct, similarByText } from './content.ts';
import { explore } from './exploration.ts';
import type { Past, PolicyEstimate } from './kept.ts';
import type { Learned } from './learn.ts';
import { offerOf } from './offer.ts';
import type { Taste } from './profile.ts';
import type { Ranked, RankingMethod } from './rank.ts';
import type { Opinions, ProductRow, PromotionRow } from './read.ts';
import { type ProductReason, reasonsFor } from './reasons.ts';
import type { RecommendationQuestion, Recommended } from './recommending.ts';
import { varied } from './rerank.ts';

/** The rows behind a ranking, as they stand now. */
export interface Stock extends Past {
  products: ReadonlyMap<string, ProductRow>;
  /** Texts of all products on sale, where these are needed. */
  described: readonly DescribedProduct[];
  promotions: readonly PromotionRow[];
  opinions: ReadonlyMap<string, Opinions>;
}

export interface RecommendedProduct {
  id: string;
  name: string;
  /** Major units and currency, such as 120.50 CNY. */
  price?: string;
  /** The strongest first. */
  reasons: ProductReason[];
  /** How likely it is to be bought within 30 days, from 0 to 1. */
  chance: number;
  /** Chance × (price − cost), at the offer's price where there is one. */
  expectedMargin?: string;
  /** The promotion that makes it cheapest today. */
  offer?: { name: string; code?: string; price: string; until: string; margin?: string };
  /** Chosen to learn how it does, with the chance it had of being chosen. */
  explored?: number;
}

/** How often the next new product of a customer stood among the first ten, from 0 to 1. */
export interface ShownRehearsal {
  customers: number;
  hitRateAt10: number;
  /** Low and high end of its 95 % interval. */
  hitRate95: [number, number];
  popularityHitRateAt10: number;
}

export interface Answer {
  method: RankingMethod;
  products: RecommendedProduct[];
  /** Products the customer has. */
  owned: number;
  /** Customers learned from. */
  sampleSize: number;
  /** The day of the last order it rests on. */
  dataUpTo?: string;
  backtest?: ShownRehearsal;
  policy?: PolicyEstimate;
  /** How earlier recommendations did, where any has come due. */
  trackRecord?: string;
}

interface Ground {
  learned: Learned;
  taste: Taste;
  ranked: Ranked;
  stock: Stock;
  question: RecommendationQuestion;
  now: Date;
  workspace: Workspace;
}

interface Chosen {
  id: string;
  score: number;
  category: string | null;
  row: ProductRow;
  similar?: SimilarProduct;
  chance: number;
  explored?: number;
}

const fewestToExplore = 3;
const explored = 8;
const horizonDays = 30;

/** Picks from a ranking what is on sale, keeps it varied, tries one product near the cut, and gives the reasons. */
export function answer(ground: Ground): Recommended {
  const { learned, taste, ranked, stock, question, now, workspace } = ground;
  const eligible = eligibleOf(ground);
  const list = varied(eligible, question.limit);
  const chosen = withOneTried(ground, list, eligible);
  const { rehearsal, upTo, interactions } = learned;
  const today = dayIn(workspace.timeZone, now);
  return {
    answer: {
      method: ranked.method,
      products: chosen.map((one) => shown(ground, one)),
      owned: taste.owned.size,
      sampleSize: interactions.customers,
      ...(upTo && { dataUpTo: dayIn(workspace.timeZone, upTo) }),
      ...(rehearsal && {
        backtest: {
          customers: rehearsal.customers,
          hitRateAt10: round(rehearsal.hitRateAt10.value, 3),
          hitRate95: [round(rehearsal.hitRateAt10.low95, 3), round(rehearsal.hitRateAt10.high95, 3)],
          popularityHitRateAt10: round(rehearsal.popularityHitRateAt10.value, 3),
        },
      }),
      ...(stock.policy && { policy: stock.policy }),
      ...(stock.trackRecord.scored > 0 && { trackRecord: stock.trackRecord.sentence }),
    },
    predictions: question.customer ? predictionsOf(ground, question.customer.id, chosen, today) : [],
  };
}

/** What may be sold: on sale, in stock, not too dear; by the texts where nobody bought what is asked about. */
function eligibleOf({ learned, ranked, stock, question, workspace }: Ground): Chosen[] {
  const texts = new Map(stock.described.map((one) => [one.id, one]));
  const asked = ranked.reasonsFrom.flatMap((id) => texts.get(id) ?? []);
  const similar = ranked.method === 'content' ? similarByText(asked, stock.described) : [];
  const likeliest = new Map(similar.map((one) => [one.id, one]));
  const { maxPrice } = question;
  const highest = maxPrice === undefined ? undefined : toMinor(maxPrice, workspace.currency);
  const candidates =
    ranked.method === 'content'
      ? similar.map(({ id, similarity }) => ({ id, score: similarity }))
      : ranked.candidates;
  return candidates
    .flatMap(({ id, score }): Chosen[] => {
      const row = stock.products.get(id);
      if (!row?.active || row.stock === 0) return [];
      const isTooDear =
        highest !== undefined &&
        (row.priceMinor === null || row.currency !== workspace.currency || row.priceMinor > highest);
      if (isTooDear) return [];
      const alike = likeliest.get(id);
      const chance = chanceOf(learned, id);
      return [{ id, score, category: row.category, row, chance, ...(alike && { similar: alike }) }];
    })
    .map((one, place) => ({ ...one, chance: chanceAt(learned, ranked.method, place) ?? one.chance }));
}

/** The share of rehearsals in which the next new product stood at this place, times the chance of a new one at all. */
function chanceAt(
  { rehearsal, newWithin30Days }: Learned,
  method: RankingMethod,
  place: number,
): number | null {
  if (!rehearsal || method === 'popularity' || method === 'content') return null;
  const { hitsAt, customers } = rehearsal;
  const usual = hitsAt.reduce((sum, hits) => sum + hits, 0) / hitsAt.length;
  const hits =
    place < hitsAt.length ? (hitsAt[place]! + usual) / 2 : (usual * hitsAt.length) / (2 * (place + 1));
  return (hits / customers) * newWithin30Days;
}

/** The share of customers who bought it in an average month of the last three. */
function chanceOf({ numbers, recentBuyers, interactions }: Learned, id: string): number {
  const item = numbers.get(id);
  return item === undefined ? 0 : recentBuyers[item]! / 3 / interactions.customers;
}

/** The last place goes to one of the products near the cut, drawn by how well each did when it was recommended. */
function withOneTried(ground: Ground, list: readonly Chosen[], eligible: readonly Chosen[]): Chosen[] {
  const { question, stock, learned, now, workspace } = ground;
  const listed = new Set(list.map(({ id }) => id));
  const next = eligible.filter(({ id }) => !listed.has(id)).slice(0, explored);
  if (question.limit < fewestToExplore || list.length < question.limit || next.length === 0) return [...list];
  const near = [list.at(-1)!, ...next];
  const none = { accepted: 0, rejected: 0 };
  const arms = near.map(({ id, chance }) => ({
    chance: Math.min(0.9, Math.max(0.001, chance)),
    ...(stock.opinions.get(id) ?? none),
  }));
  const asked = [question.customer?.id, ...question.basket, learned.orders, dayIn(workspace.timeZone, now)];
  const { taken, propensity } = explore(arms, Number.parseInt(digest(asked.join(' ')).slice(0, 8), 16));
  return [...list.slice(0, -1), { ...near[taken]!, explored: propensity }];
}

function shown(ground: Ground, one: Chosen): RecommendedProduct {
  const { id, name, priceMinor, costMinor, currency } = one.row;
  const money = (minor: number): string => `${toMajor(Math.round(minor), currency)} ${currency}`;
  const offer = offerOf(ground.stock.promotions, one.row);
  const soldAt = offer?.priceMinor ?? priceMinor;
  const margin = soldAt === null || costMinor === null ? null : soldAt - costMinor;
  return {
    id,
    name,
    ...(priceMinor !== null && { price: money(priceMinor) }),
    reasons: reasonsOf(ground, one),
    chance: round(one.chance, 4),
    ...(margin !== null && { expectedMargin: money(one.chance * margin) }),
    ...(offer && {
      offer: {
        name: offer.promotion.name,
        ...(offer.promotion.code !== null && { code: offer.promotion.code }),
        price: money(offer.priceMinor),
        until: offer.promotion.endsOn,
        ...(margin !== null && { margin: money(margin) }),
      },
    }),
    ...(one.explored !== undefined && { explored: round(one.explored, 3) }),
  };
}

function reasonsOf({ learned, taste, stock, ranked }: Ground, { id, similar }: Chosen): ProductReason[] {
  const nameOf = (product: string): string | undefined => stock.products.get(product)?.name;
  if (!similar) return reasonsFor(id, learned, taste, nameOf);
  const product = nameOf(ranked.reasonsFrom[0]!);
  return [
    { kind: 'similar', ...(product !== undefined && { product }), count: similar.shared, of: similar.of },
  ];
}

function predictionsOf(
  { learned, ranked }: Ground,
  subject: string,
  chosen: readonly Chosen[],
  today: string,
): NewPrediction[] {
  const { rehearsal, orders } = learned;
  const naiveShare =
    rehearsal && rehearsal.hitRateAt10.value > 0
      ? rehearsal.popularityHitRateAt10.value / rehearsal.hitRateAt10.value
      : 1;
  return chosen.map(({ id, chance, explored: propensity = 1 }, place) => ({
    kind: 'recommendation',
    subject,
    target: id,
    dueOn: addDays(today, horizonDays + 1),
    predicted: { value: chance, naive: Math.min(1, chance * naiveShare) },
    model: `recommend@${ranked.method}`,
    inputs: { place: place + 1, propensity, popular: ranked.popular.has(id), orders },
  }));
}
