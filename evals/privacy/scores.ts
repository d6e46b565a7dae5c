/** Part of a text, of some type; `end` is behind its last sign. */
export interface Span {
  type: string;
  start: number;
  end: number;
}

/** How many spans were found. */
export interface SpanCounts {
  /** Spans that are there, and those of them found: covered wholly, by whatever was found. */
  real: number;
  found: number;
  /** Spans that were told, and those of them right: at least half of their letters and digits are personal. */
  told: number;
  right: number;
}

const sign = /[\p{L}\p{N}]/u;

/**
 * Counts found and right spans of a text. A datum is found once none of its letters and digits is left to be
 * read, so that a part that stays uncovered counts as missed; a type told wrongly is not counted against it.
 */
export function countSpans(text: string, real: readonly Span[], told: readonly Span[]): SpanCounts {
  const covered = coverOf(text, told);
  const personal = coverOf(text, real);
  return {
    real: real.length,
    found: real.filter((span) => shareIn(text, span, covered) === 1).length,
    told: told.length,
    right: told.filter((span) => shareIn(text, span, personal) >= 0.5).length,
  };
}

function coverOf(text: string, spans: readonly Span[]): Uint8Array {
  const cover = new Uint8Array(text.length);
  for (const { start, end } of spans) cover.fill(1, start, end);
  return cover;
}

/** The share of a span's letters and digits that lie under a cover. */
function shareIn(text: string, { start, end }: Span, cover: Uint8Array): number {
  let [signs, under] = [0, 0];
  for (let place = start; place < end; place++) {
    if (!sign.test(text[place]!)) continue;
    signs++;
    under += cover[place]!;
  }
  return signs === 0 ? 1 : under / signs;
}

export const addCounts = (all: readonly SpanCounts[]): SpanCounts =>
  all.reduce(
    (sum, { real, found, told, right }) => ({
      real: sum.real + real,
      found: sum.found + found,
      told: sum.told + told,
      right: sum.right + right,
    }),
    { real: 0, found: 0, told: 0, right: 0 },
  );

/**
 * Precision, recall and F2, which weighs recall four times as much as precision: what stays unmasked leaks,
 * what is masked too much costs a word.
 *
 * @see van Rijsbergen (1979), "Information Retrieval", chapter 7
 */
export function spanScores({ real, found, told, right }: SpanCounts) {
  const recall = real === 0 ? 1 : found / real;
  const precision = told === 0 ? 1 : right / told;
  const f2 = precision + recall === 0 ? 0 : (5 * precision * recall) / (4 * precision + recall);
  return { f2, recall, precision };
}
