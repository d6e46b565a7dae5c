import { type Interactions, itemsOfCustomer, layOut } from './interactions.ts';
import { fitLowRank } from './low-rank.ts';
import { giveWay, type Pace, unwatched, within } from './pace.ts';
import { isAmong, ndcgAt10, topItems } from './ranking.ts';
import {
  blend,
  cosineScorer,
  easeScorer,
  type ItemScorer,
  lowRankDimensions,
  lowRankScorer,
  type Profile,
  popularityScorer,
  type RecommenderSettings,
  standardised,
} from './recommender.ts';

/** Somebody whose profile is known and whose next items are hidden, to see whether they are found. */
export interface RehearsalCase {
  profile: Profile;
  /** At least one item. */
  hidden: readonly number[];
}

export interface Choice {
  settings: RecommenderSettings;
  /** nDCG@10 of the hidden items with these settings. */
  ndcgAt10: number;
  /** What ranks by these settings, of data too large to fit it again for nothing: fitted without what was hidden. */
  scorer?: ItemScorer;
  /** Every way that was tried, in the order it was. */
  tried: { settings: RecommenderSettings; ndcgAt10: number }[];
}

/** Which ways may be tried; all by default. */
export interface ChoiceOptions {
  /** Plain EASE alone, searched on all customers: not centred, nothing added. For comparison. */
  plainEaseOnly?: boolean;
}

const firstRidge = 200;
const lowestRidge = 1;
const highestRidge = 50_000;
const lowRankShares = [0, 0.15, 0.3, 0.6, 1];
/** EASE costs the cube of the smaller side and keeps the square of the items. */
const mostForEase = { smallerSide: 1_200, items: 3_000 };
/** Larger data are searched on so many customers, evenly spread; the ridge grows with the customers. */
const mostSearched = 500;
/** Cases times items that are scored for each attempt; of more cases some are passed over, evenly. */
const mostScored = 800_000;
/** The same where nothing is climbed, but tried once. */
const mostScoredOnce = 4_000_000;

/**
 * Finds what ranks best the items that were hidden: item weights by EASE (the ridge climbed by factors of two,
 * centred or not) or, of data too large for it, by cosine, and how much of the low-rank part to add; plain
 * popularity where nothing does better.
 *
 * @param interactions without what is hidden
 */
export async function chooseSettings(
  interactions: Interactions,
  rehearsed: readonly RehearsalCase[],
  pace: Pace = unwatched,
  { plainEaseOnly = false }: ChoiceOptions = {},
): Promise<Choice> {
  const { items, customers } = interactions;
  const isForEase = Math.min(items, customers) <= mostForEase.smallerSide && items <= mostForEase.items;
  const passed = Math.ceil((rehearsed.length * items) / (isForEase ? mostScored : mostScoredOnce));
  const cases = rehearsed.filter((_, index) => index % passed === 0);
  const tried: Choice['tried'] = [];
  const lowRank = plainEaseOnly
    ? undefined
    : lowRankScorer(await fitLowRank(interactions, lowRankDimensions, within(pace, 0, 0.1)));
  const patterns = lowRank && cases.map(({ profile }) => standardised(lowRank.score(profile)));

  async function trial(
    scorer: ItemScorer,
    settingsWith: (lowRankShare: number) => RecommenderSettings,
    shares = lowRank ? lowRankShares : [0],
  ): Promise<number> {
    const found = shares.map(() => 0);
    for (const [index, { profile, hidden }] of cases.entries()) {
      const linear = standardised(scorer.score(profile));
      const wanted = new Set(hidden);
      const isOwned = isAmong(profile.items);
      for (const [at, share] of shares.entries()) {
        const scores =
          share === 0 ? linear : linear.map((score, item) => score + share * patterns![index]![item]!);
        found[at]! += ndcgAt10(topItems(scores, 10, isOwned), wanted) / cases.length;
      }
      if (index % 200 === 199) await giveWay(pace, 0.5);
    }
    for (const [at, share] of shares.entries())
      tried.push({ settings: settingsWith(share), ndcgAt10: found[at]! });
    return Math.max(...found);
  }

  if (!plainEaseOnly) await trial(popularityScorer(interactions), () => ({ method: 'popularity' }), [0]);
  if (isForEase)
    await climb(
      plainEaseOnly ? interactions : evenly(interactions),
      interactions.customers,
      plainEaseOnly ? [false] : [false, true],
      trial,
      within(pace, 0.1, 1),
    );
  const cosine = isForEase ? undefined : await cosineScorer(interactions, undefined, within(pace, 0.1, 1));
  if (cosine) await trial(cosine, (lowRankShare) => ({ method: 'cosine', lowRankShare }));
  const best = tried.reduce((left, right) => (right.ndcgAt10 > left.ndcgAt10 ? right : left));
  const { settings } = best;
  const scorer =
    cosine && lowRank && settings.method === 'cosine' && blend(cosine, lowRank, settings.lowRankShare);
  return { ...best, tried, ...(scorer && { scorer }) };
}

/** Doubles or halves the ridge for as long as that helps, from the better of centred and not. */
async function climb(
  searched: Interactions,
  customers: number,
  centrings: readonly boolean[],
  trial: (scorer: ItemScorer, settingsWith: (share: number) => RecommenderSettings) => Promise<number>,
  pace: Pace,
): Promise<void> {
  const growth = customers / searched.customers;
  const attempt = async (ridge: number, centred: boolean): Promise<number> =>
    trial(await easeScorer(searched, { ridge, centred }, pace), (lowRankShare) => ({
      method: 'ease',
      ease: { ridge: ridge * growth, centred },
      lowRankShare,
    }));
  let best = { found: Number.NEGATIVE_INFINITY, centred: false };
  for (const centred of centrings) {
    const found = await attempt(firstRidge, centred);
    if (found > best.found) best = { found, centred };
  }
  for (const factor of [2, 0.5]) {
    let climbed = false;
    for (let ridge = firstRidge * factor; ridge >= lowestRidge && ridge <= highestRidge; ridge *= factor) {
      const found = await attempt(ridge, best.centred);
      if (found <= best.found) break;
      best = { ...best, found };
      climbed = true;
    }
    if (climbed) return;
  }
}

function evenly(interactions: Interactions): Interactions {
  const { customers, items } = interactions;
  if (Math.min(customers, items) <= mostSearched) return interactions;
  const stride = Math.ceil(customers / mostSearched);
  const chosen = Array.from({ length: Math.ceil(customers / stride) }, (_, index) =>
    itemsOfCustomer(interactions, index * stride),
  );
  return layOut(chosen, items);
}
