import { termsIn } from '../themes/terms.ts';

/** A sentence that may stand in a summary. */
export interface Candidate {
  text: string;
  speaker?: string;
}

export interface Choosing {
  /** How many sentences. */
  count: number;
  kind: 'dialogue' | 'document' | 'timeline';
}

/** Of more sentences, those nearest to the whole text's words are compared with each other. */
const mostCompared = 1_200;
const damping = 0.85;
const rounds = 30;
/** How much of what is already said counts against saying it again (maximal marginal relevance). */
const repetition = 0.6;
const fewestTerms = 3;

/**
 * Chooses the sentences that say most of what a text says: those many others resemble (LexRank), weighed by their
 * place and length, none that says again what another one says.
 *
 * @returns places in the list, in reading order
 * @see Erkan & Radev (2004), "LexRank"; Carbonell & Goldstein (1998), "The use of MMR"
 */
export function chooseSentences(candidates: readonly Candidate[], { count, kind }: Choosing): number[] {
  const vectors = vectorsOf(candidates.map(({ text }) => termsIn(text).map(({ key }) => key)));
  const compared = nearestToWhole(vectors);
  const similar = compared.map((one) => compared.map((other) => cosine(vectors[one]!, vectors[other]!)));
  const centrality = lexRank(similar);
  const scores = compared.map(
    (place, index) => centrality[index]! * weightOf(place, candidates, vectors[place]!.size, kind),
  );
  const chosen: number[] = [];
  while (chosen.length < Math.min(count, compared.length)) {
    let [best, highest] = [-1, Number.NEGATIVE_INFINITY];
    for (const index of compared.keys()) {
      if (chosen.includes(index)) continue;
      const said = Math.max(0, ...chosen.map((other) => similar[index]![other]!));
      const worth = scores[index]! * (1 - repetition * said);
      if (worth > highest) [best, highest] = [index, worth];
    }
    chosen.push(best);
  }
  return chosen.map((index) => compared[index]!).sort((one, other) => one - other);
}

type Vector = ReadonlyMap<string, number>;

/** tf-idf over the sentences, every one of length 1. */
function vectorsOf(sentences: readonly (readonly string[])[]): Vector[] {
  const holders = new Map<string, number>();
  for (const keys of sentences)
    for (const key of new Set(keys)) holders.set(key, (holders.get(key) ?? 0) + 1);
  return sentences.map((keys) => {
    const vector = new Map<string, number>();
    for (const key of keys)
      vector.set(key, (vector.get(key) ?? 0) + Math.log(1 + sentences.length / holders.get(key)!));
    const length = Math.sqrt([...vector.values()].reduce((sum, value) => sum + value ** 2, 0)) || 1;
    for (const [key, value] of vector) vector.set(key, value / length);
    return vector;
  });
}

function cosine(one: Vector, other: Vector): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [key, value] of small) sum += value * (large.get(key) ?? 0);
  return sum;
}

function nearestToWhole(vectors: readonly Vector[]): number[] {
  const places = [...vectors.keys()];
  if (vectors.length <= mostCompared) return places;
  const whole = new Map<string, number>();
  for (const vector of vectors)
    for (const [key, value] of vector) whole.set(key, (whole.get(key) ?? 0) + value);
  const nearness = vectors.map((vector) => cosine(vector, whole));
  return places
    .sort((one, other) => nearness[other]! - nearness[one]! || one - other)
    .slice(0, mostCompared)
    .sort((one, other) => one - other);
}

/** How central each sentence is: the stationary share of a walk from sentence to similar sentence. */
function lexRank(similar: readonly (readonly number[])[]): Float64Array {
  const size = similar.length;
  const sums = similar.map((row) => row.reduce((sum, value) => sum + value, 0) || 1);
  let ranks = new Float64Array(size).fill(1 / size);
  for (let round = 0; round < rounds; round++) {
    const next = new Float64Array(size).fill((1 - damping) / size);
    for (let from = 0; from < size; from++) {
      const share = (damping * ranks[from]!) / sums[from]!;
      const row = similar[from]!;
      for (let to = 0; to < size; to++) next[to]! += share * row[to]!;
    }
    ranks = next;
  }
  return ranks;
}

const question = /[?？]\s*$/u;

/** Statements of some length carry a summary; a document says first what it is about, a timeline ends with what holds. */
function weightOf(
  place: number,
  candidates: readonly Candidate[],
  terms: number,
  kind: Choosing['kind'],
): number {
  const length = Math.min(1, (terms + 1) / (fewestTerms + 4));
  const asked = question.test(candidates[place]!.text) ? 0.6 : 1;
  const depth = candidates.length === 1 ? 0 : place / (candidates.length - 1);
  const position = { document: 1.5 - 0.5 * depth, timeline: 1 + 0.5 * depth, dialogue: 1.3 - 0.3 * depth }[
    kind
  ];
  return length * asked * position;
}
