import { EvalUsageError } from '../suite.ts';

export const moods = ['positive', 'neutral', 'negative'] as const;
export type Mood = (typeof moods)[number];

const words: Readonly<Record<Mood, readonly string[]>> = {
  positive: ['positive', 'pos', 'p', 'good', 'praise', '正面', '积极', '好评', '正向', '正'],
  neutral: ['neutral', 'neu', 'none', '中性', '中评', '中立', '客观', '无'],
  negative: ['negative', 'neg', 'n', 'bad', 'complaint', '负面', '消极', '差评', '负向', '负'],
};
const moodOfWord = new Map(moods.flatMap((mood) => words[mood].map((word) => [word, mood] as const)));

/** Numbers as sets of reviews use them: the scale is known by all values a file has. */
const scales: readonly Readonly<Record<string, Mood>>[] = [
  { 0: 'negative', 1: 'positive' },
  { '-1': 'negative', 0: 'neutral', 1: 'positive' },
  { 0: 'negative', 1: 'neutral', 2: 'positive' },
  { 0: 'negative', 2: 'neutral', 4: 'positive' },
  { 1: 'negative', 2: 'negative', 3: 'neutral', 4: 'positive', 5: 'positive' },
];

/**
 * What the labels of a file mean: words in either language, or numbers on one of the usual scales (0/1,
 * −1/0/1, 0/1/2, 0/2/4, stars from 1 to 5).
 *
 * @returns the mood of every label that occurs
 * @throws EvalUsageError where a label is none of them
 */
export function moodsOfLabels(labels: readonly string[], file: string): ReadonlyMap<string, Mood> {
  const distinct = [...new Set(labels)];
  const plain = (label: string): string => label.trim().toLowerCase().replace(/\.0+$/, '');
  const scale = scales.find((one) => distinct.every((label) => Object.hasOwn(one, plain(label))));
  const found = distinct.map(
    (label) => [label, scale?.[plain(label)] ?? moodOfWord.get(plain(label))] as const,
  );
  const unknown = found.find(([, mood]) => mood === undefined);
  if (unknown !== undefined)
    throw new EvalUsageError(
      `${file}: the label ${JSON.stringify(unknown[0])} is unknown. Labels are positive, neutral and negative, 1 and 0, −1 to 1, 0 to 2, or stars from 1 to 5.`,
    );
  return new Map(found as [string, Mood][]);
}
