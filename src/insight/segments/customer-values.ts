import { type SQL, sql } from 'drizzle-orm';
import { contacts, orders, returns } from '../../../db/index.ts';
import { dayIn, type Scope } from '../../trust/index.ts';
import { isSold } from '../sold.ts';

/** What one customer has bought: the contact, or the company of orders that name none. */
export interface CustomerValue {
  id: string;
  name: string;
  /** Whole days since the last order. */
  daysSincePurchase: number;
  /** Orders with a date, cancelled and returned ones left out. */
  orders: number;
  /** Net of refunds, in minor units of the workspace's currency. */
  revenueMinor: number;
  /** Whether they asked not to be contacted. */
  doNotContact?: boolean;
}

export interface CustomerValues {
  customers: readonly CustomerValue[];
  /** The day of the last order. */
  dataUpTo: string | null;
  undatedOrders: number;
  otherCurrencyOrders: number;
}

/**
 * Reads what every customer has bought up to now, those with an order alone.
 *
 * @param who of contacts, as a filter gives it; companies without a contact are left out then
 */
export async function readCustomerValues(scope: Scope, who?: SQL): Promise<CustomerValues> {
  const { tx, workspace, now } = scope;
  const counted = sql`${isSold(workspace.id)}
    ${who ? sql`and ${orders.contactId} in (select ${contacts.id} from ${contacts} where ${who})` : sql``}`;
  const dated = sql`${orders.orderedAt} <= ${now.toISOString()}::timestamptz`;
  const ours = sql`${orders.currency} = ${workspace.currency}`;
  const customers = await tx.execute<Row>(sql`
    with refunded as (
      select ${returns.orderId} as order_id, sum(${returns.refundMinor}) as minor from ${returns}
      where ${returns.workspaceId} = ${workspace.id} and ${returns.deletedAt} is null
        and ${returns.status} not in ('rejected', 'cancelled')
      group by 1
    ), bought as (
      select coalesce(${orders.contactId}, ${orders.companyId}) as id,
        count(*)::int as orders, max(${orders.orderedAt}) as last,
        coalesce(sum(${orders.totalMinor} - coalesce(refunded.minor, 0)) filter (where ${ours}), 0)::float8 as revenue
      from ${orders} left join refunded on refunded.order_id = ${orders.id}
      where ${counted} and ${dated} and coalesce(${orders.contactId}, ${orders.companyId}) is not null
      group by 1
    )
    select bought.id as id, coalesce(contact.name, company.name) as name, bought.orders as orders,
      floor(extract(epoch from ${now.toISOString()}::timestamptz - bought.last) / 86400)::int as days,
      bought.revenue as revenue, bought.last as last,
      coalesce(contact.do_not_contact, false) as do_not_contact
    from bought
    left join contacts as contact
      on contact.workspace_id = ${workspace.id} and contact.id = bought.id and contact.deleted_at is null
    left join companies as company
      on company.workspace_id = ${workspace.id} and company.id = bought.id and company.deleted_at is null
    where coalesce(contact.id, company.id) is not null
    order by bought.revenue desc, bought.id`);
  const [left] = await tx.execute<{ undated: number; other: number }>(sql`
    select (count(*) filter (where ${orders.orderedAt} is null))::int as undated,
      (count(*) filter (where ${dated} and not (${ours})))::int as other
    from ${orders} where ${counted}`);
  const last = customers.reduce((newest, row) => Math.max(newest, Date.parse(row.last)), 0);
  return {
    customers: customers.map(({ id, name, days, orders: count, revenue, do_not_contact: isWithheld }) => ({
      id,
      name,
      daysSincePurchase: days,
      orders: count,
      revenueMinor: revenue,
      ...(isWithheld && { doNotContact: true }),
    })),
    dataUpTo: customers.length > 0 ? dayIn(workspace.timeZone, new Date(last)) : null,
    undatedOrders: left?.undated ?? 0,
    otherCurrencyOrders: left?.other ?? 0,
  };
}

interface Row extends Record<string, unknown> {
  id: string;
  name: string;
  days: number;
  orders: number;
  revenue: number;
  last: string;
  do_not_contact: boolean;
}
