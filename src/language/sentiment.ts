import { readFileSync } from 'node:fs';
import type { SentimentReading, Understanding } from '../models.ts';
import { type Contribution, type LinearClassifier, linearClassifier } from './linear-classifier.ts';
import { decodeLinearModel } from './linear-model-file.ts';
import { overviewOf } from './sentiment-overview.ts';

const modelFile = new URL('./models/sentiment.bin', import.meta.url);
const mostWords = 5;
const plainWords = new Set(
  "a an the and or of to in on at is are was were be been am it its this that he she they we i you him her them us me my his their our your 's 're 've 'm 'll 'd with for as by from about had has have do does did will would so very really".split(
    ' ',
  ),
);

const han = /\p{Script=Han}/u;
const modifiers = /^(?:[很太挺更最不没未无别嫌]|非常|十分|特别|比较|有点|没有|不太|不够|越来越)$/u;

/** How likely a text is each of the three, from 0 to 1; together 1. */
export type SentimentProbabilities = Readonly<Record<SentimentReading['label'], number>>;

let classifier: LinearClassifier | undefined;
let segmenter: Intl.Segmenter | undefined;

/**
 * How the person behind an English or Chinese text feels, by the model shipped with the package. `score` is
 * the probability of positive less that of negative; `words` are strongest first, none for a neutral text.
 */
export function analyzeSentiment(text: string): SentimentReading {
  classifier ??= linearClassifier(decodeLinearModel(readFileSync(modelFile)));
  const { label, probability, ranking, familiarity } = classifier.predict(text);
  if (familiarity === 0) return { label: 'neutral', score: 0, confidence: 0, words: [] };
  const of = (name: SentimentReading['label']): number =>
    ranking.find((entry) => entry.label === name)?.probability ?? 0;
  return {
    label: label as SentimentReading['label'],
    score: of('positive') - of('negative'),
    confidence: probability,
    words: label === 'neutral' ? [] : decidingWords(text, classifier.explain(text, label)),
  };
}

/** How likely each feeling is, by the model shipped with the package. */
export function sentimentProbabilities(text: string): SentimentProbabilities {
  classifier ??= linearClassifier(decodeLinearModel(readFileSync(modelFile)));
  const of = Object.fromEntries(
    classifier.predict(text).ranking.map(({ label, probability }) => [label, probability]),
  );
  return { positive: of.positive ?? 0, neutral: of.neutral ?? 0, negative: of.negative ?? 0 };
}

/** The language services that run on the models shipped with the package. */
export function createUnderstanding(): Understanding {
  return { sentiment: async (text) => analyzeSentiment(text), overview: overviewOf };
}

/** The words that spoke for the label most, none of them part of a stronger one. */
function decidingWords(text: string, contributions: readonly Contribution[]): string[] {
  const english = contributions.filter(
    ({ words }) => !han.test(words) && words.split(' ').some((word) => !plainWords.has(word)),
  );
  const telling = [...english, ...chineseWords(text, contributions)]
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  const chosen: string[] = [];
  for (const { words, weight } of telling) {
    if (chosen.length === mostWords || weight < telling[0]!.weight / 4) break;
    if (!chosen.some((other) => other.includes(words) || words.includes(other))) chosen.push(words);
  }
  return chosen;
}

/** The Chinese words of a text, “很” and “不” joined to what they modify, by what the characters in them contributed. */
function chineseWords(text: string, contributions: readonly Contribution[]): Contribution[] {
  const grams = contributions.filter(({ words }) => han.test(words));
  if (grams.length === 0) return [];
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const words: string[] = [];
  let modifier = '';
  for (const { segment } of segmenter.segment(text.normalize('NFKC'))) {
    if (modifiers.test(segment)) modifier += segment;
    else {
      if (han.test(segment) && (modifier + segment).length > 1) words.push(modifier + segment);
      modifier = '';
    }
  }
  return [...new Set(words)].map((word) => ({
    words: word,
    weight: grams.filter((gram) => word.includes(gram.words)).reduce((sum, gram) => sum + gram.weight, 0),
  }));
}
