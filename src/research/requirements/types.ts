export const requirementKinds = [
  'need',
  'constraint',
  'deadline',
  'budget',
  'decision_maker',
  'competitor',
] as const;
export type RequirementKind = (typeof requirementKinds)[number];

/** Something a customer asked for, and where it says so (UTF-16 offsets, end exclusive). */
export interface Requirement {
  kind: RequirementKind;
  text: string;
  start: number;
  end: number;
  /** Of deadlines the last day, YYYY-MM-DD; of budgets the sum in major units. */
  value?: string;
  currency?: string;
  /** Whether the currency is the workspace's own, since the text names none. */
  currencyAssumed?: true;
  /** The sentence it stands in. */
  sentence: string;
}

export interface Span {
  start: number;
  end: number;
}
