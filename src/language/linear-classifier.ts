import { extractFeatures, type FeatureOptions } from './features.ts';
import { randomFrom, shuffle } from './random.ts';

/** A text with its class; `weight` says how many ordinary examples it counts for (default 1). */
export interface LabelledText {
  text: string;
  label: string;
  weight?: number;
  /** What is known of it, from `hashesOf`, where that is something else than the n-grams of the text. */
  present?: Uint32Array;
}

export interface TrainingOptions {
  /** Default: word 1-2 grams, characters 2-4 inside words, Han 1-3. */
  features?: FeatureOptions;
  /** `softmax` (default): classes exclude each other. `one-vs-rest`: each is judged alone, so a strange text scores low on all. */
  loss?: 'softmax' | 'one-vs-rest';
  /** Passes over the examples, default 10. */
  epochs?: number;
  /** AdaGrad's first step, default 1. */
  learningRate?: number;
  /** Shrinkage of the weights, default 1e-6. */
  l2?: number;
  /** Features in fewer examples are dropped, default 1. */
  minimumCount?: number;
  /** Features count by how differently the classes use them (Wang & Manning 2012); by default all alike. */
  byContrast?: boolean;
  /** The weights are the mean of those after each pass but the first third, which vary less; default the last ones. */
  averaged?: boolean;
}

export interface Prediction {
  label: string;
  /** Of the label, 0 to 1. */
  probability: number;
  /** Every class, most probable first; they add up to 1 under softmax only. */
  ranking: { label: string; probability: number }[];
  /** Share of the text's features that the training data had, 0 to 1: low means unlike anything seen. */
  familiarity: number;
}

/** What some words of the text added to the score (log-odds) of a class. */
export interface Contribution {
  words: string;
  weight: number;
}

export interface LinearModel {
  labels: readonly string[];
  features: FeatureOptions;
  loss: 'softmax' | 'one-vs-rest';
  /** 32-bit hashes of the known features, ascending. */
  hashes: Uint32Array;
  /** Row per known feature, column per label. */
  weights: Float32Array;
  /** How much each known feature counts in the length of a text; absent where all count alike. */
  values?: Float32Array | undefined;
  bias: Float32Array;
}

export interface LinearClassifier {
  readonly model: LinearModel;
  /** @param present  the text's features where they are known already, from `featureHashes` */
  predict(text: string, present?: Uint32Array): Prediction;
  /** Whether a feature was learned, written as `extractFeatures` writes it. */
  knows(feature: string): boolean;
  /** The text's known features by how much they spoke for the label, strongest first; negative ones spoke against it. */
  explain(text: string, label: string): Contribution[];
}

const defaultFeatures: FeatureOptions = { words: [1, 2], characters: [2, 4], han: [1, 3] };

/** A class this sure of its place learns nothing from an example; leaving it out saves most of the work. */
const negligible = 0.01;
const biasStep = 0.01;

/**
 * Trains a linear classifier over n-grams by stochastic gradient descent (logistic loss, AdaGrad steps,
 * examples scaled to unit length, one step size per feature). The same examples give the same model.
 * @throws RangeError without examples
 * @see Duchi, Hazan & Singer (2011), "Adaptive subgradient methods for online learning"
 */
export function trainLinearClassifier(
  examples: readonly LabelledText[],
  {
    features = defaultFeatures,
    loss = 'softmax',
    epochs = 10,
    learningRate = 1,
    l2 = 1e-6,
    minimumCount = 1,
    byContrast = false,
    averaged = false,
  }: TrainingOptions = {},
): LinearClassifier {
  if (examples.length === 0) throw new RangeError('a classifier needs examples');
  const labels = [...new Set(examples.map((example) => example.label))].sort();
  const hashed = examples.map(({ text, present }) => present ?? featureHashes(text, features));
  const hashes = frequentHashes(hashed, minimumCount);
  const documents = hashed.map((document) => rowsOf(hashes, document));
  const targets = examples.map((example) => labels.indexOf(example.label));

  const width = labels.length;
  const importances = examples.map((example) => example.weight ?? 1);
  const values = byContrast ? contrasts(documents, targets, importances, hashes.length, width) : undefined;
  const weights = new Float32Array(hashes.length * width);
  const means = averaged ? new Float32Array(weights.length) : weights;
  const squares = new Float32Array(hashes.length).fill(1e-3);
  const bias = new Float32Array(width);
  const gradient = new Float64Array(width);
  const slopes = new Float64Array(width);
  const columns = new Int32Array(width);
  const random = randomFrom(examples.length);
  const order = examples.map((_, index) => index);

  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      const document = documents[index]!;
      const unit = unitValue(document, values);
      trainingScores({ weights, bias, values }, document, unit, gradient);
      toProbabilities(gradient, loss);
      gradient[targets[index]!]! -= 1;
      const importance = importances[index]!;
      let active = 0;
      let length = 0;
      for (let label = 0; label < width; label++) {
        const slope = gradient[label]! * importance;
        if (Math.abs(slope) < negligible) continue;
        slopes[active] = slope;
        columns[active++] = label;
        length += slope ** 2;
        bias[label]! -= biasStep * learningRate * slope;
      }
      for (let position = 0; position < document.length; position++) {
        const row = document[position]!;
        const value = unit * (values?.[row] ?? 1);
        squares[row]! += length * value * value;
        const step = learningRate / Math.sqrt(squares[row]!);
        for (let index = 0; index < active; index++) {
          const at = row * width + columns[index]!;
          weights[at]! -= step * (slopes[index]! * value + l2 * weights[at]!);
        }
      }
    }
    const pass = epoch - Math.floor(epochs / 3) + 1;
    if (averaged && pass > 0)
      for (let at = 0; at < weights.length; at++) means[at]! += (weights[at]! - means[at]!) / pass;
  }
  if (values !== undefined)
    for (let at = 0; at < means.length; at++) means[at]! *= values[Math.floor(at / width)]!;
  return linearClassifier({ labels, features, loss, hashes, weights: means, values, bias });
}

/**
 * How differently the classes use each feature: the largest difference of its log frequencies in them.
 * @see Wang & Manning (2012), "Baselines and bigrams: simple, good sentiment and topic classification"
 */
function contrasts(
  documents: readonly Int32Array[],
  targets: readonly number[],
  importances: readonly number[],
  features: number,
  width: number,
): Float32Array {
  const counts = new Float64Array(features * width).fill(1);
  const totals = new Float64Array(width).fill(features);
  for (const [index, document] of documents.entries()) {
    const target = targets[index]!;
    const importance = importances[index]!;
    totals[target]! += importance * document.length;
    for (const row of document) counts[row * width + target]! += importance;
  }
  return Float32Array.from({ length: features }, (_, row) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let label = 0; label < width; label++) {
      const logFrequency = Math.log(counts[row * width + label]! / totals[label]!);
      low = Math.min(low, logFrequency);
      high = Math.max(high, logFrequency);
    }
    return high - low;
  });
}

/** A classifier from a model that was trained before. */
export function linearClassifier(model: LinearModel): LinearClassifier {
  const { labels, features, hashes, weights } = model;

  return {
    model,

    predict(text, present = featureHashes(text, features)) {
      const rows = rowsOf(hashes, present);
      const probabilities = new Float64Array(labels.length);
      scores(model, rows, probabilities);
      toProbabilities(probabilities, model.loss);
      const ranking = labels
        .map((label, index) => ({ label, probability: probabilities[index]! }))
        .sort((one, other) => other.probability - one.probability);
      const familiarity = present.length === 0 ? 0 : rows.length / present.length;
      return { ...ranking[0]!, ranking, familiarity };
    },

    knows: (feature) => find(hashes, hash(feature)) >= 0,

    explain(text, label) {
      const column = labels.indexOf(label);
      const known = Array.from(extractFeatures(text, features), ([feature, words]) => ({
        words,
        row: find(hashes, hash(feature)),
      })).filter(({ row }) => row >= 0);
      const value = unitValue(
        known.map(({ row }) => row),
        model.values,
      );
      return known
        .map(({ words, row }) => ({ words, weight: weights[row * labels.length + column]! * value }))
        .sort((one, other) => other.weight - one.weight);
    },
  };
}

/** The features of a text as models know them. */
export const featureHashes = (text: string, features: FeatureOptions): Uint32Array =>
  hashesOf(extractFeatures(text, features).keys());

/** What a feature of value 1 counts for in a text, so that texts of any length weigh the same. */
function unitValue(rows: ArrayLike<number>, values: Float32Array | undefined): number {
  if (values === undefined) return 1 / Math.sqrt(Math.max(1, rows.length));
  let squares = 0;
  for (let index = 0; index < rows.length; index++) squares += values[rows[index]!]! ** 2;
  return squares === 0 ? 0 : 1 / Math.sqrt(squares);
}

/** The labels' scores of a text: the weights hold what the features count for. */
function scores({ weights, values, bias }: LinearModel, rows: Int32Array, into: Float64Array): void {
  trainingScores({ weights, bias, values: undefined }, rows, unitValue(rows, values), into);
}

function trainingScores(
  { weights, bias, values }: Pick<LinearModel, 'weights' | 'bias' | 'values'>,
  rows: Int32Array,
  unit: number,
  into: Float64Array,
): void {
  const width = into.length;
  into.fill(0);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!;
    const value = values?.[row] ?? 1;
    for (let label = 0; label < width; label++) into[label]! += weights[row * width + label]! * value;
  }
  for (let label = 0; label < width; label++) into[label] = into[label]! * unit + bias[label]!;
}

function toProbabilities(values: Float64Array, loss: LinearModel['loss']): void {
  if (loss === 'one-vs-rest') {
    for (let index = 0; index < values.length; index++) values[index] = 1 / (1 + Math.exp(-values[index]!));
    return;
  }
  const largest = Math.max(...values);
  let sum = 0;
  for (let index = 0; index < values.length; index++)
    sum += values[index] = Math.exp(values[index]! - largest);
  for (let index = 0; index < values.length; index++) values[index]! /= sum;
}

/** Features as models know them. */
export function hashesOf(features: Iterable<string>): Uint32Array {
  return Uint32Array.from(features, hash);
}

/** FNV-1a over UTF-16 units, finished with MurmurHash3's mixer. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

function frequentHashes(documents: readonly Uint32Array[], minimumCount: number): Uint32Array {
  const counts = new Map<number, number>();
  for (const document of documents)
    for (const value of document) counts.set(value, (counts.get(value) ?? 0) + 1);
  const frequent = [...counts].filter(([, count]) => count >= minimumCount);
  return Uint32Array.from(frequent, ([value]) => value).sort();
}

/** Where the known ones of a text's features stand among the ascending hashes. */
export function rowsOf(hashes: Uint32Array, present: Uint32Array): Int32Array {
  return Int32Array.from(present, (value) => find(hashes, value)).filter((row) => row >= 0);
}

function find(hashes: Uint32Array, wanted: number): number {
  let low = 0;
  let high = hashes.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = hashes[middle]!;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
