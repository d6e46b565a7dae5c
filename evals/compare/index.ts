import { writeFile } from 'node:fs/promises';
import type { Language } from '../../src/trust/index.ts';
import { mean } from '../statistics.ts';
import { EvalUsageError } from '../suite.ts';
import { type ComparedItem, isLessBetter, readItems } from './items.ts';
import { mcNemarExact, pairedBootstrap } from './paired.ts';

/** Two runs on the same items, by one measure. */
export interface Comparison {
  dataset: string;
  measure: string;
  /** Items both runs have. */
  n: number;
  first: number;
  second: number;
  /** Second less first, with its 95 % interval. */
  difference: number;
  interval: readonly [number, number];
  p: number;
  test: 'McNemar, exact' | 'paired bootstrap';
  /** Items only one of them has right. */
  onlyFirst?: number;
  onlySecond?: number;
}

export interface ComparisonHost {
  language: Language;
  print(line: string): void;
  say(line: string): void;
}

/**
 * Holds two runs of a suite against each other, item by item: for right and wrong by McNemar's exact test,
 * for scores by a paired bootstrap. Prints a table, and writes it as JSON where a path is given.
 *
 * @throws EvalUsageError where the files have nothing in common
 */
export async function compareRuns(
  paths: readonly string[],
  { json, seed = 1 }: { json?: string | undefined; seed?: number | undefined },
  { language, print, say }: ComparisonHost,
): Promise<Comparison[]> {
  const words = (english: string, chinese: string): string => (language === 'zh' ? chinese : english);
  const [one, other, ...more] = paths;
  if (one === undefined || other === undefined || more.length > 0)
    throw new EvalUsageError(
      words(
        'Name two files that --items wrote: rapport eval compare A B',
        '请给出两个由 --items 写出的文件：rapport eval compare A B',
      ),
    );
  const [first, second] = [await readItems(one, language), await readItems(other, language)];
  const pairs = pairsOf(first, second);
  if (pairs.length === 0)
    throw new EvalUsageError(
      words(
        `${one} and ${other} have no item in common: they must come from the same suite and data.`,
        `${one} 与 ${other} 没有相同的条目：两者须来自同一套评测和同一份数据。`,
      ),
    );
  const alone = first.length + second.length - 2 * pairs.length;
  if (alone > 0)
    say(
      words(
        `${alone} items stand in one file only and are left out`,
        `${alone} 个条目只在一个文件中，未计入`,
      ),
    );
  const comparisons = [...Map.groupBy(pairs, ([{ dataset }]) => dataset)].flatMap(([dataset, some]) =>
    comparisonsOf(dataset, some, seed),
  );
  if (comparisons.length === 0)
    throw new EvalUsageError(
      words('The two files measure different things.', '两个文件的指标不同，无法比较。'),
    );
  print(tableOf(comparisons, language));
  if (json !== undefined) await writeFile(json, `${JSON.stringify(comparisons, null, 2)}\n`);
  return comparisons;
}

type Pair = readonly [first: ComparedItem, second: ComparedItem];

function pairsOf(first: readonly ComparedItem[], second: readonly ComparedItem[]): Pair[] {
  const nameOf = ({ dataset, key }: ComparedItem): string => `${dataset}\n${key}`;
  const others = new Map(second.map((item) => [nameOf(item), item]));
  return first.flatMap((item) => {
    const other = others.get(nameOf(item));
    return other === undefined ? [] : [[item, other] as const];
  });
}

function comparisonsOf(dataset: string, pairs: readonly Pair[], seed: number): Comparison[] {
  const verdicts = namesIn(pairs, ({ right }) => right).map((measure): Comparison => {
    const both = valuesOf(pairs, ({ right }) => right[measure]);
    const onlyFirst = both.filter(([mine, theirs]) => mine && !theirs).length;
    const onlySecond = both.filter(([mine, theirs]) => theirs && !mine).length;
    const numbers = both.map(([mine, theirs]) => [Number(mine), Number(theirs)] as const);
    const p = mcNemarExact(onlyFirst, onlySecond);
    return { dataset, measure, ...meansOf(numbers, seed), p, test: 'McNemar, exact', onlyFirst, onlySecond };
  });
  const scores = namesIn(pairs, (item) => item.scores).map((measure): Comparison => {
    const both = valuesOf(pairs, (item) => item.scores[measure]);
    return { dataset, measure, ...meansOf(both, seed), test: 'paired bootstrap' };
  });
  return [...verdicts, ...scores];
}

/** The measures some pair has on both sides. */
const namesIn = (pairs: readonly Pair[], of: (item: ComparedItem) => object): string[] => [
  ...new Set(
    pairs.flatMap(([one, other]) => Object.keys(of(one)).filter((name) => Object.hasOwn(of(other), name))),
  ),
];

function valuesOf<Value>(pairs: readonly Pair[], of: (item: ComparedItem) => Value | undefined) {
  return pairs.flatMap(([one, other]) => {
    const [mine, theirs] = [of(one), of(other)];
    return mine === undefined || theirs === undefined ? [] : [[mine, theirs] as const];
  });
}

function meansOf(both: readonly (readonly [number, number])[], seed: number) {
  const differences = both.map(([mine, theirs]) => theirs - mine);
  return {
    n: both.length,
    first: mean(both.map(([mine]) => mine)),
    second: mean(both.map(([, theirs]) => theirs)),
    difference: mean(differences),
    ...pairedBootstrap(differences, seed),
  };
}

const heads: Readonly<Record<Language, readonly string[]>> = {
  en: ['dataset', 'measure', 'n', 'A', 'B', 'B − A (95 %)', 'only A right', 'only B right', 'p', 'test', ''],
  zh: ['数据集', '指标', 'n', 'A', 'B', 'B − A（95 %）', '仅 A 对', '仅 B 对', 'p', '检验', ''],
};

function tableOf(comparisons: readonly Comparison[], language: Language): string {
  const rows = comparisons.map((comparison) => {
    const { dataset, measure, n, first, second, difference, interval, onlyFirst, onlySecond, p, test } =
      comparison;
    const range = `${signed(difference)} [${interval.map(signed).join(', ')}]`;
    return [
      dataset,
      measure,
      String(n),
      first.toFixed(4),
      second.toFixed(4),
      range,
      String(onlyFirst ?? ''),
      String(onlySecond ?? ''),
      p < 0.0001 ? '< 0.0001' : p.toFixed(4),
      test,
      verdictOf(comparison, language),
    ];
  });
  const head = heads[language];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;

/** Which side is better where chance alone would hardly do it (5 %). */
function verdictOf({ measure, difference, p }: Comparison, language: Language): string {
  if (p >= 0.05) return language === 'zh' ? '无显著差异' : 'no clear difference';
  const better = difference > 0 === (isLessBetter[measure] === true) ? 'A' : 'B';
  return language === 'zh' ? `${better} 更好` : `${better} is better`;
}
