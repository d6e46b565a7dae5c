import type { Row } from './contract.ts';

/** A record of a CSV file, and where it ends. */
export interface CsvRecord {
  row: Row;
  /** The line it ends in. */
  last: number;
}

export interface CsvRecords {
  /**
   * The records that end within the next bytes, in UTF-8.
   * @param isEnd  whether these are the last ones
   * @returns those before the one whose quote does not end, or that is too large, where there is such a one
   */
  read(bytes: Buffer, isEnd: boolean): { records: CsvRecord[]; isUnended: boolean };
}

/** Bytes of a row, or what an open quote takes for one. */
const largestRow = 8 * 1024 * 1024;

const [feed, back, mark] = ['\n', '\r', '"'].map((one) => one.charCodeAt(0)) as [number, number, number];
const byteOrder = Buffer.from('\uFEFF');

/**
 * Takes CSV apart (RFC 4180): lines end in LF, CR LF or CR, empty ones are passed over, and a cell whose quotes
 * stand otherwise than they should is what is written. A line without quotes, as most are, is cut as a whole.
 *
 * @param before  lines that stood before the first byte
 */
export function createCsvRecords(delimiter: string, before: number): CsvRecords {
  const between = Buffer.from(delimiter);
  let rest: Buffer = Buffer.alloc(0);
  let line = before + 1;
  let isStart = true;

  return {
    read(bytes, isEnd) {
      const buffer = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const records: CsvRecord[] = [];
      const breakAfter = breaksOf(buffer, isEnd);
      let start = 0;
      if (isStart && (isEnd || buffer.length >= byteOrder.length)) {
        if (buffer.subarray(0, byteOrder.length).equals(byteOrder)) start = byteOrder.length;
        isStart = false;
      }
      for (let end = 0; start < buffer.length && !isStart; start = end) {
        const lineEnd = breakAfter(start);
        if (lineEnd < 0) break;
        end = afterBreak(buffer, lineEnd);
        const text = buffer.toString('utf8', start, lineEnd);
        const cells = text === '' || text.includes('"') ? null : text.split(delimiter);
        const quoted = text !== '' && cells === null ? recordAt(buffer, start, between, isEnd) : null;
        if (quoted === undefined) break;
        if (quoted) end = quoted.end;
        if (end - start > largestRow) return { records, isUnended: true };
        const row = { line, cells: cells ?? quoted?.cells ?? [] };
        const last = line + (quoted ? breaksIn(quoted.cells) : 0);
        if (text !== '') records.push({ row, last });
        line = last + 1;
      }
      rest = buffer.subarray(start);
      return { records, isUnended: isEnd ? rest.length > 0 : rest.length > largestRow };
    },
  };
}

/** Finds the first line break from a place on; at the end of the text there is one more, and none may be half read. */
function breaksOf(buffer: Buffer, isEnd: boolean): (start: number) => number {
  const next = { [feed]: -1, [back]: -1 };
  const after = (code: number, start: number): number => {
    if (next[code]! < start) {
      const found = buffer.indexOf(code, start);
      next[code] = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return next[code]!;
  };
  return (start) => {
    const found = Math.min(after(feed, start), after(back, start), buffer.length);
    const isHalf = found >= buffer.length - (buffer[found] === back ? 1 : 0);
    return isHalf && !isEnd ? -1 : found;
  };
}

/** Where a record begins after a line break. */
const afterBreak = (buffer: Buffer, place: number): number =>
  place + (buffer[place] === back && buffer[place + 1] === feed ? 2 : 1);

/** A record in which quotes stand; undefined where it does not end within the bytes. */
function recordAt(
  buffer: Buffer,
  start: number,
  between: Buffer,
  isEnd: boolean,
): { cells: string[]; end: number } | undefined {
  const { length } = buffer;
  const isBetween = (place: number): boolean =>
    buffer[place] === between[0] &&
    (between.length === 1 || buffer.subarray(place, place + between.length).equals(between));
  const isBreak = (place: number): boolean => buffer[place] === feed || buffer[place] === back;
  const isOver = (place: number): boolean => place >= length || isBetween(place) || isBreak(place);
  const over = (from: number): number => {
    let place = from;
    while (!isOver(place)) place++;
    return place;
  };
  const cells: string[] = [];
  for (let place = start; ; place += between.length) {
    const closed = buffer[place] === mark ? closingQuote(buffer, place + 1) : null;
    if (closed === undefined || (closed && closed.place + 1 === length && !isEnd)) return undefined;
    const written = closed ? buffer.toString('utf8', place + 1, closed.place) : '';
    const inside = closed?.isDoubled ? written.replaceAll('""', '"') : written;
    if (closed && isOver(closed.place + 1)) {
      cells.push(inside);
      place = closed.place + 1;
    } else {
      const from = closed ? closed.place : place;
      place = over(from);
      cells.push((closed ? `"${inside}` : '') + buffer.toString('utf8', from, place));
    }
    if (place < length && isBetween(place)) continue;
    const isHalf = place >= length - (buffer[place] === back ? 1 : 0);
    return isHalf && !isEnd ? undefined : { cells, end: afterBreak(buffer, place) };
  }
}

/** The quote that ends a cell, and whether there are doubled ones before it; undefined where there is none. */
function closingQuote(buffer: Buffer, start: number): { place: number; isDoubled: boolean } | undefined {
  let isDoubled = false;
  for (let from = start; ; isDoubled = true) {
    const place = buffer.indexOf(mark, from);
    if (place < 0) return undefined;
    if (buffer[place + 1] !== mark) return { place, isDoubled };
    from = place + 2;
  }
}

const breaksIn = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
