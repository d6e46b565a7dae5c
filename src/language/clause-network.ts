import { clausesOf } from './aspects.ts';
import { featureHashes, rowsOf } from './linear-classifier.ts';

/**
 * A network that tells praise from complaint clause by clause: the vectors of a clause's n-grams are added to hidden
 * units, and of each unit the clause counts in which it is strongest, so that one clear clause is heard beside many
 * that say nothing.
 */
export interface ClauseNetwork {
  /** 32-bit hashes of the known n-grams, ascending. */
  hashes: Uint32Array;
  /** Row per known n-gram, column per hidden unit. */
  vectors: Float32Array;
  /** Of the hidden units. */
  biases: Float32Array;
  /** How each hidden unit speaks for praise. */
  outputs: Float32Array;
  bias: number;
}

const features = { words: [1, 2], stems: true, negation: true, emoticons: true, han: [1, 3] } as const;

/** The n-grams of each clause of a text, as networks know them. */
export const clauseHashes = (text: string): Uint32Array[] =>
  clausesOf(text).map((clause) => featureHashes(clause, features));

/** The log-odds that a text praises and does not complain. */
export function clauseLogOdds(
  { hashes, vectors, biases, outputs, bias }: ClauseNetwork,
  text: string,
): number {
  const strongest = new Float32Array(biases.length);
  for (const clause of clauseHashes(text)) {
    const units = unitsOf({ vectors, biases }, rowsOf(hashes, clause));
    for (let unit = 0; unit < units.length; unit++)
      strongest[unit] = Math.max(strongest[unit]!, units[unit]!);
  }
  return strongest.reduce((sum, value, unit) => sum + value * outputs[unit]!, bias);
}

/**
 * What a clause makes of the hidden units.
 *
 * @param rows   its known n-grams
 * @param value  what each counts for; by default clauses of any length weigh the same
 */
export function unitsOf(
  { vectors, biases }: Pick<ClauseNetwork, 'vectors' | 'biases'>,
  rows: Int32Array,
  value = 1 / Math.sqrt(rows.length),
): Float32Array {
  const units = Float32Array.from(biases);
  for (let place = 0; place < rows.length; place++) {
    const from = rows[place]! * units.length;
    for (let unit = 0; unit < units.length; unit++) units[unit]! += value * vectors[from + unit]!;
  }
  return units;
}

interface Header {
  biases: number[];
  outputs: number[];
  bias: number;
  /** The largest number of all vectors; a row whose byte is s has s / 255 of it as its own largest. */
  most: number;
  count: number;
}

/** A stored number of four bits stands for that less 8, in sevenths of the largest of its row. */
const largest = 7;
const zero = 8;

/**
 * A network of an even number of units as bytes: header length (uint32, little-endian), header (JSON, padded to 4
 * bytes), hashes (uint32), the largest number of each row (uint8), vectors (two numbers a byte, the first one lower).
 */
export function encodeClauseNetwork({ hashes, vectors, biases, outputs, bias }: ClauseNetwork): Uint8Array {
  const width = biases.length;
  const sizes = Array.from(hashes, (_, row) => largestOf(vectors.subarray(row * width, (row + 1) * width)));
  const most = largestOf(sizes) || 1;
  const rows = Uint8Array.from(sizes, (size) => Math.ceil((255 * size) / most));
  const header: Header = { biases: [...biases], outputs: [...outputs], bias, most, count: hashes.length };
  const text = JSON.stringify(header);
  const head = Buffer.from(text + ' '.repeat(3 - ((text.length + 3) % 4)));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const stored = vectors.map((value, at) => {
    const size = (rows[Math.floor(at / width)]! * most) / 255 || 1;
    return zero + Math.round((largest * value) / size);
  });
  const pairs = Uint8Array.from(
    { length: stored.length / 2 },
    (_, at) => stored[2 * at]! + 16 * stored[2 * at + 1]!,
  );
  return Buffer.concat([
    length,
    head,
    new Uint8Array(hashes.buffer, hashes.byteOffset, hashes.byteLength),
    rows,
    pairs,
  ]);
}

const largestOf = (values: ArrayLike<number>): number => {
  let most = 0;
  for (let at = 0; at < values.length; at++) most = Math.max(most, Math.abs(values[at]!));
  return most;
};

/** A network from the bytes `encodeClauseNetwork` made. */
export function decodeClauseNetwork(bytes: Uint8Array): ClauseNetwork {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))) as Header;
  const { biases, outputs, bias, most, count } = header;
  const start = 4 + length;
  const rows = new Uint8Array(buffer, start + 4 * count, count);
  const pairs = new Uint8Array(buffer, start + 5 * count, (count * biases.length) / 2);
  const vectors = new Float32Array(2 * pairs.length);
  for (let at = 0; at < vectors.length; at++) {
    const pair = pairs[at >> 1]!;
    const stored = at % 2 === 0 ? pair % 16 : pair >> 4;
    vectors[at] = ((stored - zero) * rows[Math.floor(at / biases.length)]! * most) / (255 * largest);
  }
  return {
    hashes: new Uint32Array(buffer, start, count),
    vectors,
    biases: Float32Array.from(biases),
    outputs: Float32Array.from(outputs),
    bias,
  };
}
