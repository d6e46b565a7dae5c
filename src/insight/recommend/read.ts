import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import {
  orderLines,
  orders,
  predictions,
  productEvents,
  productReviews,
  products,
  promotions,
} from '../../../db/index.ts';
import { dayIn, type Scope } from '../../trust/index.ts';
import { isSold } from '../sold.ts';
import type { DescribedProduct } from './content.ts';
import type { Bought } from './learn.ts';
import type { LoggedRecommendation } from './policy-value.ts';

/** Who is asked about. */
export interface Customer {
  kind: 'contact' | 'company';
  id: string;
}

/** Some orders, in the order of their ids. */
export interface OrderPage {
  orders: Bought[];
  /** Where the next page begins; null after the last. */
  next: string | null;
}

/** What one customer did with one product. */
export interface Signal {
  productId: string;
  /** `bought`, `rated`, or the kind of a product event: view, cart, click, liked, disliked. */
  kind: string;
  /** Orders, stars, or events. */
  value: number;
  last: Date;
}

/** What people made of a product when it was recommended to them. */
export interface Opinions {
  accepted: number;
  rejected: number;
}

const shownOfProduct = {
  id: products.id,
  name: products.name,
  category: products.category,
  priceMinor: products.priceMinor,
  costMinor: products.costMinor,
  currency: products.currency,
  stock: products.stock,
  active: products.active,
};

export type ProductRow = Pick<typeof products.$inferSelect, keyof typeof shownOfProduct>;
export type PromotionRow = typeof promotions.$inferSelect;

const ordersPerPage = 10_000;
/** What was looked at longer ago says nothing any more. */
const eventDays = 180;
const judgedAtMost = 5_000;
const describedAtMost = 5_000;

const customerOf = sql<string>`coalesce(${orders.contactId}, ${orders.companyId})`;
const orderedAt = sql`coalesce(${orders.orderedAt}, ${orders.createdAt})`;

/** Reads sold orders that come after an id; the customer is the contact, or the company where none is named. */
export async function readOrders({ tx, workspace, now }: Scope, after: string): Promise<OrderPage> {
  const rows = await tx.execute<{
    id: string;
    customer: string | null;
    at: number;
    products: string | null;
  }>(sql`
    select page.id, page.customer, page.at, string_agg(${orderLines.productId}, ' ') as products
    from (
      select ${orders.id} as id, ${customerOf} as customer, extract(epoch from ${orderedAt})::float8 as at
      from ${orders}
      where ${isSold(workspace.id)} and ${orders.id} > ${after}
        and ${orderedAt} <= ${now.toISOString()}::timestamptz
      order by ${orders.id} limit ${ordersPerPage}
    ) as page
    left join ${orderLines} on ${orderLines.workspaceId} = ${workspace.id}
      and ${orderLines.orderId} = page.id and ${orderLines.deletedAt} is null
    group by page.id, page.customer, page.at order by page.id`);
  return {
    orders: rows.flatMap(({ customer, at, products: bought }) =>
      customer === null || bought === null
        ? []
        : [{ customer, products: bought.split(' '), at: new Date(at * 1_000) }],
    ),
    next: rows.length < ordersPerPage ? null : rows.at(-1)!.id,
  };
}

/** How many order lines there are, and when an order or a line was last written: the same where nothing changed. */
export async function readVersion({ tx, workspace }: Scope): Promise<string> {
  const [row] = await tx.execute<{ version: string }>(sql`
    select concat_ws('/',
      (select count(*) || '@' || coalesce(extract(epoch from max(${orderLines.updatedAt})), 0)
        from ${orderLines} where ${orderLines.workspaceId} = ${workspace.id} and ${orderLines.deletedAt} is null),
      (select count(*) || '@' || coalesce(extract(epoch from max(${orders.updatedAt})), 0)
        from ${orders} where ${isSold(workspace.id)})) as version`);
  return row!.version;
}

/** How many sold orders were placed after a moment and up to now, counted up to a limit. */
export async function countNewOrders(
  { tx, workspace, now }: Scope,
  since: Date,
  limit: number,
): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select 1 from ${orders}
      where ${isSold(workspace.id)} and ${orders.orderedAt} > ${since.toISOString()}::timestamptz
        and ${orders.orderedAt} <= ${now.toISOString()}::timestamptz
      limit ${limit}
    ) as page`);
  return row!.count;
}

/** What a customer bought, looked at, put into a cart, rated and said of recommendations. A company's is what its people bought. */
export async function readSignals({ tx, workspace, now }: Scope, { kind, id }: Customer): Promise<Signal[]> {
  const theirs =
    kind === 'contact'
      ? sql`${orders.contactId} = ${id}`
      : sql`(${orders.contactId} = ${id} or ${orders.companyId} = ${id})`;
  const since = new Date(now.getTime() - eventDays * 86_400_000);
  const rows = await tx.execute<{ product: string; kind: string; value: number; last: number }>(sql`
    select ${orderLines.productId} as product, 'bought' as kind, count(distinct ${orders.id})::float8 as value,
      extract(epoch from max(${orderedAt}))::float8 as last
    from ${orders} join ${orderLines}
      on ${orderLines.workspaceId} = ${orders.workspaceId} and ${orderLines.orderId} = ${orders.id}
    where ${isSold(workspace.id)} and ${theirs} and ${orderLines.deletedAt} is null
      and ${orderedAt} <= ${now.toISOString()}::timestamptz
    group by 1
    union all
    select ${productReviews.productId}, 'rated', avg(${productReviews.rating})::float8,
      extract(epoch from max(${productReviews.reviewedAt}))::float8
    from ${productReviews}
    where ${productReviews.workspaceId} = ${workspace.id} and ${productReviews.contactId} = ${id}
      and ${productReviews.deletedAt} is null
    group by 1
    union all
    select ${productEvents.productId}, ${productEvents.kind}, count(*)::float8,
      extract(epoch from max(${productEvents.occurredAt}))::float8
    from ${productEvents}
    where ${productEvents.workspaceId} = ${workspace.id} and ${productEvents.contactId} = ${id}
      and ${productEvents.deletedAt} is null
      and ${productEvents.occurredAt} between ${since.toISOString()}::timestamptz and ${now.toISOString()}::timestamptz
    group by 1, 2`);
  return rows.map(({ product, last, ...row }) => ({
    ...row,
    productId: product,
    last: new Date(last * 1_000),
  }));
}

/** Whether a column holds one of many ids: one parameter, so that the statement is the same for any number. */
const isAnyOf = (column: PgColumn, ids: readonly string[]) =>
  sql`${column} = any(array(select json_array_elements_text(${JSON.stringify(ids)}::json)))`;

/** The products of these ids that still exist, by id. */
export async function readProducts(
  { tx, workspace }: Scope,
  ids: readonly string[],
): Promise<Map<string, ProductRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select(shownOfProduct)
    .from(products)
    .where(
      and(eq(products.workspaceId, workspace.id), isAnyOf(products.id, ids), isNull(products.deletedAt)),
    );
  return new Map(rows.map((row) => [row.id, row]));
}

/** What is written of products on sale, at most 5,000. */
export async function readDescriptions({ tx, workspace }: Scope): Promise<DescribedProduct[]> {
  const rows = await tx
    .select({
      id: products.id,
      text: sql<string>`concat_ws(' ', ${products.name}, ${products.category}, left(${products.description}, 1000))`,
    })
    .from(products)
    .where(and(eq(products.workspaceId, workspace.id), isNull(products.deletedAt), eq(products.active, true)))
    .orderBy(products.id)
    .limit(describedAtMost);
  return rows;
}

/** The promotions that run today. */
export async function readPromotions({ tx, workspace, now }: Scope): Promise<PromotionRow[]> {
  const today = dayIn(workspace.timeZone, now);
  return tx
    .select()
    .from(promotions)
    .where(
      and(
        eq(promotions.workspaceId, workspace.id),
        isNull(promotions.deletedAt),
        sql`${today} between ${promotions.startsOn} and ${promotions.endsOn}`,
      ),
    );
}

/** What people made of these products when they were recommended, by product. */
export async function readOpinions(
  { tx, workspace }: Scope,
  ids: readonly string[],
): Promise<Map<string, Opinions>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({
      id: productEvents.productId,
      accepted: sql<number>`(count(*) filter (where ${productEvents.kind} in ('liked', 'click')))::int`,
      rejected: sql<number>`(count(*) filter (where ${productEvents.kind} = 'disliked'))::int`,
    })
    .from(productEvents)
    .where(
      and(
        eq(productEvents.workspaceId, workspace.id),
        isAnyOf(productEvents.productId, ids),
        inArray(productEvents.kind, ['liked', 'click', 'disliked']),
        isNull(productEvents.deletedAt),
      ),
    )
    .groupBy(productEvents.productId);
  return new Map(rows.map(({ id, ...opinions }) => [id, opinions]));
}

/** The latest recommendations whose outcome is known: bought within 30 days, and clicked or liked since. */
export async function readJudged({
  tx,
  workspace,
}: Scope): Promise<{ conversions: LoggedRecommendation[]; clicks: LoggedRecommendation[] }> {
  const rows = await tx.execute<{
    propensity: number;
    popular: boolean;
    bought: number;
    clicked: number;
  }>(sql`
    select (inputs->>'propensity')::float8 as propensity, (inputs->>'popular')::boolean as popular,
      least(1, outcome) as bought,
      (exists (
        select from ${productEvents}
        where ${productEvents.workspaceId} = ${workspace.id} and ${productEvents.contactId} = ${predictions.subject}
          and ${productEvents.productId} = ${predictions.target} and ${productEvents.kind} in ('click', 'liked')
          and ${productEvents.occurredAt} >= ${predictions.madeAt} and ${productEvents.deletedAt} is null
      ))::int as clicked
    from ${predictions}
    where ${predictions.workspaceId} = ${workspace.id} and ${predictions.kind} = 'recommendation'
      and ${predictions.outcome} is not null and inputs ? 'propensity'
    order by ${predictions.madeAt} desc limit ${judgedAtMost}`);
  const entries = (reward: 'bought' | 'clicked') =>
    rows.map(({ propensity, popular, ...row }) => ({ propensity, wouldShow: popular, reward: row[reward] }));
  return { conversions: entries('bought'), clicks: entries('clicked') };
}
