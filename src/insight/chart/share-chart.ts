import { compact, GRID, INK, PALE_INK, place, text } from './drawing.ts';
import { ticksFor } from './forecast-chart.ts';

/** Counts of the same few things in one period after another, as bars of stacked parts. */
export interface ShareChart {
  title: string;
  /** What the parts are, from the bottom up, at most four. */
  parts: readonly { name: string; colour: string }[];
  /** At most 24, oldest first: how many of each part. */
  periods: readonly { label: string; counts: readonly number[] }[];
}

const WIDTH = 960;
const HEIGHT = 480;
const AREA = { left: 88, right: WIDTH - 24, top: 84, bottom: HEIGHT - 52 };
const MOST_PERIODS = 24;
const LABELS_ACROSS = 12;
const THICKEST = 64;

/** Draws bars of stacked parts as SVG, 960 × 480. @throws RangeError where there is nothing to draw */
export function shareChart({ title, parts, periods }: ShareChart): string {
  if (periods.length === 0) throw new RangeError('a chart needs at least one period');
  const shown = periods.slice(-MOST_PERIODS);
  const totals = shown.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
  const ticks = ticksFor(0, Math.max(...totals, 1));
  const high = ticks.at(-1)!;
  const y = (value: number): number => AREA.bottom - (value / high) * (AREA.bottom - AREA.top);
  const step = (AREA.right - AREA.left) / shown.length;
  const thickness = Math.min(THICKEST, step * 0.7);
  const every = Math.ceil(shown.length / LABELS_ACROSS);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-size="14">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text(AREA.left, 34, title, { size: 20 }),
    ...parts.flatMap(({ name, colour }, index) => [
      `<rect x="${AREA.left + index * 140}" y="50" width="14" height="14" fill="${colour}"/>`,
      text(AREA.left + index * 140 + 22, 62, name, { colour: PALE_INK }),
    ]),
    ...ticks.flatMap((tick) => [
      `<line x1="${AREA.left}" x2="${AREA.right}" y1="${place(y(tick))}" y2="${place(y(tick))}" stroke="${GRID}"/>`,
      text(AREA.left - 10, y(tick) + 5, compact(tick), { anchor: 'end', colour: PALE_INK }),
    ]),
    ...shown.flatMap(({ label, counts }, index) => {
      const middle = AREA.left + (index + 0.5) * step;
      let below = 0;
      const bars = parts.map(({ colour }, part) => {
        const count = counts[part] ?? 0;
        const top = y(below + count);
        const bar = `<rect x="${place(middle - thickness / 2)}" y="${place(top)}" width="${place(thickness)}" height="${place(y(below) - top)}" fill="${colour}"/>`;
        below += count;
        return bar;
      });
      return index % every === 0
        ? [...bars, text(middle, AREA.bottom + 26, label, { anchor: 'middle', colour: INK })]
        : bars;
    }),
    '</svg>',
  ].join('\n');
}
