import { type ImportProblem, isProblem, type Row, type Source } from '../contract.ts';
import { commaEvidence, dateEvidence, type Notation } from './cells.ts';

/** How far a file is read for the order of its dates. */
const rowsLookedAt = 50_000;

/** What a file's cells say about its dates and numbers. */
export interface Evidence extends Notation {
  /** A column whose dates may be read either way, with a value. */
  undecided?: { column: string; value: string };
}

/**
 * Decides what 03/04/2026 and 1.234 mean in a file from those of its cells that tell. Reads on while the
 * order of the dates is open.
 *
 * @param dates    the indexes of the columns with dates
 * @param numbers  those with numbers and amounts
 */
export async function evidenceOf(
  source: Source,
  dates: readonly number[],
  numbers: readonly number[],
): Promise<Evidence> {
  let dateOrder: Notation['dateOrder'];
  let open: Evidence['undecided'];
  const look = ({ cells }: Row): boolean => {
    for (const index of dates) {
      const evidence = dateEvidence(cells[index]!);
      if (evidence === 'either') open ??= { column: source.columns[index]!, value: cells[index]! };
      else if (evidence !== null) dateOrder ??= evidence;
    }
    return dateOrder !== undefined;
  };
  const decided = source.sample.some(look);
  if (!decided && open !== undefined) await lookOn(source.rows(), look);
  const commas = source.sample.flatMap(({ cells }) => numbers.map((index) => commaEvidence(cells[index]!)));
  const decimalComma =
    commas.filter((one) => one === true).length > commas.filter((one) => one === false).length;
  return {
    ...(dateOrder !== undefined && { dateOrder }),
    ...(decimalComma && { decimalComma }),
    ...(dateOrder === undefined && open !== undefined && { undecided: open }),
  };
}

async function lookOn(rows: AsyncIterable<Row | ImportProblem>, look: (row: Row) => boolean): Promise<void> {
  let count = 0;
  for await (const row of rows) if (++count > rowsLookedAt || (!isProblem(row) && look(row))) return;
}
