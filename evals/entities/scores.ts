import { isDeepStrictEqual } from 'node:util';

export interface FoundEntity {
  type: string;
  start: number;
  end: number;
  value?: unknown;
}

export interface MarkedText {
  wanted: readonly FoundEntity[];
  found: readonly FoundEntity[];
}

export interface EntityScores {
  /** Entities that were to be found. */
  n: number;
  /** Of type, place and value. */
  precision: number;
  recall: number;
  f1: number;
  /** Of type and place alone. */
  spanF1: number;
}

/** How well entities are found: over all, and type by type. A ratio of nothing to nothing counts as 1. */
export function entityScores(texts: readonly MarkedText[]): {
  overall: EntityScores;
  types: Record<string, EntityScores>;
} {
  const types = [...new Set(texts.flatMap(({ wanted }) => wanted.map(({ type }) => type)))].sort();
  return {
    overall: scoresOf(texts),
    types: Object.fromEntries(types.map((type) => [type, scoresOf(texts.map((text) => only(text, type)))])),
  };
}

const only = ({ wanted, found }: MarkedText, type: string): MarkedText => ({
  wanted: wanted.filter((entity) => entity.type === type),
  found: found.filter((entity) => entity.type === type),
});

function scoresOf(texts: readonly MarkedText[]): EntityScores {
  let [wanted, found, placed, right] = [0, 0, 0, 0];
  for (const text of texts) {
    wanted += text.wanted.length;
    found += text.found.length;
    for (const entity of text.wanted) {
      const same = text.found.find(
        ({ type, start, end }) => type === entity.type && start === entity.start && end === entity.end,
      );
      if (same === undefined) continue;
      placed++;
      if (isDeepStrictEqual(same.value, entity.value)) right++;
    }
  }
  return {
    n: wanted,
    precision: found === 0 ? Number(wanted === 0) : right / found,
    recall: wanted === 0 ? Number(found === 0) : right / wanted,
    f1: f1Of(right, wanted, found),
    spanF1: f1Of(placed, wanted, found),
  };
}

const f1Of = (hits: number, wanted: number, found: number): number =>
  wanted + found === 0 ? 1 : (2 * hits) / (wanted + found);
