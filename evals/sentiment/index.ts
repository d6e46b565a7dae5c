import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  detectLanguage,
  type SentimentProbabilities,
  sentimentProbabilities,
} from '../../src/language/index.ts';
import { partOf } from '../churn/read-columns.ts';
import { createRandom } from '../company/random.ts';
import { keepItems } from '../keep-items.ts';
import { type LabelledText, readLabelledTexts } from '../labelled-texts.ts';
import { perturb, perturbations } from '../perturb.ts';
import { predictedBy, readPredictions } from '../predictions.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import { bootstrapInterval, mean, wilsonInterval } from '../statistics.ts';
import { type EvalHost, type EvalOptions, EvalUsageError, type Suite } from '../suite.ts';
import { learnSentiment } from '../train/sentiment.ts';
import { type Mood, moods, moodsOfLabels } from './labels.ts';
import { accuracyOf, calibrationError, classScores, type Judgement, macroF1Of } from './scores.ts';

const columns = {
  text: [
    'text',
    'sentence',
    'review',
    'utterance',
    'query',
    'content',
    'comment',
    'tweet',
    '文本',
    '内容',
    '评论',
  ],
  label: [
    'label',
    'sentiment',
    'polarity',
    'mood',
    'airline_sentiment',
    'class',
    'rating',
    'stars',
    '标签',
    '情感',
  ],
};
const corpora = join(import.meta.dirname, '..', 'data');
/** Ours, and those of an author who had not seen the model. */
const bundled = ['crm-remarks', 'crm-remarks-blind'];
const resamples = 500;

/** How people feel, in what they wrote or others noted of them. */
export const sentiment: Suite = {
  name: 'sentiment',
  description: 'Positive, neutral or negative, in English and Chinese',
  thresholds: {
    zh_hotel_chnsenticorp_htl: { accuracy: { least: 0.9 } },
    zh_waimai10k: { accuracy: { least: 0.9 } },
    zh_online_shopping_10: { accuracy: { least: 0.935 } },
    fewclue_eprstmt: { accuracy: { least: 0.88 } },
    sst2: { accuracy: { least: 0.83 } },
    us_airline_tweets: { accuracy: { least: 0.72 } },
    'crm-remarks-blind': { macroF1: { least: 0.85 } },
  },

  async run(options, host) {
    const sets =
      options.data === undefined
        ? await bundledSets(host)
        : [await readSet(partOf(options.data, 'dev'), host)];
    const reader = options.train === undefined ? shipped : await learned(options.train, host);
    const results: EvalResult[] = [];
    for (const set of sets) results.push(await judge(sampled(set, options), reader, options));
    return results;
  },
};

interface Item {
  id: string;
  text: string;
  label: Mood;
}

/** Texts whose feeling is known. */
interface TextSet {
  name: string;
  items: Item[];
}

/** Says how likely each feeling is. */
interface Reader {
  name: string;
  read(text: string): SentimentProbabilities;
}

const shipped: Reader = { name: 'shipped', read: sentimentProbabilities };

async function learned(train: string, host: EvalHost): Promise<Reader> {
  const { name, items } = await readSet(partOf(train, 'train'), host);
  return { name: `linear on ${name}`, read: learnSentiment(items) };
}

async function readSet(path: string, host: EvalHost, keep: (entry: LabelledText) => boolean = () => true) {
  const { name, texts } = await readLabelledTexts(path, columns, host.say);
  const kept = texts.filter(keep);
  const meanings = moodsOfLabels(
    kept.map(({ label }) => label),
    name,
  );
  return { name, items: kept.map(({ id, text, label }) => ({ id, text, label: meanings.get(label)! })) };
}

/** The dev part of our own remarks, and the blind ones. */
async function bundledSets(host: EvalHost): Promise<TextSet[]> {
  const paths = bundled.map((name) => join(corpora, `${name}.jsonl`)).filter((path) => existsSync(path));
  return Promise.all(
    paths.map(async (path, index) => ({
      ...(await readSet(path, host, ({ more }) => (more.part ?? 'dev') === 'dev')),
      name: bundled[index]!,
    })),
  );
}

/** At most so many texts, drawn at random where the set is larger. */
function sampled({ name, items }: TextSet, { limit, seed = 1 }: EvalOptions): TextSet {
  if (limit === undefined || limit >= items.length) return { name, items };
  const random = createRandom(seed, name, 'texts');
  const drawn = items
    .map((item, place) => ({ item, place, at: random.next() }))
    .sort((one, other) => one.at - other.at)
    .slice(0, limit)
    .sort((one, other) => one.place - other.place);
  return { name, items: drawn.map(({ item }) => item) };
}

interface Outcome extends Judgement {
  id: string;
  text: string;
  confidence: number;
  correct: boolean;
}

async function judge({ name, items }: TextSet, reader: Reader, options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString();
  const choices = moods.filter((mood) => items.some(({ label }) => label === mood));
  if (choices.length < 2)
    throw new EvalUsageError(`${name}: every text is ${choices[0]}, which leaves nothing to tell apart.`);
  const isTernary = choices.includes('neutral');
  const offered = isTernary ? moods : choices;
  const given = await readPredictions(
    options,
    items.map(({ id, text }) => ({ id, text })),
    predictionOf(offered),
  );
  if (given && options.perturb)
    throw new EvalUsageError(
      '--perturb changes the texts: judge your program with --command on changed ones.',
    );
  reader.read('…');
  const start = performance.now();
  const outcomes = items.map((item): Outcome => {
    const { label, confidence } = given?.get(item.id) ?? decide(reader.read(item.text), offered);
    return { ...item, predicted: label, confidence, correct: label === item.label };
  });
  const msPerItem = (performance.now() - start) / items.length;
  await keepItems(options, 'sentiment', name, outcomes);
  const largest = Math.max(...choices.map((mood) => items.filter(({ label }) => label === mood).length));
  const right = outcomes.filter(({ correct }) => correct).length;
  const { seed = 1 } = options;
  return {
    suite: 'sentiment',
    dataset: name,
    n: items.length,
    model: predictedBy(options, reader.name),
    commit: await currentCommit(),
    startedAt,
    metrics: {
      ...figuresOf(outcomes),
      floorAccuracy: largest / items.length,
      ...(given === undefined && {
        ece: calibrationError(outcomes.map(({ confidence, correct }) => ({ confidence, isRight: correct }))),
        msPerItem,
      }),
    },
    intervals: {
      accuracy: wilsonInterval(right, items.length) as [number, number],
      macroF1: bootstrapInterval(outcomes, macroF1Of, { resamples, seed }) as [number, number],
    },
    slices: {
      ...classSlices(outcomes),
      ...languageSlices(outcomes),
      ...(options.perturb && noiseSlices(items, reader, offered, accuracyOf(outcomes), seed)),
    },
  };
}

const predictionOf = (offered: readonly Mood[]) =>
  z
    .object({
      label: z.string().transform((label) => label.trim().toLowerCase()),
      confidence: z.number().min(0).max(1).default(1),
    })
    .refine(({ label }) => offered.some((mood) => mood === label), {
      message: `the label is one of ${offered.join(', ')}`,
    })
    .transform(({ label, confidence }) => ({ label: label as Mood, confidence }));

/** The likeliest of the feelings a set knows. */
function decide(probabilities: SentimentProbabilities, offered: readonly Mood[]) {
  const [label] = offered.toSorted((one, other) => probabilities[other] - probabilities[one]);
  const all = offered.reduce((sum, mood) => sum + probabilities[mood], 0);
  return { label: label!, confidence: all === 0 ? 1 / offered.length : probabilities[label!] / all };
}

const figuresOf = (judgements: readonly Judgement[]) => ({
  accuracy: accuracyOf(judgements),
  macroF1: macroF1Of(judgements),
  macroRecall: mean(classScores(judgements).map(({ recall }) => recall)),
});

const classSlices = (judgements: readonly Judgement[]): EvalResult['slices'] =>
  Object.fromEntries(classScores(judgements).map(({ mood, n, ...metrics }) => [mood, { n, metrics }]));

function languageSlices(outcomes: readonly Outcome[]): EvalResult['slices'] {
  const languages = Map.groupBy(outcomes, ({ text }) => detectLanguage(text));
  const shown = [...languages].filter(([, { length }]) => length > outcomes.length / 20);
  if (shown.length < 2) return {};
  return Object.fromEntries(
    shown.map(([language, some]) => [language, { n: some.length, metrics: figuresOf(some) }]),
  );
}

/** The same texts under noise, and how much accuracy it costs. */
function noiseSlices(
  items: readonly Item[],
  { read }: Reader,
  offered: readonly Mood[],
  clean: number,
  seed: number,
): EvalResult['slices'] {
  return Object.fromEntries(
    perturbations.map((kind) => {
      const judgements = items.map(({ text, label }) => ({
        label,
        predicted: decide(read(perturb(text, kind, seed)), offered).label,
      }));
      const figures = figuresOf(judgements);
      return [kind, { n: items.length, metrics: { ...figures, drop: clean - figures.accuracy } }];
    }),
  );
}
