import type { TestHome } from '../home.ts';

/** Where a fault is provoked, how often, and by which numbers. */
export interface FaultPlan {
  home: TestHome;
  rounds: number;
  /** A number from 0 up to 1, the next of a sequence that a seed decides. */
  random(): number;
  /** What stands of it so far, for a person who waits. */
  progress(done: number): void;
}

/** What became of a fault: figures by name, of which these must be 0. */
export interface FaultReport {
  rounds: number;
  figures: Record<string, number>;
  mustBeZero: Record<string, number>;
}

export interface Fault {
  name: string;
  /** How many rounds the full form has. */
  usual: number;
  /** Why it cannot be provoked here. */
  unable?(): string | undefined;
  run(plan: FaultPlan): Promise<FaultReport>;
}
