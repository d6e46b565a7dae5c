import type { SentimentReading } from '../../models.ts';
import type { Statement } from '../statements.ts';
import type { Group } from './find-themes.ts';

/** What many people speak of. */
export interface Theme {
  label: string;
  phrases: string[];
  size: number;
  /** Of all statements, from 0 to 1. */
  share: number;
  sentiment: { positive: number; neutral: number; negative: number; mean: number };
  /** Whether its share in the newer half of the statements differs from that in the older one. */
  trend: 'rising' | 'falling' | 'steady' | 'unknown';
  /** Its share of the older and the newer half. */
  earlier?: number;
  recent?: number;
  /** How many statements there were in each month. */
  months: { month: string; count: number }[];
  quotes: Quote[];
}

/** What somebody said, word for word, and where. */
export interface Quote {
  text: string;
  id?: string;
  on?: string;
  sentiment: SentimentReading['label'];
  untrusted?: true;
}

export interface ThemeReport {
  statements: number;
  /** Statements that belong to no theme. */
  others: number;
  since?: string;
  until?: string;
  themes: Theme[];
}

const mostQuotes = 3;
const longestQuote = 240;
/** Two-sided 95 % point of the normal distribution. */
const z95 = 1.96;
const fewestForTrend = 8;

/**
 * What groups of statements come to: how large, how they sound, how their share changes (two-proportion z test
 * between the older and the newer half), with the most typical words of different people.
 *
 * @param readings  how each statement reads
 */
export function reportThemes(
  statements: readonly Statement[],
  groups: readonly Group[],
  readings: readonly SentimentReading[],
): ThemeReport {
  const grouped = groups.reduce((sum, { members }) => sum + members.length, 0);
  const days = statements.flatMap(({ on }) => (on === undefined ? [] : [on])).sort();
  const [since, until] = [days[0], days.at(-1)];
  const older = olderHalf(statements);
  return {
    statements: statements.length,
    others: statements.length - grouped,
    ...(since !== undefined && until !== undefined && { since, until }),
    themes: groups.map(({ phrases, members }) => {
      const read = members.map((member) => readings[member]!);
      const of = (label: SentimentReading['label']) => read.filter((one) => one.label === label).length;
      const mean = read.reduce((sum, { score }) => sum + score, 0) / read.length;
      return {
        label: phrases.slice(0, 2).join(' · ') || shortened(statements[members[0]!]!.text, 60),
        phrases,
        size: members.length,
        share: round(members.length / statements.length),
        sentiment: {
          positive: of('positive'),
          neutral: of('neutral'),
          negative: of('negative'),
          mean: round(mean),
        },
        ...trendOf(members, older, statements.length),
        months: monthsOf(members.map((member) => statements[member]!.on)),
        quotes: quotesOf(members, statements, readings, phrases),
      };
    }),
  };
}

/** The older half of dated statements; undefined where too few bear a date, or all the same. */
function olderHalf(statements: readonly Statement[]): ReadonlySet<number> | undefined {
  const order = [...statements.keys()].filter((index) => statements[index]!.on !== undefined);
  if (order.length < statements.length || order.length < fewestForTrend) return undefined;
  order.sort((one, other) => (statements[one]!.on! < statements[other]!.on! ? -1 : 1));
  if (statements[order[0]!]!.on === statements[order.at(-1)!]!.on) return undefined;
  return new Set(order.slice(0, Math.floor(order.length / 2)));
}

function trendOf(
  members: readonly number[],
  older: ReadonlySet<number> | undefined,
  total: number,
): Pick<Theme, 'trend' | 'earlier' | 'recent'> {
  if (!older) return { trend: 'unknown' };
  const before = members.filter((member) => older.has(member)).length;
  const [first, second] = [older.size, total - older.size];
  const [earlier, recent] = [before / first, (members.length - before) / second];
  const pooled = members.length / total;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / first + 1 / second));
  const change = error === 0 ? 0 : (recent - earlier) / error;
  const trend = Math.abs(change) < z95 ? 'steady' : change > 0 ? 'rising' : 'falling';
  return { trend, earlier: round(earlier), recent: round(recent) };
}

function monthsOf(days: readonly (string | undefined)[]): Theme['months'] {
  const dated = days.filter((day) => day !== undefined).map((day) => day.slice(0, 7));
  return [...Map.groupBy(dated, (month) => month)]
    .map(([month, { length }]) => ({ month, count: length }))
    .sort((one, other) => (one.month < other.month ? -1 : 1))
    .slice(-12);
}

/** The most typical statements that say something different, cut around the phrases of the theme. */
function quotesOf(
  members: readonly number[],
  statements: readonly Statement[],
  readings: readonly SentimentReading[],
  phrases: readonly string[],
): Quote[] {
  const quotes: Quote[] = [];
  const said = new Set<string>();
  for (const member of members) {
    if (quotes.length === mostQuotes) break;
    const { text, id, on, untrusted } = statements[member]!;
    const part = around(text, phrases);
    if (said.has(part)) continue;
    said.add(part);
    quotes.push({
      text: part,
      ...(id !== undefined && { id }),
      ...(on !== undefined && { on }),
      sentiment: readings[member]!.label,
      ...(untrusted && { untrusted }),
    });
  }
  return quotes;
}

/** A long text from a little before the first of the phrases on. */
function around(text: string, phrases: readonly string[]): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= longestQuote) return line;
  const folded = line.toLowerCase();
  const place = Math.max(0, ...phrases.map((phrase) => folded.indexOf(phrase.toLowerCase())).slice(0, 1));
  const from = Math.max(0, Math.min(place - 80, line.length - longestQuote));
  const start = from === 0 ? 0 : line.indexOf(' ', from) + 1 || from;
  const cut = shortened(line.slice(start), longestQuote);
  return start === 0 ? cut : `…${cut}`;
}

const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…`;

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
