import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { predictions } from '../../db/index.ts';
import { type Language, RapportError, type Scope } from '../trust/index.ts';
import { round } from './statistics.ts';
import type { NewPrediction } from './track/index.ts';
import { labelOfFactor } from './wording.ts';

/** What one feature adds to a score. */
export interface ExplainedFactor {
  feature: string;
  /** What people call it. */
  label: string;
  /** Absent where there was nothing to measure. */
  value?: number | undefined;
  contribution: number;
}

/** A score taken apart: `base` and the factors' contributions sum to `score`. */
export interface ExplainedScore {
  /** `log_odds` of not buying in the days, or `orders` expected in them. */
  scale: 'log_odds' | 'orders';
  score: number;
  base: number;
  factors: ExplainedFactor[];
  days: number;
  /** As people read it: a chance from 0 to 1, or a number of orders. */
  predicted: number;
  /** `name@version` of the model. */
  model: string;
  /** When it was kept; absent where it was made for this answer. */
  madeAt?: string;
}

const Kept = z.object({
  days: z.int(),
  score: z.number(),
  base: z.number(),
  factors: z.array(z.object({ feature: z.string(), value: z.number().optional(), contribution: z.number() })),
});

/**
 * The latest score of a customer that was kept, with the factors it was kept with.
 *
 * @returns undefined where none was kept
 */
export async function readKeptScore(
  { tx, workspace }: Scope,
  kind: 'churn' | 'purchase',
  customerId: string,
  language: Language,
): Promise<ExplainedScore | undefined> {
  const rows = await tx
    .select()
    .from(predictions)
    .where(
      and(
        eq(predictions.workspaceId, workspace.id),
        eq(predictions.kind, kind),
        eq(predictions.subject, customerId),
      ),
    )
    .orderBy(desc(predictions.madeAt), desc(predictions.id))
    .limit(1);
  const [row] = rows;
  const explained =
    row && explainedBy({ kind, model: row.model, value: row.value, inputs: row.inputs, language });
  return explained && { ...explained, madeAt: row.madeAt.toISOString() };
}

/** Whose score it is: of a company's people the first in the report. */
export type ExplainedCustomer = ExplainedScore & { customer: { id: string; name: string } };

/**
 * The explanation of the first score of a report.
 *
 * @param why  what the report says in place of a score
 * @throws RapportError not_found where there is none
 */
export function explainedFirst(
  customers: readonly { id: string; name: string }[],
  predictions: readonly NewPrediction[],
  why: string | undefined,
  language: Language,
): ExplainedCustomer {
  const [first] = customers;
  const { kind, model, inputs, predicted } = predictions.find(({ subject }) => subject === first?.id) ?? {};
  const explained =
    (kind === 'churn' || kind === 'purchase') && model !== undefined && inputs && predicted
      ? explainedBy({ kind, model, inputs, value: predicted.value, language })
      : undefined;
  if (first && explained) return { ...explained, customer: { id: first.id, name: first.name } };
  throw new RapportError('not_found', why ?? 'There is no score to explain.');
}

/** What a prediction was kept with; undefined where it holds no factors. */
function explainedBy({
  kind,
  model,
  value,
  inputs,
  language,
}: {
  kind: 'churn' | 'purchase';
  model: string;
  value: number;
  inputs: unknown;
  language: Language;
}): ExplainedScore | undefined {
  const kept = Kept.safeParse(inputs);
  if (!kept.success) return undefined;
  const { score, base, days } = kept.data;
  const factors = kept.data.factors.map((factor) => ({
    ...factor,
    label: labelOfFactor(factor.feature, language),
  }));
  const scale = kind === 'churn' ? 'log_odds' : 'orders';
  return { scale, score, base, factors, days, predicted: value, model };
}

/** Contributions to so many decimals, and the score they sum to exactly at those. */
export function roundedSum<Factor extends { contribution: number }>(
  base: number,
  factors: readonly Factor[],
  decimals: number,
): { score: number; base: number; factors: Factor[] } {
  const shown = factors.map((factor) => ({ ...factor, contribution: round(factor.contribution, decimals) }));
  const start = round(base, decimals);
  const score = shown.reduce((sum, { contribution }) => sum + contribution, start);
  return { score: round(score, decimals), base: start, factors: shown };
}
