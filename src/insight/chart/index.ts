import { join } from 'node:path';

export { type ChartPoint, type ForecastChart, forecastChart } from './forecast-chart.ts';

/** A subset of Noto Sans S Chinese: Latin letters and the 6,763 characters of GB 2312. */
const FONT = join(import.meta.dirname, 'chart-sans.otf');

/** Turns a chart into a PNG, with a font that has Chinese whatever the machine has. */
export async function drawPicture(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const font = { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: 'ChartSans S Chinese' };
  return new Resvg(svg, { font }).render().asPng();
}
