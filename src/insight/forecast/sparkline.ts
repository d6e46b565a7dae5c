const BARS = '▁▂▃▄▅▆▇█';

/** Values as a line of bars for a terminal, the lowest at the bottom; empty for none. */
export function sparkline(values: readonly number[]): string {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  return values
    .map((value) => BARS[span === 0 ? 3 : Math.round(((value - low) / span) * (BARS.length - 1))]!)
    .join('');
}
