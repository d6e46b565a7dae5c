import type { ImportProblem } from '../contract.ts';

/** What a batch knows of those before it. */
export interface Memory {
  /** Whether a record may have this key; false spares a look-up. */
  mayBeKnown(key: string): boolean;
  /** Whether an earlier line of the import was this record. */
  wasSeen(recordId: string): boolean;
  /** Whether records of files before this one may be missing, since they were not written but tried. */
  isRehearsal: boolean;
  /** Owners nobody knows, who were told of. */
  toldOwners: ReadonlySet<string>;
  /** The records that external ids of the import's lines mean where they are not kept; null where none. */
  held: ReadonlyMap<string, string | null>;
  /** The records that texts mean, by `kind text`, as earlier batches found them. */
  known: ReadonlyMap<string, string>;
}

/** What became of a batch. Nothing outside its transaction knows of it before it is committed. */
export interface Landed {
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  problems: ImportProblem[];
  /** The records its rows are that were there before. */
  recordIds: string[];
  /** Those it made: the first and the last of ids that follow one another. */
  made: { first: string; last: string } | null;
  /** The keys by which these may be known again. */
  keys: string[];
  unknownOwners: string[];
  /** The external ids that are held, and by which record. */
  held: ReadonlyMap<string, string | null>;
  /** The records that its rows' references mean, by `kind text`. */
  lookedUp: ReadonlyMap<string, string>;
  /** Whether anything was written at all, be it a field or a company. */
  wrote: boolean;
}
