import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  decodeLinearModel,
  encodeLinearModel,
  type LabelledText,
  type LinearClassifier,
  linearClassifier,
  type SentimentProbabilities,
  type TrainingOptions,
  trainLinearClassifier,
} from '../../src/language/index.ts';
import { readRemarks, readReviews, reviewSets, sentimentExamples } from './sentiment-examples.ts';

/** Where the shipped model stands. */
export const sentimentModelPath = join(
  import.meta.dirname,
  '..',
  '..',
  'src',
  'language',
  'models',
  'sentiment.bin',
);

/** Seven bytes each: the file stays under 3 MB. */
const mostFeatures = 400_000;

const training: TrainingOptions = {
  features: { words: [1, 2], stems: true, negation: true, emoticons: true, han: [1, 3] },
  epochs: 12,
  learningRate: 0.3,
  l2: 1e-4,
};

/** Learns as the shipped model does, from these examples alone. */
export function learnSentiment(examples: readonly LabelledText[]): (text: string) => SentimentProbabilities {
  const classifier = trainLinearClassifier(examples, training);
  return (text) => {
    const probabilities = { positive: 0, neutral: 0, negative: 0 };
    for (const { label, probability } of classifier.predict(text).ranking)
      probabilities[label as keyof typeof probabilities] = probability;
    return probabilities;
  };
}

/** How the model does on a set it did not learn from. */
export interface DevScore {
  set: string;
  n: number;
  accuracy: number;
}

/**
 * Trains the sentiment model on the public review sets in a folder and our own remarks, writes it, and
 * scores the written file on the dev parts. Where a set knows no neutral class, the larger of positive and
 * negative decides.
 *
 * @param folder  the public sets, one folder each
 * @param path    where the model goes
 */
export async function trainSentiment(folder: string, path = sentimentModelPath): Promise<DevScore[]> {
  const { model } = trainLinearClassifier(sentimentExamples(folder), training);
  const bytes = encodeLinearModel(model, mostFeatures);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);

  const classifier = linearClassifier(decodeLinearModel(bytes));
  const remarks = readRemarks('dev');
  return [
    ...reviewSets.map((set) => score(classifier, set, readReviews(folder, set, 'dev'))),
    ...(['en', 'zh'] as const).map((language) =>
      score(
        classifier,
        `crm-remarks ${language}`,
        remarks.filter((remark) => remark.language === language),
      ),
    ),
  ];
}

function score(classifier: LinearClassifier, set: string, items: readonly LabelledText[]): DevScore {
  const labels = new Set(items.map((item) => item.label));
  const right = items.filter(({ text, label }) => {
    const { ranking } = classifier.predict(text);
    return ranking.find((entry) => labels.has(entry.label))?.label === label;
  });
  return { set, n: items.length, accuracy: right.length / items.length };
}
