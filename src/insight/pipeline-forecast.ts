import { sql } from 'drizzle-orm';
import { deals, stages } from '../../db/index.ts';
import { addDays, daysOf, toMajor } from '../crm/index.ts';
import { dayIn, type Language, RapportError, type Scope } from '../trust/index.ts';
import { periodsFrom } from './periods.ts';
import { itemsOfChanges, localDay } from './sales-report/deals.ts';
import type { SalesPart, SalesQuery } from './sales-statements.ts';
import { normalQuantiles, round } from './statistics.ts';
import { describePipelineNote, type PipelineNote } from './wording.ts';

/** Which open deals, in which periods. Deals are told apart by their owner alone. */
export interface PipelineQuery extends Omit<SalesQuery, 'measure'> {
  periods: number;
  by?: SalesPart | undefined;
}

/** What open deals are expected to bring, by the period they are expected to close in. */
export interface PipelineForecast {
  currency: string;
  points: { start: string; value: string; low80: string; high80: string; low95: string; high95: string }[];
  /** Open deals with an amount. */
  sampleSize: number;
  dataUpTo: string;
  stages: {
    stage: string;
    deals: number;
    amount: string;
    probability: number;
    stated: number;
    seen: number;
  }[];
  notes: string[];
}

/** How many closed deals the stated probability of a stage counts for, beside those seen. */
const STATED_WORTH = 10;

/**
 * What open deals are worth by the period they are expected to close in: amount times the chance to be won.
 * The chance of a stage is learnt from the closed deals that were once in it, as the change log has them (but
 * for entries of many, which hold a sample), and
 * the stage's stated probability counts as ten deals more (the mean of a beta distribution). Deals without a
 * day, or whose day has passed, are expected after the median time deals took to be won from their creation,
 * or in the period under way. Intervals take deals as independent.
 *
 * @throws RapportError not_found where no deal is open, invalid_input where deals are to be told apart by more
 *   than their owner
 */
export async function forecastPipeline(
  scope: Scope,
  query: PipelineQuery,
  language: Language,
): Promise<PipelineForecast> {
  const { tx, workspace, now } = scope;
  const { productId, category, region, channel, by } = query;
  if ([productId, category, region, channel, by].some((narrowed) => narrowed !== undefined)) {
    throw new RapportError('invalid_input', 'The open pipeline is forecast in all or of one owner.', {
      hint: 'Leave out product, category, region, channel and by, or forecast revenue.',
    });
  }
  const today = dayIn(workspace.timeZone, now);
  const open = await tx.execute<OpenDeal>(openStatement(scope, query.ownerId));
  const own = open.filter(({ currency, amount }) => currency === workspace.currency && amount !== null);
  if (open.length === 0) {
    throw new RapportError('not_found', 'There are no open deals to forecast from.', {
      hint: 'Look for deals with search_records, or forecast revenue from orders instead.',
    });
  }
  const seen = new Map(
    (await tx.execute<StageHistory>(historyStatement(scope))).map((row) => [row.stageId, row]),
  );
  const [cycle] = await tx.execute<{ days: number | null }>(cycleStatement(scope));
  const chance = ({ stageId, stated }: OpenDeal): number => {
    const { won = 0, closed = 0 } = seen.get(stageId) ?? {};
    return (stated * STATED_WORTH + won) / (STATED_WORTH + closed);
  };
  const current =
    query.unit === 'day' ? today : daysOf(`this ${query.unit}`, today, workspace.fiscalYearStart)!.from;
  const starts = periodsFrom(current, query.periods + 1, query.unit);
  const expectedOn = ({ expectedCloseOn, createdOn }: OpenDeal): string => {
    if (expectedCloseOn !== null && expectedCloseOn >= today) return expectedCloseOn;
    const learnt = cycle?.days == null ? today : addDays(createdOn, cycle.days);
    return [learnt, today].sort()[1]!;
  };
  const show = (minor: number): string => toMajor(Math.round(minor), workspace.currency);
  const points = starts.slice(0, -1).map((start, index) => {
    const closing = own.filter((deal) => {
      const day = expectedOn(deal);
      return day >= start && day < starts[index + 1]!;
    });
    const all = closing.reduce((sum, { amount }) => sum + amount!, 0);
    const value = closing.reduce((sum, deal) => sum + deal.amount! * chance(deal), 0);
    const deviation = Math.sqrt(
      closing.reduce((sum, deal) => sum + deal.amount! ** 2 * chance(deal) * (1 - chance(deal)), 0),
    );
    const bound = (quantile: number): string =>
      show(Math.min(all, Math.max(0, value + quantile * deviation)));
    return {
      start,
      value: show(value),
      low80: bound(-normalQuantiles.at80),
      high80: bound(normalQuantiles.at80),
      low95: bound(-normalQuantiles.at95),
      high95: bound(normalQuantiles.at95),
    };
  });
  const notes: PipelineNote[] = [];
  const without = open.filter(({ amount }) => amount === null).length;
  const overdue = own.filter(
    ({ expectedCloseOn }) => expectedCloseOn === null || expectedCloseOn < today,
  ).length;
  const others = open.length - own.length - without;
  if (without > 0) notes.push({ code: 'no_amount', count: without });
  if (others > 0)
    notes.push({ code: 'deals_in_other_currencies', count: others, currency: workspace.currency });
  if (overdue > 0) notes.push({ code: 'close_day_unknown', count: overdue });
  const byStage = Map.groupBy(own, ({ stageId }) => stageId);
  return {
    currency: workspace.currency,
    points,
    sampleSize: own.length,
    dataUpTo: today,
    stages: [...byStage.values()].map((some) => ({
      stage: (language === 'zh' && some[0]!.stageChinese) || some[0]!.stage,
      deals: some.length,
      amount: show(some.reduce((sum, { amount }) => sum + amount!, 0)),
      probability: round(chance(some[0]!), 3),
      stated: round(some[0]!.stated, 3),
      seen: seen.get(some[0]!.stageId)?.closed ?? 0,
    })),
    notes: notes.map((note) => describePipelineNote(note, language)),
  };
}

interface OpenDeal extends Record<string, unknown> {
  stageId: string;
  stage: string;
  stageChinese: string | null;
  stated: number;
  amount: number | null;
  currency: string;
  expectedCloseOn: string | null;
  createdOn: string;
}

interface StageHistory extends Record<string, unknown> {
  stageId: string;
  won: number;
  closed: number;
}

const openStatement = ({ workspace }: Scope, ownerId: string | undefined) => sql`
  select ${stages.id} as "stageId", ${stages.name} as "stage", ${stages.nameChinese} as "stageChinese",
    ${stages.probability}::float8 as "stated", ${deals.amountMinor}::float8 as "amount",
    ${deals.currency} as "currency", ${deals.expectedCloseOn}::text as "expectedCloseOn",
    ${localDay('deals.created_at', workspace.timeZone)} as "createdOn"
  from ${deals} join ${stages} on ${stages.workspaceId} = ${deals.workspaceId} and ${stages.id} = ${deals.stageId}
  where ${deals.workspaceId} = ${workspace.id} and ${deals.deletedAt} is null and ${stages.outcome} = 'open'
    ${ownerId === undefined ? sql`` : sql`and ${deals.ownerId} = ${ownerId}`}
  order by ${stages.position}`;

/** Closed deals by the open stages the change log saw them in. */
const historyStatement = ({ workspace }: Scope) => sql`
  select passed.stage_id as "stageId",
    (count(*) filter (where ${stages.outcome} = 'won'))::int as "won", count(*)::int as "closed"
  from (
    select distinct item ->> 'id' as deal_id, state ->> 'stageId' as stage_id
    from changes as change cross join ${itemsOfChanges}
    cross join lateral (values (item -> 'before'), (item -> 'after')) as states(state)
    where change.workspace_id = ${workspace.id} and change.items::jsonb @> '[{"kind": "deal"}]'
      and item ->> 'kind' = 'deal' and state ->> 'stageId' is not null
  ) as passed
  join ${deals} on ${deals.workspaceId} = ${workspace.id} and ${deals.id} = passed.deal_id and ${deals.deletedAt} is null
  join ${stages} on ${stages.workspaceId} = ${workspace.id} and ${stages.id} = ${deals.stageId}
    and ${stages.outcome} in ('won', 'lost')
  group by passed.stage_id`;

const cycleStatement = ({ workspace }: Scope) => sql`
  select percentile_cont(0.5) within group (
    order by greatest(0, ${deals.closedOn} - ${localDay('deals.created_at', workspace.timeZone)}::date))::int as "days"
  from ${deals} join ${stages} on ${stages.workspaceId} = ${deals.workspaceId} and ${stages.id} = ${deals.stageId}
  where ${deals.workspaceId} = ${workspace.id} and ${deals.deletedAt} is null and ${stages.outcome} = 'won'
    and ${deals.closedOn} is not null`;
