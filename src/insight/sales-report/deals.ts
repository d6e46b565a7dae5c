import { sql } from 'drizzle-orm';
import type { Language, Scope } from '../../trust/index.ts';

/** Days of the workspace, both within, YYYY-MM-DD. */
export interface Period {
  from: string;
  to: string;
}

/** A stage of a pipeline, in the order deals pass through. */
export interface Stage {
  id: string;
  name: string;
  /** Set where the workspace has several pipelines. */
  pipeline?: string;
  probability: number;
  outcome: 'open' | 'won' | 'lost';
}

/** A deal as the report counts it. */
export interface Deal {
  id: string;
  stageId: string;
  ownerId: string | null;
  /** In minor units of the workspace's currency; null where there is none, or one in another currency. */
  minor: number | null;
  otherCurrency: boolean;
  createdOn: string;
  closedOn: string | null;
  lostReason: string | null;
  source: string | null;
}

/** A move of a deal into a stage, as the change log has it. */
export interface Move {
  dealId: string;
  /** Null where the deal was made in the stage. */
  from: string | null;
  to: string;
  on: string;
}

/**
 * The items of entries of the change log that hold them as they are: entries of many keep a sample, which would
 * tell of a few deals at random.
 */
export const itemsOfChanges = sql`lateral jsonb_array_elements(case when change.packed_items is null
  and json_typeof(change.items) = 'array' then change.items::jsonb else '[]'::jsonb end) as item`;

export const localDay = (column: string, timeZone: string) =>
  sql`to_char(${sql.raw(column)} at time zone ${timeZone}, 'YYYY-MM-DD')`;

/** The workspace's stages, pipeline by pipeline. */
export async function readStages({ tx, workspace }: Scope, language: Language): Promise<Stage[]> {
  const rows = await tx.execute<Stage & { pipeline: string; [column: string]: unknown }>(sql`
    select stage.id as id, pipeline.name as pipeline, stage.probability::float8 as probability,
      stage.outcome as outcome,
      ${language === 'zh' ? sql`coalesce(stage.name_chinese, stage.name)` : sql`stage.name`} as name
    from stages as stage
    join pipelines as pipeline
      on pipeline.workspace_id = ${workspace.id} and pipeline.id = stage.pipeline_id and pipeline.deleted_at is null
    where stage.workspace_id = ${workspace.id} and stage.deleted_at is null
    order by pipeline.is_default desc, pipeline.name, pipeline.id, stage.position`);
  const isOne = new Set(rows.map(({ pipeline }) => pipeline)).size === 1;
  return rows.map(({ id, name, pipeline, probability, outcome }) => ({
    id,
    name,
    probability,
    outcome,
    ...(!isOne && { pipeline }),
  }));
}

/** Deals that are open, or were made or closed since a day; of one owner where one is given. */
export async function readDeals(
  { tx, workspace }: Scope,
  since: string,
  ownerId: string | undefined,
): Promise<Deal[]> {
  const created = localDay('deal.created_at', workspace.timeZone);
  return tx.execute<Deal & Record<string, unknown>>(sql`
    select deal.id as id, deal.stage_id as "stageId", deal.owner_id as "ownerId",
      case when deal.currency = ${workspace.currency} then deal.amount_minor end::float8 as "minor",
      deal.currency <> ${workspace.currency} as "otherCurrency",
      ${created} as "createdOn", deal.closed_on::text as "closedOn",
      nullif(trim(deal.lost_reason), '') as "lostReason", nullif(trim(deal.source), '') as "source"
    from deals as deal
    where deal.workspace_id = ${workspace.id} and deal.deleted_at is null
      and (deal.closed_on is null or deal.closed_on >= ${since}::date or ${created} >= ${since})
      ${ownerId === undefined ? sql`` : sql`and deal.owner_id = ${ownerId}`}
    order by deal.id`);
}

/**
 * How deals moved from stage to stage, oldest first, out of the change log. Entries of many keep their items
 * packed and are passed over: such a deal's moves do not end in the stage it is in.
 */
export async function readMoves({ tx, workspace }: Scope): Promise<Move[]> {
  return tx.execute<Move & Record<string, unknown>>(sql`
    select item ->> 'id' as "dealId", item #>> '{before,stageId}' as "from", item #>> '{after,stageId}' as "to",
      ${localDay('change.occurred_at', workspace.timeZone)} as "on"
    from changes as change
    cross join ${itemsOfChanges}
    where change.workspace_id = ${workspace.id}
      and change.items::jsonb @> '[{"kind": "deal"}]' and item ->> 'kind' = 'deal'
      and item #>> '{after,stageId}' is not null
      and item #>> '{before,stageId}' is distinct from item #>> '{after,stageId}'
    order by change.sequence`);
}

/** How customers felt in what was said about deals of a period, by how the deals ended. */
export async function readMoods(
  { tx, workspace }: Scope,
  { from, to }: Period,
  ownerId: string | undefined,
): Promise<{ outcome: string; interactions: number; mood: number }[]> {
  return tx.execute<{ outcome: string; interactions: number; mood: number }>(sql`
    select stage.outcome as outcome, count(*)::int as interactions,
      avg(case talk.sentiment when 'positive' then 1 when 'negative' then -1 else 0 end)::float8 as mood
    from deals as deal
    join stages as stage on stage.workspace_id = ${workspace.id} and stage.id = deal.stage_id
    join interactions as talk on talk.workspace_id = ${workspace.id} and talk.deal_id = deal.id
      and talk.deleted_at is null and talk.sentiment is not null
    where deal.workspace_id = ${workspace.id} and deal.deleted_at is null
      and deal.closed_on between ${from}::date and ${to}::date and stage.outcome <> 'open'
      ${ownerId === undefined ? sql`` : sql`and deal.owner_id = ${ownerId}`}
    group by stage.outcome`);
}
