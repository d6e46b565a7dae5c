import { type KernelRidge, kernelRidgeScores, trainKernelRidge } from './kernel-ridge.ts';
import { type Softmax, softmaxOf, trainSoftmax } from './softmax.ts';

/** What sentence vectors tell of classes: a logistic regression and, of enough examples, one with a kernel. */
export interface Sentences {
  regression: Softmax;
  kernel?: KernelRidge | undefined;
}

/** Of the geometric mean of words and sentences, without the kernel and with it. */
const shares = { alone: 0.4, regression: 0.15, kernel: 0.35 };
/** From so many examples a class on, on average, the kernel tells more; of more than `most` it would take minutes. */
const examples = { aClass: 30, most: 10_000 };
/** What the kernel's scores are multiplied by to become log-odds. */
const sharpness = 10;
/** The kernel is not asked, which takes some milliseconds, where words and regression find an intent likelier than this. */
const sure = 0.95;
const unlikely = 1e-12;

/**
 * @param vectors  of one width, of length 1 each
 * @param targets  the class of every vector, 0 to `classes` − 1
 */
export function trainSentences(
  vectors: readonly Float32Array[],
  targets: readonly number[],
  classes: number,
): Sentences {
  const regression = trainSoftmax(vectors, targets, classes);
  const isEnough = vectors.length >= examples.aClass * classes && vectors.length <= examples.most;
  return { regression, kernel: isEnough ? trainKernelRidge(vectors, targets, classes) : undefined };
}

/**
 * The logs of how probable each class is, by its words and by what the sentence means; not normalised.
 *
 * @param words  the logs of how probable the words make each class
 */
export function withMeaning(
  { regression, kernel }: Sentences,
  words: readonly number[],
  vector: Float32Array,
): number[] {
  const meant = Array.from(softmaxOf(regression, vector), (share) => Math.log(share + unlikely));
  const mixed = words.map((log, label) => (1 - shares.alone) * log + shares.alone * meant[label]!);
  if (kernel === undefined || Math.max(...mixed) - logOfSum(mixed) > Math.log(sure)) return mixed;
  const scores = Array.from(kernelRidgeScores(kernel, vector), (score) => sharpness * score);
  const sum = logOfSum(scores);
  return words.map(
    (log, label) =>
      (1 - shares.regression - shares.kernel) * log +
      shares.regression * meant[label]! +
      shares.kernel * (scores[label]! - sum),
  );
}

const logOfSum = (logs: readonly number[]): number =>
  Math.log(logs.reduce((total, log) => total + Math.exp(log), 0));
