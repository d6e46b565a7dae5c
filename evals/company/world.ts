import type { Calendar } from './calendar.ts';
import type { Catalogue } from './catalogue.ts';
import { rowId } from './rows.ts';
import type { Employee } from './staff.ts';

/** What every part of a simulation shares. */
export interface World {
  seed: number;
  calendar: Calendar;
  catalogue: Catalogue;
  staff: readonly Employee[];
  /** The next id of a prefix: `ord_000001`, `ord_000002`, … */
  nextId(prefix: string): string;
  /** The next number people see on a document, counted from `first`. */
  nextNumber(series: string, first: number): number;
}

export function createCounters(): Pick<World, 'nextId' | 'nextNumber'> {
  const counts = new Map<string, number>();
  const count = (name: string): number => {
    const next = (counts.get(name) ?? 0) + 1;
    counts.set(name, next);
    return next;
  };
  return {
    nextId: (prefix) => rowId(prefix, count(prefix)),
    nextNumber: (series, first) => first + count(`number of ${series}`) - 1,
  };
}
