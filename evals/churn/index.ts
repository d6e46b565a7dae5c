import { z } from 'zod';
import {
  areaUnderCurve,
  type Classifier,
  classifierQuality,
  encode,
  explainAt,
  f1At,
  findLeaks,
  fitClassifier,
  fitEncoder,
  type Leak,
  linearLogOdds,
  predict,
  splitsOf,
  type TextColumn,
} from '../../src/insight/classify/index.ts';
import { keepItems } from '../keep-items.ts';
import { predictedBy, readPredictions } from '../predictions.ts';
import { currentCommit } from '../results.ts';
import { type EvalHost, type EvalOptions, EvalUsageError, type Suite } from '../suite.ts';
import { hasPart, type LabelledTable, partOf, type ReadingTable, readColumns } from './read-columns.ts';

const folds = 5;
/** More rows teach no more about some dozens of columns, and would not fit into memory at some point. */
const mostLearned = 30_000;
const mostJudged = 200_000;
const least = { rows: 50, ofEither: 10 };
/** Rows whose factors are summed and held against their score. */
const rowsExplained = 100;

/** Foretelling which customers leave, or convert, from a table of them. */
export const churn: Suite = {
  name: 'churn',
  description: 'Who leaves (or converts), from a table with one row a customer',
  thresholds: {
    'telco_churn-train+dev': {
      auc: { least: 0.848 },
      ece: { most: 0.02 },
      contributionError: { most: 1e-9 },
    },
    lead_scoring_xeducation: { leaksFound: { least: 1 } },
  },

  async run(options, host) {
    if (options.data === undefined && options.train === undefined) {
      host.say('churn: skipped, name a table with --train or --data, and its column with --target');
      return [];
    }
    const startedAt = new Date().toISOString();
    const { train, judged } = await readParts(options, host);
    const leaks = options.keepLeaks ? [] : leaksOf(train);
    for (const { column, reason, explained } of leaks)
      host.say(
        `${train.name}: ${column} is left out, ${reasons[reason]} (alone it explains ${(100 * explained).toFixed(0)} %); --keep-leaks keeps it`,
      );
    const given = await readPredictions(options, itemsOf(judged), Prediction);
    const outcome = given
      ? { probabilities: Float64Array.from(itemsOf(judged), ({ id }) => given.get(id)!.probability) }
      : await foretell(train, judged, leaks, host);
    const kept =
      given || leaks.length === 0
        ? undefined
        : await foretell(train, judged, [], host, { candidates: 1, members: 1 });
    await keepItems(
      options,
      'churn',
      judged.name,
      judged.labels.map((label, row) => ({
        id: String(row + 1),
        label,
        probability: outcome.probabilities[row],
      })),
    );
    const { labels } = judged;
    const rate = labels.filter(Boolean).length / labels.length;
    const { auc, metrics } = figuresOf(outcome, labels);
    return [
      {
        suite: 'churn',
        dataset: judged.name,
        n: labels.length,
        model: predictedBy(options, options.keepLeaks ? 'stacked-leaks-kept' : 'stacked'),
        commit: await currentCommit(),
        startedAt,
        metrics: {
          ...metrics,
          floorAuc: 0.5,
          floorPrAuc: rate,
          floorBrier: rate * (1 - rate),
          leaksFound: leaks.length,
        },
        intervals: { auc: [auc.low95, auc.high95] },
        slices: kept
          ? {
              [`with ${leaks.map(({ column }) => column).join(', ')}`]: {
                n: labels.length,
                metrics: figuresOf(kept, labels).metrics,
              },
            }
          : {},
      },
    ];
  },
};

const Prediction = z.object({ probability: z.number().min(0).max(1) });

const reasons: Readonly<Record<Leak['reason'], string>> = {
  tells_outcome: 'it alone nearly gives the outcome away',
  filled_by_outcome: 'it is filled in for one outcome rather than the other',
  latest_state: 'it holds the latest state, which may be that after the outcome',
};

/**
 * One table for cross-validation (of a folder its train and dev parts together), or one to learn from and another
 * to judge.
 */
async function readParts(
  { data, train, target, limit, seed = 1 }: EvalOptions,
  host: EvalHost,
): Promise<{ train: LabelledTable; judged: LabelledTable }> {
  const reading = { target, seed, say: host.say };
  const learned = train ?? data!;
  const isFolder = train === undefined && partOf(data!, 'dev') !== data;
  const isAlone = data === undefined || (train === undefined && !isFolder);
  const most = isAlone ? Math.min(limit ?? mostLearned, mostLearned) : mostLearned;
  const table = await readColumns(partOf(learned, 'train'), { ...reading, most });
  const events = table.labels.filter(Boolean).length;
  const fewer = Math.min(events, table.labels.length - events);
  if (table.labels.length < least.rows || fewer < least.ofEither)
    throw new EvalUsageError(
      `${table.name}: ${table.labels.length} rows, ${fewer} of the rarer outcome. Learning needs ${least.rows} rows and ${least.ofEither} of either outcome.`,
    );
  if (isAlone) {
    const all = await withDevPart(learned, table, reading);
    return { train: all, judged: all };
  }
  const judged = await readColumns(partOf(data!, 'dev'), {
    ...reading,
    most: Math.min(limit ?? mostJudged, mostJudged),
    event: table.event,
  });
  if (!(judged.labels.includes(true) && judged.labels.includes(false)))
    throw new EvalUsageError(
      `${judged.name}: all rows have the same outcome, which leaves nothing to tell apart.`,
    );
  return { train: table, judged };
}

/** The train part of a folder with its dev part behind, where there is one. @throws EvalUsageError of other columns */
async function withDevPart(
  folder: string,
  table: LabelledTable,
  reading: Omit<ReadingTable, 'most' | 'event'>,
): Promise<LabelledTable> {
  const room = mostLearned - table.labels.length;
  if (!hasPart(folder, 'dev') || room <= 0) return table;
  const dev = await readColumns(partOf(folder, 'dev'), { ...reading, most: room, event: table.event });
  const cellsOf = new Map(dev.columns.map(({ name, cells }) => [name, cells]));
  const missing = table.columns.find(({ name }) => !cellsOf.has(name));
  if (missing) throw new EvalUsageError(`${dev.name}: the dev part has no column ${missing.name}.`);
  return {
    name: `${dev.name}-train+dev`,
    columns: table.columns.map(({ name, cells }) => ({ name, cells: [...cells, ...cellsOf.get(name)!] })),
    labels: [...table.labels, ...dev.labels],
    event: table.event,
  };
}

const leaksOf = ({ columns, labels }: LabelledTable): Leak[] => findLeaks(columns, labels);

interface Foretold {
  probabilities: Float64Array;
  /** Log-odds of the logistic regression alone. */
  linear?: Float64Array;
  /** Where the calls of an event begin, as found on the rows learned from. */
  threshold?: number;
  /** The largest gap between a row's score and the sum of its factors. */
  contributionError?: number;
  msPerItem?: number;
}

async function foretell(
  train: LabelledTable,
  judged: LabelledTable,
  leaks: readonly Leak[],
  host: EvalHost,
  budget: { candidates?: number; members?: number } = {},
): Promise<Foretold> {
  const isHonest = ({ name }: TextColumn) => !leaks.some(({ column }) => column === name);
  const columns = train.columns.filter(isHonest);
  const encoder = fitEncoder(columns);
  for (const { column, why } of encoder.ignored)
    host.say(`${train.name}: ${column} is not learned from: ${why}`);
  const matrix = encode(encoder, columns, train.labels.length);
  const probabilities = new Float64Array(judged.labels.length);
  const linear = new Float64Array(judged.labels.length);
  const judgements: { threshold: number; contributionError: number; milliseconds: number }[] = [];
  const judge = (classifier: Classifier, rows: ReturnType<typeof encode>, places: readonly number[]) => {
    const start = performance.now();
    const found = predict(classifier, rows);
    const milliseconds = performance.now() - start;
    places.forEach((place, row) => {
      probabilities[place] = found[row]!;
    });
    linearLogOdds(classifier.linear, rows).forEach((logOdds, row) => {
      linear[places[row]!] = logOdds;
    });
    const contributionError = worstSum(classifier, rows, found);
    judgements.push({ threshold: classifier.threshold, contributionError, milliseconds });
  };
  if (train === judged) {
    for (const [fold, split] of splitsOf(matrix, train.labels, folds, 7).entries()) {
      judge(await fitClassifier(split.train, split.trainLabels, budget), split.test, split.testRows);
      host.say(`${train.name}: fold ${fold + 1} of ${folds}`);
    }
  } else {
    const classifier = await fitClassifier(matrix, train.labels, budget);
    const rows = encode(encoder, judged.columns, judged.labels.length);
    judge(classifier, rows, [...judged.labels.keys()]);
  }
  const sum = (of: (one: (typeof judgements)[number]) => number) =>
    judgements.reduce((total, one) => total + of(one), 0);
  return {
    probabilities,
    linear,
    threshold: sum(({ threshold }) => threshold) / judgements.length,
    contributionError: judgements.reduce(
      (most, { contributionError }) => Math.max(most, contributionError),
      0,
    ),
    msPerItem: sum(({ milliseconds }) => milliseconds) / judged.labels.length,
  };
}

function worstSum(
  classifier: Classifier,
  rows: ReturnType<typeof encode>,
  probabilities: Float64Array,
): number {
  let worst = 0;
  for (let row = 0; row < Math.min(rows.rows, rowsExplained / folds); row++) {
    const { base, contributions } = explainAt(classifier, rows, row);
    const summed = contributions.reduce((total, value) => total + value, base);
    const score = Math.log(probabilities[row]! / (1 - probabilities[row]!));
    worst = Math.max(worst, Math.abs(summed - score));
  }
  return worst;
}

function figuresOf({ probabilities, linear, threshold, ...measured }: Foretold, labels: readonly boolean[]) {
  const { auc, prAuc, brier, calibrationError, liftAt10 } = classifierQuality(probabilities, labels);
  return {
    auc,
    metrics: {
      auc: auc.value,
      ...(linear && { aucLinear: areaUnderCurve(linear, labels).value }),
      prAuc,
      f1: f1At(threshold ?? 0.5, probabilities, labels),
      f1AtHalf: f1At(0.5, probabilities, labels),
      brier,
      ece: calibrationError,
      liftAt10,
      ...measured,
    },
  };
}

/** The rows without their outcome, by their number in the file from 1 on. */
const itemsOf = ({ columns, labels }: LabelledTable): { id: string }[] =>
  labels.map((_, row) => ({
    ...Object.fromEntries(columns.map(({ name, cells }) => [name, cells[row]!])),
    id: String(row + 1),
  }));
