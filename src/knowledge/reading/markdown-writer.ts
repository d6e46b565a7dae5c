import { longestText, tooLong } from './contract.ts';
import { onOneLine, plainly } from './plain.ts';

/** Puts a text together as Markdown in which every line that begins with # is a heading, and nothing else is. */
export interface MarkdownWriter {
  /** @param level  1 for the outermost */
  heading(level: number, text: string): void;
  /** A paragraph, or an item of a list with its mark; apart from what stands before it by an empty line. */
  block(text: string): void;
  /** A line that belongs to the block before it. */
  line(text: string): void;
  /** Rows of cells, the first of them the head. */
  table(rows: readonly (readonly string[])[]): void;
  /** @throws Unreadable where it is longer than a document may be */
  text(): string;
}

const deepestHeading = 6;

export function createMarkdownWriter(): MarkdownWriter {
  const parts: string[] = [];
  let length = 0;
  const add = (separator: string, text: string): void => {
    const clean = plainly(text)
      .replace(/[^\S\n]+$/gm, '')
      .replace(/\n{3,}/g, '\n\n')
      .replace(/^\n+|\n+$/g, '');
    if (clean.trim() === '') return;
    const kept = clean.replace(/^ {0,3}(?=#{1,6}(?:\s|$))/gm, '    ');
    if (parts.length > 0) parts.push(separator);
    parts.push(kept);
    length += separator.length + kept.length;
    if (length > longestText) throw tooLong();
  };
  return {
    heading(level, text) {
      const words = onOneLine(text);
      if (words === '') return;
      const mark = `${'#'.repeat(Math.min(level, deepestHeading))} `;
      if (parts.length > 0) parts.push('\n\n');
      parts.push(mark, words);
      length += mark.length + words.length + 2;
      if (length > longestText) throw tooLong();
    },
    block: (text) => add('\n\n', text),
    line: (text) => add('\n', text),
    table(rows) {
      const width = Math.max(0, ...rows.map((row) => row.length));
      const filled = rows
        .map((row) => Array.from({ length: width }, (_, column) => cellText(row[column] ?? '')))
        .filter((row) => row.some((cell) => cell !== ''));
      const [head, ...body] = filled.map((row) => `| ${row.join(' | ')} |`);
      if (head === undefined) return;
      if (width === 1) for (const [cell = ''] of filled) add('\n\n', cell);
      else add('\n\n', [head, ...(body.length > 0 ? [`|${'---|'.repeat(width)}`] : []), ...body].join('\n'));
    },
    text: () => parts.join(''),
  };
}

const cellText = (cell: string): string => onOneLine(cell).replaceAll('|', '\\|');
