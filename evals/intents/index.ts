import { z } from 'zod';
import { type IntentClassifier, isEncodable, trainIntents } from '../../src/language/index.ts';
import { partOf } from '../churn/read-columns.ts';
import { keepItems } from '../keep-items.ts';
import { perturb, perturbations } from '../perturb.ts';
import { predictedBy, readPredictions } from '../predictions.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import { mean, wilsonInterval } from '../statistics.ts';
import { type EvalHost, type EvalOptions, EvalUsageError, type Suite } from '../suite.ts';
import {
  drawShots,
  type IntentItem,
  type IntentSet,
  readIntents,
  type Split,
  scopedLabel,
  stratifiedFolds,
} from './examples.ts';
import { trainReference } from './reference.ts';
import { intentScores, type Judgement, shareRight } from './scores.ts';
import { type VectorCache, vectorCache } from './vectors.ts';

const folds = 5;
const shotSeeds = 5;
/** Above so many texts the reference is not tuned, which takes four times as long as our own model. */
const mostForReference = 3_000;
/** Sentence vectors are made where so many of the texts are in English. */
const mostlyEnglish = 0.9;

/** What people want, in what they wrote. */
export const intents: Suite = {
  name: 'intents',
  description: 'What somebody wants, learned from examples; and that it is none of these',
  thresholds: {
    banking77: { inScopeAccuracy: { least: 0.92 } },
    'banking77 10-shot': { inScopeAccuracy: { least: 0.76 } },
    clinc150: { inScopeAccuracy: { least: 0.91 }, oosRecall: { least: 0.6 } },
  },

  async run(options, host) {
    if (options.train === undefined && options.data === undefined) {
      host.say('intents: skipped, name a file or a folder with --train, and another with --data');
      return [];
    }
    const startedAt = new Date().toISOString();
    const { name, splits } = await readSplits(options, host);
    const judged = splits.flatMap((split) => split.judged);
    const given = await givenJudgements(options, splits);
    const vectors = vectorCache(host);
    if (given === undefined) await prepareVectors(vectors, splits, options);
    const outcomes =
      given ??
      splits.map((split, number) => judge(split, vectors, options, host, `${number + 1}/${splits.length}`));
    const all = outcomes.flatMap(({ outcomes: some }) => some);
    await keepItems(
      options,
      'intents',
      name,
      all.map(({ label = null, predicted = null, ...rest }) => ({ label, predicted, ...rest })),
    );
    const { accuracy, inScopeAccuracy, ...scores } = meanScores(outcomes, options);
    const inScope = all.filter(({ label }) => label !== undefined);
    const rounds = options.shots === undefined ? 1 : splits.length;
    const intervalOf = (share: number, n: number) =>
      wilsonInterval(Math.round((share * n) / rounds), Math.round(n / rounds)) as [number, number];
    return [
      {
        suite: 'intents',
        dataset: options.shots === undefined ? name : `${name} ${options.shots}-shot`,
        n: judged.length / rounds,
        model: predictedBy(options, vectors.isThere ? 'intents' : 'intents, words alone'),
        commit: await currentCommit(),
        startedAt,
        metrics: {
          accuracy,
          inScopeAccuracy,
          ...scores,
          floorAccuracy: largestShare(judged),
          ...(given === undefined && { ...measured(outcomes as Measured[]), msPerVector: vectors.msPerText }),
        },
        intervals: {
          accuracy: intervalOf(accuracy, all.length),
          inScopeAccuracy: intervalOf(inScopeAccuracy, inScope.length),
        },
        slices: given === undefined ? noiseSlices(outcomes as Measured[], vectors, options, accuracy) : {},
      },
    ];
  },
};

interface Outcome extends Judgement {
  id: string;
  text: string;
  correct: boolean;
  confidence: number;
}

/** One part of the texts, judged. */
interface Judged {
  outcomes: Outcome[];
}

interface Measured extends Judged {
  classifier: IntentClassifier;
  /** Of the processor: learning keeps one busy, so about as long as it takes on a machine with nothing else to do. */
  fitSeconds: number;
  msPerItem: number;
  /** Share of the texts in scope whose likeliest label is right, refused or not. */
  forcedAccuracy: number;
  /** The same for a support vector machine over words and characters with its best C. */
  svmInScopeAccuracy?: number;
}

/** What is learned from and what is judged: two files, or one file in parts. */
async function readSplits(
  { train, data, shots, limit, seed = 1 }: EvalOptions,
  host: EvalHost,
): Promise<{ name: string; splits: Split[] }> {
  const learned = await readIntents(partOf(train ?? data!, 'train'), host.say);
  const isAlone = data === undefined || (train === undefined && partOf(data, 'dev') === data);
  if (isAlone) {
    if (shots !== undefined) throw new EvalUsageError('--shots needs both --train and --data.');
    const items = drawItems(learned.items, limit, seed);
    return { name: learned.name, splits: stratifiedFolds({ ...learned, items }, folds, seed) };
  }
  const { name, items } = await readIntents(partOf(data, 'dev'), host.say);
  const judged = drawItems(items, limit, seed);
  tellUnknown({ name, items: judged }, learned, host);
  const rounds = shots === undefined ? [learned.items] : shotSets(learned, shots, seed);
  return { name, splits: rounds.map((examples) => ({ train: examples, judged })) };
}

const shotSets = ({ items }: IntentSet, shots: number, seed: number): IntentItem[][] =>
  Array.from({ length: shotSeeds }, (_, number) => drawShots(items, shots, seed + number));

function drawItems(items: IntentItem[], limit: number | undefined, seed: number): IntentItem[] {
  if (limit === undefined || limit >= items.length) return items;
  const drawn = new Set(
    drawShots(
      items.map((item) => ({ ...item, label: '' })),
      limit,
      seed,
    ).map(({ id }) => id),
  );
  return items.filter(({ id }) => drawn.has(id));
}

function tellUnknown(judged: IntentSet, learned: IntentSet, { say }: EvalHost): void {
  const known = new Set(learned.items.map(({ label }) => label));
  const unknown = [...new Set(judged.items.map(({ label }) => label))].filter(
    (label) => label !== undefined && !known.has(label),
  );
  if (unknown.length > 0)
    say(
      `${judged.name}: ${unknown.length} labels have no example to learn from: ${unknown.slice(0, 5).join(', ')}`,
    );
}

/** Vectors of everything learned from and judged, where the examples are in English. */
async function prepareVectors(
  vectors: VectorCache,
  splits: readonly Split[],
  { perturb: wanted, seed = 1 }: EvalOptions,
): Promise<void> {
  const texts = splits.flatMap(({ train, judged }) => [...train, ...judged]).map(({ text }) => text);
  if (mean(texts.map((text) => Number(isEncodable(text)))) < mostlyEnglish) return;
  await vectors.prepare(texts);
  const noisy = splits.flatMap(({ judged }) =>
    perturbations.flatMap((kind) => judged.map(({ text }) => perturb(text, kind, seed))),
  );
  if (wanted) await vectors.prepare(noisy);
}

function judge(
  { train, judged }: Split,
  vectors: VectorCache,
  options: EvalOptions,
  host: EvalHost,
  part: string,
): Measured {
  const start = process.cpuUsage();
  const classifier = trainIntents(train.map((item) => ({ ...item, vector: vectors.of(item.text) })));
  const { user, system } = process.cpuUsage(start);
  const fitSeconds = (user + system) / 1_000_000;
  const asked = performance.now();
  const read = judged.map(({ text }) => classifier.predict(text, vectors.of(text)));
  const msPerItem = (performance.now() - asked) / judged.length;
  const outcomes = judged.map((item, place): Outcome => {
    const { label: predicted, inScope } = read[place]!;
    return { ...item, predicted, correct: item.label === predicted, confidence: inScope };
  });
  const forced = judged.map(({ label }, place) => ({ label, predicted: read[place]!.likeliest }));
  const inScope = forced.filter(({ label }) => label !== undefined);
  host.say(`intents ${part}: learned from ${train.length} texts in ${fitSeconds.toFixed(1)} s`);
  return {
    outcomes,
    classifier,
    fitSeconds,
    msPerItem,
    forcedAccuracy: shareRight(inScope),
    ...(options.shots === undefined && train.length <= mostForReference && referenceAccuracy(train, judged)),
  };
}

function referenceAccuracy(train: readonly IntentItem[], judged: readonly IntentItem[]) {
  const known = (item: IntentItem): item is IntentItem & { label: string } => item.label !== undefined;
  const inScope = judged.filter(known);
  const reference = trainReference(train.filter(known));
  return {
    svmInScopeAccuracy: shareRight(
      inScope.map(({ text, label }) => ({ label, predicted: reference.predict(text) })),
    ),
  };
}

const Prediction = z.object({ label: z.string().nullable() });

/** Somebody else's answers; a label of nothing, or one that sets use for it, is out of scope. */
async function givenJudgements(
  options: EvalOptions,
  splits: readonly Split[],
): Promise<Judged[] | undefined> {
  const isRepeated = options.shots !== undefined;
  const judged = isRepeated ? splits[0]!.judged : splits.flatMap((split) => split.judged);
  const given = await readPredictions(
    options,
    judged.map(({ id, text }) => ({ id, text })),
    Prediction,
  );
  if (given === undefined) return undefined;
  if (isRepeated || options.perturb)
    throw new EvalUsageError(
      '--shots and --perturb need our own model: leave them out with --predictions and --command.',
    );
  const outcomes = judged.map((item): Outcome => {
    const predicted = scopedLabel(given.get(item.id)!.label ?? '');
    return { ...item, predicted, correct: item.label === predicted, confidence: 1 };
  });
  return [{ outcomes }];
}

/** The scores over all parts; over rounds of few examples their mean. */
function meanScores(parts: readonly Judged[], { shots }: EvalOptions) {
  if (shots === undefined) return intentScores(parts.flatMap(({ outcomes }) => outcomes));
  const rounds = parts.map(({ outcomes }) => intentScores(outcomes));
  const means = Object.keys(rounds[0]!).map((name) => {
    const found = rounds.flatMap((round) => (round as unknown as Record<string, number>)[name] ?? []);
    return [name, mean(found)];
  });
  return Object.fromEntries(means) as ReturnType<typeof intentScores>;
}

function measured(parts: readonly Measured[]): Record<string, number> {
  const total = parts.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
  const weighed = (of: (part: Measured) => number) =>
    parts.reduce((sum, part) => sum + of(part) * part.outcomes.length, 0) / total;
  const references = parts.flatMap(({ svmInScopeAccuracy }) => svmInScopeAccuracy ?? []);
  return {
    forcedAccuracy: weighed(({ forcedAccuracy }) => forcedAccuracy),
    ...(references.length === parts.length && {
      svmInScopeAccuracy: weighed(({ svmInScopeAccuracy }) => svmInScopeAccuracy!),
    }),
    fitSeconds: mean(parts.map(({ fitSeconds }) => fitSeconds)),
    msPerItem: weighed(({ msPerItem }) => msPerItem),
  };
}

/** The same texts under noise, and how much accuracy it costs. */
function noiseSlices(
  parts: readonly Measured[],
  vectors: VectorCache,
  { perturb: wanted, seed = 1 }: EvalOptions,
  clean: number,
): EvalResult['slices'] {
  if (!wanted) return {};
  return Object.fromEntries(
    perturbations.map((kind) => {
      const judgements = parts.flatMap(({ outcomes, classifier }) =>
        outcomes.map(({ text, label }) => {
          const noisy = perturb(text, kind, seed);
          return { label, predicted: classifier.predict(noisy, vectors.of(noisy)).label };
        }),
      );
      const { accuracy, inScopeAccuracy } = intentScores(judgements);
      return [kind, { n: judgements.length, metrics: { accuracy, inScopeAccuracy, drop: clean - accuracy } }];
    }),
  );
}

function largestShare(items: readonly IntentItem[]): number {
  const counts = [...Map.groupBy(items, ({ label }) => label).values()].map(({ length }) => length);
  return Math.max(...counts) / items.length;
}
