import type { Listing } from './listing.ts';
import { addDays } from './relative-dates.ts';
import type { ShownRecord } from './render.ts';

/** What a person's day holds. */
export interface DailyBrief {
  date: string;
  owner: string;
  overdueTasks: { total: number; items: ShownRecord[] };
  tasksToday: { total: number; items: ShownRecord[] };
  followUps: { total: number; items: ShownRecord[] };
  /** Follow-ups that are due with people who asked not to be contacted: they stand in no list. */
  optOut: number;
  closingDeals: { total: number; items: ShownRecord[] };
  openTickets: { total: number; items: ShownRecord[] };
}

/** The day of an owner: what is late, what is due, whom to follow up, which deals close within a week. */
export async function dailyBrief(
  listing: Listing,
  owner: { id: string; label: string },
  date: string,
): Promise<DailyBrief> {
  const mine = `owner = ${owner.id}`;
  const list = async (kind: 'task' | 'contact' | 'deal' | 'ticket', filter: string, sort: string) => {
    const { total, items } = await listing.page(kind, { filter: `${mine} and ${filter}`, sort, limit: 5 });
    return { total, items };
  };
  const due = `followUpOn <= ${date} and not lifecycleStage = Lost`;
  return {
    date,
    owner: owner.label,
    overdueTasks: await list('task', `status = open and dueOn < ${date}`, 'dueOn'),
    tasksToday: await list('task', `status = open and dueOn = ${date}`, 'dueOn'),
    followUps: await list('contact', `${due} and not doNotContact = true`, '-followUpOn'),
    optOut: (await list('contact', `${due} and doNotContact = true`, '-followUpOn')).total,
    closingDeals: await list(
      'deal',
      `closedOn is empty and expectedCloseOn between ${date} and ${addDays(date, 7)}`,
      'expectedCloseOn',
    ),
    openTickets: await list('ticket', 'status in (open, pending)', '-openedAt'),
  };
}
