import { and, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { companies, contacts, orders } from '../../db/index.ts';
import { toMajor } from '../crm/index.ts';
import type { Scope } from '../trust/index.ts';
import { isSold } from './sold.ts';

/** Who a customer is. */
export interface CustomerProfile {
  name: string;
  companyId: string | null;
}

/** A customer and what they bought: the contact, or the company of orders that name none. */
export interface CustomerPurchases extends CustomerProfile {
  customerId: string;
  /** When, in milliseconds. */
  times: readonly number[];
  /** For how much, in major units; null where an order was not in the workspace's currency. */
  amounts: readonly (number | null)[];
}

/** One row a customer: when they bought, and for how much where that was in the workspace's currency. */
export async function readCustomerPurchases({ tx, workspace, now }: Scope): Promise<CustomerPurchases[]> {
  const amount = sql`case when ${orders.currency} = ${workspace.currency} then ${orders.totalMinor}::float8 end`;
  const bought = tx
    .select({
      customerId: sql<string>`coalesce(${orders.contactId}, ${orders.companyId})`.as('customer_id'),
      orderCompanyId: sql<string | null>`max(${orders.companyId})`.as('order_company_id'),
      times: sql<number[]>`array_agg(extract(epoch from ${orders.orderedAt})::float8 * 1000)`.as('times'),
      minor: sql<(number | null)[]>`array_agg(${amount})`.as('minor'),
    })
    .from(orders)
    .where(
      and(
        isSold(workspace.id),
        lte(orders.orderedAt, now),
        or(isNotNull(orders.contactId), isNotNull(orders.companyId)),
      ),
    )
    .groupBy(sql`1`)
    .as('bought');
  const rows = await tx
    .select({
      customerId: bought.customerId,
      name: sql<string>`coalesce(${contacts.name}, ${companies.name})`,
      companyId: sql<string | null>`coalesce(${bought.orderCompanyId}, ${contacts.companyId})`,
      times: bought.times,
      minor: bought.minor,
    })
    .from(bought)
    .leftJoin(
      contacts,
      and(
        eq(contacts.workspaceId, workspace.id),
        eq(contacts.id, bought.customerId),
        isNull(contacts.deletedAt),
      ),
    )
    .leftJoin(
      companies,
      and(
        eq(companies.workspaceId, workspace.id),
        eq(companies.id, bought.customerId),
        isNull(companies.deletedAt),
      ),
    )
    .where(or(isNotNull(contacts.id), isNotNull(companies.id)))
    .orderBy(bought.customerId);
  return rows.map(({ minor, ...row }) => ({
    ...row,
    amounts: minor.map((value) => (value === null ? null : Number(toMajor(value, workspace.currency)))),
  }));
}
