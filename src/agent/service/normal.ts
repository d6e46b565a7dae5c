import { escapePattern } from '../../language/index.ts';

/** Units as people write them, and the one way they are compared in. */
const units: readonly [unit: string, written: string][] = [
  ['ft', 'feet|foot|ft|英尺'],
  ['inch', 'inches|inch|"|″|英寸|寸'],
  ['cm', 'centimet(?:re|er)s?|cm|厘米'],
  ['mm', 'millimet(?:re|er)s?|mm|毫米'],
  ['lb', 'pounds?|lbs?|磅'],
  ['kg', 'kilos?|kilograms?|kgs?|公斤|千克'],
  ['oz', 'ounces?|oz|盎司'],
  ['ml', 'millilit(?:re|er)s?|ml|毫升'],
  ['l', 'lit(?:re|er)s?|l|升'],
  ['mah', 'mah|毫安时?'],
  ['tb', 'terabytes?|tb'],
  ['gb', 'gigabytes?|gigs?|gb|g(?![a-z])'],
  ['mb', 'megabytes?|mb'],
  ['mp', 'megapixels?|mp|(?:百万)?像素'],
  ['hour', 'hours?|hrs?|h(?![a-z])|(?:个)?小时'],
  ['minute', 'minutes?|mins?|分钟'],
  ['day', 'days?|天'],
  ['month', 'months?|个月'],
  ['year', 'years?|年'],
  ['degree', 'degrees?|°|度'],
  ['bar', 'bars?|巴'],
  ['piece', 'pieces?|pcs?|件套|片装?|块(?=拼图|装)'],
  ['pack', 'packs?|包装?'],
  ['cup', 'cups?|杯'],
  ['watt', 'watts?|w(?![a-z])|瓦'],
  ['person', 'persons?|people|人'],
  ['x', 'x(?![a-z])|倍'],
];
const anyUnit = units.map(([, written]) => written).join('|');
const measured = new RegExp(`(?<![\\p{L}\\d#.])(\\d[\\d.]*)[ -]?(${anyUnit})(?![a-z])`, 'giu');

const contractions = /\b(?:do|does|did|is|are|was|were|has|have|had|would|could|should|wo|ca)nt\b/g;

/**
 * A text in the form texts are compared in: lower case, one kind of quotation mark and space, numbers next
 * to their units (`5-feet` and `5 ft` become `5ft`). Where it is read, places are those of this form.
 */
export function normalForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[\s_]+/g, ' ')
    .replace(/\bgrey\b/g, 'gray')
    .replace(/\bcolour/g, 'color')
    .replace(contractions, (written) => `${written.slice(0, -1)}'t`)
    .replace(/\b(i)(m|ve)\b/g, "$1'$2")
    .replace(measured, (_, digit: string, unit: string) => digit + unitOf(unit));
}

const unitOf = (written: string): string =>
  units.find(([, pattern]) => new RegExp(`^(?:${pattern})$`, 'iu').test(written))?.[0] ?? written;

/** A pattern that finds words in a normal form as whole words, hyphens and plurals aside. */
export function wordsPattern(words: string): RegExp {
  const normal = normalForm(words).trim();
  const latin = /^[\p{Script=Latin}\p{N}]/u.test(normal);
  const body = normal
    .split(/[\s-]+/)
    .map((word) => escapePattern(word))
    .join('[\\s-]*');
  const ends = /[a-z]$/.test(normal) ? `(?:${normal.endsWith('s') ? '' : "'?(?:s|es)?"})(?![a-z0-9])` : '';
  const digit = /\d$/.test(normal) ? '(?![\\d.]*\\d)' : '';
  return new RegExp(`${latin ? '(?<![\\p{Script=Latin}\\p{N}.])' : ''}${body}${ends}${digit}`, 'gu');
}

/** Where something stands in a text, the end exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** All places of words in a normal form. */
export const placesOf = (words: string, text: string): Span[] =>
  Array.from(text.matchAll(wordsPattern(words)), ({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
