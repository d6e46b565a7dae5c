import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hypergeometric, logGamma } from './gamma.ts';
import {
  expectedPurchases,
  expectedSpend,
  explainExpectedPurchases,
  fitRepeatPurchases,
  fitRepeatPurchasesBySimplex,
  fitSpend,
  nextPurchaseIn,
  type PurchaseSummary,
  probabilityAlive,
} from './index.ts';
import { minimiseByGradient } from './newton.ts';
import { minimise } from './simplex.ts';

/** Of the CDNOW sample, as published: Fader, Hardie & Lee (2005), table 2. */
const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, logLikelihood: -9582.4 };

describe('special functions', () => {
  test('log gamma of whole and half numbers', () => {
    expect(logGamma(1)).toBeCloseTo(0, 13);
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
    expect(logGamma(0.1)).toBeCloseTo(2.252712651734206, 12);
  });

  test('hypergeometric: closed forms', () => {
    expect(hypergeometric(1, 1, 2, 0.5)).toBeCloseTo(2 * Math.log(2), 12);
    expect(hypergeometric(2, 3, 3, 0.6)).toBeCloseTo((1 - 0.6) ** -2, 10);
    expect(hypergeometric(0.5, 2, 0.7, 0.95)).toBeGreaterThan(1);
  });
});

test('both optimisers find the bottom of Rosenbrock’s valley', () => {
  const valley = ([x, y]: readonly number[]): number => (1 - x!) ** 2 + 100 * (y! - x! ** 2) ** 2;
  for (const search of [minimise, minimiseByGradient])
    expect(search(valley, [-1.2, 1]).at).toEqual([expect.closeTo(1, 3), expect.closeTo(1, 3)]);
});

describe('BG/NBD', () => {
  test('a published customer: 1.226 purchases in the next 39 weeks', () => {
    const customer = { repeats: 2, lastAt: 30.43, age: 38.86 };
    expect(expectedPurchases(published, customer, 39)).toBeCloseTo(1.226, 2);
  });

  test('finds the parameters of customers made by them, by two optimisers alike', () => {
    const customers = simulate(1_500, published);
    const model = fitRepeatPurchases(customers);
    const second = fitRepeatPurchasesBySimplex(customers);
    expect(second.logLikelihood).toBeCloseTo(model.logLikelihood, 4);
    expect(Math.abs(model.r / published.r - 1)).toBeLessThan(0.25);
    expect(Math.abs(model.alpha / published.alpha - 1)).toBeLessThan(0.35);
  });

  test('the unit of time is free: in days α is seven times that in weeks, all else the same', () => {
    const weeks = simulate(300, published);
    const days = weeks.map(({ repeats, lastAt, age }) => ({ repeats, lastAt: 7 * lastAt, age: 7 * age }));
    const [ofWeeks, ofDays] = [fitRepeatPurchases(weeks), fitRepeatPurchases(days)];
    expect(ofDays.alpha / ofWeeks.alpha).toBeCloseTo(7, 2);
    expect(ofDays.r).toBeCloseTo(ofWeeks.r, 3);
  });

  test('chances stay chances, more time means more purchases, and factors sum to the expectation', () => {
    const positive = fc.double({ min: 0.05, max: 20, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({ r: positive, alpha: positive, a: positive, b: positive }),
        fc.nat(30),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1, max: 500, noNaN: true }),
        (parameters, repeats, share, age) => {
          fc.pre(Math.abs(parameters.a - 1) > 1e-3);
          const model = { ...parameters, logLikelihood: 0 };
          const customer = { repeats, age, lastAt: repeats === 0 ? 0 : share * age };
          const alive = probabilityAlive(model, customer);
          expect(alive >= 0 && alive <= 1).toBe(true);
          const [sooner, later] = [30, 60].map((horizon) => expectedPurchases(model, customer, horizon));
          expect(sooner! >= -1e-9 && later! >= sooner! - 1e-9).toBe(true);
          expect(nextPurchaseIn(model, customer, 0.8)).toBeGreaterThan(nextPurchaseIn(model, customer, 0.5));
          const own = { repeats, silence: age - customer.lastAt, age };
          const typical = { repeats: 1, silence: 30, age: 100 };
          const { score, base, contributions } = explainExpectedPurchases(model, own, typical, 30);
          const sum = Object.values(contributions).reduce((total, value) => total + value, base);
          expect(Math.abs(sum - score)).toBeLessThan(1e-9 * Math.max(1, Math.abs(score)));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('Gamma-Gamma', () => {
  test('one purchase says little, many say much; all alike or too few: no model', () => {
    const random = pseudoRandom(3);
    const customers = Array.from({ length: 400 }, (_, index) => {
      const own = 10 + 40 * random();
      const purchases = 1 + (index % 5);
      const average =
        Array.from({ length: purchases }, () => own * (0.5 + random())).reduce((a, b) => a + b) / purchases;
      return { purchases, average };
    });
    const model = fitSpend(customers)!;
    const all = expectedSpend(model, { purchases: 0, average: 0 });
    expect(Math.abs(all - model.mean)).toBeLessThan(0.15 * model.mean);
    const [once, often] = [1, 30].map((purchases) => expectedSpend(model, { purchases, average: 100 }));
    expect(once!).toBeGreaterThan(all);
    expect(often!).toBeGreaterThan(once!);
    expect(often!).toBeLessThan(100);
    expect(fitSpend(customers.map(() => ({ purchases: 2, average: 5 })))).toBeNull();
    expect(fitSpend(customers.slice(0, 9))).toBeNull();
  });
});

/** Customers who live by the model, watched for 39 weeks. */
function simulate(count: number, { r, alpha, a, b }: typeof published): PurchaseSummary[] {
  const random = pseudoRandom(11);
  return Array.from({ length: count }, () => {
    const rate = gamma(r, random) / alpha;
    const [leave, stay] = [gamma(a, random), gamma(b, random)];
    let [time, repeats, lastAt] = [0, 0, 0];
    for (;;) {
      time += -Math.log(1 - random()) / rate;
      if (time > 39) break;
      repeats++;
      lastAt = time;
      if (random() < leave / (leave + stay)) break;
    }
    return { repeats, lastAt, age: 39 };
  });
}

/** Marsaglia & Tsang (2000); below shape 1 by the usual power of a uniform number. */
function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const volume = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (volume > 0 && Math.log(1 - random()) < normal ** 2 / 2 + d - d * volume + d * Math.log(volume))
      return d * volume;
  }
}

function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
