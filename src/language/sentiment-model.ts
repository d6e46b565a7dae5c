import type { SentimentReading } from '../models.ts';
import { type Contribution, featureHashes, type LinearModel, linearClassifier } from './linear-classifier.ts';
import { decodeLinearModel, encodeLinearModel } from './linear-model-file.ts';
import { sentimentSpelling } from './sentiment-spelling.ts';

/** How likely a text is each of the three, from 0 to 1; together 1. */
export type SentimentProbabilities = Readonly<Record<SentimentReading['label'], number>>;

/**
 * Two models and one that weighs them: what people write of a thing they bought is praise or complaint, what is
 * noted of a customer, or asked, is often neither. All three see the same features.
 */
export interface SentimentModel {
  /** Positive, neutral or negative. */
  remarks: LinearModel;
  /** Positive or negative. */
  reviews: LinearModel;
  /** Whether a text is a `remark` or a `review`. */
  kinds: LinearModel;
}

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

const parts = ['remarks', 'reviews', 'kinds'] as const;
/**
 * How much more a text must look like a review than like a remark before it is read as one, and how far the other
 * model is then left aside; chosen on dev parts.
 */
const caution = { sharpness: 2, offset: 4, most: 0.6 };

/** The probabilities of both models, mixed by how likely the text is of the kind each was made for. */
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
    const logOdds = Math.log(review / (1 - review));
    return caution.most / (1 + Math.exp(caution.offset - caution.sharpness * logOdds));
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
      const review = reviews.predict(text, present).ranking;
      const mixed = (label: SentimentReading['label']): number =>
        (1 - share) * probability(ranking, label) + share * probability(review, label);
      const probabilities = {
        positive: mixed('positive'),
        neutral: mixed('neutral'),
        negative: mixed('negative'),
      };
      return { probabilities, familiarity, explain: (label) => explained(text, share, label) };
    },
  };
}

/**
 * The model as bytes: of each part its length (uint32, little-endian) and the part, padded to four bytes. Which
 * features they see stands in the first alone.
 *
 * @param mostFeatures  of each part, those that decide most are kept
 */
export function encodeSentimentModel(
  model: SentimentModel,
  mostFeatures: Readonly<Record<keyof SentimentModel, number>>,
): Uint8Array {
  return Buffer.concat(
    parts.flatMap((part) => {
      const stored = part === 'remarks' ? model[part] : { ...model[part], features: {} };
      const bytes = encodeLinearModel(stored, mostFeatures[part]);
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
  const next = (): LinearModel => {
    const length = view.getUint32(start, true);
    const part = decodeLinearModel(bytes.subarray(start + 4, start + 4 + length));
    start += 4 + Math.ceil(length / 4) * 4;
    return part;
  };
  const [remarks, reviews, kinds] = [next(), next(), next()];
  const { features } = remarks;
  return { remarks, reviews: { ...reviews, features }, kinds: { ...kinds, features } };
}
