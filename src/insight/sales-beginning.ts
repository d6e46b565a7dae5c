import type { Scope } from '../trust/index.ts';
import { daysFrom, periodAfter, type SalesUnit } from './periods.ts';
import { beginningStatement, type SalesQuery, type SoldPeriod } from './sales-statements.ts';
import type { SalesNote } from './wording.ts';

/** Less missing than this share of a period makes no difference worth a period. */
const SHARE_MISSED = 0.1;
/** Silence less likely than this is no accident: nothing was sold, or recorded, yet. */
const ACCIDENT = 0.05;

/**
 * Tells where the periods begin that are worth learning from, and says what that leaves out: a first period is not
 * whole where the series began in its middle, or the workspace's records did. Days without a sale count as missing
 * where they are too many for how often sales came right after.
 *
 * @param first  the first day of the first period with a sale
 * @param end    the first day after the last complete period
 */
export async function findWholePeriods(
  scope: Scope,
  query: SalesQuery,
  first: string,
  end: string,
): Promise<{ first: string; notes: SalesNote[] }> {
  const { unit, measure } = query;
  if (unit === 'day') return { first, notes: [] };
  const counted = measure === 'units' ? 'orders' : measure;
  const isOfAll = counted === 'orders' && !isNarrowed(query);
  for (const asked of [
    { unit, measure: 'orders' } as const,
    ...(isOfAll ? [] : [{ ...query, measure: counted }]),
  ] satisfies SalesQuery[]) {
    const periods = await scope.tx.execute<SoldPeriod>(beginningStatement(scope, asked));
    if (periods[0]?.start !== first || isWholeFirst(periods, unit, end)) continue;
    const next = periodAfter(first, unit);
    const isAll = next >= end;
    const note = { code: 'partial_first', since: periods[0].firstDay, unit, isAll } as const;
    return { first: isAll ? first : next, notes: [note] };
  }
  return { first, notes: [] };
}

const isNarrowed = ({ unit, measure, ...part }: SalesQuery): boolean =>
  Object.values(part).some((value) => value !== undefined);

/** Whether nothing is missing before the first sale, as far as the days with sales after it tell. */
export function isWholeFirst([first, second]: readonly SoldPeriod[], unit: SalesUnit, end: string): boolean {
  if (!first) return true;
  const next = periodAfter(first.start, unit);
  const afterNext = periodAfter(next, unit);
  const missed = daysFrom(first.start, first.firstDay);
  if (missed <= SHARE_MISSED * daysFrom(first.start, next)) return true;
  const isNextWhole = afterNext <= end;
  const daysSince = daysFrom(first.firstDay, isNextWhole ? afterNext : next) - 1;
  const soldSince = first.days - 1 + (isNextWhole && second?.start === next ? second.days : 0);
  const chanceOfSilence = 1 - (soldSince + 1) / (daysSince + 2);
  return chanceOfSilence ** missed >= ACCIDENT;
}
