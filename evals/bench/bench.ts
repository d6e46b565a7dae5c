import { quantile } from '../statistics.ts';

/** What the person running benches chose. */
export interface BenchOptions {
  /** How often every side is taken; each bench has its own default. */
  rounds?: number;
  /** How much data it runs on, in rows of its main table; below the default for a quick look. */
  size?: number;
}

/** Where a bench speaks, and which database it may use: by default it opens an embedded one of its own. */
export interface BenchHost {
  /** A line beside the result: progress. */
  say(line: string): void;
  /** A Postgres server, on which a bench makes a database of its own and drops it. */
  databaseUrl?: string;
  signal: AbortSignal;
}

/** One measured thing: several sides taken in one run, by turns, and the ratio that is gated. */
export interface Measure {
  name: string;
  unit: 'ms' | 'rows/s' | 'calls/s' | 'calls' | 'MB' | 'share';
  /** What was measured for each side; medians unless the name says otherwise. */
  sides: Record<string, number>;
  /** The lowest and highest round behind a side. */
  spread?: Record<string, Spread>;
  ratio?: number;
  /** On the ratio where there is one, else on the first side. */
  bar?: Bar;
  /** Rounds or calls behind each side. */
  n: number;
  /** One sentence: what was left out, how it was taken. */
  note?: string;
}

export type Spread = readonly [low: number, high: number];

export interface Bar {
  most?: number;
  least?: number;
}

/** How fast, or how lean, one part of the product is. */
export interface Bench {
  name: string;
  description: Readonly<Record<'en' | 'zh', string>>;
  run(options: BenchOptions, host: BenchHost): Promise<Measure[]>;
}

/** What the bar of a measure is held against. */
export const gated = ({ ratio, sides }: Measure): number | undefined => ratio ?? Object.values(sides)[0];

/** Whether a measure is within its bar; true where it has none. */
export function isMet(measure: Measure): boolean {
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = measure.bar ?? {};
  const value = gated(measure);
  return value !== undefined && value >= least && value <= most;
}

/**
 * Takes every side once a round, in turning order, so that what else the machine does falls on all of them.
 *
 * @param sides   each gives what it measured in one round
 * @returns the rounds of each side, in their order
 */
export async function alternate<Side extends string>(
  sides: Readonly<Record<Side, () => Promise<number>>>,
  rounds: number,
  signal: AbortSignal,
): Promise<Record<Side, number[]>> {
  const names = Object.keys(sides) as Side[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Side, number[]>;
  for (let round = 0; round < rounds; round++)
    for (const [turn] of names.entries()) {
      signal.throwIfAborted();
      const name = names[(turn + round) % names.length]!;
      taken[name].push(await sides[name]());
    }
  return taken;
}

/** The value below which a share of the values lies, in whatever order they come. */
export const percentile = (values: readonly number[], share: number): number =>
  quantile(
    values.toSorted((one, other) => one - other),
    share,
  );

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const spreadOf = (values: readonly number[]): Spread => [Math.min(...values), Math.max(...values)];
