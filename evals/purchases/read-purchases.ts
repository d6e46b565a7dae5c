import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { openSource } from '../../src/files/index.ts';
import type { PurchaseSummary } from '../../src/insight/purchases/index.ts';
import { RapportError } from '../../src/trust/index.ts';
import { EvalUsageError } from '../suite.ts';

const DAY = 86_400_000;
const WEEK = 7 * DAY;

/** A customer as of the end of what is learned from; times in weeks. */
export interface Buyer extends PurchaseSummary {
  id: string;
  /** Mean amount of the repeat purchases; absent where the data hold none above 0. */
  average?: number;
}

/** One day's purchases of one customer. */
export interface Purchase {
  customer: string;
  /** Midnight of the day, in milliseconds. */
  day: number;
  amount: number;
}

const customerNames = ['customer_id', 'customer', 'id', 'user', 'contact', '客户'];
const dateNames = ['date', 'ordered_at', 'timestamp', 'day', '日期'];
const amountNames = ['amount', 'value', 'revenue', 'total', 'spend', '金额'];

/** The parts of a folder: what is learned from and, where it is there, what came later. */
export function purchaseFiles(path: string): { name: string; earlier: string; later?: string } {
  if (!existsSync(path)) throw new EvalUsageError(`There is no file or folder ${path}.`);
  const absolute = resolve(path);
  if (!statSync(path).isDirectory()) {
    const file = basename(path).replace(/\.(csv|jsonl|xlsx)(\.gz)?$/, '');
    const folder = basename(dirname(absolute));
    return { name: file === 'train' ? folder : `${folder}-${file}`, earlier: path };
  }
  const part = (...names: string[]) =>
    names.flatMap((name) => [`${name}.csv`, `${name}.csv.gz`]).find((name) => existsSync(join(path, name)));
  const earlier = part('train');
  if (earlier === undefined) throw new EvalUsageError(`The folder ${path} has no train.csv.`);
  const later = part('dev', 'heldout');
  return {
    name: basename(absolute),
    earlier: join(path, earlier),
    ...(later !== undefined && { later: join(path, later) }),
  };
}

/**
 * Reads purchases, one a row, or customers already summed up (frequency, recency, T). Purchases of a day are
 * one; what cannot be read is left out and told.
 *
 * @throws EvalUsageError where customer or date has no column, or no row can be read
 */
export async function readPurchases(
  path: string,
  say: (line: string) => void,
): Promise<Purchase[] | Buyer[]> {
  const source = await openSource(path, { language: 'en' }).catch((error: unknown) => {
    throw error instanceof RapportError ? new EvalUsageError(error.message) : error;
  });
  const places = new Map(source.columns.map((column, index) => [column.trim().toLowerCase(), index]));
  const place = (names: readonly string[]) =>
    names.map((name) => places.get(name)).find((at) => at !== undefined);
  const [frequency, recency, age] = [place(['frequency']), place(['recency']), place(['t'])];
  const customer = place(customerNames);
  const [date, amount] = [place(dateNames), place(amountNames)];
  const isSummed = frequency !== undefined && recency !== undefined && age !== undefined;
  if (customer === undefined || (date === undefined && !isSummed))
    throw new EvalUsageError(
      `${basename(path)} needs a column for the customer (${customerNames.join(', ')}) and one for the date (${dateNames.join(', ')}). It has ${source.columns.join(', ')}.`,
    );
  const buyers: Buyer[] = [];
  const days = new Map<string, Purchase>();
  let left = 0;
  for await (const row of source.rows()) {
    if ('reason' in row) {
      left++;
      continue;
    }
    const id = row.cells[customer]!.trim();
    if (isSummed) {
      const [repeats, lastAt, known] = [frequency, recency, age].map((at) => Number(row.cells[at])) as [
        number,
        number,
        number,
      ];
      if (repeats >= 0 && lastAt >= 0 && known >= lastAt) buyers.push({ id, repeats, lastAt, age: known });
      else left++;
      continue;
    }
    const day = dayOf(row.cells[date!]!);
    const paid = amount === undefined ? 0 : Number(row.cells[amount]);
    if (id === '' || Number.isNaN(day) || !Number.isFinite(paid)) {
      left++;
      continue;
    }
    const key = `${id}/${day}`;
    const known = days.get(key);
    if (known) known.amount += paid;
    else days.set(key, { customer: id, day, amount: paid });
  }
  if (left > 0) say(`${basename(path)}: ${left} rows could not be read and are left out`);
  if (buyers.length + days.size === 0) throw new EvalUsageError(`${basename(path)} holds no purchase.`);
  return isSummed ? buyers : [...days.values()];
}

/** Customers as they stood at a moment, in weeks from their first purchase. */
export function buyersAt(purchases: readonly Purchase[], end: number): Buyer[] {
  const known = purchases.filter(({ day }) => day <= end);
  return [...Map.groupBy(known, ({ customer }) => customer)].map(([id, own]) => {
    const first = own.reduce((least, { day }) => Math.min(least, day), Number.POSITIVE_INFINITY);
    const last = own.reduce((most, { day }) => Math.max(most, day), first);
    const later = own.filter(({ day, amount }) => day > first && amount > 0);
    const spent = later.reduce((sum, { amount }) => sum + amount, 0);
    return {
      id,
      repeats: own.length - 1,
      lastAt: (last - first) / WEEK,
      age: (end - first) / WEEK,
      ...(later.length > 0 && { average: spent / later.length }),
    };
  });
}

export const weeksBetween = (from: number, to: number): number => (to - from) / WEEK;

/** `1997-01-31`, `1997/1/31` or `19970131` as midnight UTC; else NaN. */
function dayOf(text: string): number {
  const found = /^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?:[T\s].*)?$/.exec(text.trim());
  return found ? Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])) : Number.NaN;
}
