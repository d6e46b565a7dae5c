import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { randomFrom } from '../../language/index.ts';
import { boostedLogOdds, fitBoostedTrees } from './boosting.ts';
import { type Classifier, explainAt, fitClassifier, predict } from './classifier.ts';
import { findLeaks } from './leakage.ts';
import { fitLogisticRegression, linearContributions, linearLogOdds, sigmoid } from './logistic-regression.ts';
import { matrixOf, rowAt } from './matrix.ts';
import { bestThreshold, classifierQuality, f1At } from './quality.ts';
import { dateIn, encode, fitEncoder, numberIn } from './table.ts';
import { addTreeContributions, type Tree } from './tree.ts';

const random = randomFrom(7);
const boosting = { depth: 3, learningRate: 0.3, minimumLeaf: 2, ridge: 1, rowShare: 1, columnShare: 1 };

describe('logistic regression', () => {
  test('finds the weights that made the labels', () => {
    const rows = Array.from({ length: 4_000 }, () => [10 * random(), random()]);
    const labels = rows.map(([a, b]) => random() < sigmoid(-2 + 0.8 * a! - 3 * b!));
    const { columns } = fitLogisticRegression(matrixOf(rows), labels, 1e-3);
    const slopes = columns.map(({ weight, deviation }) => weight / deviation);
    expect(Math.abs(slopes[0]! - 0.8)).toBeLessThan(0.1);
    expect(Math.abs(slopes[1]! + 3)).toBeLessThan(0.5);
  });

  test('contributions add up to the log-odds; a missing value adds nothing; separable data stay finite', () => {
    const cell = fc.oneof(
      { weight: 9, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
      fc.constant(Number.NaN),
    );
    const observation = fc.tuple(fc.array(cell, { minLength: 3, maxLength: 3 }), fc.boolean());
    fc.assert(
      fc.property(
        fc.array(observation, { minLength: 2, maxLength: 30 }),
        fc.nat(3),
        (observations, knots) => {
          const matrix = matrixOf(observations.map(([row]) => row));
          const model = fitLogisticRegression(
            matrix,
            observations.map(([, label]) => label),
            1,
            knots,
          );
          const logOdds = linearLogOdds(model, matrix);
          observations.forEach(([row], index) => {
            const contributions = linearContributions(model, row);
            expect(Number.isFinite(logOdds[index])).toBe(true);
            expect(contributions.reduce((sum, value) => sum + value, model.base)).toBeCloseTo(
              logOdds[index]!,
              9,
            );
            row.forEach((value, column) => {
              if (Number.isNaN(value)) expect(contributions[column]).toBeCloseTo(0, 12);
            });
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  test('a line that may bend tells the middle from both ends; a column of few values stays straight', () => {
    const drawn = randomFrom(11);
    const rows = Array.from({ length: 800 }, () => [10 * drawn(), drawn() < 0.5 ? 0 : 1]);
    const labels = rows.map(([a]) => drawn() < sigmoid(6 - 2.5 * Math.abs(a! - 5)));
    const matrix = matrixOf(rows);
    const quality = (knots: number) => {
      const logOdds = linearLogOdds(fitLogisticRegression(matrix, labels, 0.1, knots), matrix);
      return classifierQuality(logOdds.map(sigmoid), labels).auc.value;
    };
    expect(quality(0)).toBeLessThan(0.6);
    expect(quality(4)).toBeGreaterThan(0.9);
    const { bends = [] } = fitLogisticRegression(matrix, labels, 0.1, 4);
    expect(bends.map(({ column }) => column)).toEqual([0, 0, 0, 0]);
  });

  test('a value beyond what was learned from counts as the end of the range', () => {
    const model = fitLogisticRegression(matrixOf([[1], [2], [3], [4]]), [false, true, false, true]);
    const [far, end] = linearLogOdds(model, matrixOf([[400], [4]]));
    expect(far).toBe(end);
  });
});

describe('boosted trees', () => {
  /** Two values matter only together: no line separates them. */
  const rows = Array.from({ length: 600 }, () => [random(), random(), random()]);
  const labels = rows.map(([a, b]) => a! > 0.5 !== b! > 0.5);

  test('learn what no regression can', () => {
    const matrix = matrixOf(rows);
    const trees = fitBoostedTrees(matrix, labels, boosting, 30);
    const quality = (logOdds: Float64Array) => classifierQuality(logOdds.map(sigmoid), labels).auc.value;
    expect(quality(boostedLogOdds(trees, matrix))).toBeGreaterThan(0.99);
    expect(quality(linearLogOdds(fitLogisticRegression(matrix, labels), matrix))).toBeLessThan(0.65);
  });

  test('contributions are Shapley values: those of the definition, over all orders of the features', () => {
    const matrix = matrixOf(rows);
    const [tree] = fitBoostedTrees(matrix, labels, boosting, 1).trees as [Tree];
    for (let row = 0; row < 10; row++) {
      const values = rowAt(matrix, row);
      const contributions = new Float64Array(3);
      const mean = addTreeContributions(tree, values, contributions);
      expect(mean).toBeCloseTo(expectation(tree, values, []), 12);
      expect([...contributions]).toEqual(
        [0, 1, 2].map((feature) => expect.closeTo(shapleyByOrders(tree, values, feature), 12)),
      );
    }
  });

  test('a missing value is a value of its own', () => {
    const gaps = Array.from({ length: 100 }, (_, row) => [row % 3 === 0 ? Number.NaN : row]);
    const gone = gaps.map(([value]) => Number.isNaN(value));
    const trees = fitBoostedTrees(matrixOf(gaps), gone, boosting, 20);
    const [blank, known] = boostedLogOdds(trees, matrixOf([[Number.NaN], [50]]));
    expect(blank).toBeGreaterThan(1);
    expect(known).toBeLessThan(-1);
  });
});

describe('the classifier', () => {
  const columns = [
    { name: 'plan', cells: Array.from({ length: 700 }, () => 'abcd'[Math.floor(random() * 4)]!) },
    {
      name: 'spend',
      cells: Array.from({ length: 700 }, () => (random() < 0.1 ? '' : String(100 * random()))),
    },
  ];
  const labels = columns[0]!.cells.map((plan, row) => {
    const spend = Number(columns[1]!.cells[row]);
    return random() < sigmoid((plan === 'a' || plan === 'c' ? 1.5 : -1.5) + (spend > 50 ? 1 : -1));
  });
  const matrix = encode(fitEncoder(columns), columns, 700);
  let classifier: Classifier;
  let progress: number[];
  beforeAll(async () => {
    progress = [];
    classifier = await fitClassifier(matrix, labels, {
      candidates: 3,
      members: 2,
      onProgress: (share) => progress.push(share),
    });
  });

  test('is calibrated on what it had not seen, and says how it goes', () => {
    expect(classifier.quality.auc.value).toBeGreaterThan(0.8);
    expect(classifier.quality.calibrationError).toBeLessThan(0.08);
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual([...progress].sort((one, other) => one - other));
  });

  test('its factors sum to the score', () => {
    const probabilities = predict(classifier, matrix);
    for (let row = 0; row < 100; row++) {
      const { base, contributions, logOdds, probability } = explainAt(classifier, matrix, row);
      expect(contributions.reduce((sum, value) => sum + value, base)).toBeCloseTo(logOdds, 12);
      expect(Math.abs(probability - probabilities[row]!)).toBeLessThan(1e-12);
    }
  });

  test('a level it never saw, and a column that is gone, are answered', () => {
    const encoder = fitEncoder(columns);
    const strange = encode(encoder, [{ name: 'plan', cells: ['new', ''] }], 2);
    for (const probability of predict(classifier, strange)) {
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThan(1);
    }
  });
});

describe('columns', () => {
  test('numbers, dates, categories with gaps, identifiers, constants and free text', () => {
    const cells = (cell: (row: number) => string) => Array.from({ length: 100 }, (_, row) => cell(row));
    const encoder = fitEncoder([
      { name: 'id', cells: cells((row) => String(5_000 + row)) },
      { name: '编号', cells: cells((row) => `K-${row}`) },
      { name: 'always', cells: cells(() => 'x') },
      { name: 'never', cells: cells((row) => (row % 2 ? 'Select' : '请选择')) },
      { name: '金额', cells: cells((row) => `¥1,${200 + (row % 9)}.50`) },
      { name: 'since', cells: cells((row) => `2025-01-0${1 + (row % 9)}`) },
      { name: 'sex', cells: cells((row) => (row % 2 ? 'F' : 'M')) },
      { name: 'city', cells: cells((row) => ['北京', '上海', ''][row % 3]!) },
      { name: 'name', cells: cells((row) => `Someone ${row % 90}`) },
    ]);
    expect(encoder.ignored).toEqual([
      { column: 'id', why: 'identifier' },
      { column: '编号', why: 'identifier' },
      { column: 'always', why: 'constant' },
      { column: 'never', why: 'empty' },
      { column: 'name', why: 'free_text' },
    ]);
    expect(encoder.features.map(({ column, of }) => `${column} ${of}`)).toEqual([
      '金额 number',
      'since number',
      'sex level',
      'city level',
      'city level',
      'city code',
      'city missing',
    ]);
  });

  test.each([
    ['1,234.5', 1234.5],
    [' -3 ', -3],
    ['$ 20', 20],
    ['12%', 12],
    ['1,2', Number.NaN],
    ['0x10', Number.NaN],
    ['Infinity', Number.NaN],
    ['abc', Number.NaN],
  ])('%j as a number', (cell, value) => expect(numberIn(cell)).toBe(value));

  test('dates of either spelling', () => {
    expect(dateIn('2025/1/2')).toBe(dateIn('2025-01-02T00:00:00Z'));
    expect(dateIn('2025年1月2日')).toBe(dateIn('2025-01-02'));
    expect(dateIn('2 January')).toBeNaN();
  });
});

describe('leaks', () => {
  const labels = Array.from({ length: 2_000 }, () => random() < 0.3);
  const noise = (share: number) => random() < share;

  test('columns written after the outcome are found and named, honest ones are kept', () => {
    const leaks = findLeaks(
      [
        { name: 'reason for leaving', cells: labels.map((left) => (left && noise(0.9) ? 'price' : '')) },
        {
          name: 'call notes',
          cells: labels.map((left) =>
            noise(left ? 0.8 : 0.3) ? (noise(0.9) === left ? 'bad' : 'good') : '',
          ),
        },
        { name: '最近状态', cells: labels.map((left) => (noise(left ? 0.6 : 0.25) ? '待定' : '正常')) },
        { name: 'contract', cells: labels.map((left) => (noise(left ? 0.6 : 0.25) ? 'monthly' : 'yearly')) },
        { name: 'spend', cells: labels.map((left) => String(random() + (left ? 0.4 : 0))) },
      ],
      labels,
    );
    expect(leaks.map(({ column, reason }) => [column, reason])).toEqual([
      ['reason for leaving', 'tells_outcome'],
      ['call notes', 'filled_by_outcome'],
      ['最近状态', 'latest_state'],
    ]);
  });

  test('a number that gives the outcome away', () => {
    const cells = labels.map((left) => String((left ? 5 : 0) + random()));
    expect(findLeaks([{ name: 'x', cells }], labels)).toMatchObject([{ reason: 'tells_outcome' }]);
  });
});

describe('quality', () => {
  test('AUC by ranks with ties as half, Brier beside the base rate, lift, average precision', () => {
    const quality = classifierQuality([0.1, 0.4, 0.4, 0.8], [false, true, false, true]);
    expect(quality.auc.value).toBe(0.875);
    expect(quality.brier).toBeCloseTo((0.01 + 0.36 + 0.16 + 0.04) / 4);
    expect(quality.baseRateBrier).toBe(0.25);
    expect(quality.liftAt10).toBe(2);
    expect(quality.prAuc).toBeCloseTo(0.5 + 0.5 * (2 / 3));
  });

  test('the threshold of the best F1', () => {
    const [scores, labels] = [
      [0.1, 0.2, 0.3, 0.05],
      [false, true, true, false],
    ];
    expect(bestThreshold(scores, labels)).toBe(0.2);
    expect(f1At(0.2, scores, labels)).toBe(1);
    expect(f1At(0.9, scores, labels)).toBe(0);
  });

  test('ten bins: the mean gap', () => {
    const scores = Array.from({ length: 100 }, (_, row) => row / 100);
    const all = classifierQuality(
      scores.map(() => 0.3),
      scores.map((_, row) => row % 2 === 0),
    );
    expect(all.calibrationError).toBeCloseTo(0.2);
  });
});

/** What a row is worth where only some features are known: both ways, by the rows learned from, elsewhere. */
function expectation(tree: Tree, row: ArrayLike<number>, known: readonly number[], node = 0): number {
  const feature = tree.features[node]!;
  if (feature < 0) return tree.values[node]!;
  const [left, right] = [2 * node + 1, 2 * node + 2];
  if (known.includes(feature))
    return expectation(tree, row, known, row[feature]! > tree.thresholds[node]! ? right : left);
  const share = tree.covers[left]! / tree.covers[node]!;
  return share * expectation(tree, row, known, left) + (1 - share) * expectation(tree, row, known, right);
}

function shapleyByOrders(tree: Tree, row: ArrayLike<number>, feature: number): number {
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  const gains = orders.map((order) => {
    const before = order.slice(0, order.indexOf(feature));
    return expectation(tree, row, [...before, feature]) - expectation(tree, row, before);
  });
  return gains.reduce((sum, gain) => sum + gain, 0) / orders.length;
}
