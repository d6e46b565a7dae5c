import type { Embedder } from '../../models.ts';
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
    vector[hash & (dimensions - 1)]! += (hash & 0x10000 ? 1 : -1) * Math.sqrt(weight);
  };
  for (const [term, count] of terms)
    place(hashOf(ofTerm, term), (isSingleHan(term) ? singleWeight : 1) * count);
  for (const hash of gramsOf(text)) place(hash, gramWeight);
  return unit(vector);
}

/** Four letters of a word at a time, its two ends marked: the hash of each that a text holds. */
function gramsOf(text: string): Set<number> {
  const grams = new Set<number>();
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  for (const word of new Set(words)) {
    if (isHan(word)) continue;
    const marked = `_${word}_`;
    for (let start = 0; start === 0 || start + gramLength <= marked.length; start++)
      grams.add(hashOf(ofGram, marked, start, Math.min(start + gramLength, marked.length)));
  }
  return grams;
}

const prime = 16_777_619;
const beginning = (kind: string): number => Math.imul(2_166_136_261 ^ kind.charCodeAt(0), prime);
const ofTerm = beginning('w');
const ofGram = beginning('g');

/** FNV-1a of the kind and a stretch of a text, its bits mixed once more. */
function hashOf(kind: number, text: string, start = 0, end = text.length): number {
  let hash = kind;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ text.charCodeAt(index), prime);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 12);
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
