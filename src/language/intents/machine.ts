import { type Network, networkScores, trainNetwork } from './network.ts';
import { fitVectorizer, rowsOf, type SparseRows, type Vectorizer, type Weigh } from './sparse.ts';
import {
  addScores,
  type SupportVectorMachine,
  type SupportVectorOptions,
  trainSupportVectors,
} from './support-vectors.ts';

/** A text as every view sees it. */
export type SeenText = readonly (readonly string[])[];

export interface MachineOptions extends SupportVectorOptions {
  /** What features weigh, view by view; by default their inverse document frequency. */
  weighs?: readonly (Weigh | undefined)[];
}

/** A support vector machine for every view of the texts; their scores are averaged. */
export interface Machine {
  classes: number;
  vectorizers: readonly Vectorizer[];
  planes: readonly SupportVectorMachine[];
}

/** Features in a single text are dropped from this many texts on. */
const manyTexts = 5_000;

/**
 * @param targets  the class of every text, 0 to `classes` − 1
 */
export function trainMachine(
  texts: readonly SeenText[],
  targets: readonly number[],
  classes: number,
  { weighs = [], ...options }: MachineOptions = {},
): Machine {
  const vectorizers: Vectorizer[] = [];
  const planes: SupportVectorMachine[] = [];
  for (const view of (texts[0] ?? []).keys()) {
    const documents = texts.map((text) => text[view]!);
    const vectorizer = fitVectorizer(documents, weighs[view], texts.length > manyTexts ? 2 : 1);
    const rows = rowsOf(vectorizer, documents);
    vectorizers.push(vectorizer);
    planes.push(trainSupportVectors(rows, vectorizer.width, targets, classes, options));
  }
  return { classes, vectorizers, planes };
}

/** The score of every class for a text, and the share of its features known in each view. */
export function scoresOf(
  { classes, vectorizers, planes }: Machine,
  text: SeenText,
): { scores: Float64Array; known: number[] } {
  const scores = new Float64Array(classes);
  const known = vectorizers.map((vectorizer, view) => {
    const row = vectorizer.rowOf(text[view]!);
    addScores(planes[view]!, row.columns, row.values, scores);
    return row.known;
  });
  for (let place = 0; place < classes; place++) scores[place]! /= planes.length;
  return { scores, known };
}

/** Networks that learned the same texts from other beginnings, over the first views of a machine side by side. */
export interface Networks {
  members: readonly Network[];
}

/**
 * How the networks are made: few texts are passed over more often, and small networks are enough for them.
 */
const plans = [
  { upTo: 2_500, members: 3, hidden: 64, passes: 30 },
  { upTo: Number.POSITIVE_INFINITY, members: 2, hidden: 96, passes: 8 },
] as const;
const viewsOfNetworks = 2;

/** @param machine  of the same texts; its columns are those of the networks */
export function trainNetworks(
  machine: Machine,
  texts: readonly SeenText[],
  targets: readonly number[],
): Networks {
  const { members, hidden, passes } = plans.find(({ upTo }) => texts.length <= upTo)!;
  const starts = new Int32Array(texts.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  texts.forEach((text, index) => {
    const row = joinedRow(machine, text);
    for (const column of row.columns) columns.push(column);
    for (const value of row.values) values.push(value);
    starts[index + 1] = columns.length;
  });
  const rows: SparseRows = { starts, columns: Int32Array.from(columns), values: Float32Array.from(values) };
  const width = machine.vectorizers
    .slice(0, viewsOfNetworks)
    .reduce((sum, vectorizer) => sum + vectorizer.width, 0);
  return {
    members: Array.from({ length: members }, (_, place) =>
      trainNetwork(rows, width, targets, machine.classes, { hidden, passes, seed: place + 1 }),
    ),
  };
}

/** The mean score of every class. */
export function scoresOfNetworks({ members }: Networks, machine: Machine, text: SeenText): Float64Array {
  const { columns, values } = joinedRow(machine, text);
  const scores = new Float64Array(machine.classes);
  for (const member of members)
    networkScores(member, columns, values).forEach((score, label) => {
      scores[label]! += score / members.length;
    });
  return scores;
}

function joinedRow({ vectorizers }: Machine, text: SeenText): { columns: number[]; values: number[] } {
  const columns: number[] = [];
  const values: number[] = [];
  let offset = 0;
  for (const [view, vectorizer] of vectorizers.slice(0, viewsOfNetworks).entries()) {
    const row = vectorizer.rowOf(text[view]!);
    for (const column of row.columns) columns.push(offset + column);
    for (const value of row.values) values.push(value);
    offset += vectorizer.width;
  }
  return { columns, values };
}
