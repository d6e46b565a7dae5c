import { z } from 'zod';
import {
  type Choice,
  chooseSettings,
  fitRecommender,
  type ItemScorer,
  isAmong,
  topItems,
} from '../../src/insight/recommend/index.ts';
import { keepItems } from '../keep-items.ts';
import { predictedBy, readPredictions } from '../predictions.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import { bootstrapInterval, mean, wilsonInterval } from '../statistics.ts';
import { type EvalHost, type EvalOptions, EvalUsageError, type Suite } from '../suite.ts';
import { fitBaselines } from './baselines.ts';
import { type Fold, type JudgedCase, type RecommendData, readRecommendData } from './data.ts';
import { type ListScores, scoreList } from './scores.ts';

const ownFolds = 3;
const shown = 10;
const resamples = 500;
const ours = 'rapport';

/** What people take next, found among all there is. */
export const recommend: Suite = {
  name: 'recommend',
  description:
    'What people take next, among the first ten recommended, beside popularity, cosine, SAR and EASE',
  thresholds: {
    movielens100k: { ndcgAt10BeyondEase: { least: 0 }, fitSeconds: { most: 15 } },
    groceries_baskets: {
      hitRateAt10BeyondEase: { least: 0 },
      hitRateAt10BeyondCosine: { least: 0 },
      fitSeconds: { most: 15 },
    },
  },

  async run(options, host) {
    if (options.data === undefined) {
      host.say('recommend: skipped, name a file or a folder with --data');
      return [];
    }
    const isOther = options.predictions !== undefined || options.command !== undefined;
    const data = readRecommendData({ ...options, data: options.data }, isOther ? 1 : ownFolds);
    const startedAt = new Date().toISOString();
    const judged: JudgedFold[] = [];
    for (const [index, fold] of data.folds.entries()) {
      host.say(
        `${data.name}: fold ${index + 1} of ${data.folds.length}, ${fold.training.customers} learnt from`,
      );
      judged.push(await judge(fold, options, host));
    }
    const items = judged.flatMap(({ cases, lists, scores }, fold) =>
      cases.map(({ id }, index) => ({
        fold: fold + 1,
        id,
        recommended: lists[ours]![index],
        scores: scores[ours]![index],
        ease: scores.ease![index],
      })),
    );
    await keepItems(options, 'recommend', data.name, items);
    return [{ ...resultOf(data, judged, options), commit: await currentCommit(), startedAt }];
  },
};

interface JudgedFold {
  cases: readonly JudgedCase[];
  /** The list of each method for each case. */
  lists: Record<string, readonly (readonly string[])[]>;
  scores: Record<string, readonly ListScores[]>;
  items: number;
  fitSeconds: number;
  msPerItem: number;
}

async function judge(fold: Fold, options: EvalOptions, host: EvalHost): Promise<JudgedFold> {
  const cases = fold.cases.filter(({ hidden, unseen }) => hidden.length + unseen > 0).slice(0, options.limit);
  if (cases.length === 0)
    throw new EvalUsageError('There is nobody to judge: every basket or history is too short.');
  const namesOf = (items: ArrayLike<number>): string[] => Array.from(items, (item) => fold.names[item]!);
  const questions = cases.map(({ id, profile }) => ({ id, items: namesOf(profile.items) }));
  const lists: JudgedFold['lists'] = {};

  const theirs = await readPredictions(options, questions, z.object({ items: z.array(z.coerce.string()) }));
  const started = performance.now();
  const choice = theirs === undefined ? await tuned(fold, host) : undefined;
  const own = choice && (await fitRecommender(fold.training, choice.settings));
  const fitted = performance.now();
  lists[ours] =
    theirs === undefined
      ? cases.map((one) => namesOf(firstTen(own!, one)))
      : questions.map(({ id, items }) => theirs.get(id)!.items.filter((item) => !items.includes(item)));
  const answered = performance.now();

  for (const [name, scorer] of Object.entries(await fitBaselines(fold.training)))
    lists[name] = cases.map((one) =>
      namesOf(firstTen(scorer, one, name === 'sar' ? one.affinities : undefined)),
    );
  const plain = await chooseSettings(fold.tuning.training, fold.tuning.cases, undefined, {
    plainEaseOnly: true,
  });
  const ease = await fitRecommender(fold.training, plain.settings);
  lists.ease = cases.map((one) => namesOf(firstTen(ease, one)));
  const scores = Object.fromEntries(
    Object.entries(lists).map(([name, all]) => [
      name,
      all.map((list, index) => scoreList(list, wantedOf(cases[index]!, fold))),
    ]),
  );
  return {
    cases,
    lists,
    scores,
    items: fold.training.items,
    fitSeconds: (fitted - started) / 1_000,
    msPerItem: (answered - fitted) / cases.length,
  };
}

async function tuned(fold: Fold, host: EvalHost): Promise<Choice> {
  const choice = await chooseSettings(fold.tuning.training, fold.tuning.cases);
  host.say(
    `chosen of ${choice.tried.length} by rehearsal (nDCG@10 ${choice.ndcgAt10.toFixed(4)}): ${JSON.stringify(choice.settings)}`,
  );
  return choice;
}

function firstTen(scorer: ItemScorer, { profile }: JudgedCase, weights?: readonly number[]): number[] {
  const scores = scorer.score(weights ? { ...profile, weights } : profile);
  return topItems(scores, shown, isAmong(profile.items));
}

/** What was really taken; an item never seen in training stands under a name nobody can recommend. */
const wantedOf = ({ hidden, unseen }: JudgedCase, { names }: Fold): Set<string> =>
  new Set([
    ...hidden.map((item) => names[item]!),
    ...Array.from({ length: unseen }, (_, number) => `\u0000${number}`),
  ]);

function resultOf(
  data: RecommendData,
  judged: readonly JudgedFold[],
  options: EvalOptions,
): Omit<EvalResult, 'commit' | 'startedAt'> {
  const of = (method: string): ListScores[] => judged.flatMap(({ scores }) => [...scores[method]!]);
  const own = of(ours);
  const ease = of('ease');
  const cosine = of('cosine');
  const metrics = metricsOf(own, coverageOf(judged, ours));
  const isOther = options.predictions !== undefined || options.command !== undefined;
  const beyond = (score: keyof ListScores, other: readonly ListScores[]): number[] =>
    own.map((one, index) => one[score] - other[index]![score]);
  const interval = (values: readonly number[]) =>
    [...bootstrapInterval(values, mean, { resamples, seed: options.seed ?? 1 })] as [number, number];
  const hits = own.filter(({ hit }) => hit === 1).length;
  return {
    suite: 'recommend',
    dataset: data.name,
    n: own.length,
    model: predictedBy(options, ours),
    metrics: {
      ...metrics,
      ndcgAt10BeyondEase: mean(beyond('ndcg', ease)),
      hitRateAt10BeyondEase: mean(beyond('hit', ease)),
      hitRateAt10BeyondCosine: mean(beyond('hit', cosine)),
      ...(!isOther && {
        fitSeconds: Math.max(...judged.map(({ fitSeconds }) => fitSeconds)),
        msPerItem: mean(judged.map(({ msPerItem }) => msPerItem)),
      }),
    },
    intervals: {
      ndcgAt10: interval(own.map(({ ndcg }) => ndcg)),
      ndcgAt10BeyondEase: interval(beyond('ndcg', ease)),
      hitRateAt10BeyondEase: interval(beyond('hit', ease)),
      hitRateAt10: [...wilsonInterval(hits, own.length)],
    },
    slices: {
      ...Object.fromEntries(
        ['popularity', 'cosine', 'sar', 'ease'].map((method) => [
          method,
          { n: own.length, metrics: metricsOf(of(method), coverageOf(judged, method)) },
        ]),
      ),
      ...(judged.length > 1 &&
        Object.fromEntries(
          judged.map((fold, index) => [
            `fold ${index + 1}`,
            {
              n: fold.cases.length,
              metrics: {
                ...metricsOf(fold.scores[ours]!, coverageOf([fold], ours)),
                easeNdcgAt10: mean(fold.scores.ease!.map(({ ndcg }) => ndcg)),
                easeHitRateAt10: mean(fold.scores.ease!.map(({ hit }) => hit)),
              },
            },
          ]),
        )),
    },
  };
}

const metricsOf = (scores: readonly ListScores[], coverage: number): Record<string, number> => ({
  mapAt10: mean(scores.map(({ map }) => map)),
  ndcgAt10: mean(scores.map(({ ndcg }) => ndcg)),
  precisionAt10: mean(scores.map(({ precision }) => precision)),
  recallAt10: mean(scores.map(({ recall }) => recall)),
  hitRateAt10: mean(scores.map(({ hit }) => hit)),
  coverage,
});

/** The share of all items that was recommended to anybody. */
const coverageOf = (judged: readonly JudgedFold[], method: string): number =>
  mean(judged.map(({ lists, items }) => new Set(lists[method]!.flat()).size / items));
