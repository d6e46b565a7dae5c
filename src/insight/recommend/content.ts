import { fold } from '../../search/index.ts';

/** A product by what is written of it. */
export interface DescribedProduct {
  id: string;
  text: string;
}

export interface SimilarProduct {
  id: string;
  /** Cosine of the weighted words, from 0 to 1. */
  similarity: number;
  /** Words both have, of the words of this one. */
  shared: number;
  of: number;
}

const wordPattern = /\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+/gv;

/**
 * Products described alike: cosine of words weighted by how few products have them (Chinese in pairs of
 * characters). For products nobody has bought yet.
 *
 * @returns those that share anything, most similar first
 */
export function similarByText(
  asked: readonly DescribedProduct[],
  products: readonly DescribedProduct[],
): SimilarProduct[] {
  const words = new Map(products.map(({ id, text }) => [id, wordsOf(text)]));
  const holders = new Map<string, number>();
  for (const own of words.values()) for (const word of own) holders.set(word, (holders.get(word) ?? 0) + 1);
  const weight = (word: string): number => Math.log((products.length + 1) / ((holders.get(word) ?? 0) + 0.5));
  const length = (own: ReadonlySet<string>): number =>
    Math.sqrt([...own].reduce((sum, word) => sum + weight(word) ** 2, 0));
  const wanted = new Set(asked.flatMap(({ text }) => [...wordsOf(text)]));
  const askedFor = new Set(asked.map(({ id }) => id));
  return products
    .filter(({ id }) => !askedFor.has(id))
    .map(({ id }): SimilarProduct => {
      const own = words.get(id)!;
      const shared = own.intersection(wanted);
      const product = [...shared].reduce((sum, word) => sum + weight(word) ** 2, 0);
      return {
        id,
        similarity: product / (length(own) * length(wanted) || 1),
        shared: shared.size,
        of: own.size,
      };
    })
    .filter(({ similarity }) => similarity > 0)
    .sort((left, right) => right.similarity - left.similarity || (left.id < right.id ? -1 : 1));
}

function wordsOf(text: string): Set<string> {
  return new Set(
    (fold(text).match(wordPattern) ?? []).flatMap((word) =>
      /^\p{Script=Han}{2}/u.test(word)
        ? Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2))
        : [word],
    ),
  );
}
