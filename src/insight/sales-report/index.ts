import { addDays, toMajor } from '../../crm/index.ts';
import { dayIn, type Language, RapportError, type Scope } from '../../trust/index.ts';
import { labelsOf } from '../labels.ts';
import { daysFrom } from '../periods.ts';
import { round, type Share } from '../statistics.ts';
import { type Deal, type Period, readDeals, readMoods, readMoves, readStages } from './deals.ts';
import {
  closedDeals,
  passagesOf,
  type Results,
  resultsOf,
  type StagePassage,
  stockOf,
  type Tally,
  tally,
} from './pipeline.ts';
import { type Cohort, readRetention } from './retention.ts';
import { markdownOf, noteOf } from './wording.ts';

export type { Cohort } from './retention.ts';

/** Which days, against which: by default the last 90 days against as many before. */
export interface SalesReportRequest {
  from?: string | undefined;
  to?: string | undefined;
  ownerId?: string | undefined;
}

type Shown<Figures> = Omit<Figures, 'minor' | 'weighted'>;

/** How a period went, as it is shown: amounts as decimal text in major units. */
export interface ShownResults {
  created: number;
  createdAmount: string;
  won: number;
  wonAmount: string;
  averageWon: string | null;
  lost: number;
  lostAmount: string;
  winRate: Share | null;
  cycleDays: number | null;
  cycleDeals: number;
}

/** The sales of a period. The parts of every list add up to the figure they are parts of. */
export interface SalesReport {
  period: Period;
  previous: Period;
  currency: string;
  pipeline: {
    deals: number;
    amount: string;
    weighted: string;
    stages: (Shown<ReturnType<typeof stockOf>[number]> & { amount: string; weighted: string })[];
  };
  current: ShownResults;
  before: ShownResults;
  /** Change of the amount won, as a share of the amount before; null where nothing was won before. */
  change: { wonAmount: number | null };
  /** Open deals times win rate times average won over the days of a cycle: money a day; null where unknown. */
  velocity: { amountPerDay: string | null; openDeals: number };
  conversion: StagePassage[];
  owners: (ShownResults & { owner: string; openDeals: number; openAmount: string })[];
  winsBySource: (Shown<Tally> & { amount: string })[];
  lossReasons: (Shown<Tally> & { amount: string })[];
  moods: { outcome: string; interactions: number; mood: number }[];
  retention: Cohort[];
  notes: string[];
  markdown: string;
}

const usualDays = 90;

/**
 * Reports on deals and customers of a period, beside as many days before.
 * @throws RapportError invalid_input for a period that ends before it begins or lies in the future
 */
export async function readSalesReport(
  scope: Scope,
  request: SalesReportRequest,
  language: Language,
): Promise<SalesReport> {
  const { workspace, now } = scope;
  const { currency } = workspace;
  const today = dayIn(workspace.timeZone, now);
  const period = periodOf(request, today);
  const days = daysFrom(period.from, period.to) + 1;
  const previous = { from: addDays(period.from, -days), to: addDays(period.from, -1) };
  const stages = await readStages(scope, language);
  const deals = await readDeals(scope, previous.from, request.ownerId);
  const moves = await readMoves(scope);
  const retention = await readRetention(scope, period.to, request.ownerId);
  const moods = await readMoods(scope, period, request.ownerId);

  const money = (minor: number): string => toMajor(Math.round(minor), currency);
  const show = ({ createdMinor, wonMinor, lostMinor, ...results }: Results): ShownResults => ({
    ...results,
    createdAmount: money(createdMinor),
    wonAmount: money(wonMinor),
    averageWon: results.won === 0 ? null : money(wonMinor / results.won),
    lostAmount: money(lostMinor),
  });
  const heads = (under: readonly Tally[]) =>
    under.map(({ minor, ...rest }) => ({ ...rest, amount: money(minor) }));
  const stock = stockOf(deals, stages, today);
  const open = { deals: sum(stock, 'deals'), minor: sum(stock, 'minor'), weighted: sum(stock, 'weighted') };
  const results = resultsOf(deals, stages, period);
  const before = resultsOf(deals, stages, previous);
  const { passages, followed } = passagesOf(deals, stages, moves, period);
  const unknown = { en: 'not said', zh: '未注明' }[language];
  const perDay =
    results.winRate && results.cycleDays && results.won > 0
      ? (open.deals * results.winRate.value * (results.wonMinor / results.won)) / results.cycleDays
      : null;
  const openStages = new Set(stages.filter(({ outcome }) => outcome === 'open').map(({ id }) => id));
  const owners = await labelsOf(
    scope,
    deals.flatMap(({ ownerId }) => ownerId ?? []),
  );
  const ofOwner = Map.groupBy(deals, ({ ownerId }) => ownerId ?? '');
  const report: Omit<SalesReport, 'markdown'> = {
    period,
    previous,
    currency,
    pipeline: {
      deals: open.deals,
      amount: money(open.minor),
      weighted: money(open.weighted),
      stages: stock.map(({ minor, weighted, ...rest }) => ({
        ...rest,
        amount: money(minor),
        weighted: money(weighted),
      })),
    },
    current: show(results),
    before: show(before),
    change: {
      wonAmount: before.wonMinor === 0 ? null : round(results.wonMinor / before.wonMinor - 1, 4),
    },
    velocity: { amountPerDay: perDay === null ? null : money(perDay), openDeals: open.deals },
    conversion: followed === 0 ? [] : passages,
    owners: [...ofOwner]
      .map(([id, own]) => ({ id, own, results: resultsOf(own, stages, period) }))
      .toSorted((one, other) => other.results.wonMinor - one.results.wonMinor || (one.id < other.id ? -1 : 1))
      .map(({ id, own, results: ownResults }) => {
        const openDeals = own.filter(({ stageId }) => openStages.has(stageId));
        return {
          owner: owners.get(id) ?? (id === '' ? unknown : id),
          ...show(ownResults),
          openDeals: openDeals.length,
          openAmount: money(openDeals.reduce((total, { minor }) => total + (minor ?? 0), 0)),
        };
      }),
    winsBySource: heads(tally(closedDeals(deals, stages, period, 'won'), ({ source }) => source ?? unknown)),
    lossReasons: heads(
      tally(closedDeals(deals, stages, period, 'lost'), ({ lostReason }) => lostReason ?? unknown),
    ),
    moods: moods.map(({ mood, ...rest }) => ({ ...rest, mood: round(mood, 2) })),
    retention,
    notes: notesOf(deals, stages.length, followed, currency, language),
  };
  return { ...report, markdown: markdownOf(report, language) };
}

/** @throws RapportError invalid_input */
function periodOf({ from, to }: SalesReportRequest, today: string): Period {
  const end = to ?? today;
  const begin = from ?? addDays(end, 1 - usualDays);
  if (begin > today)
    throw new RapportError(
      'invalid_input',
      `The period from ${begin} lies in the future; today is ${today}.`,
      {
        hint: 'What will be sold is a forecast: forecast_sales.',
      },
    );
  if (begin > end)
    throw new RapportError('invalid_input', `The period from ${begin} to ${end} ends before it begins.`, {
      hint: 'Give the earlier day as from.',
    });
  return { from: begin, to: end > today ? today : end };
}

function notesOf(
  deals: readonly Deal[],
  stages: number,
  followed: number,
  currency: string,
  language: Language,
): string[] {
  const others = deals.filter(({ otherCurrency }) => otherCurrency).length;
  const noAmount = deals.filter(({ minor, otherCurrency }) => minor === null && !otherCurrency).length;
  return [
    ...(stages === 0 ? [noteOf({ code: 'no_pipeline' }, language)] : []),
    ...(stages > 0 && deals.length === 0 ? [noteOf({ code: 'no_deals' }, language)] : []),
    ...(followed === 0 && deals.length > 0 ? [noteOf({ code: 'no_moves' }, language)] : []),
    ...(followed > 0 && followed < deals.length
      ? [noteOf({ code: 'some_moves', followed, deals: deals.length }, language)]
      : []),
    ...(others > 0 ? [noteOf({ code: 'other_currencies', count: others, currency }, language)] : []),
    ...(noAmount > 0 ? [noteOf({ code: 'no_amount', count: noAmount }, language)] : []),
  ];
}

const sum = <Name extends 'deals' | 'minor' | 'weighted'>(
  rows: readonly Record<Name, number>[],
  name: Name,
): number => rows.reduce((total, row) => total + row[name], 0);
