import { join } from 'node:path';
import { type BarChart, barChart } from './bar-chart.ts';
import { type ForecastChart, forecastChart } from './forecast-chart.ts';
import { type ShareChart, shareChart } from './share-chart.ts';

export { type BarChart, barChart } from './bar-chart.ts';
export { type ChartPoint, type ForecastChart, forecastChart } from './forecast-chart.ts';
export { type ShareChart, shareChart } from './share-chart.ts';

/** Anything that can be drawn. */
export type Chart = ForecastChart | BarChart | ShareChart;

/** Draws a chart as SVG. @throws RangeError where there is nothing to draw */
export function drawingOf(chart: Chart): string {
  if ('bars' in chart) return barChart(chart);
  return 'parts' in chart ? shareChart(chart) : forecastChart(chart);
}

/** A subset of Noto Sans S Chinese: Latin letters and the 6,763 characters of GB 2312. */
const FONT = join(import.meta.dirname, 'chart-sans.otf');

/** Turns a chart into a PNG, with a font that has Chinese whatever the machine has. */
export async function drawPicture(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const font = { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: 'ChartSans S Chinese' };
  return new Resvg(svg, { font }).render().asPng();
}
