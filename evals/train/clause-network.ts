import {
  type ClauseNetwork,
  clauseHashes,
  detectLanguage,
  type LabelledText,
  randomFrom,
  rowsOf,
  shuffle,
  unitsOf,
} from '../../src/language/index.ts';

/** Of the beginnings the networks have. */
const seeds = [1, 2];
const hiddenUnits = 32;
const passes = 4;
/** Of the first step; the last ones are a fifth to two fifths of it. */
const rate = 0.05;
const slowdown = 0.8;
const biasShare = 0.3;
/** Share of a clause's n-grams, and of the hidden units, left out at each step. */
const leftOut = 0.3;
/** Texts this sure of their place teach nothing. */
const negligible = 0.002;
const spread = 0.15;
const earliest = 1e-6;
/** There are about four times as many texts in Chinese, so the n-grams of English ones count more often. */
const counted = { en: 4, zh: 1 };

interface Example {
  /** The known n-grams of each clause. */
  clauses: Int32Array[];
  target: number;
  weight: number;
}

/**
 * Trains networks by stochastic gradient descent with AdaGrad steps a row, leaving out n-grams and units at random, and
 * lays them side by side, so that the log-odds are their mean. The same examples give the same network.
 *
 * @param examples      positive or negative
 * @param mostFeatures  of the n-grams, the most frequent are seen
 * @see Srivastava et al. (2014), "Dropout"; Duchi, Hazan & Singer (2011), "Adaptive subgradient methods"
 */
export function trainClauseNetwork(examples: readonly LabelledText[], mostFeatures: number): ClauseNetwork {
  const hashed = examples.map(({ text }) => ({
    clauses: clauseHashes(text),
    counts: counted[detectLanguage(text)],
  }));
  const hashes = mostFrequent(hashed, mostFeatures);
  const learned = examples.map(
    ({ label, weight = 1 }, index): Example => ({
      clauses: hashed[index]!.clauses.map((clause) => rowsOf(hashes, clause)),
      target: Number(label === 'positive'),
      weight,
    }),
  );
  return sideBySide(seeds.map((seed) => trainMember([...learned], hashes, randomFrom(seed))));
}

function trainMember(examples: Example[], hashes: Uint32Array, random: () => number): ClauseNetwork {
  const around = (): number => ((random() + random() + random() - 1.5) * 2) / Math.sqrt(hiddenUnits);
  const network: ClauseNetwork = {
    hashes,
    vectors: Float32Array.from({ length: hashes.length * hiddenUnits }, () => (random() - 0.5) * spread),
    biases: new Float32Array(hiddenUnits),
    outputs: Float32Array.from({ length: hiddenUnits }, around),
    bias: 0,
  };
  const step = stepper(network, random);
  for (let pass = 0; pass < passes; pass++) {
    shuffle(examples, random);
    for (const example of examples) step(example, rate * (1 - (slowdown * pass) / passes));
  }
  return network;
}

function sideBySide(members: readonly ClauseNetwork[]): ClauseNetwork {
  const { hashes } = members[0]!;
  const width = members.length * hiddenUnits;
  const vectors = new Float32Array(hashes.length * width);
  for (const [place, member] of members.entries())
    for (let row = 0; row < hashes.length; row++)
      vectors.set(
        member.vectors.subarray(row * hiddenUnits, (row + 1) * hiddenUnits),
        row * width + place * hiddenUnits,
      );
  const joined = (part: 'biases' | 'outputs') =>
    Float32Array.from(members.flatMap((member) => [...member[part]]));
  return {
    hashes,
    vectors,
    biases: joined('biases'),
    outputs: joined('outputs').map((output) => output / members.length),
    bias: members.reduce((sum, { bias }) => sum + bias, 0) / members.length,
  };
}

function mostFrequent(
  texts: readonly { clauses: readonly Uint32Array[]; counts: number }[],
  most: number,
): Uint32Array {
  const frequencies = new Map<number, number>();
  for (const { clauses, counts } of texts)
    for (const hash of clauses.flatMap((clause) => [...clause]))
      frequencies.set(hash, (frequencies.get(hash) ?? 0) + counts);
  const ranked = [...frequencies].sort(([one, often], [other, oftener]) => oftener - often || one - other);
  return Uint32Array.from(ranked.slice(0, most), ([hash]) => hash).sort();
}

/** One step of descent for one text; what it needs is set aside once. */
function stepper(network: ClauseNetwork, random: () => number) {
  const { vectors, biases, outputs } = network;
  const squares = {
    vectors: new Float32Array(network.hashes.length).fill(earliest),
    biases: new Float32Array(hiddenUnits).fill(earliest),
    outputs: earliest,
  };
  const scale = 1 / (1 - leftOut);
  const isKept = (): boolean => random() >= leftOut;

  return ({ clauses, target, weight }: Example, stride: number): void => {
    const values = clauses.map((rows) => scale / Math.sqrt(rows.length));
    const kept = clauses.map((rows) => rows.filter(isKept));
    const { strongest, winners } = pool(kept.map((rows, place) => unitsOf(network, rows, values[place])));
    const scales = strongest.map(() => (isKept() ? scale : 0));
    const units = strongest.map((value, unit) => value * scales[unit]!);
    const score = units.reduce((sum, value, unit) => sum + value * outputs[unit]!, network.bias);
    const slope = weight * (1 / (1 + Math.exp(-score)) - target);
    if (Math.abs(slope) < negligible) return;
    const slopes = outputs.map((output, unit) => (winners[unit]! < 0 ? 0 : slope * output * scales[unit]!));

    const length = units.reduce((sum, value) => sum + value ** 2, 0);
    squares.outputs += slope ** 2 * (length / hiddenUnits + 0.01);
    const move = (stride * slope) / Math.sqrt(squares.outputs);
    for (let unit = 0; unit < hiddenUnits; unit++) outputs[unit]! -= move * units[unit]!;
    network.bias -= biasShare * move;

    for (const [place, rows] of kept.entries()) {
      const own = slopes.map((value, unit) => (winners[unit] === place ? value : 0));
      const steepness = own.reduce((sum, value) => sum + value ** 2, 0);
      if (steepness > 0) moveVectors(rows, own, values[place]!, steepness / hiddenUnits, stride);
    }
    for (let unit = 0; unit < hiddenUnits; unit++) {
      squares.biases[unit]! += slopes[unit]! ** 2;
      biases[unit]! -= (biasShare * stride * slopes[unit]!) / Math.sqrt(squares.biases[unit]!);
    }
  };

  function moveVectors(
    rows: Int32Array,
    slopes: Float32Array,
    value: number,
    steepness: number,
    stride: number,
  ): void {
    for (const row of rows) {
      squares.vectors[row]! += value ** 2 * steepness;
      const move = (stride * value) / Math.sqrt(squares.vectors[row]!);
      for (let unit = 0; unit < hiddenUnits; unit++)
        vectors[row * hiddenUnits + unit]! -= move * slopes[unit]!;
    }
  }
}

/** Each unit where it is strongest, and in which clause that is; 0 and −1 where it is above 0 in none. */
function pool(clauses: readonly Float32Array[]): { strongest: Float32Array; winners: Int32Array } {
  const strongest = new Float32Array(hiddenUnits);
  const winners = new Int32Array(hiddenUnits).fill(-1);
  for (const [place, units] of clauses.entries())
    for (let unit = 0; unit < hiddenUnits; unit++)
      if (units[unit]! > strongest[unit]!) {
        strongest[unit] = units[unit]!;
        winners[unit] = place;
      }
  return { strongest, winners };
}
