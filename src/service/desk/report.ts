import { sql } from 'drizzle-orm';
import { addDays, momentAt } from '../../crm/index.ts';
import { dayIn, RapportError, type Scope } from '../../trust/index.ts';
import { type Change, changeBetween, type Figure, meanFigure, medianFigure, shareFigure } from './figures.ts';
import { predictedRating } from './rating.ts';
import { readDeskSettings } from './settings.ts';

/** Days of the workspace, both ends within. */
export interface Period {
  from: string;
  to: string;
}

export const serviceMeasures = [
  'resolutionRate',
  'handOffRate',
  'abandonedRate',
  'repliesByPeople',
  'humanResponseMinutes',
  'rating',
  'predictedRating',
  'turns',
  'minutes',
] as const;
export type ServiceMeasure = (typeof serviceMeasures)[number];

export interface MeasureReport {
  measure: ServiceMeasure;
  current: Figure;
  baseline: Figure;
  change: Change | null;
  /** Whether the difference is more than chance (95 %), and which way. */
  verdict: 'better' | 'worse' | 'different' | 'no_clear_change' | 'unknown';
}

export interface ServiceReport {
  period: Period;
  baseline: Period;
  /** Conversations that are over, and those still under way, which are counted nowhere else. */
  conversations: { current: number; baseline: number; underWay: number };
  measures: MeasureReport[];
}

/** What is known of one conversation that is over. */
interface Course {
  outcome: 'resolved' | 'handed_off' | 'abandoned' | 'under_way';
  turns: number;
  minutes: number;
  rating: number | null;
  predicted: number;
  replies: number;
  responseMinutes: number | null;
}

const usualDays = 30;
/** Which way is better; what is absent is only different. */
const better: Partial<Record<ServiceMeasure, 'higher' | 'lower'>> = {
  resolutionRate: 'higher',
  handOffRate: 'lower',
  abandonedRate: 'lower',
  repliesByPeople: 'lower',
  humanResponseMinutes: 'lower',
  rating: 'higher',
  predictedRating: 'higher',
};

/**
 * How customer service went in a period against one before it: by default the last 30 days against the 30
 * before. A conversation is resolved where its customer said so or fell silent with nothing left open, handed
 * off where a person was brought in, abandoned where its customer fell silent at a question of ours.
 *
 * @throws RapportError invalid_input for a period that ends before it begins
 */
export async function serviceReport(
  scope: Scope,
  asked: { period?: Partial<Period>; baseline?: Partial<Period> } = {},
): Promise<ServiceReport> {
  const period = periodOf(scope, asked.period ?? {});
  const length = daysBetween(period);
  const baseline = {
    from: asked.baseline?.from ?? addDays(period.from, -length),
    to: asked.baseline?.to ?? addDays(period.from, -1),
  };
  for (const { from, to } of [period, baseline])
    if (from > to)
      throw new RapportError('invalid_input', `The period from ${from} to ${to} ends before it begins.`, {
        hint: 'Give the earlier day as from.',
      });
  const all = await coursesIn(scope, period);
  const [current, before] = [over(all), over(await coursesIn(scope, baseline))];
  const [now, then] = [figuresOf(current), figuresOf(before)];
  return {
    period,
    baseline,
    conversations: {
      current: current.length,
      baseline: before.length,
      underWay: all.length - current.length,
    },
    measures: serviceMeasures.map((measure) => {
      const change = changeBetween(then[measure], now[measure]);
      const figures = { current: now[measure], baseline: then[measure] };
      return { measure, ...figures, change, verdict: verdictOf(measure, change) };
    }),
  };
}

function periodOf({ workspace, now }: Scope, { from, to }: Partial<Period>): Period {
  const end = to ?? dayIn(workspace.timeZone, now);
  return { from: from ?? addDays(end, 1 - usualDays), to: end };
}

const daysBetween = ({ from, to }: Period): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;

const over = (courses: readonly Course[]): Course[] =>
  courses.filter(({ outcome }) => outcome !== 'under_way');

function figuresOf(courses: readonly Course[]): Record<ServiceMeasure, Figure> {
  const share = (outcome: Course['outcome']): Figure =>
    shareFigure(courses.filter((course) => course.outcome === outcome).length, courses.length);
  const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
  return {
    resolutionRate: share('resolved'),
    handOffRate: share('handed_off'),
    abandonedRate: share('abandoned'),
    repliesByPeople: meanFigure(courses.map(({ replies }) => replies)),
    humanResponseMinutes: medianFigure(known(courses.map(({ responseMinutes }) => responseMinutes))),
    rating: meanFigure(known(courses.map(({ rating }) => rating))),
    predictedRating: meanFigure(
      courses.filter(({ rating }) => rating === null).map(({ predicted }) => predicted),
    ),
    turns: meanFigure(courses.map(({ turns }) => turns)),
    minutes: medianFigure(courses.map(({ minutes }) => minutes)),
  };
}

function verdictOf(measure: ServiceMeasure, change: Change | null): MeasureReport['verdict'] {
  if (change === null) return 'unknown';
  if (change.low95 <= 0 && change.high95 >= 0) return 'no_clear_change';
  const way = better[measure];
  if (way === undefined) return 'different';
  return change.value > 0 === (way === 'higher') ? 'better' : 'worse';
}

/** The conversations with customers that began in a period. */
async function coursesIn(scope: Scope, { from, to }: Period): Promise<Course[]> {
  const { tx, workspace, now } = scope;
  const begins = momentAt(workspace.timeZone, `${from}T00:00`).toISOString();
  const ends = momentAt(workspace.timeZone, `${addDays(to, 1)}T00:00`).toISOString();
  const idleSince = new Date(
    now.getTime() - (await readDeskSettings(scope)).idleMinutes * 60_000,
  ).toISOString();
  const rows = await tx.execute<Row>(sql`
    select
      talk.turns, talk.repairs, talk.rating, talk.outcome,
      talk.last_message_at < ${idleSince}::timestamptz or talk.status = 'closed' as over,
      (talk.state #>> '{dialogue,awaiting}') is not null
        or (talk.state ->> 'pendingApproval') is not null as waits,
      extract(epoch from talk.last_message_at - talk.created_at)::float8 / 60 as minutes,
      coalesce(people.replies, 0)::integer as replies,
      people.count > 0 as handed_off,
      people.open as with_person,
      people.minutes as response_minutes,
      feeling.score as feeling
    from conversations as talk
    cross join lateral (
      select
        count(*) as count,
        sum(replies) as replies,
        coalesce(bool_or(status in ('waiting', 'taken')), false) as open,
        extract(epoch from min(first_reply_at) - min(created_at))::float8 / 60 as minutes
      from hand_offs
      where workspace_id = ${workspace.id} and conversation_id = talk.id and deleted_at is null
    ) as people
    cross join lateral (
      select avg(sentiment)::float8 as score
      from (
        select sentiment from messages
        where workspace_id = ${workspace.id} and conversation_id = talk.id and sentiment is not null
        order by ordinal desc limit 3
      ) as last
    ) as feeling
    where talk.workspace_id = ${workspace.id} and talk.deleted_at is null and talk.turns > 0
      and talk.channel in ('web', 'terminal')
      and talk.created_at >= ${begins}::timestamptz and talk.created_at < ${ends}::timestamptz`);
  return rows.map((row) => ({
    outcome: outcomeOf(row),
    turns: row.turns,
    minutes: row.minutes,
    rating: row.rating,
    predicted: predictedRating({
      feeling: row.feeling ?? 0,
      repairs: row.repairs,
      handedOff: row.handed_off,
    }),
    replies: row.replies,
    responseMinutes: row.response_minutes,
  }));
}

interface Row extends Record<string, unknown> {
  turns: number;
  repairs: number;
  rating: number | null;
  outcome: string | null;
  over: boolean;
  waits: boolean;
  minutes: number;
  replies: number;
  handed_off: boolean;
  with_person: boolean;
  response_minutes: number | null;
  feeling: number | null;
}

function outcomeOf(row: Row): Course['outcome'] {
  if (row.with_person || !row.over) return 'under_way';
  if (row.handed_off) return 'handed_off';
  return row.outcome === 'resolved' || !row.waits ? 'resolved' : 'abandoned';
}
