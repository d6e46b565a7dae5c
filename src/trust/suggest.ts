/** Damerau-Levenshtein distance (optimal string alignment) of two short strings, in edits. */
export function editDistance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(
        previous[column]! + 1,
        current[column - 1]! + 1,
        previous[column - 1]! + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1])
        best = Math.min(best, beforePrevious[column - 2]! + 1);
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length]!;
}

/**
 * The candidates a mistyped word may have meant, nearest first: those within a third of its length, or
 * beginning or ending alike.
 */
export function nearest(word: string, candidates: Iterable<string>, limit = 3): string[] {
  const wanted = fold(word).slice(0, 64);
  if (wanted === '') return [];
  const ranked: { candidate: string; distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const folded = fold(candidate);
    const related =
      wanted.length >= 3 && (folded.includes(wanted) || (folded.length >= 3 && wanted.includes(folded)));
    const distance = related ? 1 : editDistance(wanted, folded.slice(0, 64));
    if (related || distance <= Math.max(1, Math.floor(wanted.length / 3)))
      ranked.push({ candidate, distance });
  }
  ranked.sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate));
  return ranked.slice(0, limit).map((entry) => entry.candidate);
}

/** "Did you mean …?" for a mistyped word, or what else is there when nothing is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  if (near.length > 0) return `Did you mean ${near.join(' or ')}?`;
  const shown = candidates.slice(0, 20).join(', ');
  return `Possible: ${shown}${candidates.length > 20 ? ', …' : ''}.`;
}

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
