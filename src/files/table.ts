import { type Language, quoted } from '../trust/index.ts';
import type { Row, RowProblem } from './contract.ts';
import { refusal } from './refusal.ts';

/** How many rows a sample holds. */
export const sampleSize = 200;
/** How far down a header may stand: titles, dates and blank lines come above it in reports. */
const deepestHeader = 20;

/** What is known of a table before it is read. */
export interface TableAbout {
  name: string;
  language: Language;
  /** Whether the format leaves empty cells at the end of a row out. */
  leavesOutCells: boolean;
}

/** The start of a table: what its columns are called, where its header stands, its first rows. */
export interface TableStart {
  columns: string[];
  headerLine: number;
  sample: Row[];
}

/**
 * Finds the header of a table and takes a sample of the rows below it. The header is the first row with
 * more than one cell, or the first row where every row has one.
 *
 * @throws RapportError where there is no row, or nothing below the header
 */
export async function startOfTable(
  pieces: AsyncIterable<(Row | RowProblem)[]>,
  about: TableAbout,
): Promise<TableStart> {
  const { name, language } = about;
  const first: Row[] = [];
  for await (const row of oneByOne(pieces)) {
    if ('reason' in row || isBlank(row)) continue;
    first.push(row);
    if (first.length >= sampleSize + deepestHeader) break;
  }
  const titles = first
    .slice(0, deepestHeader)
    .findIndex((row) => row.cells.filter((cell) => cell.trim() !== '').length > 1 && !isAnnouncement(row));
  const header = first[Math.max(0, titles)];
  if (!header)
    throw refusal(
      language,
      { en: `${quoted(name)} has no rows.`, zh: `${quoted(name)} 中没有数据行。` },
      { en: 'Export it again, with a header row.', zh: '请重新导出，并保留表头行。' },
    );
  const below = first.slice(Math.max(0, titles) + 1);
  if (below.length === 0)
    throw refusal(
      language,
      {
        en: `${quoted(name)} has a header and no rows below it.`,
        zh: `${quoted(name)} 只有表头，没有数据行。`,
      },
      { en: 'Export it again with its records.', zh: '请重新导出，并包含数据。' },
    );
  const columns = columnNames(header.cells, language);
  const sample = below
    .map((row) => fitted(row, columns, about))
    .filter((row): row is Row => !('reason' in row));
  return { columns, headerLine: header.line, sample: sample.slice(0, sampleSize) };
}

/** The rows below the header, each with as many cells as there are columns, or its problem. */
export async function* rowsBelow(
  pieces: AsyncIterable<(Row | RowProblem)[]>,
  { columns, headerLine }: Pick<TableStart, 'columns' | 'headerLine'>,
  about: TableAbout,
): AsyncGenerator<(Row | RowProblem)[]> {
  for await (const piece of pieces) {
    const below: (Row | RowProblem)[] = [];
    for (const row of piece)
      if ('reason' in row) below.push(row);
      else if (row.line > headerLine && !isBlank(row)) below.push(fitted(row, columns, about));
    yield below;
  }
}

/** What comes in pieces, one by one. */
export async function* oneByOne<Item>(pieces: AsyncIterable<readonly Item[]>): AsyncGenerator<Item> {
  for await (const piece of pieces) yield* piece;
}

/** What comes one by one, in pieces of one. */
export async function* inPieces<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  for await (const item of items) yield [item];
}

/** Names of columns without blanks and doubles: `Email` twice becomes `Email` and `Email (2)`. */
function columnNames(cells: readonly string[], language: Language): string[] {
  const filled = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  const seen = new Map<string, number>();
  return cells.slice(0, filled).map((cell, index) => {
    const plain = cell
      .normalize('NFKC')
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim();
    const name = plain || { en: `(column ${index + 1})`, zh: `（第 ${index + 1} 列）` }[language];
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function fitted(
  { line, cells }: Row,
  columns: readonly string[],
  { language, leavesOutCells }: TableAbout,
): Row | RowProblem {
  const filled = cells.findLastIndex((cell) => cell !== '') + 1;
  while (leavesOutCells && cells.length < columns.length) cells.push('');
  if (filled > columns.length || cells.length < columns.length)
    return {
      line,
      reason: {
        en: `The row has ${cells.length} cells, the header has ${columns.length}.`,
        zh: `该行有 ${cells.length} 个单元格，表头有 ${columns.length} 个。`,
      }[language],
    };
  for (let index = 0; index < columns.length; index++) {
    const cell = cells[index]!;
    if (cell.includes('\0') || cell.includes(brokenBytes))
      return {
        line,
        column: columns[index]!,
        value: cell.slice(0, 64),
        reason: {
          en: 'The cell holds characters that are no text (NUL, or � from a wrong encoding).',
          zh: '单元格含有非文本字符（NUL，或编码错误产生的 �）。',
        }[language],
      };
  }
  return { line, cells: cells.length === columns.length ? cells : cells.slice(0, columns.length) };
}

/** What stands for bytes that are no text. */
const brokenBytes = '\uFFFD';

const isBlank = ({ cells }: Row): boolean => cells.every((cell) => cell.trim() === '');

/** `sep=;`, with which some programs announce the delimiter. */
const isAnnouncement = ({ cells }: Row): boolean => cells[0]?.replace(/^\uFEFF/, '') === 'sep=';
