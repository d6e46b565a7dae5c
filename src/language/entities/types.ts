import type { Language } from '../tokens.ts';
import type { Gazetteer } from './gazetteer.ts';

export const entityTypes = [
  'date',
  'date_range',
  'money',
  'quantity',
  'percent',
  'phone',
  'email',
  'order',
  'person',
  'company',
  'product',
  'owner',
  'stage',
] as const;
export type EntityType = (typeof entityTypes)[number];

/** Kinds of names that come from the records. */
export type NamedType = Extract<EntityType, 'person' | 'company' | 'product' | 'owner' | 'stage'>;

/** Something a text names, with its place (UTF-16 offsets, end exclusive). */
export interface Entity {
  type: EntityType;
  start: number;
  end: number;
  text: string;
  /**
   * A day `YYYY-MM-DD`, a range `YYYY-MM-DD/YYYY-MM-DD`, a number, E.164 of a telephone, the record's name, the
   * address or number as written; of money the amount and its ISO 4217 code, null where no currency is said.
   */
  value: string | number | { amount: number; currency: string | null };
}

export interface EntityOptions {
  /** Now, as an ISO date or date-time; its day is today. */
  now: string;
  language?: Language | undefined;
  /** The names of the records. */
  gazetteer?: Gazetteer | undefined;
}

export interface Span {
  start: number;
  end: number;
}

export const entityAt = (
  text: string,
  type: EntityType,
  { start, end }: Span,
  value: Entity['value'],
): Entity => ({
  type,
  start,
  end,
  text: text.slice(start, end),
  value,
});

/** Whether a place meets none of those taken. */
export const isFree = (taken: readonly Span[], { start, end }: Span): boolean =>
  taken.every((other) => end <= other.start || start >= other.end);
