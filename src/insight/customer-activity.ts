import { and, eq, gt, isNull, or } from 'drizzle-orm';
import { interactions, tickets } from '../../db/index.ts';
import type { Language, Scope } from '../trust/index.ts';
import { type CustomerHistory, RECENT_DAYS } from './churn/index.ts';
import { type ChurnEvidence, type ChurnReport, type ChurnRequest, reportChurn } from './churn-report.ts';
import { churnModelName, keptChurnModel } from './churn-versions.ts';
import { type CustomerProfile, readCustomerPurchases } from './customer-purchases.ts';
import { type ExplainedCustomer, explainedFirst } from './explained-score.ts';
import { createTrack, type KeptModel } from './track/index.ts';

/** What customers did, read once; what is computed from it needs no database. */
export interface CustomerActivity {
  histories: readonly CustomerHistory[];
  /** The version in use, where one is kept. */
  inUse?: KeptModel;
  /** Scores one customer, the people of one company, or those most likely to leave. */
  scoreChurn(request: ChurnRequest, language: Language): Promise<ChurnReport>;
  /** @throws RapportError not_found where the customer has no score */
  explain(customerId: string, language: Language, signal?: AbortSignal): Promise<ExplainedCustomer>;
}

const DAY = 86_400_000;

/**
 * Reads purchases, contacts with their moods, and tickets by customer: the contact, or the company of orders
 * that name none. Where a model of so many days is kept, it is the one that scores.
 *
 * @param days how long without a purchase counts as churn
 */
export async function readCustomerActivity(scope: Scope, days: number): Promise<CustomerActivity> {
  const { now, workspace } = scope;
  const since = new Date(now.getTime() - (2 * days + RECENT_DAYS) * DAY);
  const profiles = new Map<string, CustomerProfile>();
  const activities = new Map<string, Activity>();
  for (const { customerId, name, companyId, times, amounts } of await readCustomerPurchases(scope)) {
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
  const inUse = await createTrack(scope).models.active(churnModelName(days));
  const { timeZone, currency } = workspace;
  const evidence = (): ChurnEvidence => {
    const model = inUse && keptChurnModel(inUse);
    const kept = model && { model, version: inUse.version };
    return { histories, profiles, days, now, timeZone, currency, kept };
  };
  return {
    histories,
    ...(inUse && { inUse }),
    scoreChurn: (request, language) => reportChurn(evidence(), request, language),
    async explain(customerId, language, signal) {
      const report = await reportChurn(evidence(), { customerId, limit: 1, signal }, language);
      return explainedFirst(report.customers, report.predictions, report.refusal, language);
    },
  };
}

interface Activity extends CustomerHistory {
  interactions: CustomerHistory['interactions'][number][];
  tickets: CustomerHistory['tickets'][number][];
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
