import type { Transaction } from '../../db/index.ts';
import type { Actor, Language } from './actor.ts';
import type { RecordStore } from './record-store.ts';

/** The workspace a scope is bound to, as its services need it. */
export interface Workspace {
  id: string;
  name: string;
  timeZone: string;
  currency: string;
  language: Language;
  fiscalYearStart: number;
  settings: Readonly<Record<string, unknown>>;
}

/** One short transaction of one actor in one workspace: what every service of the ground floor is bound to. */
export interface Scope {
  tx: Transaction;
  workspace: Workspace;
  actor: Actor;
  now: Date;
  /** The changes this transaction takes back. */
  undoes: string[];
  /** The draft this transaction applies. */
  applies?: string;
  /** The only way to write records: it logs what it does and keeps the search index true. */
  records: RecordStore;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The day a moment falls on in a time zone, as YYYY-MM-DD. */
export function dayIn(timeZone: string, moment: Date): string {
  const format =
    dayFormats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  dayFormats.set(timeZone, format);
  return format.format(moment);
}
