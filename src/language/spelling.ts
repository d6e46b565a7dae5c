/** Finds the known words a written one may stand for. */
export interface Speller {
  /** The word itself where it is known, and known words an error away; shorter than four letters none but itself. */
  near(word: string): string[];
}

const shortest = 4;

/**
 * An index of words by what is left of them without any one letter: words within one error (a letter left out,
 * added, changed, or two swapped) share such a rest.
 * @see Garbe (2012), "1000x faster spelling correction", the symmetric delete idea
 */
export function spellingsNear(words: readonly string[]): Speller {
  const known = new Set(words);
  const byRest = new Map<string, string[]>();
  for (const word of known) {
    if (word.length < shortest || /\d/.test(word)) continue;
    for (const rest of restsOf(word)) byRest.set(rest, [...(byRest.get(rest) ?? []), word]);
  }
  return {
    near(word) {
      const itself = known.has(word) ? [word] : [];
      if (word.length < shortest || /\d/.test(word)) return itself;
      const written = word.endsWith('s') ? [word, word.slice(0, -1)] : [word];
      const alike = written.flatMap((form) =>
        restsOf(form)
          .flatMap((rest) => byRest.get(rest) ?? [])
          .filter((other) => other !== word && other[0] === word[0] && isOneErrorAway(form, other)),
      );
      return [...new Set([...itself, ...alike])];
    },
  };
}

const restsOf = (word: string): string[] => [
  word,
  ...Array.from(word, (_, place) => word.slice(0, place) + word.slice(place + 1)),
];

function isOneErrorAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  return (
    (left.length <= 1 && right.length <= 1) ||
    (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0])
  );
}
