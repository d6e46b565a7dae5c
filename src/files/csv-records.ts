import { type CsvError, parse } from 'csv-parse';
import type { Row } from './contract.ts';

/** A record of a CSV file, and where it ends. */
export interface CsvRecord {
  row: Row;
  /** The line it ends in. */
  last: number;
}

/** Records that were found together. */
export interface CsvRecords {
  records: CsvRecord[];
  /** Whether they stand before one whose quote does not end, or that is too large: the last that are told. */
  isUnended: boolean;
}

/** Bytes of a row, or what an open quote takes for one. */
const largestRow = 8 * 1024 * 1024;

/**
 * Takes CSV apart, piece by piece: lines end in LF, CR LF or CR, empty ones are passed over, and a cell whose
 * quotes stand otherwise than they should is what is written.
 *
 * @param before  lines that stood before the text
 */
export async function* csvRecords(
  text: AsyncIterable<Buffer | string>,
  delimiter: string,
  before: number,
): AsyncGenerator<CsvRecords> {
  let records: CsvRecord[] = [];
  let pairsBefore = 0;
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: largestRow,
    // Records are taken here and not from the stream, which would lose those before an error.
    on_record(cells: string[], { lines }) {
      const { breaks, pairs } = breaksIn(cells);
      pairsBefore += pairs;
      const last = before + lines - pairsBefore;
      records.push({ row: { line: last - breaks, cells }, last });
      return null;
    },
  });
  // What is wrong is told to whoever writes as well.
  parser.on('error', () => undefined);
  const taken = (failure: Error | null | undefined): CsvRecords => {
    if (failure && !isUnended(failure)) throw failure;
    const found = { records, isUnended: Boolean(failure) };
    records = [];
    return found;
  };
  try {
    for await (const piece of text) {
      const found = taken(await new Promise((resolve) => parser.write(piece, resolve)));
      yield found;
      if (found.isUnended) return;
    }
    yield taken(await new Promise((resolve) => parser.end(resolve)));
  } finally {
    parser.destroy();
  }
}

/** Line breaks within cells, and how many of them are CR LF, each of which the parser counts as two. */
function breaksIn(cells: readonly string[]): { breaks: number; pairs: number } {
  const found = { breaks: 0, pairs: 0 };
  for (const cell of cells) {
    if (!cell.includes('\n') && !cell.includes('\r')) continue;
    for (const [mark] of cell.matchAll(/\r\n|\n|\r/g)) {
      found.breaks += 1;
      if (mark.length === 2) found.pairs += 1;
    }
  }
  return found;
}

const isUnended = (error: Error): boolean =>
  ['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE'].includes((error as CsvError).code);
