import type { SentimentOverview, SentimentReading } from '../models.ts';

/** Two-sided 95 % point of the normal distribution. */
const z95 = 1.96;
const fewestForTrend = 4;
const mostWords = 5;

/**
 * What the readings of several texts come to together. The trend compares the newer half with the older
 * one: "better" or "worse" where the means differ by more than 1.96 standard errors (Welch), "unknown"
 * with fewer than four texts.
 *
 * @param readings  oldest first
 */
export function overviewOf(readings: readonly SentimentReading[]): SentimentOverview {
  const count = (label: SentimentReading['label']): number =>
    readings.filter((reading) => reading.label === label).length;
  const scores = readings.map((reading) => reading.score);
  const all = describe(scores);
  const margin = z95 * all.error;
  return {
    positive: count('positive'),
    neutral: count('neutral'),
    negative: count('negative'),
    mean: round(all.mean),
    ...(scores.length > 1 && {
      mean95: [round(Math.max(-1, all.mean - margin)), round(Math.min(1, all.mean + margin))],
    }),
    ...trendOf(scores),
    praise: commonWords(readings, 'positive'),
    complaints: commonWords(readings, 'negative'),
  };
}

function trendOf(scores: readonly number[]): Pick<SentimentOverview, 'earlier' | 'recent' | 'trend'> {
  if (scores.length < fewestForTrend) return { trend: 'unknown' };
  const middle = Math.floor(scores.length / 2);
  const earlier = describe(scores.slice(0, middle));
  const recent = describe(scores.slice(middle));
  const change = recent.mean - earlier.mean;
  const chance = z95 * Math.hypot(earlier.error, recent.error);
  const trend = Math.abs(change) <= chance ? 'steady' : change > 0 ? 'better' : 'worse';
  return { earlier: round(earlier.mean), recent: round(recent.mean), trend };
}

/** Mean and its standard error. */
function describe(values: readonly number[]): { mean: number; error: number } {
  if (values.length === 0) return { mean: 0, error: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return { mean, error: 0 };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

function commonWords(readings: readonly SentimentReading[], label: SentimentReading['label']): string[] {
  const counts = new Map<string, number>();
  for (const reading of readings) {
    if (reading.label !== label) continue;
    for (const [place, word] of reading.words.entries())
      counts.set(word, (counts.get(word) ?? 0) + 1 / (place + 1));
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, mostWords)
    .map(([word]) => word);
}

const round = (value: number): number => Math.round(value * 100) / 100;
