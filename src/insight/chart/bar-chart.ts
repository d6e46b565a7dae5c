import { BLUE, compact, drawing, GRID, HEIGHT, INK, PALE_INK, place, text, WIDTH } from './drawing.ts';

/** Amounts under one head each, longest names first cut. */
export interface BarChart {
  title: string;
  /** At most twelve are drawn; `note` stands behind the bar. */
  bars: readonly { label: string; value: number; note?: string }[];
}

const AREA = { left: 220, right: WIDTH - 150, top: 64, bottom: HEIGHT - 24 };
const MOST_BARS = 12;
const LONGEST_LABEL = 22;
const THICKEST = 40;

/** Draws bars from left to right as SVG, 960 × 480. @throws RangeError where there is nothing to draw */
export function barChart({ title, bars }: BarChart): string {
  if (bars.length === 0) throw new RangeError('a chart needs at least one bar');
  const shown = bars.slice(0, MOST_BARS);
  const most = Math.max(...shown.map(({ value }) => value), 0) || 1;
  const height = (AREA.bottom - AREA.top) / shown.length;
  const thickness = Math.min(THICKEST, height * 0.7);
  return drawing([
    text(24, 34, title, { size: 20 }),
    `<line x1="${AREA.left}" x2="${AREA.left}" y1="${AREA.top}" y2="${AREA.bottom}" stroke="${GRID}"/>`,
    ...shown.flatMap(({ label, value, note }, index) => {
      const middle = AREA.top + (index + 0.5) * height;
      const length = (Math.max(0, value) / most) * (AREA.right - AREA.left);
      const behind = note === undefined ? compact(value) : `${compact(value)} (${note})`;
      return [
        `<rect x="${AREA.left}" y="${place(middle - thickness / 2)}" width="${place(length)}" height="${place(thickness)}" fill="${BLUE}"/>`,
        text(AREA.left - 10, middle + 5, shortened(label), { anchor: 'end', colour: INK }),
        text(AREA.left + length + 8, middle + 5, behind, { colour: PALE_INK }),
      ];
    }),
  ]);
}

function shortened(label: string): string {
  const characters = [...label];
  return characters.length <= LONGEST_LABEL ? label : `${characters.slice(0, LONGEST_LABEL - 1).join('')}…`;
}
