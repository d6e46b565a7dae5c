import type { DateSpan } from '../../../language/index.ts';
import type { Candidate } from '../../directory.ts';
import type { Clause } from './clause.ts';
import type { Mood } from './guards.ts';
import type { Channel } from './lexicon.ts';

/** One condition on a field of the records that are meant. */
export interface Constraint {
  field: string;
  comparison: 'in' | 'not in' | 'at' | 'contains' | '<' | '<=' | '>' | '>=' | 'between' | 'empty' | 'set';
  values: readonly string[];
  /** Of `at` a firm by its e-mail addresses: addresses that only begin like one of these. */
  unlike?: readonly string[];
}

/** A record somebody named, with whom the name may mean. */
export interface Named {
  text: string;
  candidates: readonly Candidate[];
}

/** Whether two names may mean the same record. */
export const mayBeOne = (some: readonly { id: string }[], others: readonly { id: string }[]): boolean =>
  some.some(({ id }) => others.some((other) => other.id === id));

/** Which records are meant: those named, those under conditions, or those spoken of before. */
export interface Target {
  kind: string;
  records: readonly Named[];
  /** Names nobody here bears. */
  strangers: readonly string[];
  constraints: readonly Constraint[];
  /** Records under conditions are meant. */
  set: boolean;
  /** Words such as "small" that say nothing a field holds. */
  vague: string | undefined;
  reference: 'one' | 'many' | undefined;
  /** The first, the second, … of the list shown; -1 the last. */
  ordinal: number | undefined;
  /** The first so many of the list shown. */
  first: number | undefined;
  except: readonly Named[];
  /** Just two are meant: "both". */
  pair?: true;
  /** Those of the list shown that nothing was done with since: "the other one", “剩下的”. */
  others?: true;
  /** One of those shown is meant, by what sets it apart: "the one whose phone starts with 458". */
  among?: Among;
}

/** What sets one of a list apart, beside conditions. */
export interface Among {
  /** How a field begins or ends. */
  edge?: { field: string; end: boolean; text: string };
  /** It has the first or the last day of all. */
  extreme?: { field: string; descending: boolean };
}

export type Value = string | boolean | readonly string[];

/** What becomes of a field. */
export type Change =
  | { field: string; is: 'set'; value: Value }
  | { field: string; is: 'append'; value: string }
  | { field: string; is: 'clear' }
  | { field: string; is: 'moved'; count: number; unit: NonNullable<DateSpan['length']>['unit'] };

/** What a person wants done. */
export type Act = 'update' | 'create' | 'delete' | 'log' | 'undo';

export interface Frame {
  act: Act;
  mood: Mood;
  target: Target;
  changes: readonly Change[];
  /** A plain "update that": the content is in what was said before. */
  generic: boolean;
  /** The fields a plain "update that" names. */
  asks?: readonly string[];
  /** Something that was said cannot be taken into account: an unknown colleague, a value no field has. */
  problem?: Problem;
  log?: LogEntry;
  /** All of them, spoken without any condition. */
  everything: boolean;
  /** Whether the words try to get round a confirmation. */
  override: boolean;
  clause: Clause;
}

export type Problem =
  | { type: 'unknown-member'; name: string }
  | { type: 'unknown-value'; field: string; text: string }
  | { type: 'condition'; text: string }
  /** One is meant, of those under conditions, and nothing says which. */
  | { type: 'one' }
  /** What somebody has is meant, and there is none. */
  | { type: 'has-none'; who: string; kind: string }
  /** Words that no condition and no change holds. */
  | { type: 'unread'; text: string };

export interface LogEntry {
  channel: Channel;
  summary: string;
  occurredOn: string | undefined;
  followUpOn: string | undefined;
}

/** What a person wants to know. */
export interface Question {
  what: 'count' | 'list' | 'fields' | 'check' | 'group' | 'extreme' | 'overview' | 'talk';
  target: Target;
  /** The kind of the records asked for where they are somebody's: "which deals does she have?" */
  belongings?: string;
  /** The fields asked for, or the one grouped or sorted by. */
  fields: readonly string[];
  /** For `check`: what is asked to be so; for belongings: which of them. */
  constraints: readonly Constraint[];
  /** For `extreme` and `group`: the last or the first. */
  descending: boolean;
  /** Only the first of them is asked for. */
  single: boolean;
  /** How many of them are asked for. */
  limit: number | undefined;
  /** It asks among those spoken of before. */
  refers: boolean;
  clause: Clause;
}
