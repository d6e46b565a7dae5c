import { and, avg, count, desc, eq, isNull, max, min, sql } from 'drizzle-orm';
import { interactions, orders } from '../../db/index.ts';
import { dayIn, type Scope } from '../trust/index.ts';
import { type Objection, objectionOf } from './consents.ts';
import type { Listing, RecordPage } from './listing.ts';
import { toMajor } from './money.ts';
import type { Candidate, References, Resolved } from './references.ts';
import { addDays } from './relative-dates.ts';
import type { ShownRecord } from './render.ts';

/** Everything about a customer that the next conversation needs. */
export interface CustomerView {
  kind: 'contact' | 'company';
  profile: ShownRecord;
  resolved?: string;
  contacts?: ShownRecord[];
  deals: ShownRecord[];
  interactions: ShownRecord[];
  orders: {
    count: number;
    /** Left out for who does not see what orders come to. */
    revenue?: string;
    firstOn: string | null;
    lastOn: string | null;
    latest: ShownRecord[];
  };
  tickets: ShownRecord[];
  tasks: ShownRecord[];
  sentiment: {
    recent: number | null;
    earlier: number | null;
    trend: 'better' | 'worse' | 'steady' | 'unknown';
  };
  nextBestAction: {
    action:
      | 'finish_task'
      | 'answer_ticket'
      | 'repair_relationship'
      | 'follow_up'
      | 'win_back'
      | 'do_not_contact'
      | 'keep_in_touch';
    because: string;
  };
}

/** The 360° view of a contact or a company. @throws RapportError not_found */
export async function viewCustomer(
  scope: Scope,
  references: References,
  listing: Listing,
  text: string,
): Promise<CustomerView> {
  const { kind, resolved } = await whoIs(references, text);
  const filter = `${kind} = ${resolved.id}`;
  const latest = async (
    of: 'deal' | 'interaction' | 'order' | 'ticket' | 'task',
    limit: number,
    more = '',
  ): Promise<ShownRecord[]> => {
    const page: RecordPage = await listing.page(of, { filter: `${filter}${more}`, limit });
    return page.items.map(
      (item) => Object.fromEntries(Object.entries(item).filter(([name]) => name !== kind)) as ShownRecord,
    );
  };
  const profile = await listing.one(kind, resolved.id);
  const deals = await latest('deal', 5);
  const recent = await latest('interaction', 5);
  const tickets = await latest('ticket', 3, ' and status in (open, pending)');
  const tasks = await latest('task', 5, ' and status = open');
  const column = kind === 'contact' ? ('contactId' as const) : ('companyId' as const);
  const orderSummary = await ordersOf(scope, column, resolved.id);
  const sentiment = await sentimentOf(scope, column, resolved.id);
  const facts = {
    tasks,
    tickets,
    sentiment,
    deals,
    lastOrderOn: orderSummary.lastOn,
    lastContactOn: profile.lastContactOn as string | undefined,
    objection: objectionOf(profile),
  };
  return {
    kind,
    profile,
    ...(resolved.guessed && { resolved: `${text} → ${resolved.label}` }),
    ...(kind === 'company' && { contacts: (await listing.page('contact', { filter, limit: 5 })).items }),
    deals,
    interactions: recent,
    orders: { ...orderSummary, latest: await latest('order', 3) },
    tickets,
    tasks,
    sentiment,
    nextBestAction: nextBestAction(facts, dayIn(scope.workspace.timeZone, scope.now)),
  };
}

const matchOrder = { exact: 0, strong: 1, weak: 2 } as const;

/** The contact or company a reader means: the better match, a contact before a company. @throws RapportError not_found */
export async function whoIs(
  references: References,
  text: string,
): Promise<{ kind: 'contact' | 'company'; resolved: Resolved }> {
  const found: { kind: 'contact' | 'company'; best: Candidate }[] = [];
  for (const kind of ['contact', 'company'] as const) {
    const [best] = await references.candidates(kind, text);
    if (best) found.push({ kind, best });
    if (best?.match === 'exact') break;
  }
  found.sort((a, b) => matchOrder[a.best.match] - matchOrder[b.best.match]);
  const [first] = found;
  if (!first) return { kind: 'contact', resolved: await references.forRead('contact', text) };
  const { id, label, match } = first.best;
  return { kind: first.kind, resolved: { id, label, guessed: match !== 'exact' } };
}

async function ordersOf(scope: Scope, column: 'contactId' | 'companyId', id: string) {
  const { tx, workspace, actor } = scope;
  const [row] = await tx
    .select({
      count: count(),
      revenue: sql<string>`coalesce(sum(${orders.totalMinor}) filter (where ${orders.status} not in ('cancelled', 'returned')), 0)`,
      first: min(orders.orderedAt),
      last: max(orders.orderedAt),
    })
    .from(orders)
    .where(and(eq(orders.workspaceId, workspace.id), isNull(orders.deletedAt), eq(orders[column], id)));
  const day = (moment: Date | null) => moment && dayIn(workspace.timeZone, moment);
  return {
    count: row!.count,
    ...(!actor.hidden?.includes('order.total') && {
      revenue: `${toMajor(Number(row!.revenue), workspace.currency)} ${workspace.currency}`,
    }),
    firstOn: day(row!.first),
    lastOn: day(row!.last),
  };
}

/** Mean sentiment of the last five interactions against the five before, each from −1 to 1. */
async function sentimentOf(
  scope: Scope,
  column: 'contactId' | 'companyId',
  id: string,
): Promise<CustomerView['sentiment']> {
  const { tx, workspace } = scope;
  const numbered = tx
    .select({
      score: interactions.sentimentScore,
      place: sql<number>`row_number() over (order by ${desc(interactions.occurredAt)})`.as('place'),
    })
    .from(interactions)
    .where(
      and(
        eq(interactions.workspaceId, workspace.id),
        isNull(interactions.deletedAt),
        eq(interactions[column], id),
        sql`${interactions.sentimentScore} is not null`,
      ),
    )
    .as('numbered');
  const rows = await tx
    .select({ recent: sql<boolean>`${numbered.place} <= 5`, mean: avg(numbered.score) })
    .from(numbered)
    .where(sql`${numbered.place} <= 10`)
    .groupBy(sql`1`);
  const meanOf = (recent: boolean) => {
    const mean = rows.find((row) => row.recent === recent)?.mean;
    return mean === undefined || mean === null ? null : Math.round(Number(mean) * 100) / 100;
  };
  const [recent, earlier] = [meanOf(true), meanOf(false)];
  const difference = recent === null || earlier === null ? null : recent - earlier;
  const trend =
    difference === null ? 'unknown' : difference > 0.2 ? 'better' : difference < -0.2 ? 'worse' : 'steady';
  return { recent, earlier, trend };
}

function nextBestAction(
  facts: Pick<CustomerView, 'tasks' | 'tickets' | 'sentiment' | 'deals'> & {
    lastOrderOn: string | null;
    lastContactOn: string | undefined;
    objection: Objection | null;
  },
  today: string,
): CustomerView['nextBestAction'] {
  const overdue = facts.tasks.find((task) => typeof task.dueOn === 'string' && task.dueOn <= today);
  if (overdue)
    return { action: 'finish_task', because: `${String(overdue.title)} (${String(overdue.dueOn)})` };
  const ticket = facts.tickets[0];
  if (ticket)
    return { action: 'answer_ticket', because: `${String(ticket.number)}: ${String(ticket.subject)}` };
  if (facts.objection) return { action: 'do_not_contact', because: 'they asked not to be contacted' };
  if (facts.sentiment.trend === 'worse' && (facts.sentiment.recent ?? 0) < 0)
    return {
      action: 'repair_relationship',
      because: `sentiment ${facts.sentiment.earlier} → ${facts.sentiment.recent}`,
    };
  const silent = facts.lastContactOn === undefined || facts.lastContactOn < addDays(today, -14);
  if (facts.deals.length > 0 && silent)
    return {
      action: 'follow_up',
      because: `${String(facts.deals[0]!.name)}; last contact ${facts.lastContactOn ?? '–'}`,
    };
  if (facts.lastOrderOn !== null && facts.lastOrderOn < addDays(today, -180))
    return { action: 'win_back', because: `last order ${facts.lastOrderOn}` };
  return { action: 'keep_in_touch', because: `last contact ${facts.lastContactOn ?? '–'}` };
}
