export const WIDTH = 960;
export const HEIGHT = 480;
export const INK = '#1f2937';
export const PALE_INK = '#6b7280';
export const GRID = '#e5e7eb';
export const BLUE = '#2563eb';

/** SVG of 960 × 480 on white, of elements one over the other. */
export const drawing = (elements: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-size="14">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    ...elements,
    '</svg>',
  ].join('\n');

export const compact = (value: number): string =>
  new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 }).format(value);

export const place = (coordinate: number): string => coordinate.toFixed(1);

export function text(
  x: number,
  y: number,
  words: string,
  { size = 14, anchor = 'start', colour = INK }: { size?: number; anchor?: string; colour?: string } = {},
): string {
  const escaped = words
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;');
  return `<text x="${place(x)}" y="${place(y)}" font-size="${size}" text-anchor="${anchor}" fill="${colour}">${escaped}</text>`;
}
