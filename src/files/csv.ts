import { type CsvError, parse } from 'csv-parse';
import { type Language, quoted } from '../trust/index.ts';
import type { Bytes } from './bytes.ts';
import type { Row, RowProblem } from './contract.ts';
import { decoded, decodedHead, type Encoding } from './encoding.ts';
import { refusal } from './refusal.ts';

const delimiters = [',', ';', '\t', '|'];
/** A row, or what an open quote takes for one. */
const largestRow = 8 * 1024 * 1024;

/** So many quotes that never end are passed over; a file with more is none. */
const mostUnended = 20;

/**
 * The records of a CSV file, the header among them. A line whose quote never ends arrives as its problem, and
 * the lines after it as if it were not there.
 *
 * @throws RapportError where that line is the first
 */
export async function* readCsv(
  bytes: Bytes,
  encoding: Encoding,
  language: Language,
): AsyncGenerator<Row | RowProblem> {
  const delimiter = delimiterOf(decodedHead(bytes.head, encoding));
  const text = () => decoded(bytes.stream(), encoding);
  let done = 0;
  for (let unended = 0; ; unended++) {
    const from = done;
    const rest = from > 0 ? afterLines(text(), from) : encoding === 'utf-8' ? bytes.stream() : text();
    try {
      for await (const { row, last } of parsed(rest, delimiter, from)) {
        done = last;
        yield row;
      }
      return;
    } catch (error) {
      if (!isUnended(error)) throw error;
      const line = await nextFilledLine(text(), done);
      const words = unendedAt(bytes.name, line);
      if (done === 0 || unended >= mostUnended) throw refusal(language, words.message, words.hint);
      yield { line, reason: words.reason[language] };
      done = line;
    }
  }
}

/** The records of a text, each with the number of its last line; lines are counted on from those before it. */
async function* parsed(
  text: AsyncIterable<Buffer | string>,
  delimiter: string,
  before: number,
): AsyncGenerator<Parsed> {
  let found: Parsed[] = [];
  // The parser counts a CR LF within a cell as two lines.
  let counted = 0;
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: largestRow,
    // Records are taken here and not from the stream, which would lose those before an error.
    on_record(record: string[], { lines }) {
      const { breaks, pairs } = breaksIn(record);
      counted += pairs;
      const last = before + lines - counted;
      found.push({ row: { line: last - breaks, cells: record }, last });
      return null;
    },
  });
  const failure = new Promise<never>((_, reject) => parser.once('error', reject));
  failure.catch(() => undefined);
  const ended = new Promise<void>((resolve) => parser.once('end', resolve));
  parser.resume();
  const failed: { reason?: unknown } = {};
  const take = async (work: Promise<unknown>): Promise<Parsed[]> => {
    await Promise.race([work, failure]).catch((error: unknown) => {
      failed.reason = error;
    });
    const taken = found;
    found = [];
    return taken;
  };
  try {
    for await (const chunk of text) {
      yield* await take(new Promise((resolve) => parser.write(chunk, resolve)));
      if ('reason' in failed) throw failed.reason;
    }
    parser.end();
    yield* await take(ended);
    if ('reason' in failed) throw failed.reason;
  } finally {
    parser.destroy();
  }
}

interface Parsed {
  row: Row;
  /** The line it ends in. */
  last: number;
}

/** A text without its first lines. */
async function* afterLines(text: AsyncIterable<string>, lines: number): AsyncGenerator<string> {
  let left = lines;
  let isAfterReturn = false;
  for await (const piece of text) {
    let start = 0;
    while (start < piece.length && (left > 0 || (isAfterReturn && piece[start] === '\n'))) {
      const mark = piece[start++];
      if (mark === '\r' || (mark === '\n' && !isAfterReturn)) left -= 1;
      isAfterReturn = mark === '\r';
    }
    if (start === piece.length) continue;
    isAfterReturn = false;
    yield piece.slice(start);
  }
}

/** The number of the first line after some that is not empty. */
async function nextFilledLine(text: AsyncIterable<string>, done: number): Promise<number> {
  let line = done + 1;
  let before = '';
  for await (const piece of afterLines(text, done))
    for (const mark of piece) {
      if (mark !== '\r' && mark !== '\n') return line;
      if (mark === '\r' || before !== '\r') line += 1;
      before = mark;
    }
  return line;
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

const isUnended = (error: unknown): boolean => {
  const { code } = error as Partial<CsvError>;
  return code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE';
};

const unendedAt = (name: string, line: number) => ({
  message: {
    en: `${quoted(name)}, line ${line}: a quoted cell does not end, or a row is larger than 8 MB.`,
    zh: `${quoted(name)} 第 ${line} 行：引号没有闭合，或一行超过 8 MB。`,
  },
  reason: {
    en: 'A quoted cell does not end, or the row is larger than 8 MB: double a single " or take it out.',
    zh: '引号没有闭合，或该行超过 8 MB：请把单独的英文双引号写成两个或删去。',
  },
  hint: {
    en: 'Look for a single " in that line, double it or take it out.',
    zh: '请在该行查找单独的英文双引号，写成两个或删去。',
  },
});
