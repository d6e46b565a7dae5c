import { and, eq, gt, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { companies, contacts, interactions, orders, tickets } from '../../db/index.ts';
import { toMajor } from '../crm/index.ts';
import type { Language, Scope } from '../trust/index.ts';
import { type CustomerHistory, RECENT_DAYS } from './churn/index.ts';
import { type ChurnReport, type CustomerProfile, reportChurn } from './churn-report.ts';
import { isSold } from './sold.ts';

/** What customers did, read once; what is computed from it needs no database. */
export interface CustomerActivity {
  histories: readonly CustomerHistory[];
  /** Scores one customer, the people of one company, or those most likely to leave. */
  scoreChurn(
    request: { customerId?: string | undefined; limit: number },
    language: Language,
  ): Promise<ChurnReport>;
}

const DAY = 86_400_000;

/**
 * Reads purchases, contacts with their moods, and tickets by customer: the contact, or the company of orders that name none.
 *
 * @param days how long without a purchase counts as churn
 */
export async function readCustomerActivity(scope: Scope, days: number): Promise<CustomerActivity> {
  const { now, workspace } = scope;
  const since = new Date(now.getTime() - (2 * days + RECENT_DAYS) * DAY);
  const profiles = new Map<string, CustomerProfile>();
  const activities = new Map<string, Activity>();
  for (const { customerId, name, companyId, times, amounts } of await readPurchases(scope)) {
    profiles.set(customerId, { name, companyId });
    const purchases = times.map((time, index) => ({ at: new Date(time), amount: amounts[index]! }));
    activities.set(customerId, { customerId, purchases, interactions: [], tickets: [] });
  }
  const concerned = (row: { contactId: string | null; companyId: string | null }): Activity[] =>
    [row.contactId, row.companyId].flatMap((id) => (id === null ? [] : (activities.get(id) ?? [])));
  for (const row of await readContacts(scope, since)) {
    const sentiment = row.sentiment as Activity['interactions'][number]['sentiment'];
    for (const activity of concerned(row)) activity.interactions.push({ at: row.at, sentiment });
  }
  for (const row of await readTickets(scope, since)) {
    const settled = row.status === 'resolved' || row.status === 'closed' ? row.updatedAt : null;
    const ticket = { openedAt: row.openedAt, resolvedAt: row.resolvedAt ?? settled };
    for (const activity of concerned(row)) activity.tickets.push(ticket);
  }

  const histories = [...activities.values()].sort((left, right) =>
    left.customerId < right.customerId ? -1 : 1,
  );
  return {
    histories,
    scoreChurn: (request, language) =>
      reportChurn({ histories, profiles, days, now, timeZone: workspace.timeZone }, request, language),
  };
}

interface Activity extends CustomerHistory {
  interactions: CustomerHistory['interactions'][number][];
  tickets: CustomerHistory['tickets'][number][];
}

/** One row a customer: when they bought, and for how much where that was in the workspace's currency. */
async function readPurchases({ tx, workspace, now }: Scope) {
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
    .where(or(isNotNull(contacts.id), isNotNull(companies.id)));
  return rows.map(({ minor, ...row }) => ({
    ...row,
    amounts: minor.map((value) => (value === null ? null : Number(toMajor(value, workspace.currency)))),
  }));
}

const readContacts = ({ tx, workspace }: Scope, since: Date) =>
  tx
    .select({
      contactId: interactions.contactId,
      companyId: interactions.companyId,
      at: interactions.occurredAt,
      sentiment: interactions.sentiment,
    })
    .from(interactions)
    .where(
      and(
        eq(interactions.workspaceId, workspace.id),
        isNull(interactions.deletedAt),
        gt(interactions.occurredAt, since),
      ),
    );

const readTickets = ({ tx, workspace }: Scope, since: Date) =>
  tx
    .select({
      contactId: tickets.contactId,
      companyId: tickets.companyId,
      openedAt: tickets.openedAt,
      resolvedAt: tickets.resolvedAt,
      status: tickets.status,
      updatedAt: tickets.updatedAt,
    })
    .from(tickets)
    .where(
      and(
        eq(tickets.workspaceId, workspace.id),
        isNull(tickets.deletedAt),
        or(isNull(tickets.resolvedAt), gt(tickets.resolvedAt, since)),
      ),
    );
