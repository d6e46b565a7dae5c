import type { PartReader } from './docx.ts';
import { isOn, type ListFormats, type ParagraphStyle, type ParagraphStyles, styleOf } from './docx-styles.ts';
import type { MarkdownWriter } from './markdown-writer.ts';

interface Paragraph extends ParagraphStyle {
  parts: string[];
}

/** What is left out with all it holds: deleted and moved text, doubles for older programs, field codes, comments. */
const leftOut = new Set([
  'del',
  'moveFrom',
  'Fallback',
  'instrText',
  'delText',
  'delInstrText',
  'rt',
  'annotation',
]);
/** Letters of this size or smaller nobody reads, in half points. */
const smallestLetters = 3;
/** White letters are hidden but on a dark ground. */
const white = /^F[A-F0-9]F[A-F0-9]F[A-F0-9]$/i;

/** Writes the body of a Word document (ECMA-376 part 1, chapter 17). */
export function createWordBody(
  writer: MarkdownWriter,
  styles: ParagraphStyles,
  lists: ListFormats,
): PartReader {
  const paragraphs: Paragraph[] = [];
  const tables: string[][][] = [];
  const counts = new Map<string, number>();
  let skipping: { name: string; depth: number } | undefined;
  let inText = false;
  let inRun = false;
  let inRunProperties = false;
  let runHidden = false;
  let shaded = 0;
  let lastWasItem = false;

  const say = (text: string): void => {
    if (!runHidden) paragraphs.at(-1)?.parts.push(text);
  };

  function endParagraph({ parts, level, hidden, list }: Paragraph): void {
    const text = parts.join('').trim();
    const cell = tables.at(-1)?.at(-1);
    if (hidden || text === '') return;
    if (cell) cell[cell.length - 1] = [cell.at(-1), text].filter(Boolean).join(' ');
    else if (level !== undefined) writer.heading(level, text);
    else if (list) writeItem(list, text);
    else writer.block(text);
    if (!cell) lastWasItem = list !== undefined && level === undefined;
  }

  function writeItem({ id, depth }: { id: string; depth: number }, text: string): void {
    const key = `${id} ${depth}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    for (let deeper = depth + 1; deeper < 9; deeper++) counts.delete(`${id} ${deeper}`);
    const line = `${'  '.repeat(depth)}${lists.get(key) === 'number' ? `${count}.` : '-'} ${text}`;
    if (lastWasItem) writer.line(line);
    else writer.block(line);
  }

  function endTable(rows: readonly (readonly string[])[]): void {
    const outer = tables.at(-1)?.at(-1);
    if (!outer) {
      writer.table(rows);
      return;
    }
    const text = rows.map((row) => row.filter(Boolean).join(' ')).join('; ');
    outer[outer.length - 1] = [outer.at(-1), text].filter(Boolean).join(' ');
  }

  function openProperty(name: string, attributes: Readonly<Record<string, string>>): void {
    const { val } = attributes;
    const paragraph = paragraphs.at(-1);
    if (name === 'shd' || name === 'highlight') {
      if (!/^(?:auto|clear|none|FFFFFF)$/i.test(attributes.fill ?? val ?? 'auto')) shaded++;
    } else if (inRun && inRunProperties) {
      if ((name === 'vanish' || name === 'webHidden') && isOn(val)) runHidden = true;
      else if (name === 'sz' && Number(val) <= smallestLetters) runHidden = true;
      else if (name === 'color' && white.test(val ?? '') && shaded === 0) runHidden = true;
      else if (name === 'rStyle' && styleOf(styles, val ?? '').hidden === true) runHidden = true;
    } else if (!paragraph) return;
    else if (name === 'pStyle') Object.assign(paragraph, styleOf(styles, val ?? ''));
    else if (name === 'outlineLvl' && Number(val) < 9) paragraph.level = Number(val) + 1;
    else if (name === 'numId' && val !== '0')
      paragraph.list = { id: val ?? '', depth: paragraph.list?.depth ?? 0 };
    else if (name === 'ilvl') paragraph.list = { id: paragraph.list?.id ?? '', depth: Number(val) };
  }

  return {
    open(name, attributes) {
      if (skipping) {
        if (name === skipping.name) skipping.depth++;
      } else if (leftOut.has(name)) skipping = { name, depth: 1 };
      else if (name === 'p') {
        paragraphs.push({ parts: [] });
        if (tables.length === 0) shaded = 0;
      } else if (name === 'r') {
        inRun = true;
        runHidden = false;
      } else if (name === 'rPr') inRunProperties = true;
      else if (name === 't') inText = true;
      else if (name === 'tab' && inRun && !inRunProperties) say(' ');
      else if ((name === 'br' || name === 'cr') && inRun) say('\n');
      else if (name === 'noBreakHyphen') say('-');
      else if (name === 'tbl') tables.push([]);
      else if (name === 'tr') tables.at(-1)?.push([]);
      else if (name === 'tc') {
        tables.at(-1)?.at(-1)?.push('');
        shaded = 0;
      } else openProperty(name, attributes);
    },
    text(text) {
      if (inText && !skipping) say(text);
    },
    close(name) {
      if (skipping) {
        if (name === skipping.name && --skipping.depth === 0) skipping = undefined;
      } else if (name === 't') inText = false;
      else if (name === 'r') {
        inRun = false;
        runHidden = false;
      } else if (name === 'rPr') inRunProperties = false;
      else if (name === 'p') {
        const paragraph = paragraphs.pop();
        if (paragraph) endParagraph(paragraph);
      } else if (name === 'tbl') {
        const rows = tables.pop();
        if (rows) endTable(rows);
      }
    },
  };
}
