/** A run of text on a page, as PDF.js gives it; marked content has no `str`. */
export interface PageItem {
  str?: string;
  /** The text's matrix: its last two numbers are where it begins, in points from the lower left corner. */
  transform: readonly number[];
  width: number;
  height: number;
  hasEOL: boolean;
}

/** A line of a page, wrapped lines joined again. */
export interface PageLine {
  text: string;
  /** The size of its letters, in half points. */
  size: number;
  /** Whether it stands apart from the line before it. */
  startsBlock: boolean;
}

interface PrintedLine {
  text: string;
  size: number;
  left: number;
  right: number;
  /** From the page's lower edge. */
  base: number;
}

/** A shorter line was not wrapped, in letters' heights. */
const shortestWrapped = 12;
/** Letters smaller than this nobody reads, in points. */
const smallestLetters = 1.5;
const item =
  /^\s*(?:[-–•·●▪◦○■□*]|\d{1,3}[.)、]|[（(]?[一二三四五六七八九十]{1,3}[)）、.]|第[一二三四五六七八九十百\d]+[条章节])/u;

/** The lines of a page in the order of its text: items on one height are one line, wrapped lines are joined. */
export function linesOfPage(items: readonly PageItem[]): PageLine[] {
  const printed = printedLines(items);
  const right = Math.max(0, ...printed.map((line) => line.right));
  const lines: PageLine[] = [];
  let last: PrintedLine | undefined;
  for (const line of printed) {
    const gap = last ? last.base - line.base : Number.POSITIVE_INFINITY;
    const near = last !== undefined && gap >= 0 && gap < 1.75 * Math.max(last.size, line.size);
    const sameSize = last !== undefined && Math.abs(last.size - line.size) < 0.6;
    const reachesOut =
      last !== undefined &&
      last.right > right - 4 * last.size &&
      last.right - last.left > shortestWrapped * last.size;
    const previous = lines.at(-1);
    if (previous && near && sameSize && reachesOut && !item.test(line.text))
      previous.text = joined(previous.text, line.text);
    else lines.push({ text: line.text, size: Math.round(line.size * 2), startsBlock: !(near && sameSize) });
    last = line;
  }
  return lines;
}

function printedLines(items: readonly PageItem[]): PrintedLine[] {
  const lines: PrintedLine[] = [];
  let open: PrintedLine | undefined;
  for (const { str = '', transform, width, height } of items) {
    if (str.trim() === '') {
      if (open && str !== '' && !/\s$/.test(open.text)) open.text += ' ';
      continue;
    }
    const [left = 0, base = 0] = transform.slice(4);
    const size = height || Math.hypot(transform[2] ?? 0, transform[3] ?? 0);
    if (size < smallestLetters) continue;
    const sameHeight = open !== undefined && Math.abs(open.base - base) < 0.45 * Math.max(open.size, size);
    if (open && sameHeight && left >= open.left) {
      const gap = left - open.right;
      const spaced = /\s$/.test(open.text) || /^\s/.test(str);
      open.text += (gap > 2.2 * size ? '   ' : gap > 0.18 * size && !spaced ? ' ' : '') + str;
      open.right = Math.max(open.right, left + width);
      open.size = Math.max(open.size, size);
    } else {
      open = { text: str, size, left, right: left + width, base };
      lines.push(open);
    }
  }
  return lines.map((line) => ({ ...line, text: line.text.trim() })).filter(({ text }) => text !== '');
}

/** Two parts of a wrapped line: Han characters without a blank, a word cut by a hyphen whole again. */
function joined(one: string, other: string): string {
  if (/\p{Ll}-$/u.test(one) && /^\p{Ll}/u.test(other)) return one.slice(0, -1) + other;
  const close =
    /[\p{Script=Han}，。；：、！？（）《》“”]$/u.test(one) &&
    /^[\p{Script=Han}，。；：、！？（）《》“”]/u.test(other);
  return close ? one + other : `${one} ${other}`;
}
