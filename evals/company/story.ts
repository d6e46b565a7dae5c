import type { Day } from './calendar.ts';
import type { Random } from './random.ts';

export type Sentiment = 'positive' | 'neutral' | 'negative';

/** How far a contact came with the company, and how busy the relation is. */
export interface Profile {
  role: 'lead' | 'qualified' | 'proposal' | 'customer' | 'lost';
  /** Share of the interactions, relative to others. */
  weight: number;
}

/** Twenty profiles that come round again: six in ten contacts are customers. */
const profiles: readonly Profile[] = [
  { role: 'customer', weight: 9 },
  { role: 'customer', weight: 10 },
  { role: 'proposal', weight: 5 },
  { role: 'customer', weight: 6 },
  { role: 'lead', weight: 2 },
  { role: 'customer', weight: 12 },
  { role: 'qualified', weight: 4 },
  { role: 'customer', weight: 4 },
  { role: 'customer', weight: 7 },
  { role: 'lost', weight: 4 },
  { role: 'customer', weight: 8 },
  { role: 'lead', weight: 1 },
  { role: 'customer', weight: 5 },
  { role: 'customer', weight: 3 },
  { role: 'qualified', weight: 3 },
  { role: 'customer', weight: 11 },
  { role: 'proposal', weight: 6 },
  { role: 'customer', weight: 6 },
  { role: 'customer', weight: 5 },
  { role: 'lost', weight: 3 },
];
const weightOf = (some: readonly Profile[]): number => some.reduce((sum, { weight }) => sum + weight, 0);
const weightBefore = profiles.map((_, number) => weightOf(profiles.slice(0, number)));

export const profileOf = (number: number): Profile => profiles[number % profiles.length]!;

const cumulativeWeight = (number: number): number =>
  Math.floor(number / profiles.length) * weightOf(profiles) + weightBefore[number % profiles.length]!;

/** How many of `total` interactions the n-th of `people` contacts has; the shares add up to the total. */
export function interactionShare(number: number, people: number, total: number): number {
  const upTo = (count: number) => Math.round((total * cumulativeWeight(count)) / cumulativeWeight(people));
  return upTo(number + 1) - upTo(number);
}

const decline = 150;

/** From 1, well, down to 0 on the day they leave; it starts to fall 150 days before. */
export function warmth(leaves: Day | undefined, day: Day): number {
  if (leaves === undefined) return 1;
  return Math.min(1, Math.max(0, (leaves - day) / decline));
}

/** What somebody feels on a day: mostly well, and mostly badly in the months before they leave. */
export function feelingOn(leaves: Day | undefined, day: Day, random: Random): Sentiment {
  const well = warmth(leaves, day);
  const negative = well === 1 ? 0.12 : 0.45 + 0.35 * (1 - well);
  const positive = well === 1 ? 0.45 : 0.12 * well;
  const draw = random.next();
  if (draw < negative) return 'negative';
  return draw < negative + positive ? 'positive' : 'neutral';
}
