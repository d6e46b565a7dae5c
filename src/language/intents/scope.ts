/** What tells texts of an intent from others: how a machine scores them, and how much of them it knows. */
export type ScopeSigns = readonly number[];

export interface ScopeExample {
  signs: ScopeSigns;
  isInScope: boolean;
}

/** A logistic regression over the signs, each centred and scaled. */
export interface ScopeModel {
  means: number[];
  deviations: number[];
  weights: number[];
  intercept: number;
}

const shrinkage = 0.01;
const steps = 300;
const stepLength = 0.5;

/** Learns what texts in scope look like; both kinds weigh the same, however many there are. */
export function fitScope(examples: readonly ScopeExample[]): ScopeModel {
  const width = examples[0]?.signs.length ?? 0;
  const places = Array.from({ length: width }, (_, place) => place);
  const means = places.map((place) => average(examples.map(({ signs }) => signs[place]!)));
  const deviations = places.map(
    (place) => Math.sqrt(average(examples.map(({ signs }) => (signs[place]! - means[place]!) ** 2))) || 1,
  );
  const model: ScopeModel = { means, deviations, weights: places.map(() => 0), intercept: 0 };
  const inside = examples.filter(({ isInScope }) => isInScope).length;
  if (inside === 0 || inside === examples.length) return model;
  const scaled = examples.map(({ signs }) => scale(model, signs));
  for (let step = 0; step < steps; step++) {
    const slopes = places.map((place) => shrinkage * model.weights[place]!);
    let lift = 0;
    examples.forEach(({ isInScope }, index) => {
      const share = 0.5 / (isInScope ? inside : examples.length - inside);
      const error = share * (logistic(model, scaled[index]!) - Number(isInScope));
      lift += error;
      for (const place of places) slopes[place]! += error * scaled[index]![place]!;
    });
    model.intercept -= stepLength * lift;
    for (const place of places) model.weights[place]! -= stepLength * slopes[place]!;
  }
  return model;
}

/** How likely a text with these signs is in scope, 0 to 1, were as many in as out of it. */
export const scopeProbability = (model: ScopeModel, signs: ScopeSigns): number =>
  logistic(model, scale(model, signs));

const scale = ({ means, deviations }: ScopeModel, signs: ScopeSigns): number[] =>
  signs.map((value, place) => (value - means[place]!) / deviations[place]!);

const logistic = ({ weights, intercept }: ScopeModel, scaled: readonly number[]): number =>
  1 / (1 + Math.exp(-scaled.reduce((sum, value, place) => sum + value * weights[place]!, intercept)));

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
