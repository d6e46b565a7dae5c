/** What a text is labelled and what was said of it; undefined is out of scope. */
export interface Judgement {
  label: string | undefined;
  predicted: string | undefined;
}

export interface IntentScores {
  /** Share of all texts that are right, out of scope counting as one more label. */
  accuracy: number;
  /** Share of the texts in scope whose label is right; refusing one is wrong. */
  inScopeAccuracy: number;
  /** The mean F1 over the labels in scope that the texts have. */
  macroF1: number;
  /** Share of the texts out of scope that are refused; absent where there are none. */
  oosRecall?: number;
  /** Share of the refused texts that are out of scope; absent where there are none, or none is refused. */
  oosPrecision?: number;
}

/** How well intents are recognised. */
export function intentScores(judgements: readonly Judgement[]): IntentScores {
  const inScope = judgements.filter(({ label }) => label !== undefined);
  const outside = judgements.filter(({ label }) => label === undefined);
  const refused = judgements.filter(({ predicted }) => predicted === undefined);
  const rightly = outside.filter(isRight).length;
  return {
    accuracy: shareRight(judgements),
    inScopeAccuracy: shareRight(inScope),
    macroF1: macroF1(judgements),
    ...(outside.length > 0 && { oosRecall: rightly / outside.length }),
    ...(outside.length > 0 && refused.length > 0 && { oosPrecision: rightly / refused.length }),
  };
}

export const isRight = ({ label, predicted }: Judgement): boolean => label === predicted;

/** The share of judgements that are right; 0 of none. */
export const shareRight = (judgements: readonly Judgement[]): number =>
  judgements.length === 0 ? 0 : judgements.filter(isRight).length / judgements.length;

function macroF1(judgements: readonly Judgement[]): number {
  const labelled = new Map<string, number>();
  const called = new Map<string, number>();
  const hits = new Map<string, number>();
  const count = (counts: Map<string, number>, label: string) =>
    counts.set(label, (counts.get(label) ?? 0) + 1);
  for (const { label, predicted } of judgements) {
    if (label !== undefined) count(labelled, label);
    if (predicted !== undefined) count(called, predicted);
    if (label !== undefined && label === predicted) count(hits, label);
  }
  if (labelled.size === 0) return 0;
  const scores = Array.from(
    labelled,
    ([label, n]) => (2 * (hits.get(label) ?? 0)) / (n + (called.get(label) ?? 0)),
  );
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
