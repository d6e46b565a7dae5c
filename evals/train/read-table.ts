import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export type Row = Readonly<Record<string, string>>;

/**
 * The rows of a CSV file with a header, or of JSON lines; `.gz` is read where the plain file is absent.
 * @throws Error where neither exists
 */
export function readTable(path: string): Row[] {
  const text = existsSync(path)
    ? readFileSync(path, 'utf8')
    : gunzipSync(readFileSync(`${path}.gz`)).toString('utf8');
  if (!path.endsWith('.jsonl')) return parseCsv(text);
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** Rows of comma-separated values with quotes (RFC 4180), by the names in the first line. */
export function parseCsv(text: string): Row[] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/gy;
  for (const [all, quoted, plain, end] of text.matchAll(pattern)) {
    if (all === '' && rows.at(-1)!.length === 0) break;
    rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  const [names = [], ...records] = rows.filter((row) => row.length > 0);
  return records.map((record) =>
    Object.fromEntries(names.map((name, column) => [name, record[column] ?? ''])),
  );
}
