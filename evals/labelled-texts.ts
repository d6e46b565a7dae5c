import { basename, dirname, resolve } from 'node:path';
import { openSource } from '../src/files/index.ts';
import { RapportError } from '../src/trust/index.ts';
import { EvalUsageError } from './suite.ts';

/** A text with what it is labelled, as the file has it. */
export interface LabelledText {
  /** Of the file's column `id` where it tells the rows apart, else the row's number from 1. */
  id: string;
  text: string;
  label: string;
  /** The other columns. */
  more: Readonly<Record<string, string>>;
}

export interface LabelledTexts {
  name: string;
  texts: LabelledText[];
}

/** What the columns are called elsewhere, the likelier name first. */
export interface ColumnNames {
  text: readonly string[];
  label: readonly string[];
}

/**
 * Reads texts and their labels from CSV, XLSX, JSON or JSON lines, also gzipped. Rows without text or label,
 * and rows that cannot be read, are left out and told.
 *
 * @throws EvalUsageError where the file, a column or every row is missing
 */
export async function readLabelledTexts(
  path: string,
  names: ColumnNames,
  say: (line: string) => void,
): Promise<LabelledTexts> {
  const source = await openSource(path, { language: 'en' }).catch((error: unknown) => {
    throw error instanceof RapportError ? new EvalUsageError(error.message) : error;
  });
  const { columns } = source;
  const name = nameOf(path);
  const [text, label] = [
    placeOf(columns, names.text, 'text', name),
    placeOf(columns, names.label, 'label', name),
  ];
  const texts: LabelledText[] = [];
  let [number, leftOut] = [0, 0];
  for await (const row of source.rows()) {
    number++;
    if ('reason' in row || row.cells[text]!.trim() === '' || row.cells[label]!.trim() === '') leftOut++;
    else
      texts.push({
        id: String(number),
        text: row.cells[text]!,
        label: row.cells[label]!.trim(),
        more: Object.fromEntries(columns.map((column, place) => [column, row.cells[place]!])),
      });
  }
  if (texts.length === 0) throw new EvalUsageError(`${name} holds no text with a label.`);
  if (leftOut > 0) say(`${name}: ${leftOut} rows without text or label are left out`);
  const ids = new Set(texts.map(({ more }) => more.id ?? ''));
  const areIds = ids.size === texts.length && !ids.has('');
  return { name, texts: areIds ? texts.map((entry) => ({ ...entry, id: entry.more.id! })) : texts };
}

function placeOf(
  columns: readonly string[],
  names: readonly string[],
  role: 'text' | 'label',
  file: string,
): number {
  const folded = columns.map((column) => column.trim().toLowerCase());
  for (const name of names) if (folded.includes(name)) return folded.indexOf(name);
  throw new EvalUsageError(
    `${file} has no column for the ${role}: it is called ${names.slice(0, 5).join(', ')} or the like. Columns: ${columns.slice(0, 20).join(', ')}.`,
  );
}

/** The folder's name for its dev part; with the file's behind it for others. */
function nameOf(path: string): string {
  const file = basename(path).replace(/(?:\.(?:csv|tsv|jsonl|json|xlsx|gz))+$/, '');
  const folder = basename(dirname(resolve(path)));
  return file === 'dev' ? folder : `${folder}-${file}`;
}
