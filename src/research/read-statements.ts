import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { openSource, refusal, type Source } from '../files/index.ts';
import { type Language, quoted } from '../trust/index.ts';
import type { Statement } from './statements.ts';

const textNames =
  /^(?:text|comment|comments|feedback|review|remark|remarks|answer|response|message|body|content|summary|description|note|notes|verbatim|文本|内容|评论|评价|反馈|意见|留言|备注|回答|描述)$/iu;
const dateNames =
  /^(?:date|day|on|at|time|created|created_?at|submitted_?at|occurred_?at|timestamp|日期|时间|提交时间|创建时间)$/iu;
const idNames = /^(?:id|编号|序号)$/iu;

/** What people said in a file. */
export interface ReadStatements {
  statements: Statement[];
  /** How many there are; of more than the limit the first are taken. */
  total: number;
  /** Which column was read, of a table. */
  column?: string;
}

interface Reading {
  language: Language;
  most: number;
  /** The column that holds what people said; by default recognised. */
  column?: string | undefined;
}

/**
 * Reads what people said from a file: every line of a plain text, or a column of a table (CSV, XLSX, JSON, JSON
 * lines).
 *
 * @param path  known to be one that may be read
 * @throws RapportError where it cannot be read, or no column holds texts
 */
export async function readStatements(path: string, reading: Reading): Promise<ReadStatements> {
  if (/\.(?:txt|text|log)$/i.test(path)) return readLines(path, reading);
  const source = await openSource(path, { language: reading.language });
  return fromSource(source, basename(path), reading);
}

async function readLines(path: string, { most }: Reading): Promise<ReadStatements> {
  const statements: Statement[] = [];
  let total = 0;
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (line.trim() === '') continue;
    total += 1;
    if (statements.length < most) statements.push({ text: line.trim(), untrusted: true });
  }
  return { statements, total };
}

async function fromSource(source: Source, name: string, reading: Reading): Promise<ReadStatements> {
  const { most, language } = reading;
  const column = textColumn(source, reading);
  if (column < 0)
    throw refusal(
      language,
      {
        en: `No column of ${quoted(name)} is recognised as what people said.`,
        zh: `${quoted(name)} 中没有能识别为反馈内容的列。`,
      },
      {
        en: `Name it with column. Columns: ${source.columns.slice(0, 20).join(', ')}.`,
        zh: `请用 column 指定。现有的列：${source.columns.slice(0, 20).join('、')}。`,
      },
    );
  const dates = source.columns.findIndex((heading) => dateNames.test(heading.trim()));
  const ids = source.columns.findIndex((heading) => idNames.test(heading.trim()));
  const statements: Statement[] = [];
  let total = 0;
  const take = (cells: readonly string[]): void => {
    const text = cells[column]?.trim() ?? '';
    if (text === '') return;
    total += 1;
    if (statements.length === most) return;
    const on = /^\d{4}-\d{2}-\d{2}/.exec((dates >= 0 && cells[dates]) || '')?.[0];
    const id = ids >= 0 ? cells[ids]?.trim() : '';
    statements.push({ text, ...(on && { on }), ...(id && { id }), untrusted: true });
  };
  for await (const row of source.rows()) if (!('reason' in row)) take(row.cells);
  return { statements, total, column: source.columns[column]! };
}

function textColumn({ columns, sample }: Source, { column, language }: Reading): number {
  if (column !== undefined) {
    const wanted = columns.findIndex(
      (heading) => heading.trim().toLowerCase() === column.trim().toLowerCase(),
    );
    if (wanted >= 0) return wanted;
    throw refusal(
      language,
      { en: `There is no column ${quoted(column)}.`, zh: `没有名为 ${quoted(column)} 的列。` },
      {
        en: `Columns: ${columns.slice(0, 20).join(', ')}.`,
        zh: `现有的列：${columns.slice(0, 20).join('、')}。`,
      },
    );
  }
  const named = columns.findIndex((heading) => textNames.test(heading.trim()));
  if (named >= 0) return named;
  if (columns.length === 1) return 0;
  const lengths = columns.map((_, place) =>
    sample.reduce((sum, { cells }) => sum + (cells[place]?.length ?? 0), 0),
  );
  const longest = lengths.indexOf(Math.max(...lengths));
  return lengths[longest]! >= 20 * sample.length ? longest : -1;
}
