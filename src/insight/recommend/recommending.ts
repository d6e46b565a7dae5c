import { toMinor } from '../../crm/index.ts';
import { dayIn, type Language, RapportError, type Scope } from '../../trust/index.ts';
import { round } from '../statistics.ts';
import type { NewPrediction, Track } from '../track/index.ts';
import { type Answer, answer, type Stock } from './answer.ts';
import { type Kept, keep, keptOf, learnOnce, type Past, type PolicyEstimate } from './kept.ts';
import { type Bought, type Learned, learn } from './learn.ts';
import { type Pace, within } from './pace.ts';
import { estimatePolicy, type LoggedRecommendation } from './policy-value.ts';
import { type Taste, tasteOf } from './profile.ts';
import { type Ranked, rank } from './rank.ts';
import {
  type Customer,
  countNewOrders,
  type OrderPage,
  readDescriptions,
  readJudged,
  readOpinions,
  readOrders,
  readProducts,
  readPromotions,
  readSignals,
  readVersion,
} from './read.ts';

/** What is asked for: something for a customer, for a basket, or for both. */
export interface RecommendationQuestion {
  customer?: Customer | undefined;
  /** Products that are looked at, or lie in a basket, by id. */
  basket: readonly string[];
  limit: number;
  /** Whether products the customer has are recommended too. */
  includeOwned: boolean;
  /** In major units of the workspace's currency. */
  maxPrice?: string | undefined;
  language: Language;
}

/** What was found, and what is to be remembered of it. */
export interface Recommended {
  answer: Answer;
  predictions: NewPrediction[];
}

/** Runs work in a short transaction of its own. */
export type Reading = <Result>(work: (recommending: Recommending) => Promise<Result>) => Promise<Result>;

/** A question with what was read for it: answered outside the transaction. */
export interface OpenQuestion {
  /** Learns first where nothing fitting is kept. @throws RapportError not_found where there is nothing to recommend */
  answer(read: Reading, pace: Pace): Promise<Recommended>;
}

/** What customers may want, bound to one transaction. */
export interface Recommending {
  /** @throws RapportError invalid_input where neither a customer nor a product is asked about */
  ask(question: RecommendationQuestion): Promise<OpenQuestion>;
  /** Orders to learn from, after an id; the empty text is before all. */
  orders(after: string): Promise<OrderPage>;
  /**
   * Keeps what a contact made of a product; it counts from the next answer on.
   * @throws RapportError invalid_input where nothing is said
   */
  rate(contactId: string, productId: string, opinion: Opinion): Promise<void>;
  /** The rows behind a ranking, as they stand now. */
  stock(ranked: Ranked, question: RecommendationQuestion): Promise<Stock>;
}

/** What somebody made of a product: a verdict, or stars from 1 to 5, or both. */
export interface Opinion {
  verdict?: keyof typeof eventKinds | undefined;
  stars?: number | undefined;
}

const eventKinds = {
  liked: 'liked',
  clicked: 'click',
  disliked: 'disliked',
  viewed: 'view',
  carted: 'cart',
} as const;

/** Data of more orders are not counted for each question. */
const mostCounted = 20_000;
/** Fewer recommendations that have come due say nothing of another policy. */
const fewestJudged = 20;
const oldestLearned = 24 * 3_600_000;
/** New orders, as a share of those learnt from, until it is learnt again. */
const mostNewOrders = 0.01;

/** @param database  whose results are kept together */
export function createRecommending(
  scope: Scope,
  database: object,
  track: Pick<Track, 'summary'>,
): Recommending {
  const { workspace, now } = scope;

  /** What was learnt, where it still fits. */
  async function readFitting(): Promise<Kept | undefined> {
    const kept = keptOf(database).get(workspace.id);
    return kept && (await fits(scope, kept)) ? kept : undefined;
  }

  /** Changes when a day is over, so that it is read once a day. */
  async function readPast(language: Language): Promise<Past> {
    const kept = keptOf(database).get(workspace.id);
    const key = `${dayIn(workspace.timeZone, now)} ${language}`;
    if (kept?.past?.key === key) return kept.past.past;
    const judged = await readJudged(scope);
    const past = {
      ...(judged.conversions.length >= fewestJudged && { policy: policyOf(judged) }),
      trackRecord: await track.summary('recommendation', language),
    };
    if (kept) kept.past = { key, past };
    return past;
  }

  return {
    async ask(question) {
      if (!question.customer && question.basket.length === 0)
        throw new RapportError('invalid_input', 'Say for which customer, or to go with which products.', {
          hint: 'Give customer, products, or both.',
        });
      if (question.maxPrice !== undefined && toMinor(question.maxPrice, workspace.currency) <= 0)
        throw new RapportError('invalid_input', 'A price limit is an amount above 0.');
      const [signals, kept] = await Promise.all([
        question.customer ? readSignals(scope, question.customer) : [],
        readFitting(),
      ]);
      const version = kept?.version ?? (await readVersion(scope));
      return {
        async answer(read, pace) {
          const learnNow = async (): Promise<Kept> => {
            const fresh = { learned: await learnAll(read, now, pace), version, at: now };
            keep(database, workspace.id, fresh);
            return fresh;
          };
          const { learned } =
            kept ?? (await learnOnce(database, `${workspace.id} ${version}`, pace.signal, learnNow));
          const taste: Taste = tasteOf(signals, question.basket, learned.numbers);
          const ranked = rank(learned, taste, question, now);
          const stock = await read((recommending) => recommending.stock(ranked, question));
          return answer({ learned, taste, ranked, stock, question, now, workspace });
        },
      };
    },
    orders: (after) => readOrders(scope, after),
    async rate(contactId, productId, { verdict, stars }) {
      if (verdict === undefined && stars === undefined)
        throw new RapportError('invalid_input', 'Say what they made of it: a verdict or stars.', {
          hint: 'Give verdict, such as liked, or stars from 1 to 5.',
        });
      if (verdict !== undefined) {
        const kind = eventKinds[verdict];
        await scope.records.insert('product_event', { productId, contactId, kind, occurredAt: now });
      }
      if (stars !== undefined)
        await scope.records.insert('product_review', {
          productId,
          contactId,
          rating: stars,
          reviewedAt: now,
        });
    },
    async stock(ranked, question) {
      const described = ranked.method === 'content' ? await readDescriptions(scope) : [];
      const ranking = ranked.method === 'content' ? described : ranked.candidates;
      const ids = [...ranking.map(({ id }) => id), ...ranked.reasonsFrom];
      const [products, promotions, opinions, past] = await Promise.all([
        readProducts(scope, ids),
        readPromotions(scope),
        readOpinions(scope, ids),
        readPast(question.language),
      ]);
      return { products, described, promotions, opinions, ...past };
    },
  };
}

/** Whether what was learnt today still fits the data: exactly where they are few, nearly where they are many. */
async function fits(
  scope: Scope,
  { learned, version, at }: { learned: Learned; version: string; at: Date },
): Promise<boolean> {
  if (Math.abs(scope.now.getTime() - at.getTime()) > oldestLearned) return false;
  if (learned.orders <= mostCounted || learned.upTo === null) return (await readVersion(scope)) === version;
  const most = Math.ceil(learned.orders * mostNewOrders);
  return (await countNewOrders(scope, learned.upTo, most)) < most;
}

function policyOf({
  conversions,
  clicks,
}: Record<'conversions' | 'clicks', LoggedRecommendation[]>): PolicyEstimate {
  const bought = estimatePolicy(conversions);
  const clicked = estimatePolicy(clicks);
  const rounded = (value: number | null): number | null => (value === null ? null : round(value, 4));
  return {
    shown: bought.shown,
    overlap: bought.overlap,
    conversion: round(bought.observed, 4),
    popularityConversion: rounded(bought.snips),
    clickThrough: round(clicked.observed, 4),
    popularityClickThrough: rounded(clicked.snips),
  };
}

async function learnAll(read: Reading, now: Date, pace: Pace): Promise<Learned> {
  const orders: Bought[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after;
    const page: OrderPage = await read((recommending) => recommending.orders(from));
    for (const order of page.orders) orders.push(order);
    after = page.next;
    pace.signal.throwIfAborted();
    pace.progress(0);
  }
  return learn(orders, now, within(pace, 0.2, 1));
}
