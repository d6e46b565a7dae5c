import { z } from 'zod';
import { dampedTrend, forecastSeries, forecastWith, naive2, seasonalNaive } from '../../src/insight/index.ts';
import { createRandom } from '../company/random.ts';
import { keepItems } from '../keep-items.ts';
import { predictedBy, readPredictions } from '../predictions.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import { bootstrapInterval, mean, quantile } from '../statistics.ts';
import { type EvalHost, type EvalOptions, EvalUsageError, type Suite } from '../suite.ts';
import { type Collection, type Item, readCollections, seasonOf } from './collection.ts';
import {
  coverage,
  type Errors,
  errorsOf,
  meanErrors,
  overallWeightedAverage,
  type Prediction,
} from './scores.ts';

const seriesBetweenReports = 250;

/** Forecasts of series whose continuation is known, beside the archived entrants of a competition. */
export const forecast: Suite = {
  name: 'forecast',
  description:
    'Series of a competition continued, beside its archived entrants and our own naive and damped trend',
  thresholds: {
    m3: {
      sMAPEAgainstBestPublished: { most: 1 },
      MASEAgainstBestPublished: { most: 1 },
      coverage80: { least: 0.77, most: 0.83 },
      coverage95: { least: 0.93, most: 0.97 },
      msPerItem: { most: 60 },
    },
    tourism: { seasonalMASEAgainstBaselines: { most: 1 } },
  },

  async run(options, host) {
    if (options.data === undefined) {
      host.say('forecast: skipped, name a folder or a file of series with --data');
      return [];
    }
    const results: EvalResult[] = [];
    for (const collection of readCollections(options.data))
      results.push(await judge(collection, options, host));
    return results;
  },
};

/** One series with what was said of it. */
interface Outcome {
  item: Item;
  errors: Errors;
  naive2: Errors;
  seasonalNaive: Errors;
  damped: Errors;
  milliseconds?: number | undefined;
}

async function judge(collection: Collection, options: EvalOptions, host: EvalHost): Promise<EvalResult> {
  const startedAt = new Date().toISOString();
  const items = sample(collection.items, options);
  const questions = items.map(({ id, period, h, train }) => ({ id, period, h, train }));
  const theirs = await readPredictions(options, questions, PredictionLine);
  const short = items.find(({ id, h }) => theirs !== undefined && theirs.get(id)!.forecast.length < h);
  if (short !== undefined)
    throw new EvalUsageError(`The forecast of ${short.id} is shorter than its horizon of ${short.h}.`);

  const predictions = new Map<string, Prediction>();
  const outcomes: Outcome[] = [];
  for (const item of items) {
    const start = performance.now();
    const prediction = theirs?.get(item.id) ?? predict(item);
    const milliseconds = theirs === undefined ? performance.now() - start : undefined;
    predictions.set(item.id, prediction);
    outcomes.push({
      item,
      errors: errorsOf(item, prediction.forecast.slice(0, item.h)),
      ...baselines(item),
      ...(milliseconds !== undefined && { milliseconds }),
    });
    if (outcomes.length % seriesBetweenReports === 0)
      host.say(`${collection.name}: ${outcomes.length} of ${items.length} series`);
  }
  await keepItems(
    options,
    'forecast',
    collection.name,
    outcomes.map(({ item, errors, milliseconds }) => ({
      id: item.id,
      period: item.period,
      ...errors,
      milliseconds,
      actual: item.test.slice(0, item.h),
      ...predictions.get(item.id),
    })),
  );

  const published = publishedErrors(collection, items);
  const periods = Object.entries(Object.groupBy(outcomes, ({ item }) => item.period));
  const slices = periods.map(([period, some]) => [period, figures(some!, predictions)] as const);
  return {
    suite: 'forecast',
    dataset: collection.name,
    n: outcomes.length,
    model: predictedBy(options, 'combination'),
    commit: await currentCommit(),
    startedAt,
    metrics: {
      ...figures(outcomes, predictions).metrics,
      ...againstPublished(outcomes, published),
      ...againstBaselines(slices.filter(([period]) => (seasonOf[period] ?? 1) > 1)),
    },
    intervals: {
      sMAPE: [...intervalOf(outcomes, 'sMAPE', options)],
      MASE: [...intervalOf(outcomes, 'MASE', options)],
    },
    slices: Object.fromEntries([
      ...(slices.length > 1 ? slices : []),
      ...ours(outcomes),
      ...[...published].map(
        ([entrant, errors]) => [`published ${entrant}`, compared(errors, outcomes)] as const,
      ),
    ]),
  };
}

const PredictionLine = z.object({
  forecast: z.array(z.number()).min(1),
  lower80: z.array(z.number()).optional(),
  upper80: z.array(z.number()).optional(),
  lower95: z.array(z.number()).optional(),
  upper95: z.array(z.number()).optional(),
});

function sample(items: readonly Item[], { limit, seed = 1 }: EvalOptions): readonly Item[] {
  if (limit === undefined || limit >= items.length) return items;
  const random = createRandom(seed, 'series');
  const drawn = items
    .map((item) => ({ item, order: random.next() }))
    .sort((one, other) => one.order - other.order);
  const chosen = new Set(drawn.slice(0, limit).map(({ item }) => item));
  return items.filter((item) => chosen.has(item));
}

function predict({ train, period, h }: Item): Prediction {
  const { points } = forecastSeries(train, {
    period: seasonOf[period] ?? 1,
    horizon: h,
    nonNegative: train.every((value) => value >= 0),
  });
  const column = (name: 'low80' | 'high80' | 'low95' | 'high95') => {
    const values = points.map((point) => point[name]).filter((value) => value !== null);
    return values.length === points.length ? values : undefined;
  };
  return {
    forecast: points.map(({ value }) => value),
    lower80: column('low80'),
    upper80: column('high80'),
    lower95: column('low95'),
    upper95: column('high95'),
  };
}

function baselines(item: Item): Pick<Outcome, 'naive2' | 'seasonalNaive' | 'damped'> {
  const season = seasonOf[item.period] ?? 1;
  const by = (model: typeof naive2): Errors =>
    errorsOf(item, forecastWith(model, item.train, season, item.h));
  return { naive2: by(naive2), seasonalNaive: by(seasonalNaive), damped: by(dampedTrend) };
}

function publishedErrors({ published }: Collection, items: readonly Item[]): Map<string, Errors[]> {
  const complete = [...published].filter(([, forecasts]) => items.every(({ id }) => forecasts.has(id)));
  return new Map(
    complete.map(([entrant, forecasts]) => [
      entrant,
      items.map((item) => errorsOf(item, forecasts.get(item.id)!)),
    ]),
  );
}

function figures(
  outcomes: readonly Outcome[],
  predictions: ReadonlyMap<string, Prediction>,
): EvalResult['slices'][string] {
  const errors = meanErrors(outcomes.map((outcome) => outcome.errors));
  const items = outcomes.map(({ item }) => item);
  const times = outcomes.flatMap(({ milliseconds }) => (milliseconds === undefined ? [] : [milliseconds]));
  const [coverage80, coverage95] = [coverage(items, predictions, 80), coverage(items, predictions, 95)];
  return {
    n: outcomes.length,
    metrics: {
      ...errors,
      OWA: overallWeightedAverage(errors, meanErrors(outcomes.map(({ naive2 }) => naive2))),
      ...(coverage80 !== undefined && { coverage80 }),
      ...(coverage95 !== undefined && { coverage95 }),
      ...(times.length > 0 && {
        msPerItem: quantile(
          times.sort((one, other) => one - other),
          0.5,
        ),
      }),
      seasonalNaiveMASE: meanErrors(outcomes.map(({ seasonalNaive }) => seasonalNaive)).MASE,
      dampedMASE: meanErrors(outcomes.map(({ damped }) => damped)).MASE,
    },
  };
}

const compared = (errors: readonly Errors[], outcomes: readonly Outcome[]): EvalResult['slices'][string] => {
  const means = meanErrors(errors);
  const naive2 = meanErrors(outcomes.map((outcome) => outcome.naive2));
  return { n: errors.length, metrics: { ...means, OWA: overallWeightedAverage(means, naive2) } };
};

const ours = (outcomes: readonly Outcome[]) =>
  [
    [
      'Naive2 of this run',
      compared(
        outcomes.map(({ naive2 }) => naive2),
        outcomes,
      ),
    ],
    [
      'seasonal naive of this run',
      compared(
        outcomes.map(({ seasonalNaive }) => seasonalNaive),
        outcomes,
      ),
    ],
    [
      'damped trend of this run',
      compared(
        outcomes.map(({ damped }) => damped),
        outcomes,
      ),
    ],
  ] as const;

/** Ours over the best entrant's, of each measure; below 1 beats them all. */
function againstPublished(
  outcomes: readonly Outcome[],
  published: ReadonlyMap<string, readonly Errors[]>,
): Record<string, number> {
  if (published.size === 0) return {};
  const errors = meanErrors(outcomes.map((outcome) => outcome.errors));
  const theirs = [...published.values()].map(meanErrors);
  return {
    sMAPEAgainstBestPublished: errors.sMAPE / Math.min(...theirs.map(({ sMAPE }) => sMAPE)),
    MASEAgainstBestPublished: errors.MASE / Math.min(...theirs.map(({ MASE }) => MASE)),
  };
}

/** The worst ratio of our MASE to the better of the seasonal naive forecast and the damped trend, over frequencies. */
function againstBaselines(
  slices: readonly (readonly [string, EvalResult['slices'][string]])[],
): Record<string, number> {
  const ratios = slices.map(
    ([, { metrics }]) => metrics.MASE! / Math.min(metrics.seasonalNaiveMASE!, metrics.dampedMASE!),
  );
  return ratios.length === 0 ? {} : { seasonalMASEAgainstBaselines: Math.max(...ratios) };
}

const intervalOf = (outcomes: readonly Outcome[], measure: keyof Errors, { seed = 1 }: EvalOptions) =>
  bootstrapInterval(outcomes.map(({ errors }) => errors[measure]).filter(Number.isFinite), mean, {
    seed,
    resamples: 1_000,
  });
