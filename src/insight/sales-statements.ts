import { type SQL, sql } from 'drizzle-orm';
import { companies, contacts, orderLines, orders, products, returns, users } from '../../db/index.ts';
import type { Scope } from '../trust/index.ts';
import type { SalesUnit } from './periods.ts';
import { isSold } from './sold.ts';

export type SalesMeasure = 'revenue' | 'units' | 'orders';

/** What sales can be split by. */
export type SalesPart = 'product' | 'category' | 'owner' | 'region' | 'channel';

/** What to count, in which periods, and of which product, category, owner, region and channel: all where absent. */
export interface SalesQuery {
  measure: SalesMeasure;
  unit: SalesUnit;
  productId?: string | undefined;
  category?: string | undefined;
  ownerId?: string | undefined;
  /** A region, city or country of the address the goods went to, or else of the customer. */
  region?: string | undefined;
  channel?: string | undefined;
}

/** What the data hold beside the series. */
export interface SalesFacts extends Record<string, unknown> {
  /** First day of the period under way. */
  current: string;
  /** First day of the period of the workspace's last order, and that order's day. */
  latest: string | null;
  latestDay: string | null;
  undated: number;
  /** Orders dated in the future. */
  future: number;
  otherCurrencies: number;
}

export function factsStatement(scope: Scope, unit: SalesUnit): SQL {
  const { workspace, now } = scope;
  const present = sql`${now.toISOString()}::timestamptz`;
  const dated = sql`${orders.orderedAt} <= ${present}`;
  const latest = sql`max(${orders.orderedAt}) filter (where ${dated})`;
  return sql`
    select ${day(periodStart(scope, unit, present))} as "current",
      ${day(periodStart(scope, unit, latest))} as "latest",
      ${day(sql`${latest} at time zone ${workspace.timeZone}`)} as "latestDay",
      (count(*) filter (where ${orders.orderedAt} is null))::int as "undated",
      (count(*) filter (where ${orders.orderedAt} > ${present}))::int as "future",
      (count(*) filter (where ${dated} and ${orders.currency} <> ${workspace.currency}))::int as "otherCurrencies"
    from ${orders} where ${isSold(workspace.id)}`;
}

/** One series: rows of `start` and `value`, in order, periods without sales left out. */
export function seriesStatement(scope: Scope, query: SalesQuery): SQL {
  return sql`
    ${salesOf(scope, query, sql`''`, isByLine(query))}
    select ${day(sql`start`)} as "start", ${total(query.measure)} as "value"
    from sales group by start order by start`;
}

/** A period of sales: its first day, the day of its first sale, and on how many days anything was sold. */
export interface SoldPeriod extends Record<string, unknown> {
  start: string;
  firstDay: string;
  days: number;
}

/** The first two periods with sales, in order. */
export function beginningStatement(scope: Scope, query: SalesQuery): SQL {
  return sql`
    ${salesOf(scope, query, sql`''`, isByLine(query))}
    select ${day(sql`start`)} as "start", ${day(sql`min(day)`)} as "firstDay", count(distinct day)::int as "days"
    from sales group by start order by start limit 2`;
}

/**
 * One series a part: rows of `key`, `label`, `starts` (days since 1970) and `values`, both in order and joined by
 * commas, the largest part first.
 */
export function partsStatement(scope: Scope, query: SalesQuery, part: SalesPart): SQL {
  const byLine = isByLine(query) || part === 'product' || part === 'category';
  const label = { product: sql`max(${products.name})`, owner: sql`max(${users.name})` } as const;
  const names =
    part === 'product'
      ? sql`left join ${products} on ${products.workspaceId} = ${scope.workspace.id} and ${products.id} = key`
      : part === 'owner'
        ? sql`left join ${users} on ${users.id} = key`
        : sql``;
  return sql`
    ${salesOf(scope, query, partKeys[part], byLine)},
    periods as (
      select key, start, ${total(query.measure)} as value from sales group by key, start
    )
    select coalesce(key, '') as "key",
      ${part === 'product' || part === 'owner' ? label[part] : sql`key`} as "label",
      string_agg((start::date - date '1970-01-01')::text, ',' order by start) as "starts",
      string_agg(value::text, ',' order by start) as "values"
    from periods ${names} group by key order by sum(value) desc, key`;
}

const isByLine = ({ measure, productId, category }: SalesQuery): boolean =>
  measure === 'units' || productId !== undefined || category !== undefined;

const total = (measure: SalesMeasure): SQL =>
  sql`(${measure === 'orders' ? sql`count(distinct order_id)` : sql`sum(amount)`})::float8`;

const partKeys: Readonly<Record<SalesPart, SQL>> = {
  product: sql`${orderLines.productId}`,
  category: sql`${products.category}`,
  owner: sql`${orders.ownerId}`,
  region: sql`coalesce(${orders.shippingAddress} ->> 'region', ${orders.shippingAddress} ->> 'city',
    ${contacts.city}, ${companies.city}, ${companies.country})`,
  channel: sql`${orders.channel}`,
};

/** `with sales as (…)`: a row an order, or an order's line, with key, start of its period, day and net amount. */
function salesOf(scope: Scope, query: SalesQuery, key: SQL, byLine: boolean): SQL {
  const { workspace, now } = scope;
  const { measure, unit, productId, category, ownerId, region, channel } = query;
  const start = periodStart(scope, unit, sql`${orders.orderedAt}`);
  const current = periodStart(scope, unit, sql`${now.toISOString()}::timestamptz`);
  const placed = key === partKeys.region || region !== undefined;
  return sql`
    with returned as (
      select ${byLine ? returns.orderLineId : returns.orderId} as sale,
        sum(${returns.quantity}) as units, sum(${returns.refundMinor}) as refund
      from ${returns}
      where ${returns.workspaceId} = ${workspace.id} and ${returns.deletedAt} is null
        and ${returns.status} not in ('rejected', 'cancelled')
      group by 1
    ), sales as (
      select ${key} as key, ${start} as start, ${periodStart(scope, 'day', sql`${orders.orderedAt}`)} as day,
        ${orders.id} as order_id, ${amountOf(measure, byLine)} as amount
      from ${orders} ${byLine ? joinLines : sql``} ${placed ? joinCustomers : sql``}
      left join returned on returned.sale = ${byLine ? orderLines.id : orders.id}
      where ${isSold(workspace.id)} and ${orders.orderedAt} is not null
        and ${start} < ${current}
        ${measure === 'revenue' ? sql`and ${orders.currency} = ${workspace.currency}` : sql``}
        ${productId === undefined ? sql`` : sql`and ${orderLines.productId} = ${productId}`}
        ${category === undefined ? sql`` : sql`and lower(${products.category}) = lower(${category})`}
        ${ownerId === undefined ? sql`` : sql`and ${orders.ownerId} = ${ownerId}`}
        ${region === undefined ? sql`` : inRegion(region)}
        ${channel === undefined ? sql`` : sql`and lower(${orders.channel}) = lower(${channel})`}
    )`;
}

const joinLines = sql`
  join ${orderLines} on ${orderLines.workspaceId} = ${orders.workspaceId}
    and ${orderLines.orderId} = ${orders.id} and ${orderLines.deletedAt} is null
  join ${products} on ${products.workspaceId} = ${orders.workspaceId} and ${products.id} = ${orderLines.productId}`;

const joinCustomers = sql`
  left join ${contacts} on ${contacts.workspaceId} = ${orders.workspaceId} and ${contacts.id} = ${orders.contactId}
  left join ${companies} on ${companies.workspaceId} = ${orders.workspaceId}
    and ${companies.id} = coalesce(${orders.companyId}, ${contacts.companyId})`;

function inRegion(region: string): SQL {
  const address = (part: string): SQL => sql`lower(${orders.shippingAddress} ->> ${part})`;
  return sql`and lower(${region}) in (${address('region')}, ${address('city')}, ${address('country')},
    lower(${contacts.city}), lower(${companies.city}), lower(${companies.country}))`;
}

function amountOf(measure: SalesMeasure, byLine: boolean): SQL {
  if (measure === 'orders') return sql`1`;
  if (measure === 'units') return sql`${orderLines.quantity} - coalesce(returned.units, 0)`;
  const gross = byLine
    ? sql`${orderLines.quantity} * ${orderLines.unitPriceMinor} - ${orderLines.discountMinor}`
    : sql`${orders.totalMinor}`;
  return sql`${gross} - coalesce(returned.refund, 0)`;
}

/** The local start of a moment's period; quarters follow the fiscal year, weeks start on Monday. */
export function periodStart({ workspace }: Scope, unit: SalesUnit, moment: SQL): SQL {
  const local = sql`${moment} at time zone ${workspace.timeZone}`;
  if (unit !== 'quarter') return sql`date_trunc(${unit}, ${local})`;
  const shift = sql`make_interval(months => ${(workspace.fiscalYearStart - 1) % 3}::int)`;
  return sql`date_trunc('quarter', ${local} - ${shift}) + ${shift}`;
}

const day = (moment: SQL): SQL => sql`to_char(${moment}, 'YYYY-MM-DD')`;
