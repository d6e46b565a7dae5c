import { randomFrom } from '../../language/index.ts';
import { areaUnderCurve } from './quality.ts';
import { isMissing, numberIn, type TextColumn } from './table.ts';

/** Why a column seems to know the outcome it should foretell. */
export type LeakReason =
  /** It alone tells the outcome nearly for sure. */
  | 'tells_outcome'
  /** It is filled in for one outcome rather than the other, and where it is filled it tells them apart. */
  | 'filled_by_outcome'
  /** Its name says that it holds the latest state, which may be that after the outcome. */
  | 'latest_state';

export interface Leak {
  column: string;
  reason: LeakReason;
  /** Share of the uncertainty about the outcome that this column alone takes away, on rows not seen. */
  explained: number;
}

/** What nothing honest reaches alone: in telling who leaves, the best single columns explain a fifth. */
const nearlyAll = 0.45;
const filledLeast = { explained: 0.15, separation: 0.1 };
const latestLeast = 0.05;
const latestWords =
  /(^|[^\p{L}])(last|latest|final|current status|closed|outcome|result)([^\p{L}]|$)|最后|最近|最新|最终|关闭|结果/iu;
const numberBins = 20;
/** How many rows of the mean share a level's own share is mixed with. */
const prior = 5;

/**
 * Finds columns that were written after the outcome, or with it. They make a model shine in every test and
 * fail on customers whose outcome is still open.
 *
 * @param labels  the outcome of every row, of both kinds
 */
export function findLeaks(columns: readonly TextColumn[], labels: readonly boolean[]): Leak[] {
  return columns.flatMap(({ name: column, cells }): Leak[] => {
    const explained = explainedBy(levelsOf(cells), labels);
    if (explained >= nearlyAll) return [{ column, reason: 'tells_outcome', explained }];
    const known = cells.flatMap((cell, row) => (isMissing(cell) ? [] : [row]));
    const isFilledByOutcome =
      separation(cells, labels) >= filledLeast.separation &&
      explainedBy(
        levelsOf(known.map((row) => cells[row]!)),
        known.map((row) => labels[row]!),
      ) >= filledLeast.explained;
    if (isFilledByOutcome) return [{ column, reason: 'filled_by_outcome', explained }];
    const isLatest = latestWords.test(column) && !isNumeric(cells) && explained >= latestLeast;
    return isLatest ? [{ column, reason: 'latest_state', explained }] : [];
  });
}

/** How far from chance being blank is from telling the outcome: 0 to 0.5. */
function separation(cells: readonly string[], labels: readonly boolean[]): number {
  const blank = cells.map((cell) => Number(isMissing(cell)));
  return Math.abs(areaUnderCurve(blank, labels).value - 0.5);
}

const isNumeric = (cells: readonly string[]): boolean =>
  cells.every((cell) => isMissing(cell) || !Number.isNaN(numberIn(cell)));

/** Every cell as one of few levels: categories as they are, many numbers as quantiles. */
function levelsOf(cells: readonly string[]): readonly string[] {
  if (!isNumeric(cells)) return cells;
  const numbers = cells.map(numberIn);
  const sorted = Float64Array.from(numbers.filter((value) => !Number.isNaN(value))).sort();
  const cuts = Array.from(
    { length: numberBins - 1 },
    (_, cut) => sorted[Math.floor(((cut + 1) * sorted.length) / numberBins)]!,
  );
  return numbers.map((value) => String(Number.isNaN(value) ? -1 : cuts.filter((cut) => value > cut).length));
}

/**
 * One less the logarithmic loss of each level's share of events over that of the share of all, where the
 * shares of one half of the rows, drawn at random, foretell the other. 0 where it tells nothing, 1 where it tells all.
 */
function explainedBy(levels: readonly string[], labels: readonly boolean[]): number {
  const events = labels.filter(Boolean).length;
  if (events === 0 || events === labels.length) return 0;
  const rate = events / labels.length;
  const random = randomFrom(1);
  const halfOf = labels.map(() => (random() < 0.5 ? 0 : 1));
  const halves = [0, 1].map((half) => {
    const counts = new Map<string, { rows: number; events: number }>();
    levels.forEach((level, row) => {
      if (halfOf[row] === half) return;
      const count = counts.get(level) ?? { rows: 0, events: 0 };
      counts.set(level, { rows: count.rows + 1, events: count.events + Number(labels[row]) });
    });
    return counts;
  });
  const loss = levels.reduce((sum, level, row) => {
    const { rows, events: own } = halves[halfOf[row]!]!.get(level) ?? { rows: 0, events: 0 };
    const share = (own + prior * rate) / (rows + prior);
    return sum - Math.log(labels[row] ? share : 1 - share);
  }, 0);
  const uncertainty = -(rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate));
  return Math.max(0, 1 - loss / labels.length / uncertainty);
}
