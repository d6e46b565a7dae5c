import { daysFrom } from '../periods.ts';
import { median, round, type Share, shareOf } from '../statistics.ts';
import type { Deal, Move, Period, Stage } from './deals.ts';

/** Open deals in one stage. Amounts in minor units. */
export interface StageStock {
  stage: string;
  pipeline?: string;
  deals: number;
  minor: number;
  /** The amount times the stage's chance of winning. */
  weighted: number;
  /** Median of days since they were made; null where there are none. */
  medianAge: number | null;
}

/** How the deals of a period went. Amounts in minor units. */
export interface Results {
  created: number;
  createdMinor: number;
  won: number;
  wonMinor: number;
  lost: number;
  lostMinor: number;
  /** Of those that closed. */
  winRate: Share | null;
  /** Median of days from making to winning or losing, and of how many deals. */
  cycleDays: number | null;
  cycleDeals: number;
}

/** What became of the deals that came into a stage. */
export interface StagePassage {
  stage: string;
  pipeline?: string;
  entered: number;
  movedOn: number;
  lost: number;
  stillThere: number;
  /** Share of those that left it which went on rather than were lost. */
  conversion: Share | null;
  /** Median of days in it, of those that left. */
  medianDays: number | null;
}

/** Deals under one head. Amounts in minor units. */
export interface Tally {
  name: string;
  deals: number;
  minor: number;
}

const within = (day: string | null, { from, to }: Period): boolean =>
  day !== null && day >= from && day <= to;
const sumOf = (deals: readonly Deal[]): number => deals.reduce((sum, { minor }) => sum + (minor ?? 0), 0);

/** The open deals, stage by stage, as they stand on a day. */
export function stockOf(deals: readonly Deal[], stages: readonly Stage[], today: string): StageStock[] {
  const inStage = Map.groupBy(deals, ({ stageId }) => stageId);
  return stages
    .filter(({ outcome }) => outcome === 'open')
    .map(({ id, name, pipeline, probability }) => {
      const here = inStage.get(id) ?? [];
      return {
        stage: name,
        ...(pipeline !== undefined && { pipeline }),
        deals: here.length,
        minor: sumOf(here),
        weighted: Math.round(sumOf(here) * probability),
        medianAge: medianOf(here.map(({ createdOn }) => Math.max(0, daysFrom(createdOn, today)))),
      };
    });
}

/** What was made and closed in a period. */
export function resultsOf(deals: readonly Deal[], stages: readonly Stage[], period: Period): Results {
  const outcomes = new Map(stages.map(({ id, outcome }) => [id, outcome]));
  const closed = deals.filter(({ closedOn }) => within(closedOn, period));
  const won = closed.filter(({ stageId }) => outcomes.get(stageId) === 'won');
  const lost = closed.filter(({ stageId }) => outcomes.get(stageId) === 'lost');
  const created = deals.filter(({ createdOn }) => within(createdOn, period));
  const cycles = [...won, ...lost].flatMap(({ createdOn, closedOn }) =>
    closedOn !== null && closedOn >= createdOn ? daysFrom(createdOn, closedOn) : [],
  );
  const ended = won.length + lost.length;
  return {
    created: created.length,
    createdMinor: sumOf(created),
    won: won.length,
    wonMinor: sumOf(won),
    lost: lost.length,
    lostMinor: sumOf(lost),
    winRate: ended === 0 ? null : roundedShare(won.length, ended),
    cycleDays: medianOf(cycles),
    cycleDeals: cycles.length,
  };
}

/**
 * What became of deals that came into each stage in a period, by their logged moves. Deals whose making is not
 * in the log, or whose last move does not lead to where they are, have no known way and are left out.
 */
export function passagesOf(
  deals: readonly Deal[],
  stages: readonly Stage[],
  moves: readonly Move[],
  period: Period,
): { passages: StagePassage[]; followed: number } {
  const order = new Map(stages.map(({ id }, index) => [id, index]));
  const outcomes = new Map(stages.map(({ id, outcome }) => [id, outcome]));
  const current = new Map(deals.map(({ id, stageId }) => [id, stageId]));
  const ways = [...Map.groupBy(moves, ({ dealId }) => dealId)].filter(
    ([dealId, way]) => way[0]!.from === null && way.at(-1)!.to === current.get(dealId),
  );
  const stays = ways.flatMap(([, way]) =>
    way.map(({ to, on }, index) => ({ stageId: to, entered: on, next: way[index + 1] })),
  );
  const passages = stages
    .filter(({ outcome }) => outcome === 'open')
    .map(({ id, name, pipeline }) => {
      const here = stays.filter(({ stageId, entered }) => stageId === id && within(entered, period));
      const left = here.flatMap(({ entered, next }) => (next ? [{ entered, next }] : []));
      const isAhead = (to: string): boolean =>
        outcomes.get(to) !== 'lost' && (order.get(to) ?? -1) > order.get(id)!;
      const movedOn = left.filter(({ next }) => isAhead(next.to)).length;
      const lost = left.filter(({ next }) => outcomes.get(next.to) === 'lost').length;
      return {
        stage: name,
        ...(pipeline !== undefined && { pipeline }),
        entered: here.length,
        movedOn,
        lost,
        stillThere: here.length - left.length,
        conversion: movedOn + lost === 0 ? null : roundedShare(movedOn, movedOn + lost),
        medianDays: medianOf(left.map(({ entered, next }) => daysFrom(entered, next.on))),
      };
    });
  return { passages, followed: ways.length };
}

/** Deals by a head, the most money first; they add up to the deals given. */
export function tally(deals: readonly Deal[], headOf: (deal: Deal) => string): Tally[] {
  return [...Map.groupBy(deals, headOf)]
    .map(([name, under]) => ({ name, deals: under.length, minor: sumOf(under) }))
    .toSorted((one, other) => other.minor - one.minor || other.deals - one.deals);
}

/** The deals that closed in a period with an outcome. */
export function closedDeals(
  deals: readonly Deal[],
  stages: readonly Stage[],
  period: Period,
  outcome: Stage['outcome'],
): Deal[] {
  const ids = new Set(stages.filter((stage) => stage.outcome === outcome).map(({ id }) => id));
  return deals.filter(({ stageId, closedOn }) => ids.has(stageId) && within(closedOn, period));
}

const medianOf = (values: readonly number[]): number | null => (values.length === 0 ? null : median(values));

function roundedShare(successes: number, trials: number): Share {
  const { value, low95, high95 } = shareOf(successes, trials);
  return { value: round(value, 4), low95: round(low95, 4), high95: round(high95, 4) };
}
