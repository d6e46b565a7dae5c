/** One line of a file. */
export interface Row {
  /** Counted from 1 as an editor or a spreadsheet counts; for JSON the record's number. */
  line: number;
  /** As many as there are columns, as written; an empty cell is ''. */
  cells: string[];
  /** Lists of records within a JSON record, by the name they stand under. */
  nested?: Record<string, Record<string, unknown>[]>;
}

/** A line that could not be read or written, or a cell of it. */
export interface RowProblem {
  /** The file's name, where an import has several files. */
  source?: string;
  line: number;
  column?: string;
  value?: string;
  reason: string;
}

/** An opened file: its columns and first rows are known, the rest streams. */
export interface Source {
  name: string;
  format: 'csv' | 'json' | 'jsonl' | 'xlsx';
  encoding: string;
  columns: string[];
  /** The first rows, at most 200. */
  sample: Row[];
  /** Names of the lists of records its records hold (JSON alone); mapped as `items[]`. */
  lists: string[];
  /** Every row, from the start; a row that cannot be read arrives as its problem. */
  rows(): AsyncIterable<Row | RowProblem>;
  /** The same, as many at a time as are read at once. */
  pieces(): AsyncIterable<(Row | RowProblem)[]>;
  /** Size on disk, and how much of it has been read; for progress. */
  bytesTotal: number;
  bytesRead(): number;
}
