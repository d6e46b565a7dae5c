import { type Hashes, hashesOf } from './hash.ts';
import type { Holders } from './holders.ts';

/** The terms of a segment and who holds them, in the form in which they are kept. */
export interface Blocks {
  /** In the order of the index. */
  numbers: readonly number[];
  /** The text of each, with `betweenBlocks` between. */
  texts: string;
}

export const betweenBlocks = '\f';
/** So many that a block of thousands of records stays small enough to be read in passing. */
export const firstBlockCount = 1_024;

/** How the terms of a segment are spread, by how many records it was made of: larger ones have finer blocks. */
const layouts = [
  { most: 8_000, finer: 1 },
  { most: 64_000, finer: 8 },
  { most: Number.POSITIVE_INFINITY, finer: 64 },
] as const;
/** The number of the first block of each layout. */
const offsets = layouts.map((_, layout) =>
  layouts.slice(0, layout).reduce((sum, { finer }) => sum + finer * firstBlockCount, 0),
);

export const layoutFor = (records: number): number => layouts.findIndex(({ most }) => records <= most);

const [tab, line, blank, page] = ['\t', '\n', ' ', betweenBlocks].map((mark) => mark.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
];

/** The block a term stands in, by the layout of its segment. */
export function blocksOf(term: string): number[] {
  const { first } = hashesOf(term);
  return layouts.map((_, layout) => blockIn(layout, first));
}

/** What stands in one block of the first layout stands in a run of blocks of the others. */
function blockIn(layout: number, hash: number): number {
  const { finer } = layouts[layout]!;
  return offsets[layout]! + (hash % firstBlockCount) * finer + (Math.floor(hash / firstBlockCount) % finer);
}

/** The first and the last block, by layout, of those that hold what so many blocks of the first layout may hold. */
export const rangesOver = (start: number, count: number): (readonly [from: number, to: number])[] =>
  layouts.map(({ finer }, layout) => {
    const from = offsets[layout]! + start * finer;
    return [from, from + count * finer - 1];
  });

/**
 * Spreads terms over blocks.
 * @param names  the ends of the ids of the holders, by their number
 */
export function toBlocks(held: Holders, names: readonly string[]): Blocks {
  const { terms } = held;
  const [inOrder, blocks] = byBlock(held);
  const name = encoded(names);
  const { starts, holders } = held.grouped();
  const longestTerm = terms.reduce((sum, term) => sum + 3 * term.length + 4, 0);
  const bytes = scratchOf(longestTerm + held.size() * (name.longest + 1) + 2 * firstBlockCount);
  const numbers: number[] = [];
  let before = -1;
  let end = 0;
  for (const term of inOrder) {
    const block = blocks[term]!;
    if (block !== before) {
      before = block;
      if (numbers.push(block) > 1) bytes[end++] = page;
      bytes[end++] = line;
    }
    end = writeText(bytes, end, terms[term]!);
    bytes[end++] = tab;
    end = writeNames(bytes, end, name, holders, starts[term]!, starts[term + 1]!);
  }
  return { numbers, texts: bytes.toString('utf8', 0, end) };
}

/** Where blocks are written out, one segment after the other: memory outside the heap makes the collector hurry. */
let scratch = Buffer.alloc(0);
function scratchOf(length: number): Buffer {
  if (scratch.length < length) scratch = Buffer.allocUnsafeSlow(Math.ceil(1.25 * length));
  return scratch;
}

/** The numbers of the terms in the order of their blocks, and the block of each. */
function byBlock({ terms, hashesOf }: Holders): [Int32Array, Uint16Array] {
  const blocks = new Uint16Array(terms.length);
  const ends = new Int32Array(firstBlockCount + 1);
  for (let term = 0; term < terms.length; term++) {
    const block = hashesOf(term).first % firstBlockCount;
    blocks[term] = block;
    ends[block + 1]! += 1;
  }
  for (let block = 0; block < firstBlockCount; block++) ends[block + 1]! += ends[block]!;
  const inOrder = new Int32Array(terms.length);
  for (let term = 0; term < terms.length; term++) inOrder[ends[blocks[term]!]!++] = term;
  return [inOrder, blocks];
}

/** Texts in UTF-8, one after the other, and where each begins. */
function encoded(texts: readonly string[]): { bytes: Buffer; ends: Int32Array; longest: number } {
  const ends = new Int32Array(texts.length + 1);
  let longest = 0;
  for (const [index, text] of texts.entries()) {
    const length = Buffer.byteLength(text);
    longest = Math.max(longest, length);
    ends[index + 1] = ends[index]! + length;
  }
  return { bytes: Buffer.from(texts.join('')), ends, longest };
}

/** Writes the names of some holders, a blank after each and a line break after the last. @returns where they end */
function writeNames(
  bytes: Buffer,
  start: number,
  name: { bytes: Buffer; ends: Int32Array },
  holders: Int32Array,
  from: number,
  to: number,
): number {
  let end = start;
  for (let index = from; index < to; index++) {
    const holder = holders[index]!;
    const last = name.ends[holder + 1]!;
    for (let place = name.ends[holder]!; place < last; place++) bytes[end++] = name.bytes[place]!;
    bytes[end++] = blank;
  }
  bytes[end - 1] = line;
  return end;
}

/** Writes a text in UTF-8; mostly it is ASCII. @returns where it ends */
function writeText(bytes: Buffer, start: number, text: string): number {
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code > 127) return start + bytes.write(text, start);
    bytes[start + place] = code;
  }
  return start + text.length;
}

/** A block of a segment as it is kept, and what its holders' ids begin with. */
export interface KeptBlock {
  segment: string;
  shared: number;
  terms: string;
}

/**
 * The blocks of one segment that hold what these blocks of several hold.
 * @param shared  how many characters the ids of all their holders share
 * @param onTerm  hears of every term once
 */
export function mergedBlocks(
  kept: readonly KeptBlock[],
  shared: number,
  layout: number,
  onTerm: (hashes: Hashes) => void,
): Blocks {
  const held = new Map<string, string>();
  for (const { terms, segment, shared: sharedThere } of kept) {
    const more = segment.slice(shared, sharedThere);
    for (const line of terms.slice(1, -1).split('\n')) {
      const end = line.indexOf('\t');
      const term = line.slice(0, end);
      const names = line.slice(end + 1);
      const whole = more === '' ? names : more + names.replaceAll(' ', ` ${more}`);
      const before = held.get(term);
      held.set(term, before === undefined ? whole : `${before} ${whole}`);
    }
  }
  const texts = new Map<number, string>();
  for (const [term, names] of held) {
    const hashes = hashesOf(term);
    onTerm(hashes);
    const block = blockIn(layout, hashes.first);
    texts.set(block, `${texts.get(block) ?? '\n'}${term}\t${names}\n`);
  }
  const inOrder = [...texts].sort(([one], [other]) => one - other);
  return {
    numbers: inOrder.map(([block]) => block),
    texts: inOrder.map(([, text]) => text).join(betweenBlocks),
  };
}

/** A block without these holders of its terms; empty where none is left. */
export function without(block: string, gone: ReadonlyMap<string, ReadonlySet<string>>): string {
  const lines = block
    .slice(1, -1)
    .split('\n')
    .flatMap((line) => {
      const [term = '', held = ''] = line.split('\t');
      const leaving = gone.get(term);
      if (leaving === undefined) return line;
      const standing = held.split(' ').filter((id) => !leaving.has(id));
      return standing.length === 0 ? [] : `${term}\t${standing.join(' ')}`;
    });
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}
