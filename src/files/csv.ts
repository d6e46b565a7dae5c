import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { type Language, quoted } from '../trust/index.ts';
import type { Bytes } from './bytes.ts';
import type { Row } from './contract.ts';
import { decoded, decodedHead, type Encoding } from './encoding.ts';
import { refusal } from './refusal.ts';

const delimiters = [',', ';', '\t', '|'];
/** A row, or what an open quote takes for one. */
const largestRow = 8 * 1024 * 1024;

/** The records of a CSV file, the header among them. @throws RapportError where a quote never ends */
export async function* readCsv(bytes: Bytes, encoding: Encoding, language: Language): AsyncGenerator<Row> {
  const delimiter = delimiterOf(decodedHead(bytes.head, encoding));
  const parser = parse({
    delimiter,
    info: true,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: largestRow,
  });
  const text = encoding === 'utf-8' ? bytes.stream() : decoded(bytes.stream(), encoding);
  const source = Readable.from(text, { objectMode: false });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  // The parser counts a CR LF within a cell as two lines.
  let counted = 0;
  try {
    for await (const item of parser) {
      const { record, info } = item as { record: string[]; info: { lines: number } };
      const { breaks, pairs } = breaksIn(record);
      counted += pairs;
      yield { line: info.lines - counted - breaks, cells: record };
    }
  } catch (error) {
    throw explained(error, bytes.name, language);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** The delimiter that cuts the first lines most evenly; a comma where none does. */
export function delimiterOf(head: string): string {
  const announced = /^\uFEFF?sep=(.)\r?\n/.exec(head)?.[1];
  if (announced !== undefined) return announced;
  const unquoted = head.replace(/"(?:[^"]|"")*"?/g, '');
  const lines = unquoted.split(/\r\n|\n|\r/);
  if (head.length >= 1_000 && lines.length > 1) lines.pop();
  const filled = lines.filter((line) => line.trim() !== '').slice(0, 50);
  let best = { delimiter: ',', even: 0, count: 0 };
  for (const delimiter of delimiters) {
    const counts = filled.map((line) => line.split(delimiter).length - 1).sort((a, b) => a - b);
    const count = counts[counts.length >> 1] ?? 0;
    const even = counts.filter((one) => one === count).length / Math.max(1, counts.length);
    if (count > 0 && (even > best.even || (even === best.even && count > best.count)))
      best = { delimiter, even, count };
  }
  return best.delimiter;
}

function breaksIn(record: readonly string[]): { breaks: number; pairs: number } {
  const found = { breaks: 0, pairs: 0 };
  for (const cell of record) {
    if (!cell.includes('\n') && !cell.includes('\r')) continue;
    for (const [mark] of cell.matchAll(/\r\n|\n|\r/g)) {
      found.breaks++;
      if (mark.length === 2) found.pairs++;
    }
  }
  return found;
}

function explained(error: unknown, name: string, language: Language): unknown {
  const { code, lines } = error as Partial<CsvError> & { lines?: number };
  if (code !== 'CSV_QUOTE_NOT_CLOSED' && code !== 'CSV_MAX_RECORD_SIZE') return error;
  return refusal(
    language,
    {
      en: `${quoted(name)}, line ${lines}: a quoted cell does not end, or a row is larger than 8 MB.`,
      zh: `${quoted(name)} 第 ${lines} 行：引号没有闭合，或一行超过 8 MB。`,
    },
    {
      en: 'Look for a single " in or before that line, double it or take it out.',
      zh: '请在该行及之前查找单独的英文双引号，写成两个或删去。',
    },
  );
}
