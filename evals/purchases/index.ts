import { z } from 'zod';
import { areaUnderCurve } from '../../src/insight/classify/index.ts';
import {
  expectedPurchases,
  expectedSpend,
  fitRepeatPurchases,
  fitRepeatPurchasesBySimplex,
  fitSpend,
  probabilityAlive,
  type RepeatPurchaseModel,
} from '../../src/insight/purchases/index.ts';
import { keepItems } from '../keep-items.ts';
import { predictedBy, readPredictions } from '../predictions.ts';
import { currentCommit } from '../results.ts';
import { mean } from '../statistics.ts';
import { type EvalHost, type EvalOptions, EvalUsageError, type Suite } from '../suite.ts';
import {
  type Buyer,
  buyersAt,
  type Purchase,
  purchaseFiles,
  readPurchases,
  weeksBetween,
} from './read-purchases.ts';

const leastBuyers = 30;
/** Where nothing later is given, the last part of the time is kept apart to be foretold. */
const shareKeptApart = 0.4;

/** Foretelling what customers without a contract buy next, and whether they are still customers. */
export const purchases: Suite = {
  name: 'purchases',
  description: 'Repeat purchases of customers without a contract: BG/NBD and Gamma-Gamma',
  thresholds: {
    cdnow_sample: {
      r: { least: 0.2425, most: 0.2435 },
      alpha: { least: 4.413, most: 4.415 },
      a: { least: 0.7925, most: 0.7935 },
      b: { least: 2.425, most: 2.427 },
      logLikelihood: { least: -9582.45, most: -9582.35 },
      secondOptimiserGap: { most: 1e-3 },
    },
  },

  async run(options, host) {
    const path = options.train ?? options.data;
    if (path === undefined) {
      host.say('purchases: skipped, name a file or a folder of purchases with --data');
      return [];
    }
    const startedAt = new Date().toISOString();
    const { name, earlier, later } = purchaseFiles(path);
    const log = await readPurchases(earlier, host.say);
    const buyers = isLog(log) ? buyersAt(log, lastDay(log)) : log;
    if (buyers.length < leastBuyers || buyers.every(({ repeats }) => repeats === 0))
      throw new EvalUsageError(
        `${name}: ${buyers.length} customers, ${buyers.filter(({ repeats }) => repeats > 0).length} with a second purchase. The model needs ${leastBuyers} customers and repeat purchases.`,
      );
    const start = performance.now();
    const model = fitRepeatPurchases(buyers);
    const milliseconds = performance.now() - start;
    const second = fitRepeatPurchasesBySimplex(buyers);
    const after = options.train === undefined ? later : options.data;
    const rehearsal = isLog(log) ? await rehearse(name, log, after, options, host) : undefined;
    return [
      {
        suite: 'purchases',
        dataset: name,
        n: buyers.length,
        model: predictedBy(options, 'bg-nbd'),
        commit: await currentCommit(),
        startedAt,
        metrics: {
          ...parametersOf(model),
          secondOptimiserGap: gapBetween(model, second),
          ...rehearsal,
          msToFit: milliseconds,
        },
        intervals: {},
        slices: { 'by simplex': { n: buyers.length, metrics: parametersOf(second) } },
      },
    ];
  },
};

const isLog = (rows: readonly Purchase[] | readonly Buyer[]): rows is Purchase[] => 'customer' in rows[0]!;

const lastDay = (log: readonly Purchase[]): number => log.reduce((most, { day }) => Math.max(most, day), 0);

const parametersOf = ({ r, alpha, a, b, logLikelihood }: RepeatPurchaseModel) => ({
  r,
  alpha,
  a,
  b,
  logLikelihood,
});

/** The largest relative difference between two fits' parameters. */
const gapBetween = (one: RepeatPurchaseModel, other: RepeatPurchaseModel): number =>
  (['r', 'alpha', 'a', 'b'] as const).reduce(
    (most, name) => Math.max(most, Math.abs(one[name] / other[name] - 1)),
    0,
  );

const Prediction = z.object({ expected: z.number().min(0) });

/** Foretells what came later, beside "as much as so far" and "as much as all on average". */
async function rehearse(
  dataset: string,
  log: readonly Purchase[],
  later: string | undefined,
  options: EvalOptions,
  host: EvalHost,
): Promise<Record<string, number>> {
  const { past, future, end, until } = await partsOf(log, later, host);
  const buyers = buyersAt(past, end).slice(0, options.limit);
  const horizon = weeksBetween(end, until);
  const model = fitRepeatPurchases(buyers);
  const spenders = buyers.flatMap(({ repeats, average }) =>
    repeats > 0 && average !== undefined ? [{ purchases: repeats, average }] : [],
  );
  const spend = fitSpend(spenders);
  const given = await readPredictions(options, buyers, Prediction);
  const bought = Map.groupBy(future, ({ customer }) => customer);
  const everyone = mean(buyers.map(({ repeats, age }) => (age > 0 ? repeats / age : 0))) * horizon;
  const outcomes = buyers.map((buyer) => {
    const own = bought.get(buyer.id) ?? [];
    const expected = given?.get(buyer.id)?.expected ?? expectedPurchases(model, buyer, horizon);
    const { repeats, age, average = 0 } = buyer;
    const perPurchase = spend ? expectedSpend(spend, { purchases: repeats, average }) : average;
    return {
      id: buyer.id,
      expected,
      actual: own.length,
      asSoFar: age > 0 ? (repeats / age) * horizon : 0,
      alive: probabilityAlive(model, buyer),
      value: expected * perPurchase,
      paid: own.reduce((sum, { amount }) => sum + amount, 0),
    };
  });
  await keepItems(options, 'purchases', dataset, outcomes);
  const errorOf = (of: (outcome: (typeof outcomes)[number]) => number) =>
    mean(outcomes.map((one) => Math.abs(of(one))));
  const sum = (of: (outcome: (typeof outcomes)[number]) => number) =>
    outcomes.reduce((all, one) => all + of(one), 0);
  const isBack = outcomes.map(({ actual }) => actual > 0);
  return {
    horizonWeeks: horizon,
    mae: errorOf(({ expected, actual }) => expected - actual),
    maeAsSoFar: errorOf(({ asSoFar, actual }) => asSoFar - actual),
    maeSameForAll: errorOf(({ actual }) => everyone - actual),
    totalRatio: sum(({ expected }) => expected) / sum(({ actual }) => actual),
    totalRatioAsSoFar: sum(({ asSoFar }) => asSoFar) / sum(({ actual }) => actual),
    ...(isBack.includes(true) &&
      isBack.includes(false) && {
        aucBuysAgain: areaUnderCurve(
          outcomes.map(({ expected }) => expected),
          isBack,
        ).value,
      }),
    maeValue: errorOf(({ value, paid }) => value - paid),
  };
}

async function partsOf(log: readonly Purchase[], later: string | undefined, { say }: EvalHost) {
  const last = lastDay(log);
  if (later !== undefined) {
    const future = await readPurchases(purchaseFiles(later).earlier, say);
    if (!isLog(future)) throw new EvalUsageError('What came later has to be purchases, one a row.');
    return { past: log, future, end: last, until: lastDay(future) };
  }
  const first = log.reduce((least, { day }) => Math.min(least, day), last);
  const end = first + Math.round((1 - shareKeptApart) * (last - first));
  return {
    past: log.filter(({ day }) => day <= end),
    future: log.filter(({ day }) => day > end),
    end,
    until: last,
  };
}
