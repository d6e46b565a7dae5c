/** How a spreadsheet's numbers are shown: the formats its styles name. */
export interface CellStyles {
  /** By style number: what the format makes of a number. */
  kinds: ('number' | 'date' | 'moment' | 'time')[];
  /** Whether days count from 1904. */
  from1904: boolean;
}

const builtInDates: Readonly<Record<number, 'date' | 'moment' | 'time'>> = {
  14: 'date',
  15: 'date',
  16: 'date',
  17: 'date',
  18: 'time',
  19: 'time',
  20: 'time',
  21: 'time',
  22: 'moment',
  27: 'date',
  28: 'date',
  29: 'date',
  30: 'date',
  31: 'date',
  32: 'time',
  33: 'time',
  34: 'time',
  35: 'time',
  36: 'date',
  45: 'time',
  46: 'time',
  47: 'time',
  50: 'date',
  51: 'date',
  52: 'date',
  53: 'date',
  54: 'date',
  55: 'time',
  56: 'time',
  57: 'date',
  58: 'date',
};

/** What a number format shows, by its number and code (ECMA-376 part 1, 18.8.30). */
export function formatKind(id: number, code: string | undefined): CellStyles['kinds'][number] {
  if (code === undefined) return builtInDates[id] ?? 'number';
  const plain = code.replace(/"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|_./gi, '').split(';')[0]!;
  const day = /[yd]|m{3,}|[年月日]/i.test(plain) || /(?<![hs:])m(?!.*[hs:])/i.test(plain);
  const time = /[hs]|am\/pm|[时分秒]/i.test(plain);
  if (/general/i.test(plain) || !(day || time)) return 'number';
  return day ? (time ? 'moment' : 'date') : 'time';
}

/** A number as its cell shows it: a day as 2026-03-05, a moment as 2026-03-05T09:30:00, else its digits. */
export function shownNumber(raw: string, style: number, { kinds, from1904 }: CellStyles): string {
  const number = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(number)) return raw;
  const kind = kinds[style] ?? 'number';
  if (kind === 'number' || number < 0 || number > 2_958_465.99999) return digitsOf(number);
  const serial = from1904 ? number + 1_462 : number < 60 ? number + 1 : number;
  const moment = new Date(Math.round((serial - 25_569) * 86_400_000));
  const iso = moment.toISOString();
  if (kind === 'time' && number < 1) return iso.slice(11, 19);
  return iso.endsWith('T00:00:00.000Z') || kind === 'date' ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** The 15 digits a spreadsheet keeps, never in exponent form. */
function digitsOf(number: number): string {
  const rounded = Number(number.toPrecision(15));
  const text = String(rounded);
  return /e/.test(text)
    ? rounded.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
    : text;
}

/** Which column a cell such as `AB12` stands in, counted from 0. */
export function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
