import { parseAmounts, parseDates, parseNumber } from '../../language/index.ts';

/** What a file's dates and numbers look like, beyond what a single cell says. */
export interface Notation {
  /** What 03/04/2026 means. */
  dateOrder?: 'day-month' | 'month-day';
  /** Whether 1.234,56 is one thousand and more. */
  decimalComma?: boolean;
}

const wholeDay = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?/;
const eitherWay = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const time =
  /^[T,\s]*(上午|下午|中午|晚上|凌晨)?\s*(\d{1,2})[:：时点](\d{1,2})?(?:[:：分](\d{1,2}))?(?:\.\d+)?\s*[分秒]?\s*(am|pm|a\.m\.|p\.m\.)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;

/**
 * A cell's day and time as ISO 8601: `2026-03-05`, `2026-03-05T14:30:00`, with its offset where one is
 * given. Reads ISO, 2026/3/5, 2026年3月5日, 20260305, 5.3.2026, 03/05/2026 in the file's order, 5 March 2026,
 * and milliseconds since 1970.
 *
 * @returns null where the cell is no date, or does not tell without the file's order
 */
export function parseDateCell(cell: string, { dateOrder }: Notation): string | null {
  const text = cell.normalize('NFKC').trim();
  if (/^\d{13}$/.test(text)) return new Date(Number(text)).toISOString();
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (packed) return joined(packed[1]!, packed[2]!, packed[3]!, '');
  const whole = wholeDay.exec(text);
  if (whole) return joined(whole[1]!, whole[2]!, whole[3]!, text.slice(whole[0].length));
  const either = eitherWay.exec(text);
  if (either) {
    const [matched, first, mark, second, year] = either as unknown as [
      string,
      string,
      string,
      string,
      string,
    ];
    const order = mark === '.' ? 'day-month' : (orderOf(first, second) ?? dateOrder);
    if (order === undefined) return null;
    const [day, month] = order === 'day-month' ? [first, second] : [second, first];
    return joined(year.length === 2 ? `20${year}` : year, month, day, text.slice(matched.length));
  }
  return /\d{4}/.test(text) && /\p{L}/u.test(text) ? written(text) : null;
}

/** What a cell such as 25/12/2026 says about its file's order; `either` where it does not tell. */
export function dateEvidence(cell: string): 'day-month' | 'month-day' | 'either' | null {
  const match = eitherWay.exec(cell.normalize('NFKC').trim());
  if (!match || match[2] === '.') return null;
  if (match[1] === match[3]) return null;
  return orderOf(match[1]!, match[3]!) ?? 'either';
}

const orderOf = (first: string, second: string) =>
  Number(first) > 12 ? 'day-month' : Number(second) > 12 ? 'month-day' : undefined;

function joined(year: string, month: string, day: string, rest: string): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const real = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== date) return null;
  if (/^[\s,]*(?:(?:星期|周)[一二三四五六日天])?$/.test(rest)) return date;
  const match = time.exec(rest);
  if (!match) return null;
  const [, part, hour, minute = '0', second = '0', half, zone = ''] = match;
  const late = /^p/i.test(half ?? '') || part === '下午' || part === '晚上';
  const early = /^a/i.test(half ?? '') || part === '凌晨' || part === '上午';
  const hours = late && Number(hour) < 12 ? Number(hour) + 12 : early && hour === '12' ? 0 : Number(hour);
  if (hours > 24 || Number(minute) > 59 || Number(second) > 59) return null;
  const two = (value: number | string) => String(value).padStart(2, '0');
  const offset = /^(Z|UTC|GMT)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
  return `${date}T${two(hours === 24 ? 0 : hours)}:${two(minute)}:${two(second)}${offset}`;
}

/** A date in words (5 March 2026, Mar 5, 2026): only where the whole cell is one day with its year. */
function written(text: string): string | null {
  const clock = /[,\s]+(?:at\s+)?(\d{1,2}:\d{2}.*)$/i.exec(text);
  const day = clock ? text.slice(0, clock.index) : text;
  const spans = parseDates(day.replace(/^(?:mon|tue|wed|thu|fri|sat|sun)\p{L}*,?\s+/iu, ''), {
    now: '2000-01-01T00:00:00Z',
    language: 'en',
  });
  const [span] = spans;
  if (!span || spans.length > 1 || span.kind !== 'date' || !day.includes(span.from.slice(0, 4))) return null;
  if (day.replace(span.text, '').replace(/^(?:mon|tue|wed|thu|fri|sat|sun)\p{L}*|[,.\s]/giu, '') !== '')
    return null;
  const [year, month, date] = span.from.split('-') as [string, string, string];
  return joined(year, month, date, clock?.[1] ?? '');
}

/** An amount or a number: a plain decimal, and the currency where the cell names one. */
export interface NumberCell {
  value: string;
  currency?: string;
}

/**
 * Reads `1,234.50`, `1.234,50`, `￥12,000`, `USD 5k`, `1.2万`, `(300)`, `15 %`.
 *
 * @param places  decimal places the column's unit adds: 4 where it counts in 万
 * @returns null where the cell is no number
 */
export function parseNumberCell(cell: string, { decimalComma }: Notation, places = 0): NumberCell | null {
  const text = cell.normalize('NFKC').trim();
  const negative = /^\(.*\)$|^[-−]|[-−]$/.test(text);
  const bare = text.replace(/^\(|\)$|^[-−+]|[-−]$/g, '').trim();
  const digits = plainDigits(bare, decimalComma === true);
  const currency = /^[\d.\s]+$/.test(digits) ? undefined : parseAmounts(digits)[0]?.currency;
  const number = digits
    .replace(
      /^(?:[A-Z]{2,3}\$?|人民币|[$€£¥₩₹]|元)\s*|\s*(?:[A-Z]{3}|[$€£¥₩₹%]|元整?|人民币|美元|欧元|块|人|天|个|件|台)$/giu,
      '',
    )
    .trim();
  const value = /^\d+(\.\d+)?$/.test(number) ? number : parseNumber(number.replace(/^[$€£¥]\s*/, ''));
  if (value === null || !/\d|[一二三四五六七八九十百千万亿两]/.test(number)) return null;
  const shifted = places === 0 ? trimmed(value) : shifted10(value, places);
  return {
    value: negative && shifted !== '0' ? `-${shifted}` : shifted,
    ...(currency !== undefined && { currency }),
  };
}

/** Whether a number's marks show a decimal comma; null where they do not tell. */
export function commaEvidence(cell: string): boolean | null {
  const text = cell.normalize('NFKC').replace(/[^\d.,]/g, '');
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(text) || /^\d+,(\d{1,2}|\d{4,})$/.test(text)) return true;
  if (/^\d{1,3}(\.\d{3}){2,}$/.test(text)) return true;
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(text) || /^\d+\.(\d{1,2}|\d{4,})$/.test(text)) return false;
  return /^\d{1,3}(,\d{3}){2,}$/.test(text) ? false : null;
}

function plainDigits(text: string, decimalComma: boolean): string {
  const joinedUp = text.replace(/(?<=\d)[\s'’\u00A0\u202F](?=\d{3}(?!\d))/g, '');
  return decimalComma
    ? joinedUp.replace(/(?<=\d)\.(?=\d{3}(?!\d))/g, '').replace(/(?<=\d),(?=\d)/g, '.')
    : joinedUp.replace(/(?<=\d)[,，](?=\d{3}(?!\d))/g, '');
}

function trimmed(decimal: string): string {
  const short = decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
  return short.replace(/^0+(?=\d)/, '');
}

function shifted10(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const padded = fraction.padEnd(places, '0');
  return trimmed(`${whole}${padded.slice(0, places)}.${padded.slice(places) || '0'}`);
}

/** `true` or `false` for yes and no in both languages, else null. */
export function parseBooleanCell(cell: string): 'true' | 'false' | null {
  const text = cell.trim().toLowerCase();
  if (/^(true|yes|y|t|1|on|x|是|有|对|√|✓|启用|上架|在售)$/.test(text)) return 'true';
  if (/^(false|no|n|f|0|off|否|无|没有|×|停用|下架|停售)$/.test(text)) return 'false';
  return null;
}

/** The parts of a cell with several e-mail addresses or telephone numbers. */
export function partsOf(cell: string, field: 'emails' | 'phones'): string[] {
  const separator = separators[field];
  if (!separator.test(cell)) return [plainPart(cell)].filter(Boolean);
  return distinct(cell.split(separator).map(plainPart).filter(Boolean));
}

const separators = {
  emails: /[;,；，、|\s]+/,
  phones: /[;；，,、|\n]+|\s\/\s|\/(?=\s*[+(\d])/,
};

const plainPart = (part: string): string =>
  part
    .trim()
    .replace(/^'(?=[+\d(])/, '')
    .replace(/^mailto:/i, '');

/** Each text once, in the order of the first. */
export const distinct = (texts: readonly string[]): string[] =>
  texts.length < 2 ? [...texts] : [...new Set(texts)];
