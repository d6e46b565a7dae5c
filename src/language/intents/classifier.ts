import { randomFrom } from '../random.ts';
import {
  type Machine,
  type SeenText,
  scoresOf,
  scoresOfNetworks,
  trainMachine,
  trainNetworks,
} from './machine.ts';
import { fitScope, type ScopeExample, type ScopeModel, type ScopeSigns, scopeProbability } from './scope.ts';
import { type Sentences, trainSentences, withMeaning } from './sentences.ts';
import { spellingOf } from './spelling.ts';
import { longestText, seen, weighs } from './views.ts';

/** A text and what somebody wants with it; without a label it is none of the intents. */
export interface IntentExample {
  text: string;
  label: string | undefined;
  /** The text's sentence vector, where there is one (see `sentenceVectors`). */
  vector?: Float32Array | undefined;
}

export interface IntentReading {
  /** What is wanted; undefined where it is none of the intents. */
  label: string | undefined;
  /** The likeliest intent, whether or not it is any of them. */
  likeliest: string;
  /** How likely it is one of the intents at all, 0 to 1. */
  inScope: number;
  /** Every intent, most probable first, given that it is one of them; adds up to 1. */
  ranking: { label: string; probability: number }[];
}

export interface IntentClassifier {
  readonly labels: readonly string[];
  /** What it reads: words, and what sentences mean as well where nearly all examples came with their vectors. */
  readonly arms: readonly ('words' | 'sentences')[];
  /** @param vector  the text's sentence vector; without it the words decide alone */
  predict(text: string, vector?: Float32Array): IntentReading;
}

/**
 * Learns intents from examples: linear support vector machines over words, letters and near pairs of words, and
 * small networks over the first two, with the intents' own names as further examples. On parts held out it learns
 * how sure to be, and what texts of no intent look like: from the examples without a label, or, where there are none,
 * from intents nobody told it of. Misspelt words of the examples are read as these. Where the examples come with
 * sentence vectors, regressions over these have their say in which of the intents it is.
 *
 * @throws RangeError with fewer than two intents
 */
export function trainIntents(examples: readonly IntentExample[]): IntentClassifier {
  const labels = [...new Set(examples.flatMap(({ label }) => label ?? []))].sort();
  if (labels.length < 2) throw new RangeError('intents are told apart from two on');
  const places = new Map(labels.map((label, place) => [label, place]));
  const texts = examples.map(
    ({ text, label }): Text => ({
      seen: seen(text),
      target: label === undefined ? labels.length : places.get(label)!,
    }),
  );
  const names = labels.map((label, target): Text => ({ seen: seen(spokenName(label)), target }));
  const calibration = calibrate(texts, names, labels.length);
  const machine = learn(texts, names, labels.length);
  const known = [...texts, ...names].filter(({ target }) => target < labels.length);
  const networks = trainNetworks(
    machine,
    known.map((text) => text.seen),
    known.map(({ target }) => target),
  );
  const sentences = learnSentences(examples, places);
  const spell = spellingOf(examples.map(({ text }) => text));

  return {
    labels,
    arms: sentences === undefined ? ['words'] : ['words', 'sentences'],
    predict(text, vector) {
      const features = seen(spell(text.slice(0, longestText)));
      const { scores, signs } = read(machine, labels.length, features);
      const networkScores = scoresOfNetworks(networks, machine, features);
      const logs = softmax(scores, calibration.sharpness).map(Math.log);
      const others = softmax(Array.from(networkScores.subarray(0, labels.length)), 1).map(Math.log);
      const words = logs.map((log, place) => (1 - shareOfNetworks) * log + shareOfNetworks * others[place]!);
      const mixed = sentences && vector ? withMeaning(sentences, words, vector) : words;
      const ranking = softmax(mixed, 1)
        .map((probability, place) => ({ label: labels[place]!, probability }))
        .sort((one, other) => other.probability - one.probability);
      const likeliest = ranking[0]!.label;
      const inScope = scopeProbability(calibration.scope, signs);
      return { label: inScope < calibration.threshold ? undefined : likeliest, likeliest, inScope, ranking };
    },
  };
}

/** Of the geometric mean of what machines and networks find probable. */
const shareOfNetworks = 2 / 3;
/** Sentences are learned from where so many of the examples with an intent have a vector. */
const mostlyEncoded = 0.9;

function learnSentences(
  examples: readonly IntentExample[],
  places: ReadonlyMap<string, number>,
): Sentences | undefined {
  const known = examples.filter(({ label }) => label !== undefined);
  const encoded = examples.filter(({ label, vector }) => label !== undefined && vector !== undefined);
  if (encoded.length < mostlyEncoded * known.length) return undefined;
  return trainSentences(
    encoded.map(({ vector }) => vector!),
    encoded.map(({ label }) => places.get(label!)!),
    places.size,
  );
}

/** A text as it is seen, and its class; that behind the last intent is none of them. */
interface Text {
  seen: SeenText;
  target: number;
}

interface Calibration {
  /** What scores are multiplied by to become log-odds. */
  sharpness: number;
  scope: ScopeModel;
  /** Below this probability of being in scope a text is none of the intents. */
  threshold: number;
}

/** An intent's name as words: `card_arrival`, `CardArrival`, `CARD-ARRIVAL`. */
const spokenName = (label: string): string =>
  label
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .toLowerCase();

function learn(texts: readonly Text[], names: readonly Text[], intents: number): Machine {
  const known = new Set(texts.map(({ target }) => target));
  const all = [...texts, ...names.filter(({ target }) => known.has(target))];
  return trainMachine(
    all.map((text) => text.seen),
    all.map(({ target }) => target),
    intents + (known.has(intents) ? 1 : 0),
    { weighs },
  );
}

/** The intents' scores for a text, and the signs of whether it is any of them. */
function read(machine: Machine, intents: number, text: SeenText): { scores: number[]; signs: ScopeSigns } {
  const { scores: all, known } = scoresOf(machine, text);
  const scores = Array.from(all.subarray(0, intents));
  const [first = 0, second = 0] = scores.toSorted((one, other) => other - one);
  const energy = Math.log(scores.reduce((sum, score) => sum + Math.exp(energySharpness * score), 0));
  const refusal = all.length > intents ? all[intents]! - first : 0;
  return { scores, signs: [first, first - second, energy, refusal, ...known] };
}

const energySharpness = 4;
const mostHeldOut = 4_000;
/** Texts times intents from which on one part in four is held out once, instead of every part in turn. */
const expensive = 200_000;
const sharpnesses = [2, 3, 4, 5, 6, 8, 10, 13, 17, 22];
/** Share of the right answers that may be given up to refuse what is none of the intents. */
const givenUp = { withExamples: 0.01, without: 0.002 };

function calibrate(texts: readonly Text[], names: readonly Text[], intents: number): Calibration {
  const hasStrangers = texts.some(({ target }) => target === intents);
  const parts = Math.min(4, texts.length);
  const rounds = texts.length * intents > expensive ? 1 : parts;
  const random = randomFrom(11);
  const part = texts.map(() => Math.floor(random() * parts));
  const setAside = Array.from({ length: intents }, () => Math.floor(random() * parts));
  const judged: (ScopeExample & { scores: number[]; target: number })[] = [];
  for (let round = 0; round < rounds; round++) {
    const isStrange = ({ target }: Text): boolean =>
      target === intents || (!hasStrangers && intents > parts && setAside[target] === round);
    const learned = texts.filter(
      (text, place) => part[place] !== round && (hasStrangers || !isStrange(text)),
    );
    if (new Set(learned.map(({ target }) => target)).size < 2) continue;
    const machine = learn(learned, names, intents);
    const heldOut = texts.filter(
      (text, place) => part[place] === round || (!hasStrangers && isStrange(text)),
    );
    for (const text of heldOut.slice(0, mostHeldOut)) {
      const { scores, signs } = read(machine, intents, text.seen);
      judged.push({ scores, signs, target: text.target, isInScope: !isStrange(text) });
    }
  }
  const inside = judged.filter(({ isInScope }) => isInScope);
  const scope = fitScope(judged);
  const right = inside.filter(({ scores, target }) => scores.indexOf(Math.max(...scores)) === target);
  const sure = right.map(({ signs }) => scopeProbability(scope, signs)).sort((one, other) => one - other);
  const lost = hasStrangers ? givenUp.withExamples : givenUp.without;
  return { sharpness: bestSharpness(inside), scope, threshold: sure[Math.floor(lost * sure.length)] ?? 0 };
}

/** The sharpness under which held-out texts are least surprising. */
function bestSharpness(judged: readonly { scores: number[]; target: number }[]): number {
  const surprise = (sharpness: number): number =>
    judged.reduce((sum, { scores, target }) => sum - Math.log(softmax(scores, sharpness)[target]! + 1e-9), 0);
  const [best] = sharpnesses
    .map((sharpness) => ({ sharpness, surprise: surprise(sharpness) }))
    .sort((one, other) => one.surprise - other.surprise);
  return best!.sharpness;
}

function softmax(scores: readonly number[], sharpness: number): number[] {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(sharpness * (score - largest)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
