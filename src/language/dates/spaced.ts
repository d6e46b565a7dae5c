/** Spaces between a figure and the Chinese word it belongs to, as typesetters put them: “11 月 30 号”. */
const spaces = /(?<=\d)[ \u3000]+(?=[年月日号点周天个季])|(?<=[年月周第前近后])[ \u3000]+(?=\d)/gu;

/** A text without such spaces, and where each of its places is in the text as it was written. */
export function withoutFigureSpaces(text: string): { text: string; placeOf: (place: number) => number } {
  const found = Array.from(text.matchAll(spaces), ({ index, 0: { length } }) => ({ index, length }));
  return {
    text: text.replace(spaces, ''),
    placeOf: (place) =>
      found.reduce((moved, { index, length }) => (index <= moved ? moved + length : moved), place),
  };
}
