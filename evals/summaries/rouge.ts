/** How much of a reference a summary repeats: F1 of words, of pairs of words, and of the longest common sequence. */
export interface Rouge {
  rouge1: number;
  rouge2: number;
  rougeL: number;
}

/** Words and numbers in lower case; Chinese by characters. */
export const rougeTokens = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}|[[\p{L}\p{N}]--\p{Script=Han}]+/gv) ?? [];

/** @see Lin (2004), "ROUGE: a package for automatic evaluation of summaries"; no stemming, no stop words */
export function rouge(summary: string, reference: string): Rouge {
  const [said, wanted] = [rougeTokens(summary), rougeTokens(reference)];
  return {
    rouge1: overlap(grams(said, 1), grams(wanted, 1)),
    rouge2: overlap(grams(said, 2), grams(wanted, 2)),
    rougeL: f1(longestCommon(said, wanted), said.length, wanted.length),
  };
}

/** The mean over several references of the same text, as multi-reference results are published. */
export function meanRouge(summary: string, references: readonly string[]): Rouge {
  const all = references.map((reference) => rouge(summary, reference));
  const mean = (of: keyof Rouge): number => all.reduce((sum, one) => sum + one[of], 0) / all.length;
  return { rouge1: mean('rouge1'), rouge2: mean('rouge2'), rougeL: mean('rougeL') };
}

const f1 = (shared: number, said: number, wanted: number): number =>
  shared === 0 ? 0 : (2 * shared) / (said + wanted);

function grams(tokens: readonly string[], length: number): string[] {
  return tokens.slice(length - 1).map((_, place) => tokens.slice(place, place + length).join(' '));
}

function overlap(said: readonly string[], wanted: readonly string[]): number {
  const left = new Map<string, number>();
  for (const gram of wanted) left.set(gram, (left.get(gram) ?? 0) + 1);
  let shared = 0;
  for (const gram of said) {
    const count = left.get(gram) ?? 0;
    if (count === 0) continue;
    left.set(gram, count - 1);
    shared += 1;
  }
  return f1(shared, said.length, wanted.length);
}

function longestCommon(one: readonly string[], other: readonly string[]): number {
  let lengths = new Int32Array(other.length + 1);
  for (const token of one) {
    const next = new Int32Array(other.length + 1);
    for (const [place, word] of other.entries())
      next[place + 1] = token === word ? lengths[place]! + 1 : Math.max(lengths[place + 1]!, next[place]!);
    lengths = next;
  }
  return lengths[other.length]!;
}
