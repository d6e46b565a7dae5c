/**
 * Damerau-Levenshtein distance (optimal string alignment) of two short strings, in edits.
 *
 * @param most  a greater distance need not be known: what is told then is more than this
 */
export function editDistance(left: string, right: string, most = Number.POSITIVE_INFINITY): number {
  const width = right.length + 1;
  let beforePrevious = new Uint16Array(width);
  let previous = Uint16Array.from({ length: width }, (_, column) => column);
  let current = new Uint16Array(width);
  for (let row = 1; row <= left.length; row++) {
    const letter = left.charCodeAt(row - 1);
    let least = row;
    current[0] = row;
    for (let column = 1; column < width; column++) {
      const other = right.charCodeAt(column - 1);
      let best = Math.min(
        previous[column]! + 1,
        current[column - 1]! + 1,
        previous[column - 1]! + (letter === other ? 0 : 1),
      );
      const isSwapped =
        row > 1 &&
        column > 1 &&
        letter === right.charCodeAt(column - 2) &&
        left.charCodeAt(row - 2) === other;
      if (isSwapped) best = Math.min(best, beforePrevious[column - 2]! + 1);
      current[column] = best;
      if (best < least) least = best;
    }
    if (least > most) return least;
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
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

/** A sentence about a mistyped word, and "Did you mean …?" behind it where something is near. */
export function withNearest(sentence: string, word: string, candidates: readonly string[]): string {
  return nearest(word, candidates).length > 0 ? `${sentence} ${didYouMean(word, candidates)}` : sentence;
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
