import { fold, wholeTerm } from '../../search/index.ts';
import { canonicalJson } from '../../trust/index.ts';
import type { ImportKind } from '../contract.ts';

export type Columns = Readonly<Record<string, unknown>>;
type Whole = Parameters<typeof wholeTerm>[1];

/** One way to know a record again; `fits` looks closer at those that have the same text. */
export interface Level {
  as: Whole;
  texts(columns: Columns): readonly string[];
  /** Columns that must be the same too. */
  agreeing?: readonly string[];
  fits(row: Columns, record: Columns): boolean;
}

const textOf = (column: string) => (columns: Columns) =>
  typeof columns[column] === 'string' && columns[column] !== '' ? [columns[column]] : [];
const listOf = (column: string) => (columns: Columns) => (columns[column] ?? []) as string[];
export const agree = (column: string) => (row: Columns, record: Columns) =>
  canonicalJson(row[column] ?? null) === canonicalJson(record[column] ?? null);
/** Both have a value, and none is the same. */
const disagree = (
  as: Whole,
  values: (columns: Columns) => readonly string[],
  row: Columns,
  record: Columns,
) => {
  const [ours, theirs] = [row, record].map((columns) => values(columns).map((text) => wholeTerm(text, as)));
  return ours!.length > 0 && theirs!.length > 0 && !ours!.some((term) => theirs!.includes(term));
};
const emails = listOf('emails');
const phones = listOf('phones');

/** Strongest first. */
export const levels: Readonly<Record<ImportKind, readonly Level[]>> = {
  contact: [
    { as: 'email', texts: emails, fits: () => true },
    { as: 'phone', texts: phones, fits: (row, record) => areAlike(row.name, record.name) },
    {
      as: 'name',
      texts: textOf('name'),
      agreeing: ['companyId'],
      fits: (row, record) =>
        !disagree('email', emails, row, record) && !disagree('phone', phones, row, record),
    },
  ],
  company: [{ as: 'name', texts: textOf('name'), fits: () => true }],
  product: [
    { as: 'code', texts: textOf('sku'), fits: agree('sku') },
    {
      as: 'name',
      texts: textOf('name'),
      fits: (row, record) => !disagree('code', textOf('sku'), row, record),
    },
  ],
  order: [{ as: 'code', texts: textOf('number'), fits: agree('number') }],
  ticket: [{ as: 'code', texts: textOf('number'), fits: agree('number') }],
  deal: [
    {
      as: 'name',
      texts: textOf('name'),
      agreeing: ['contactId', 'companyId'],
      fits: () => true,
    },
  ],
  task: [
    {
      as: 'name',
      texts: textOf('title'),
      agreeing: ['contactId', 'dueOn'],
      fits: () => true,
    },
  ],
  interaction: [],
};

/** The terms of a row's texts, level by level. */
export const termsByLevel = (kind: ImportKind, columns: Columns): (readonly string[])[] =>
  levels[kind].map((level) => termsAt(level, columns));

const none: readonly string[] = [];

function termsAt({ as, texts }: Level, columns: Columns): readonly string[] {
  const given = texts(columns);
  return given.length === 0 ? none : given.map((text) => wholeTerm(text, as));
}

/** What records must have that have such terms and agree with the row: their keys in the memory of an import. */
export function keysAt({ agreeing }: Level, terms: readonly string[], columns: Columns): readonly string[] {
  if (!agreeing || terms.length === 0) return terms;
  let agreed = '';
  for (const column of agreeing) agreed += ` ${columns[column] ?? ''}`;
  return terms.map((term) => term + agreed);
}

/** Whether two names can be one record's: equal, or sharing a word or a pair of Han characters. */
function areAlike(one: unknown, other: unknown): boolean {
  const [left, right] = [partsOf(one), partsOf(other)];
  return left.length === 0 || right.length === 0 || left.some((part) => right.includes(part));
}

function partsOf(name: unknown): string[] {
  const runs = fold(String(name ?? '')).match(/\p{Script=Han}+|[\p{L}\p{N}]{2,}/gu) ?? [];
  return runs.flatMap((run) =>
    /^\p{Script=Han}{2,}/u.test(run)
      ? Array.from(run)
          .slice(1)
          .map((character, index) => Array.from(run)[index]! + character)
      : [run],
  );
}

/** An id is the same record's only where something else agrees too: files number their lines alike. */
export function isSameByExternalId(kind: ImportKind, row: Columns, record: Columns): boolean {
  if (kind === 'interaction') return agree('contactId')(row, record);
  const isSame = levels[kind].some((level) => {
    const theirs = termsAt(level, record);
    return termsAt(level, row).some((term) => theirs.includes(term));
  });
  const name = (columns: Columns) => columns.name ?? columns.title ?? columns.subject;
  return isSame || areAlike(name(row), name(record));
}
