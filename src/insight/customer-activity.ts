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
  scoreChurn(request: { customerId?: string | undefined; limit: number }, language: Language): ChurnReport;
}

const DAY = 86_400_000;

/**
 * Reads purchases, moods and tickets by customer: the contact, or the company of orders that name none.
 *
 * @param days how long without a purchase counts as churn
 */
export async function readCustomerActivity(scope: Scope, days: number): Promise<CustomerActivity> {
  const { tx, workspace, now } = scope;
  const since = new Date(now.getTime() - (days + RECENT_DAYS) * DAY);
  const bought = await tx
    .select({
      customerId: sql<string>`coalesce(${orders.contactId}, ${orders.companyId})`,
      name: sql<string>`coalesce(${contacts.name}, ${companies.name})`,
      companyId: sql<string | null>`coalesce(${orders.companyId}, ${contacts.companyId})`,
      at: orders.orderedAt,
      totalMinor: orders.totalMinor,
      currency: orders.currency,
    })
    .from(orders)
    .leftJoin(contacts, and(eq(contacts.workspaceId, orders.workspaceId), eq(contacts.id, orders.contactId)))
    .leftJoin(
      companies,
      and(eq(companies.workspaceId, orders.workspaceId), eq(companies.id, orders.companyId)),
    )
    .where(
      and(
        isSold(workspace.id),
        lte(orders.orderedAt, now),
        or(
          and(isNotNull(orders.contactId), isNull(contacts.deletedAt)),
          and(isNull(orders.contactId), isNotNull(orders.companyId), isNull(companies.deletedAt)),
        ),
      ),
    );
  const moods = await tx
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
        isNotNull(interactions.sentiment),
        gt(interactions.occurredAt, since),
      ),
    );
  const problems = await tx
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

  const profiles = new Map<string, CustomerProfile>();
  const byCustomer = new Map<string, Activity>();
  for (const { customerId, name, companyId, at, totalMinor, currency } of bought) {
    const activity = byCustomer.get(customerId) ?? {
      customerId,
      purchases: [],
      interactions: [],
      tickets: [],
    };
    const comparable = currency === workspace.currency;
    const amount = comparable ? Number(toMajor(totalMinor, currency)) : null;
    activity.purchases.push({ at: at!, amount });
    byCustomer.set(customerId, activity);
    profiles.set(customerId, { name, companyId });
  }
  const concerned = (row: { contactId: string | null; companyId: string | null }): Activity[] =>
    [row.contactId, row.companyId].flatMap((id) => (id === null ? [] : (byCustomer.get(id) ?? [])));
  for (const row of moods) {
    const sentiment = row.sentiment as Activity['interactions'][number]['sentiment'];
    for (const activity of concerned(row)) activity.interactions.push({ at: row.at, sentiment });
  }
  for (const row of problems) {
    const settled = row.status === 'resolved' || row.status === 'closed' ? row.updatedAt : null;
    const ticket = { openedAt: row.openedAt, resolvedAt: row.resolvedAt ?? settled };
    for (const activity of concerned(row)) activity.tickets.push(ticket);
  }
  const histories = [...byCustomer.values()].sort((left, right) =>
    left.customerId < right.customerId ? -1 : 1,
  );
  return {
    histories,
    scoreChurn: (request, language) =>
      reportChurn({ histories, profiles, days, now, timeZone: workspace.timeZone }, request, language),
  };
}

interface Activity extends CustomerHistory {
  purchases: CustomerHistory['purchases'][number][];
  interactions: CustomerHistory['interactions'][number][];
  tickets: CustomerHistory['tickets'][number][];
}
