import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  decodeSentimentModel,
  encodeSentimentModel,
  type LabelledText,
  type LinearPart,
  type SentimentProbabilities,
  sentimentClassifier,
  type TrainingOptions,
  trainLinearClassifier,
} from '../../src/language/index.ts';
import { trainClauseNetwork } from './clause-network.ts';
import {
  polarityWords,
  readRemarks,
  readReviews,
  reviewSets,
  sentimentExamples,
} from './sentiment-examples.ts';

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

/** About seven bytes each, of the network 37: the file stays under 5.7 MB. */
const mostFeatures = { remarks: 400_000, reviews: 175_000, kinds: 25_000 };
const mostInClauses = 35_000;

const features = {
  words: [1, 2],
  stems: true,
  negation: true,
  emoticons: true,
  han: [1, 3],
  hanPairs: 7,
  polarity: polarityWords(),
} as const;
const training: Readonly<Record<LinearPart, TrainingOptions>> = {
  remarks: { features, epochs: 12, learningRate: 0.3, l2: 1e-4, averaged: true },
  reviews: { features, epochs: 8, learningRate: 0.3, l2: 1e-4, averaged: true, byContrast: true },
  kinds: { features, epochs: 4, learningRate: 0.3, minimumCount: 4, averaged: true },
};

/** Learns from these examples alone, as the shipped model learns from reviews. */
export function learnSentiment(examples: readonly LabelledText[]): (text: string) => SentimentProbabilities {
  const classifier = trainLinearClassifier(examples, training.reviews);
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
  const examples = sentimentExamples(folder);
  const learned = (part: LinearPart) => trainLinearClassifier(examples[part], training[part]).model;
  const bytes = encodeSentimentModel(
    {
      remarks: learned('remarks'),
      reviews: learned('reviews'),
      kinds: learned('kinds'),
      clauses: trainClauseNetwork(examples.reviews, mostInClauses),
    },
    mostFeatures,
  );
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);

  const classifier = sentimentClassifier(decodeSentimentModel(bytes));
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

function score(
  { read }: ReturnType<typeof sentimentClassifier>,
  set: string,
  items: readonly LabelledText[],
): DevScore {
  const labels = [...new Set(items.map((item) => item.label as keyof SentimentProbabilities))];
  const right = items.filter(({ text, label }) => {
    const { probabilities } = read(text);
    return labels.every((other) => probabilities[other] <= probabilities[label as typeof other]);
  });
  return { set, n: items.length, accuracy: right.length / items.length };
}
