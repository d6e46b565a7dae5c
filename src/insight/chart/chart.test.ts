import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ticksFor } from './forecast-chart.ts';
import { barChart, drawPicture, forecastChart } from './index.ts';

const words = { past: '历史', ahead: '预测', interval80: '80 % 区间', interval95: '95 % 区间' };
const past = [3, 5, 4].map((value, index) => ({ label: `2026-0${index + 1}`, value }));
const ahead = [{ label: '2026-04', value: 5, low80: 3, high80: 7, low95: 2, high95: 8 }];

describe('forecastChart', () => {
  test('draws the past, the forecast and its bands, and takes a title as text', () => {
    const svg = forecastChart({ title: '<b>茶 & "水"', past, ahead, words });
    expect(svg.match(/<polyline/g)).toHaveLength(2);
    expect(svg.match(/<polygon/g)).toHaveLength(2);
    expect(svg).toContain('&lt;b>茶 &amp; &quot;水&quot;');
  });

  test.each([
    [0, 46_000, [0, 10_000, 20_000, 30_000, 40_000, 50_000]],
    [-3, 4, [-4, -2, 0, 2, 4]],
    [0, 0, [0, 0.2]],
  ])('ticks from %d to %d', (low, high, ticks) => {
    expect(ticksFor(low, high)).toEqual(ticks);
  });
});

describe('barChart', () => {
  const bars = [
    { label: '线索', value: 28_400, note: '2' },
    { label: 'A stage with quite a long name', value: 0 },
  ];

  test('draws a bar for each amount, the longest for the largest', async () => {
    const svg = barChart({ title: '未结商机', bars });
    expect(svg.match(/<rect x="220" y="[\d.]+" width="([\d.]+)"/g)).toHaveLength(2);
    expect(svg).toContain('width="590.0"');
    expect(svg).toContain('28.4K (2)');
    expect(svg).toContain('A stage with quite a …');
    expect(inkOf(Buffer.from(await drawPicture(svg)))).toBeGreaterThan(500);
    expect(() => barChart({ title: '', bars: [] })).toThrow(RangeError);
  });
});

test('the picture shows Chinese: its characters are drawn, and differ from those of another title', async () => {
  const draw = (title: string) => drawPicture(forecastChart({ title, past, ahead, words }));
  const pictures = await Promise.all([draw('销售额'), draw('订单数'), draw('')]);
  const [revenue, orders, none] = pictures.map((picture) => inkOf(Buffer.from(picture)));
  expect(revenue).toBeGreaterThan(none! + 200);
  expect(orders).toBeGreaterThan(none! + 200);
  expect(revenue).not.toBe(orders);
});

/** How many bytes of the top band, where the title stands, are not background. */
function inkOf(png: Buffer): number {
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const width = png.readUInt32BE(16);
  expect([width, png.readUInt32BE(20)]).toEqual([960, 480]);
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const rows = inflateSync(Buffer.concat(parts));
  const line = 1 + width * 4;
  return rows.subarray(0, 44 * line).filter((byte) => byte !== 0 && byte !== 255).length;
}
