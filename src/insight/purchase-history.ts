import { and, eq, isNull, sql } from 'drizzle-orm';
import { orderLines, orders, products } from '../../db/index.ts';
import { toMajor } from '../crm/index.ts';
import { dayIn, type Scope } from '../trust/index.ts';
import {
  backtestRecommendations,
  fitRecommendations,
  type Purchase,
  type RecommendationBacktest,
  recommendProducts,
} from './recommend/index.ts';
import { isSold } from './sold.ts';
import { round } from './statistics.ts';

/** Who bought what, read once; what is computed from it needs no database. */
export interface PurchaseHistory {
  purchases: readonly Purchase[];
  /** Recommends to a contact, or to a company by what it and its people bought. */
  recommend(request: RecommendationRequest): ProductRecommendations;
}

export interface RecommendationRequest {
  customerId: string;
  limit: number;
  includeOwned: boolean;
}

export interface ProductRecommendations {
  /** Popularity where it found more of the hidden products in the rehearsals. */
  method: 'item_item_cosine' | 'popularity';
  products: RecommendedProduct[];
  /** Products the customer bought so far. */
  owned: number;
  /** Customers learned from. */
  sampleSize: number;
  /** The day of the last order it rests on. */
  dataUpTo?: string;
  backtest?: ShownBacktest;
}

/** How often the next new product of a customer stood among the first ten, from 0 to 1. */
export interface ShownBacktest {
  customers: number;
  hitRateAt10: number;
  /** Low and high end of its 95 % interval. */
  hitRate95: [number, number];
  popularityHitRateAt10: number;
}

export interface RecommendedProduct {
  id: string;
  name: string;
  /** Major units and currency, such as 120.50 CNY. */
  price?: string;
  /** The strongest first. */
  reasons: ProductReason[];
}

/**
 * `count` of the `of` buyers of `product` bought this too; without a product, `count` of this product's
 * own `of` buyers bought it in the last 90 days.
 */
export interface ProductReason {
  product?: string;
  count: number;
  of: number;
}

interface CustomerPurchase extends Purchase {
  companyId: string | null;
}

/** Reads every sold product by customer: the contact who ordered, the company where no contact is named. */
export async function readPurchaseHistory({ tx, workspace, now }: Scope): Promise<PurchaseHistory> {
  const customerId = sql<string>`coalesce(${orders.contactId}, ${orders.companyId})`;
  const at = sql<string>`coalesce(${orders.orderedAt}, ${orders.createdAt})`;
  const rows = await tx
    .select({
      customerId,
      companyId: sql<string | null>`max(${orders.companyId})`,
      productId: orderLines.productId,
      first: sql<number>`extract(epoch from min(${at}))::float8 * 1000`,
      last: sql<number>`extract(epoch from max(${at}))::float8 * 1000`,
    })
    .from(orderLines)
    .innerJoin(orders, and(eq(orders.workspaceId, orderLines.workspaceId), eq(orders.id, orderLines.orderId)))
    .where(
      and(
        isSold(workspace.id),
        isNull(orderLines.deletedAt),
        sql`${customerId} is not null`,
        sql`${at} <= ${now.toISOString()}::timestamptz`,
      ),
    )
    .groupBy(customerId, orderLines.productId);
  const catalogue = await tx
    .select()
    .from(products)
    .where(and(eq(products.workspaceId, workspace.id), isNull(products.deletedAt)));

  const purchases = rows.flatMap(({ first, last, ...who }): CustomerPurchase[] =>
    [...new Set([first, last])].map((time) => ({ ...who, at: new Date(time) })),
  );
  return {
    purchases,
    recommend: (request) => recommend(purchases, catalogue, request, { now, timeZone: workspace.timeZone }),
  };
}

type Product = typeof products.$inferSelect;

function recommend(
  purchases: readonly CustomerPurchase[],
  catalogue: readonly Product[],
  { customerId, limit, includeOwned }: RecommendationRequest,
  { now, timeZone }: { now: Date; timeZone: string },
): ProductRecommendations {
  const byId = new Map(catalogue.map((product) => [product.id, product]));
  const allowed = new Set(catalogue.filter(({ active }) => active).map(({ id }) => id));
  const model = fitRecommendations(purchases, now);
  const backtest = backtestRecommendations(purchases, now);
  const popularityWins =
    backtest !== null && backtest.popularityHitRateAt10.value > backtest.hitRateAt10.value;
  const own = purchases.filter((one) => one.customerId === customerId || one.companyId === customerId);
  const owned = [...new Set(own.map(({ productId }) => productId))];
  const recommendations = recommendProducts(model, owned, {
    limit,
    excludeOwned: !includeOwned,
    allowed,
    basis: popularityWins ? 'popularity' : 'co_purchase',
  });
  const latest = purchases.reduce(
    (newest, { at }) => Math.max(newest, at.getTime()),
    Number.NEGATIVE_INFINITY,
  );
  return {
    method: popularityWins ? 'popularity' : 'item_item_cosine',
    products: recommendations.map(({ productId, reasons }) => {
      const { id, name, priceMinor, currency } = byId.get(productId)!;
      return {
        id,
        name,
        ...(priceMinor !== null && { price: `${toMajor(priceMinor, currency)} ${currency}` }),
        reasons: reasons.map(
          (reason): ProductReason =>
            reason.kind === 'popular'
              ? { count: reason.recentBuyers, of: reason.buyers }
              : {
                  product: byId.get(reason.productId)?.name ?? reason.productId,
                  count: reason.together,
                  of: reason.buyers,
                },
        ),
      };
    }),
    owned: owned.length,
    sampleSize: model.owned.size,
    ...(purchases.length > 0 && { dataUpTo: dayIn(timeZone, new Date(latest)) }),
    ...(backtest && { backtest: shown(backtest) }),
  };
}

const shown = ({ customers, hitRateAt10, popularityHitRateAt10 }: RecommendationBacktest): ShownBacktest => ({
  customers,
  hitRateAt10: round(hitRateAt10.value, 3),
  hitRate95: [round(hitRateAt10.low95, 3), round(hitRateAt10.high95, 3)],
  popularityHitRateAt10: round(popularityHitRateAt10.value, 3),
});
