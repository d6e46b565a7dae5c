import type { SentimentReading } from '../models.ts';
import {
  type ClauseNetwork,
  clauseLogOdds,
  decodeClauseNetwork,
  encodeClauseNetwork,
} from './clause-network.ts';
import { type Contribution, featureHashes, type LinearModel, linearClassifier } from './linear-classifier.ts';
import { decodeLinearModel, encodeLinearModel } from './linear-model-file.ts';
import { sentimentSpelling } from './sentiment-spelling.ts';
import { detectLanguage } from './tokens.ts';

/** How likely a text is each of the three, from 0 to 1; together 1. */
export type SentimentProbabilities = Readonly<Record<SentimentReading['label'], number>>;

/**
 * Two readings and a model that weighs them: what people write of a thing they bought is praise or complaint, what is
 * noted of a customer, or asked, is often neither. The linear ones see the same features of a whole text.
 */
export interface SentimentModel {
  /** Positive, neutral or negative. */
  remarks: LinearModel;
  /** Positive or negative. */
  reviews: LinearModel;
  /** The same, clause by clause. */
  clauses: ClauseNetwork;
  /** Whether a text is a `remark` or a `review`. */
  kinds: LinearModel;
}

export type LinearPart = Exclude<keyof SentimentModel, 'clauses'>;

export interface SentimentClassifier {
  read(text: string): ClassifiedText;
}

export interface ClassifiedText {
  probabilities: SentimentProbabilities;
  /** 0 where the text holds nothing the model knows. */
  familiarity: number;
  /** The words that spoke for the label or against it, strongest first. */
  explain(label: SentimentReading['label']): Contribution[];
}

const linearParts = ['remarks', 'reviews', 'kinds'] as const;
/**
 * How much more a text must look like a review than like a remark before it is read as one, and how far the other
 * model is then left aside; chosen on dev parts.
 */
const caution = { sharpness: 2, offset: 4, most: 0.8 };
/** Of the log-odds of a review, what its clauses say: by cross-validation in Chinese, on the dev part in English. */
const shareOfClauses = { en: 0.4, zh: 0.65 };

/** The probabilities of both readings, mixed by how likely the text is of the kind each was made for. */
export function sentimentClassifier(model: SentimentModel): SentimentClassifier {
  const [remarks, reviews, kinds] = [
    linearClassifier(model.remarks),
    linearClassifier(model.reviews),
    linearClassifier(model.kinds),
  ];
  const probability = (ranking: readonly { label: string; probability: number }[], label: string): number =>
    ranking.find((entry) => entry.label === label)?.probability ?? 0;
  const shareOfReview = (text: string, present: Uint32Array): number => {
    const review = probability(kinds.predict(text, present).ranking, 'review');
    return caution.most * logistic(caution.sharpness * logOddsOf(review) - caution.offset);
  };
  const praiseIn = (text: string, present: Uint32Array): number => {
    const whole = logOddsOf(probability(reviews.predict(text, present).ranking, 'positive'));
    const share = shareOfClauses[detectLanguage(text)];
    return logistic((1 - share) * whole + share * clauseLogOdds(model.clauses, text));
  };
  const seen = (text: string): Uint32Array => featureHashes(text, model.remarks.features);
  const spelled = sentimentSpelling((feature) => remarks.knows(feature) || reviews.knows(feature));

  const explained = (text: string, share: number, label: SentimentReading['label']): Contribution[] => {
    const weights = new Map<string, number>();
    const add = (contributions: readonly Contribution[], factor: number): void => {
      for (const { words, weight } of contributions)
        weights.set(words, (weights.get(words) ?? 0) + factor * weight);
    };
    add(remarks.explain(text, label), 1 - share);
    if (label !== 'neutral') add(reviews.explain(text, label), share);
    return Array.from(weights, ([words, weight]) => ({ words, weight })).sort(
      (one, other) => other.weight - one.weight,
    );
  };

  return {
    read(written) {
      const text = spelled(written);
      const present = seen(text);
      const { ranking, familiarity } = remarks.predict(text, present);
      const share = shareOfReview(text, present);
      const praise = praiseIn(text, present);
      const remark = (label: SentimentReading['label']): number => (1 - share) * probability(ranking, label);
      const probabilities = {
        positive: remark('positive') + share * praise,
        neutral: remark('neutral'),
        negative: remark('negative') + share * (1 - praise),
      };
      return { probabilities, familiarity, explain: (label) => explained(text, share, label) };
    },
  };
}

const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
const logOddsOf = (probability: number): number => Math.log(probability / (1 - probability));

/**
 * The model as bytes: of each part its length (uint32, little-endian) and the part, padded to four bytes; the network
 * comes last. Which features the linear ones see stands in the first alone.
 *
 * @param mostFeatures  of each linear part, those that decide most are kept
 */
export function encodeSentimentModel(
  model: SentimentModel,
  mostFeatures: Readonly<Record<LinearPart, number>>,
): Uint8Array {
  const linear = linearParts.map((part) => {
    const stored = part === 'remarks' ? model[part] : { ...model[part], features: {} };
    return encodeLinearModel(stored, mostFeatures[part]);
  });
  return Buffer.concat(
    [...linear, encodeClauseNetwork(model.clauses)].flatMap((bytes) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return [length, bytes, Buffer.alloc(3 - ((bytes.length + 3) % 4))];
    }),
  );
}

/** A model from the bytes `encodeSentimentModel` made. */
export function decodeSentimentModel(bytes: Uint8Array): SentimentModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = 0;
  const next = (): Uint8Array => {
    const from = start + 4;
    const length = view.getUint32(start, true);
    start = from + Math.ceil(length / 4) * 4;
    return bytes.subarray(from, from + length);
  };
  const [remarks, reviews, kinds] = [next(), next(), next()].map(decodeLinearModel) as [
    LinearModel,
    LinearModel,
    LinearModel,
  ];
  const { features } = remarks;
  return {
    remarks,
    reviews: { ...reviews, features },
    kinds: { ...kinds, features },
    clauses: decodeClauseNetwork(next()),
  };
}
