import type { Embedder } from '../../models.ts';
import { remembering } from '../../search/index.ts';
import { isHan, isSingleHan, termsOf } from '../words.ts';

/** How many numbers a vector of the knowledge base has, whichever embedder made it. */
export const dimensions = 1_024;

const gramLength = 4;
const gramWeight = 0.25;
const singleWeight = 0.5;

/**
 * Vectors of hashed words and pieces of words: alike where the letters are alike. They know of spelling, not
 * of meaning, in any language.
 * @see Weinberger et al. (2009), "Feature Hashing for Large Scale Multitask Learning"
 */
export const hashedEmbedder: Embedder = {
  name: 'hashed-1',
  isLexical: true,
  embed: async (texts) => texts.map((text) => Array.from(hashedVector(text))),
};

/** @returns 1,024 numbers of length 1 together; all 0 where a text holds no word */
export function hashedVector(text: string, terms: ReadonlyMap<string, number> = termsOf(text)): Float32Array {
  const vector = new Float32Array(dimensions);
  const place = (hash: number, weight: number) => {
    vector[hash % dimensions]! += (hash & 0x10000 ? 1 : -1) * Math.sqrt(weight);
  };
  for (const [term, count] of terms) place(hashOfTerm(term), (isSingleHan(term) ? singleWeight : 1) * count);
  for (const hash of gramsOf(text)) place(hash, gramWeight);
  return unit(vector);
}

const mostWords = 50_000;
const hashOfTerm = remembering((term) => hashOf(`w${term}`), mostWords);

/** Four letters of a word at a time, its two ends marked: the hash of each that a text holds. */
function gramsOf(text: string): Set<number> {
  const grams = new Set<number>();
  for (const [word] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}]+/gu))
    if (!isHan(word)) for (const hash of gramsOfWord(word)) grams.add(hash);
  return grams;
}

const gramsOfWord = remembering((word): readonly number[] => {
  const marked = `_${word}_`;
  const hashes: number[] = [];
  for (let start = 0; start === 0 || start + gramLength <= marked.length; start++)
    hashes.push(hashOf(`g${marked.slice(start, start + gramLength)}`));
  return hashes;
}, mostWords);

/** FNV-1a, its bits mixed once more. */
function hashOf(feature: string): number {
  let hash = 2_166_136_261;
  for (let index = 0; index < feature.length; index++)
    hash = Math.imul(hash ^ feature.charCodeAt(index), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> 0;
}

/** A vector of the same direction and of length 1, in place. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let index = 0; index < vector.length; index++) vector[index]! /= length;
  return vector;
}

export function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += one[index]! * other[index]!;
  return sum;
}
