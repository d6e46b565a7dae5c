import { readFileSync } from 'node:fs';
import type { SentimentDoubt, SentimentReading, TextModel, Understanding } from '../models.ts';
import { aspectsOf, type Clause, clausesOf } from './aspects.ts';
import {
  decodeSentimentModel,
  type SentimentClassifier,
  type SentimentProbabilities,
  sentimentClassifier,
} from './sentiment-model.ts';
import { overviewOf } from './sentiment-overview.ts';
import { reportOf } from './sentiment-report.ts';
import { doubtsOf, strengthOf } from './sentiment-signs.ts';
import { decidingWords } from './sentiment-words.ts';

const modelFile = new URL('./models/sentiment.bin', import.meta.url);
/** Of a longer text the beginning and the end are read, so many characters of each. */
const mostOfEither = 6_000;
/** A label less likely than this is doubted. */
const evenChoice = 0.5;
/** From here on a clause is praise or complaint of its own. */
const plainFeeling = 0.6;

let classifier: SentimentClassifier | undefined;

function shipped(): SentimentClassifier {
  classifier ??= sentimentClassifier(decodeSentimentModel(readFileSync(modelFile)));
  return classifier;
}

/** How likely each feeling is, by the model shipped with the package. */
export const sentimentProbabilities = (text: string): SentimentProbabilities =>
  shipped().read(text).probabilities;

/**
 * How the person behind an English or Chinese text feels, by the model shipped with the package. `score` is
 * the probability of positive less that of negative; `words` are strongest first, none for a neutral text.
 * Where praise and complaint stand together the label goes by the end, and `mixed` says so.
 */
export function analyzeSentiment(whole: string): SentimentReading {
  const text = shortened(whole);
  const doubts: SentimentDoubt[] = text === whole ? [] : ['cut'];
  const reading = read(text);
  const { label, probabilities, familiarity } = reading;
  if (familiarity === 0) {
    const nothing = { label: 'neutral', score: 0, confidence: 0, words: [], intensity: 0 } as const;
    return { ...nothing, mixed: false, aspects: [], doubts: [...doubts, 'unreadable', ...doubtsOf(text)] };
  }
  const score = probabilities.positive - probabilities.negative;
  const confidence = probabilities[label];
  const clauses = clausesOf(text).map(readClause);
  return {
    label,
    score,
    confidence,
    words: label === 'neutral' ? [] : decidingWords(text, reading.explain(label)),
    intensity: score * strengthOf(text),
    mixed:
      clauses.some((one) => one.score > plainFeeling) && clauses.some((one) => one.score < -plainFeeling),
    aspects: aspectsOf(clauses),
    doubts: [...doubts, ...doubtsOf(text), ...(confidence < evenChoice ? (['unsure'] as const) : [])],
  };
}

/**
 * The language services that run on the models shipped with the package, and on a language model where one is
 * given.
 *
 * @param onProblem  hears why the language model gave nothing
 */
export function createUnderstanding(
  model?: TextModel,
  onProblem: (error: unknown) => void = () => undefined,
): Understanding {
  return {
    sentiment: async (text) => analyzeSentiment(text),
    async sentiments(texts, byModel, signal) {
      const own = texts.map(analyzeSentiment);
      if (!byModel || model === undefined) return { readings: own, by: 'local', fellBack: 0 };
      const { sentimentsByModel } = await import('./sentiment-by-model.ts');
      return sentimentsByModel(model, texts, own, { signal, onProblem });
    },
    overview: overviewOf,
    report: reportOf,
  };
}

const labels = ['positive', 'neutral', 'negative'] as const;

function read(text: string) {
  const reading = shipped().read(text);
  const { probabilities } = reading;
  const [label] = labels.toSorted((one, other) => probabilities[other] - probabilities[one]);
  return { ...reading, label: label! };
}

function readClause(text: string): Clause {
  const { label, probabilities, explain } = read(text);
  const words = label === 'neutral' ? [] : decidingWords(text, explain(label)).slice(0, 2);
  return { text, score: probabilities.positive - probabilities.negative, words };
}

const shortened = (text: string): string =>
  text.length <= 2 * mostOfEither
    ? text
    : `${text.slice(0, mostOfEither)}\n${text.slice(-mostOfEither)}`.toWellFormed();
