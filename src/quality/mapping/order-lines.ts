import { type Language, quoted } from '../../trust/index.ts';
import { type ImportProblem, isProblem, type MappedRow, type Mapping } from '../contract.ts';
import { createSeen } from '../landing/seen.ts';
import { totalOf } from './children.ts';

/** What begins the fields of columns that tell of a line of an order. */
export const linePrefix = 'order_line.';

/** So many orders wait for more of their lines. */
const mostOpen = 1_000;

/** Whether each row of a file is a line of an order, so that several may be one order. */
export const isByLine = ({ columns }: Mapping): boolean =>
  columns.some(({ field }) => field?.startsWith(linePrefix));

/**
 * Makes one row of those that are lines of the same order: they share its number and stand together, or nearly.
 * The first that says something of the order is believed. Totals that differ are those of the lines: the order's is
 * what its lines come to.
 */
export async function* gatherLines(
  pieces: AsyncIterable<(MappedRow | ImportProblem)[]>,
  language: Language,
): AsyncGenerator<(MappedRow | ImportProblem)[]> {
  const open = new Map<string, MappedRow>();
  const closed = createSeen();
  const gathered = (row: MappedRow | ImportProblem): MappedRow | ImportProblem | undefined => {
    if (isProblem(row)) return row;
    const number = String(row.values.number);
    const known = open.get(number);
    if (known === undefined && closed.has(number))
      return { line: row.line, column: 'number', value: number, reason: apart(number)[language] };
    open.set(number, known === undefined ? row : joined(known, row));
    if (open.size <= mostOpen) return undefined;
    const [oldest] = open.keys();
    closed.add(oldest!);
    const whole = summed(open.get(oldest!)!);
    open.delete(oldest!);
    return whole;
  };
  for await (const piece of pieces) yield piece.flatMap((row) => gathered(row) ?? []);
  yield Array.from(open.values(), summed);
}

function joined(known: MappedRow, row: MappedRow): MappedRow {
  const references = { ...row.references, ...known.references };
  const values = { ...row.values, ...known.values };
  const { total } = row.values;
  if (total !== undefined && total !== values.total) delete values.total;
  const lines = [...(known.children?.order_line ?? []), ...(row.children?.order_line ?? [])];
  return {
    ...row,
    ...known,
    values,
    ...(Object.keys(references).length > 0 && { references }),
    ...(lines.length > 0 && { children: { ...known.children, order_line: lines } }),
  };
}

function summed(row: MappedRow): MappedRow {
  const total = row.values.total ?? totalOf(row.children?.order_line ?? []);
  return total === undefined || !row.children ? row : { ...row, values: { ...row.values, total } };
}

const apart = (number: string): Readonly<Record<Language, string>> => ({
  en: `The lines of order ${quoted(number)} stand far apart: sort the file by the orders' numbers.`,
  zh: `订单 ${quoted(number)} 的明细行相距太远：请按订单号排序后再导入。`,
});
