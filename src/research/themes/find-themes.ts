import { randomFrom } from '../../language/index.ts';
import { evidenceOf, groupRows, refine } from './grouping.ts';
import { labelGroups } from './labels.ts';
import { type DenseRows, latentRows } from './latent.ts';
import { type Counts, countTerms, weighted } from './matrix.ts';
import { type Term, termsIn } from './terms.ts';

/** Texts that speak of the same thing. */
export interface Group {
  /** What they say that others do not, most telling first; as written in the texts. */
  phrases: string[];
  /** Their places in the list, most typical first. */
  members: number[];
}

export interface ThemeOptions {
  /** How many groups; by default as many as the texts bear out. */
  count?: number | undefined;
  seed?: number | undefined;
  /** Hears how far it has come, from 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal | undefined;
}

const directions = 32;
const mostGroups = 30;
/** Fewer texts a group on average make no theme. */
const textsPerGroup = 3;
/** The number of groups is chosen on so many texts. */
const judged = 2_000;
const startsWhileChoosing = 4;

/**
 * Finds what many texts speak of: latent semantic analysis, spherical k-means, and naive Bayes to settle the
 * borders. The same texts in the same order give the same groups. Texts without a word that another one has
 * too belong to none.
 *
 * @returns the largest group first
 */
export async function findThemes(
  texts: readonly string[],
  { count, seed = 1, onProgress, signal }: ThemeOptions = {},
): Promise<Group[]> {
  const terms = await termsOfAll(texts, signal);
  onProgress?.(0.2);
  const counts = countTerms(terms.map((list) => list.map(({ key }) => key)));
  const held = [...texts.keys()].filter((row) => counts.starts[row] !== counts.starts[row + 1]);
  if (held.length === 0) return [];
  const random = randomFrom(seed);
  const own = rowsOf(counts, held);
  const rows = latentRows(weighted(own), directions, random);
  onProgress?.(0.4);
  const number = count ?? (await chooseCount(own, rows, random, signal));
  onProgress?.(0.7);
  const groupCount = Math.min(number, held.length);
  const { groups, nearness } = groupRows(rows, groupCount, random);
  await pause(signal);
  const refined = refine(own, groups, groupCount);
  onProgress?.(0.9);
  const members = Array.from({ length: groupCount }, (): number[] => []);
  for (const [row, group] of refined.entries()) members[group]!.push(row);
  const filled = members
    .filter(({ length }) => length > 0)
    .map((list) => list.sort((one, other) => typical(other) - typical(one) || one - other))
    .map((list) => list.map((row) => held[row]!))
    .sort((one, other) => other.length - one.length || one[0]! - other[0]!);
  const phrases = labelGroups(terms, texts, filled);
  onProgress?.(1);
  return filled.map((list, index) => ({ phrases: phrases[index]!, members: list }));

  function typical(row: number): number {
    return groups[row] === refined[row] ? nearness[row]! : 0;
  }
}

/** The number of groups whose mixture explains the texts best. */
async function chooseCount(
  counts: Counts,
  rows: DenseRows,
  random: () => number,
  signal: AbortSignal | undefined,
): Promise<number> {
  const sample = everyNth(counts.rows, judged);
  const some = rowsOf(counts, sample);
  const width = rows.width;
  const places = {
    rows: sample.length,
    width,
    values: Float64Array.from(
      sample.flatMap((row) => [...rows.values.subarray(row * width, (row + 1) * width)]),
    ),
  };
  const most = Math.max(1, Math.min(mostGroups, Math.floor(sample.length / textsPerGroup)));
  let best = { count: 1, evidence: evidenceOf(some, new Int32Array(sample.length), 1) };
  for (let count = 2; count <= most; count += count < 12 ? 1 : 2) {
    await pause(signal);
    const { groups } = groupRows(places, count, random, startsWhileChoosing);
    const evidence = evidenceOf(some, refine(some, groups, count), count);
    if (evidence > best.evidence) best = { count, evidence };
  }
  return best.count;
}

const everyNth = (length: number, most: number): number[] => {
  const step = Math.max(1, length / most);
  return Array.from({ length: Math.min(length, most) }, (_, index) => Math.floor(index * step));
};

function rowsOf(counts: Counts, rows: readonly number[]): Counts {
  const parts = rows.map((row) => [counts.starts[row]!, counts.starts[row + 1]!] as const);
  const starts = new Int32Array(rows.length + 1);
  parts.forEach(([from, to], index) => {
    starts[index + 1] = starts[index]! + to - from;
  });
  const [terms, values] = [new Int32Array(starts.at(-1)!), new Float64Array(starts.at(-1)!)];
  parts.forEach(([from, to], index) => {
    terms.set(counts.terms.subarray(from, to), starts[index]);
    values.set(counts.values.subarray(from, to), starts[index]);
  });
  return { ...counts, rows: rows.length, starts, terms, values };
}

async function termsOfAll(texts: readonly string[], signal: AbortSignal | undefined): Promise<Term[][]> {
  const all: Term[][] = [];
  for (const text of texts) {
    if (all.length % 1_000 === 999) await pause(signal);
    all.push(termsIn(text));
  }
  return all;
}

/** Lets other work go on in between. @throws the signal's reason where it has fired */
async function pause(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}
