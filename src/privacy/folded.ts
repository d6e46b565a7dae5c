import { isHidden } from '../trust/index.ts';

/** A text as a reader sees it, with the way back to where each sign stands. */
export interface FoldedText {
  text: string;
  /** The place in the original a span of the folded text covers. */
  spanOf(start: number, end: number): { start: number; end: number };
}

/** It ends a label, where the plain one would belong to an address of a machine. */
const wideColon = '：';

/** What is written for the dash of a number. */
const dashes = /[\u2010-\u2013\u2212]/g;

/** Without invisible signs, and each sign in its plain width (NFKC), so that `１３８` and `1\u200b38` read as digits. */
export function foldText(original: string): FoldedText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let place = 0;
  for (const sign of original) {
    const end = place + sign.length;
    const plain = isHidden(sign)
      ? ''
      : sign === wideColon
        ? sign
        : sign.normalize('NFKC').replace(dashes, '-');
    for (let unit = 0; unit < plain.length; unit++) {
      starts.push(place);
      ends.push(end);
    }
    text += plain;
    place = end;
  }
  return { text, spanOf: (start, end) => ({ start: starts[start]!, end: ends[end - 1]! }) };
}
