import { foldText, isEncodable, sentenceVectors } from '../../src/language/index.ts';
import type { EvalHost } from '../suite.ts';

/** The sentence vectors of texts, made once in a run; none of texts that are not English. */
export interface VectorCache {
  /** False once it was found that the optional packages are not installed. */
  readonly isThere: boolean;
  /** Makes those that are missing, and says how far it is. */
  prepare(texts: readonly string[]): Promise<void>;
  of(text: string): Float32Array | undefined;
  /** What making one took, on average; 0 where none was made. */
  readonly msPerText: number;
}

/** Texts between two words on how far it is. */
const silence = 2_048;

export function vectorCache({ say }: Pick<EvalHost, 'say'>): VectorCache {
  const vectors = new Map<string, Float32Array>();
  let isThere = true;
  let milliseconds = 0;
  return {
    get isThere() {
      return isThere;
    },
    get msPerText() {
      return vectors.size === 0 ? 0 : milliseconds / vectors.size;
    },
    async prepare(texts) {
      const missing = [...new Set(texts.map(readable))].filter(
        (text) => isEncodable(text) && !vectors.has(text),
      );
      if (!isThere || missing.length === 0) return;
      let said = 0;
      const onProgress = (done: number): void => {
        if (done < said + silence) return;
        said = done;
        say(`sentence vectors: ${done} of ${missing.length}`);
      };
      const start = performance.now();
      const made = await sentenceVectors(missing, { onProgress });
      milliseconds += performance.now() - start;
      isThere = made !== undefined;
      if (!isThere)
        say('sentence vectors: the optional packages @energetic-ai/* are not installed, words decide alone');
      made?.forEach((vector, place) => {
        vectors.set(missing[place]!, vector);
      });
    },
    of: (text) => vectors.get(readable(text)),
  };
}

/** A text as its vector is made of: letters of other alphabets that pose as Latin ones are put back. */
const readable = (text: string): string => (isEncodable(text) ? text : foldText(text));
