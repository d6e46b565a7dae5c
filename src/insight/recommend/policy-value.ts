/** One recommendation that was shown, and what came of it. */
export interface LoggedRecommendation {
  /** How likely it was to be shown; above 0 and at most 1. */
  propensity: number;
  /** Whether the policy that is judged would have shown it. */
  wouldShow: boolean;
  /** 1 where it was taken, 0 where not. */
  reward: number;
}

/** What another policy would have earned, told from what was shown. */
export interface PolicyValue {
  shown: number;
  /** How many of those the other policy would have shown too; it is judged by these alone. */
  overlap: number;
  /** Reward per recommendation of what was really shown. */
  observed: number;
  /** Inverse propensity score: unbiased where every choice of the policy could have been shown. */
  ips: number;
  /** The same over the sum of its weights: a little biased, far steadier. Null without overlap. */
  snips: number | null;
  /** Mean reward of those both would have shown. Null without overlap. */
  replay: number | null;
  /** How many equally weighted ones the overlap is worth. */
  effectiveSampleSize: number;
}

/**
 * Estimates off-policy what a policy would have earned.
 *
 * @param log at least one
 * @see Swaminathan & Joachims (2015), "The self-normalized estimator for counterfactual learning"; Li et al.
 *   (2011) for replay
 */
export function estimatePolicy(log: readonly LoggedRecommendation[]): PolicyValue {
  const both = log.filter(({ wouldShow }) => wouldShow);
  const weights = both.map(({ propensity }) => 1 / propensity);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const weighted = sum(both.map(({ reward }, index) => reward * weights[index]!));
  const total = sum(weights);
  const squares = sum(weights.map((weight) => weight ** 2));
  return {
    shown: log.length,
    overlap: both.length,
    observed: sum(log.map(({ reward }) => reward)) / log.length,
    ips: weighted / log.length,
    snips: total === 0 ? null : weighted / total,
    replay: both.length === 0 ? null : sum(both.map(({ reward }) => reward)) / both.length,
    effectiveSampleSize: squares === 0 ? 0 : total ** 2 / squares,
  };
}
