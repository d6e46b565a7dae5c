import { type Effects, type Regressor, removeEffects } from './regression.ts';
import { decomposeSeason, isSeasonal, removeSeason } from './seasonality.ts';

/** What a part of the change comes from: a regressor by its name, the season, or the level itself. */
export interface Driver {
  cause: string;
  /** In the series' unit; the drivers of a change add up to it. */
  amount: number;
}

/** How the periods ahead differ from as many just past. */
export interface Change {
  /** Sum of the periods ahead. */
  ahead: number;
  /** Sum of as many last periods. */
  past: number;
  /** Largest first; they add up to `ahead - past`. */
  drivers: Driver[];
}

/**
 * Tells why the periods ahead add up to more or less than as many just past: each known effect and then the
 * season is taken out of both, and what the difference loses by that is its share; the level has the rest.
 *
 * @param values at least as many as `ahead`
 */
export function explainChange(
  values: readonly number[],
  ahead: readonly number[],
  period: number,
  known?: { effects: Effects; regressors: readonly Regressor[] },
): Change {
  const steps = ahead.length;
  const difference = (series: readonly number[]): number => {
    let sum = 0;
    for (let step = 1; step <= steps; step++) sum += series.at(-step)! - series.at(-step - steps)!;
    return sum;
  };
  let series: readonly number[] = [...values, ...ahead];
  const drivers: Driver[] = [];
  const attribute = (cause: string, without: readonly number[]): void => {
    drivers.push({ cause, amount: difference(series) - difference(without) });
    series = without;
  };
  for (const [index, { name }] of (known?.regressors ?? []).entries()) {
    const { form, sizes } = known!.effects;
    if (sizes[index] === 0) continue;
    const alone = { form, sizes: sizes.map((size, other) => (other === index ? size : 0)) };
    attribute(name, removeEffects(series, alone, known!.regressors));
  }
  const past = series.slice(0, values.length);
  if (isSeasonal(past, period)) attribute('season', removeSeason(series, decomposeSeason(past, period)));
  drivers.push({ cause: 'level', amount: difference(series) });
  const sum = (some: readonly number[]): number => some.reduce((added, value) => added + value, 0);
  return {
    ahead: sum(ahead),
    past: sum(values.slice(-steps)),
    drivers: drivers.sort((one, other) => Math.abs(other.amount) - Math.abs(one.amount)),
  };
}
