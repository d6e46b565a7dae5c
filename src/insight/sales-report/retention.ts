import { sql } from 'drizzle-orm';
import { orders } from '../../../db/index.ts';
import { addDays } from '../../crm/index.ts';
import type { Scope } from '../../trust/index.ts';
import { isSold } from '../sold.ts';
import { round } from '../statistics.ts';

/** Customers whose first order fell into the same month, and the share of them that ordered in later months. */
export interface Cohort {
  /** First day of the month. */
  start: string;
  customers: number;
  /** One month later, two months later, … as far as complete months go. */
  retained: number[];
}

const mostCohorts = 12;

/** The cohorts of the last twelve complete months, by the workspace's time zone. */
export async function readRetention(
  { tx, workspace, now }: Scope,
  until: string,
  ownerId: string | undefined,
): Promise<Cohort[]> {
  const month = sql`date_trunc('month', ${orders.orderedAt} at time zone ${workspace.timeZone})`;
  const rows = await tx.execute<{ start: string; later: number; customers: number }>(sql`
    with active as (
      select distinct coalesce(${orders.contactId}, ${orders.companyId}) as customer, ${month} as month
      from ${orders}
      where ${isSold(workspace.id)} and ${orders.orderedAt} <= ${now.toISOString()}::timestamptz
        and ${month} < date_trunc('month', ${until}::date + 1)
        and coalesce(${orders.contactId}, ${orders.companyId}) is not null
        ${ownerId === undefined ? sql`` : sql`and ${orders.ownerId} = ${ownerId}`}
    ), begun as (
      select customer, month, min(month) over (partition by customer) as start from active
    )
    select to_char(start, 'YYYY-MM-DD') as start, count(*)::int as customers,
      ((extract(year from month) - extract(year from start)) * 12
        + extract(month from month) - extract(month from start))::int as later
    from begun
    where start >= date_trunc('month', ${until}::date + 1) - make_interval(months => ${mostCohorts}::int)
    group by 1, 3 order by 1, 3`);
  const end = monthIndex(addDays(until, 1));
  return [...Map.groupBy(rows, ({ start }) => start)].map(([start, months]) => {
    const counts = new Map(months.map(({ later, customers }) => [later, customers]));
    const customers = counts.get(0)!;
    const complete = Math.max(0, end - monthIndex(start) - 1);
    const retained = Array.from({ length: complete }, (_, index) =>
      round((counts.get(index + 1) ?? 0) / customers, 4),
    );
    return { start, customers, retained };
  });
}

const monthIndex = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
