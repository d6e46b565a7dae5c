import { type Language, quoted } from '../trust/index.ts';
import { type Bytes, fileBytes, textBytes } from './bytes.ts';
import type { Row, RowProblem, Source } from './contract.ts';
import { readCsv } from './csv.ts';
import { decodedHead, encodingOf } from './encoding.ts';
import { flatten } from './flatten.ts';
import { type JsonRecord, jsonShape, readJson, readJsonLines } from './json.ts';
import { refusal } from './refusal.ts';
import { inPieces, oneByOne, rowsBelow, sampleSize, startOfTable } from './table.ts';
import { openWorkbook } from './xlsx.ts';

/** How many records of a JSON file are looked at for its fields. */
const recordsLookedAt = 20_000;

export interface ReadingOptions {
  /** The language of what is said about the file. */
  language: Language;
  /** Which sheet of a workbook; by default the first one with rows. */
  sheet?: string | undefined;
}

/**
 * Opens a file people bring: CSV with any of the usual delimiters, XLSX, a JSON document or JSON lines; the
 * texts also gzipped, in UTF-8, UTF-16, GB18030 or Windows-1252. Reads no more than its start.
 *
 * @throws RapportError where it cannot be read, with what to do
 */
export async function openSource(path: string, options: ReadingOptions): Promise<Source> {
  const bytes = await fileBytes(path, options.language);
  const zip = bytes.head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
  return zip ? openSheet(path, bytes, options) : openTable(bytes, options);
}

/** Reads an inline text as if it were a file; the name's ending says JSON lines where it matters. */
export const openText = (name: string, text: string, options: ReadingOptions): Promise<Source> =>
  openTable(textBytes(name, text, options.language), options);

async function openTable(bytes: Bytes, { language }: ReadingOptions): Promise<Source> {
  const encoding = await encodingOf(bytes, language);
  const shape = jsonShape(decodedHead(bytes.head, encoding), bytes.name);
  const { name, size: bytesTotal, read: bytesRead } = bytes;
  const about = { name, encoding, bytesTotal, bytesRead };
  if (shape !== null) {
    const read = shape === 'jsonl' ? readJsonLines : readJson;
    return openRecords(() => read(bytes, encoding, language), { ...about, format: shape }, language);
  }
  const table = { name, language, leavesOutCells: false };
  const start = await startOfTable(readCsv(bytes, encoding, language), table);
  const { columns, sample } = start;
  const pieces = () => rowsBelow(readCsv(bytes, encoding, language), start, table);
  return { ...about, format: 'csv', lists: [], columns, sample, pieces, rows: () => oneByOne(pieces()) };
}

async function openSheet(path: string, bytes: Bytes, { language, sheet }: ReadingOptions): Promise<Source> {
  const { name, size: bytesTotal } = bytes;
  const table = { name, language, leavesOutCells: true };
  await using workbook = await openWorkbook(path, name, language);
  const chosen = sheet ?? (await firstFilled(workbook));
  if (chosen === undefined || !workbook.sheets.includes(chosen))
    throw refusal(
      language,
      chosen === undefined
        ? { en: `${quoted(name)} has no rows.`, zh: `${quoted(name)} 中没有数据行。` }
        : {
            en: `${quoted(name)} has no sheet ${quoted(chosen)}.`,
            zh: `${quoted(name)} 没有工作表 ${quoted(chosen)}。`,
          },
      {
        en: `Its sheets: ${workbook.sheets.map(quoted).join(', ')}.`,
        zh: `现有工作表：${workbook.sheets.map(quoted).join('、')}。`,
      },
    );
  const start = await startOfTable(inPieces(workbook.rows(chosen)), table);
  const { columns, sample } = start;
  let share = 0;
  async function* rows(): AsyncGenerator<Row> {
    await using again = await openWorkbook(path, name, language);
    yield* again.rows(chosen!, (read) => {
      share = read;
    });
  }
  const pieces = () => rowsBelow(inPieces(rows()), start, table);
  return {
    name,
    format: 'xlsx',
    lists: [],
    encoding: chosen,
    columns,
    sample,
    bytesTotal,
    bytesRead: () => Math.round(share * bytesTotal),
    pieces,
    rows: () => oneByOne(pieces()),
  };
}

async function firstFilled(workbook: Awaited<ReturnType<typeof openWorkbook>>): Promise<string | undefined> {
  for (const sheet of workbook.sheets) for await (const _ of workbook.rows(sheet)) return sheet;
  return undefined;
}

async function openRecords(
  read: () => AsyncIterable<JsonRecord | RowProblem>,
  about: Pick<Source, 'name' | 'encoding' | 'bytesTotal' | 'bytesRead' | 'format'>,
  language: Language,
): Promise<Source> {
  const places = new Map<string, number>();
  const lists = new Set<string>();
  const first: JsonRecord[] = [];
  let count = 0;
  for await (const item of read()) {
    if ('reason' in item) continue;
    if (first.length < sampleSize) first.push(item);
    const { cells, nested } = flatten(item.record);
    for (const name of cells.keys()) if (!places.has(name)) places.set(name, places.size);
    for (const name of Object.keys(nested)) lists.add(name);
    if (++count >= recordsLookedAt) break;
  }
  if (places.size === 0)
    throw refusal(
      language,
      { en: `${quoted(about.name)} holds no records.`, zh: `${quoted(about.name)} 中没有记录。` },
      {
        en: 'Import takes an array of objects, an object from id to record, or an object a line.',
        zh: '可导入对象数组、以 id 为键的对象，或每行一个对象。',
      },
    );
  const laidOut = (item: JsonRecord) => laid(item, places, language);
  async function* rows(): AsyncGenerator<Row | RowProblem> {
    for await (const item of read()) yield 'reason' in item ? item : laidOut(item);
  }
  return {
    ...about,
    columns: [...places.keys()],
    lists: [...lists],
    sample: first.map(laidOut).filter((row): row is Row => !('reason' in row)),
    rows,
    pieces: () => inPieces(rows()),
  };
}

function laid(
  { line, record }: JsonRecord,
  places: ReadonlyMap<string, number>,
  language: Language,
): Row | RowProblem {
  const { cells: named, nested } = flatten(record);
  const cells = new Array<string>(places.size).fill('');
  for (const [name, text] of named) {
    const place = places.get(name);
    const strange = place === undefined && text !== '';
    if (strange || text.includes('\0'))
      return {
        line,
        column: name,
        value: text.slice(0, 64),
        reason: strange
          ? {
              en: 'No earlier record has this field: it would be lost.',
              zh: '之前的记录都没有这个字段：数据会丢失。',
            }[language]
          : { en: 'The field holds characters that are no text (NUL).', zh: '字段含有非文本字符（NUL）。' }[
              language
            ],
      };
    if (place !== undefined) cells[place] = text;
  }
  return Object.keys(nested).length === 0 ? { line, cells } : { line, cells, nested };
}
