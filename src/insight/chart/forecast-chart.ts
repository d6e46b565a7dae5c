import { BLUE, compact, drawing, GRID, HEIGHT, INK, PALE_INK, place, text, WIDTH } from './drawing.ts';

/** A value of a chart with the label of its period; bounds of its intervals where it is foretold. */
export interface ChartPoint {
  label: string;
  value: number;
  low80?: number;
  high80?: number;
  low95?: number;
  high95?: number;
}

/** A series and its forecast, with the words to say so in the reader's language. */
export interface ForecastChart {
  title: string;
  past: readonly ChartPoint[];
  ahead: readonly ChartPoint[];
  words: { past: string; ahead: string; interval80: string; interval95: string };
}

const AREA = { left: 88, right: WIDTH - 24, top: 84, bottom: HEIGHT - 52 };
const LABELS_ACROSS = 8;
const TICKS = 5;
const BAND_80 = '#bfdbfe';
const BAND_95 = '#e0edff';

/** Draws a series and its forecast as SVG, 960 × 480. @throws RangeError where there is nothing to draw */
export function forecastChart({ title, past, ahead, words }: ForecastChart): string {
  const points = [...past, ...ahead];
  if (points.length === 0) throw new RangeError('a chart needs at least one point');
  const values = points.flatMap(({ value, low95 = value, high95 = value }) => [value, low95, high95]);
  const ticks = ticksFor(Math.min(0, ...values), Math.max(...values));
  const [low, high] = [ticks[0]!, ticks.at(-1)!];
  const x = (index: number): number => AREA.left + ((index + 0.5) * (AREA.right - AREA.left)) / points.length;
  const y = (value: number): number =>
    AREA.bottom - ((value - low) / (high - low)) * (AREA.bottom - AREA.top);
  const line = (some: readonly ChartPoint[], offset: number): string =>
    some.map(({ value }, index) => `${place(x(offset + index))},${place(y(value))}`).join(' ');
  const band = (lower: 'low80' | 'low95', upper: 'high80' | 'high95', colour: string): string => {
    const bounded = ahead.flatMap((point, index) =>
      point[lower] === undefined || point[upper] === undefined
        ? []
        : [{ at: x(past.length + index), low: point[lower], high: point[upper] }],
    );
    if (bounded.length === 0) return '';
    const start = past.at(-1);
    const corners = [
      ...(start ? [{ at: x(past.length - 1), low: start.value, high: start.value }] : []),
      ...bounded,
    ];
    const outline = [
      ...corners.map(({ at, high: top }) => `${place(at)},${place(y(top))}`),
      ...corners.toReversed().map(({ at, low: bottom }) => `${place(at)},${place(y(bottom))}`),
    ];
    return `<polygon points="${outline.join(' ')}" fill="${colour}"/>`;
  };
  const every = Math.ceil(points.length / LABELS_ACROSS);
  const bridge = past.length > 0 ? [past.at(-1)!, ...ahead] : ahead;
  return drawing([
    text(AREA.left, 34, title, { size: 20 }),
    ...legend(words),
    ...ticks.flatMap((tick) => [
      `<line x1="${AREA.left}" x2="${AREA.right}" y1="${place(y(tick))}" y2="${place(y(tick))}" stroke="${GRID}"/>`,
      text(AREA.left - 10, y(tick) + 5, compact(tick), { anchor: 'end', colour: PALE_INK }),
    ]),
    band('low95', 'high95', BAND_95),
    band('low80', 'high80', BAND_80),
    `<polyline points="${line(past, 0)}" fill="none" stroke="${INK}" stroke-width="2"/>`,
    `<polyline points="${line(bridge, past.length - (bridge.length - ahead.length))}" fill="none" stroke="${BLUE}" stroke-width="2.5" stroke-dasharray="7 4"/>`,
    ...ahead.map(
      ({ value }, index) =>
        `<circle cx="${place(x(past.length + index))}" cy="${place(y(value))}" r="3.5" fill="${BLUE}"/>`,
    ),
    ...points.flatMap(({ label }, index) =>
      index % every === 0
        ? [text(x(index), AREA.bottom + 26, label, { anchor: 'middle', colour: PALE_INK })]
        : [],
    ),
  ]);
}

function legend({ past, ahead, interval80, interval95 }: ForecastChart['words']): string[] {
  const keys = [
    { name: past, mark: `stroke="${INK}" stroke-width="2"` },
    { name: ahead, mark: `stroke="${BLUE}" stroke-width="2.5" stroke-dasharray="7 4"` },
    { name: interval80, mark: `stroke="${BAND_80}" stroke-width="12"` },
    { name: interval95, mark: `stroke="${BAND_95}" stroke-width="12"` },
  ];
  let at = AREA.left;
  return keys.flatMap(({ name, mark }) => {
    const drawn = [
      `<line x1="${at}" x2="${at + 30}" y1="57" y2="57" ${mark}/>`,
      text(at + 38, 62, name, { colour: PALE_INK }),
    ];
    at += 62 + widthOf(name);
    return drawn;
  });
}

/** About how wide a text is at 14 px: Han characters are as wide as high, others half that. */
const widthOf = (words: string): number =>
  [...words].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 14 : 7.6), 0);

/** Round values from at or below `low` to at or above `high`, about five steps of 1, 2 or 5 × 10ⁿ. */
export function ticksFor(low: number, high: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough)!;
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}
