import type { Language, RecordKind, RecordValues } from '../../src/trust/index.ts';

export type { Language };

/** A row as the company's simulator writes it: the record's values, its id and when it came to be. */
export type Row<Kind extends RecordKind> = RecordValues<Kind> & {
  id: string;
  createdAt: Date;
  updatedAt: Date;
};

/** Every kind of record the simulated company has, in an order that never names a record before it exists. */
export const companyKinds = [
  'user',
  'pipeline',
  'stage',
  'custom_field',
  'product',
  'product_variant',
  'promotion',
  'company',
  'contact',
  'deal',
  'order',
  'order_line',
  'payment',
  'return',
  'product_event',
  'product_review',
  'ticket',
  'task',
  'interaction',
] as const satisfies readonly RecordKind[];

export type CompanyKind = (typeof companyKinds)[number];

/** One row and the kind it belongs to. */
export type CompanyRow = { [Kind in CompanyKind]: { kind: Kind; row: Row<Kind> } }[CompanyKind];

/** All rows of a company by kind: for companies that fit into memory. */
export type CompanyRows = { [Kind in CompanyKind]: Row<Kind>[] };

export function collectRows(rows: Iterable<CompanyRow>): CompanyRows {
  const collected = Object.fromEntries(companyKinds.map((kind) => [kind, []])) as unknown as Record<
    string,
    unknown[]
  >;
  for (const { kind, row } of rows) collected[kind]!.push(row);
  return collected as unknown as CompanyRows;
}

/** `con_000042`: short, sortable, and the same in every run. */
export const rowId = (prefix: string, number: number): string =>
  `${prefix}_${String(number).padStart(6, '0')}`;

/** What a row that was made and never touched again carries. */
export const stamped = <Values extends object>(id: string, at: Date, values: Values) => ({
  id,
  createdAt: at,
  updatedAt: at,
  ...values,
});
