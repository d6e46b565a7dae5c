/** A number found in a text; `value` is a plain decimal such as `-12000.5`. */
export interface NumberSpan {
  start: number;
  end: number;
  text: string;
  value: string;
}

const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const englishValues = new Map<string, number>([
  ...units.map((word, index): [string, number] => [word, index]),
  ...tens.map((word, index): [string, number] => [word, 10 * (index + 2)]),
  ['dozen', 12],
]);
const englishScales = new Map([
  ['hundred', 2],
  ['thousand', 3],
  ['grand', 3],
  ['million', 6],
  ['billion', 9],
]);
const suffixScales = new Map([
  ['k', 3],
  ['m', 6],
  ['mn', 6],
  ['mm', 6],
  ['mio', 6],
  ['b', 9],
  ['bn', 9],
]);
const chineseDigits = new Map(
  Object.entries({
    零: 0,
    〇: 0,
    一: 1,
    壹: 1,
    二: 2,
    贰: 2,
    两: 2,
    三: 3,
    叁: 3,
    四: 4,
    肆: 4,
    五: 5,
    伍: 5,
  }).concat(Object.entries({ 六: 6, 陆: 6, 七: 7, 柒: 7, 八: 8, 捌: 8, 九: 9, 玖: 9 })),
);
const chineseScales = new Map(
  Object.entries({ 十: 1, 拾: 1, 百: 2, 佰: 2, 千: 3, 仟: 3, 万: 4, 萬: 4, 亿: 8, 億: 8 }),
);

const smallWord = [...units.toReversed(), ...tens].join('|');
const chineseStart = '零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾';
const chineseNumeral = `${chineseStart}百佰千仟`;

/** Patterns without groups, for parsers that need a number in a place; `parseNumber` reads what they match. */
export const numberPatterns = {
  english: String.raw`(?:\d{1,4}|(?:${tens.join('|')})(?:[- ](?:${units.slice(1, 10).join('|')}))?|${smallWord}|an?(?: couple of| couple| few)?|(?:the )?couple of|few|several)`,
  chinese: String.raw`(?:\d{1,4}|[${chineseNumeral}]{1,6})`,
} as const;

const digits = String.raw`\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const englishWords = String.raw`\b(?:(?:an?|half an?|${smallWord}|dozen)(?:[- ]|\b))(?:(?:and |an? )?(?:${smallWord}|dozen|hundred|thousand|million|billion|grand)(?:[- ]|\b))*`;
const digitsWithScale = String.raw`(?<![\p{Script=Latin}\d.])(?:${digits})(?:\s?(?:k|mn|mm|mio|m|bn|b)(?![\p{Script=Latin}\d])|\s(?:hundred|thousand|grand|million|billion)\b|\s?[十百千万萬亿億]+(?:(?:\d+|[${chineseNumeral}]+)(?![月日号年\d])[百千万]?)*)?`;
const chineseWords = `[${chineseStart}][${chineseNumeral}万萬亿億]*(?:点[${chineseNumeral}]+[万萬亿億]?)?|半[万亿]`;
const numberPattern = new RegExp(`${digitsWithScale}|${englishWords}|${chineseWords}`, 'giu');

/** Every number of a text, in digits, English words or Chinese numerals, with its scale (`1.2m`, `3万5`, "half a million"). */
export function parseNumbers(text: string): NumberSpan[] {
  const spans: NumberSpan[] = [];
  for (const match of text.matchAll(numberPattern)) {
    const written = match[0].trimEnd().replace(/-$/, '');
    const value = parseNumber(written);
    if (value === null || /^an?$/i.test(written)) continue;
    spans.push({ start: match.index, end: match.index + written.length, text: written, value });
  }
  return spans;
}

/**
 * The value of a number as it is written: `1,200`, `3.5k`, "two hundred and fifty", "a couple of", 两万五,
 * 一百二十, 1.2亿.
 * @returns a plain decimal without trailing zeros, or null where the text is no number
 */
export function parseNumber(text: string): string | null {
  const written = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
  if (written === '') return null;
  const scaled = /^([+-]?)(\d[\d,]*(?:\.\d+)?) ?([a-z]*)$/.exec(written);
  if (scaled !== null) {
    const scale = scaled[3] === '' ? 0 : (suffixScales.get(scaled[3]!) ?? englishScales.get(scaled[3]!));
    return scale === undefined
      ? null
      : (scaled[1] === '-' ? '-' : '') + shiftPoint(scaled[2]!.replaceAll(',', ''), scale);
  }
  return /\p{Script=Han}/u.test(written)
    ? chineseNumber(written.replace(/(?<=\d),(?=\d{3})/g, ''))
    : englishNumber(written);
}

/** Moves the decimal point of a plain decimal to the right, exactly. */
export function shiftPoint(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const padded = fraction.padEnd(places, '0');
  const integer = (whole + padded.slice(0, places)).replace(/^0+(?=\d)/, '');
  const rest = padded.slice(places).replace(/0+$/, '');
  return rest === '' ? integer || '0' : `${integer || '0'}.${rest}`;
}

function englishNumber(written: string): string | null {
  const counted = /^(?:an?|the)? ?(couple|few|several)(?: of)?$/.exec(written);
  if (counted !== null) return { couple: '2', few: '3', several: '3' }[counted[1]!]!;
  let total = 0;
  let group: number | null = null;
  for (const word of written.split(/[- ]/)) {
    if (word === 'and') continue;
    const value: number | undefined =
      word === 'a' || word === 'an' ? (group ?? 1) : word === 'half' ? 0.5 : englishValues.get(word);
    const scale = englishScales.get(word);
    if (word === 'dozen') group = 12 * (group ?? 1);
    else if (value !== undefined) group = word === 'a' || word === 'an' ? value : (group ?? 0) + value;
    else if (scale === 2) group = 100 * (group ?? 1);
    else if (scale !== undefined) {
      total += (group ?? 1) * 10 ** scale;
      group = null;
    } else return null;
  }
  return String(total + (group ?? 0));
}

/** Chinese numerals, digits with Chinese scales, and the spoken short forms: 两万五 is 25000, 3万5 is 35000. */
function chineseNumber(written: string): string | null {
  const half = /^半([万萬亿億])$/.exec(written);
  if (half !== null) return shiftPoint('0.5', chineseScales.get(half[1]!)!);
  const decimal = /^(\d+(?:\.\d+)?)([十百千万萬亿億]+)$/.exec(written);
  if (decimal !== null) {
    return shiftPoint(
      decimal[1]!,
      [...decimal[2]!].reduce((sum, scale) => sum + chineseScales.get(scale)!, 0),
    );
  }
  const spoken = /^(.+)点(.+?)([万萬亿億]?)$/.exec(written);
  if (spoken !== null) {
    const whole = chineseInteger(spoken[1]!);
    const fraction = [...spoken[2]!].map((digit) => chineseDigits.get(digit));
    if (whole === null || fraction.includes(undefined)) return null;
    return shiftPoint(`${whole}.${fraction.join('')}`, chineseScales.get(spoken[3]!) ?? 0);
  }
  const integer = chineseInteger(written);
  return integer === null ? null : String(integer);
}

function chineseInteger(written: string): number | null {
  const positional = [...written].map((digit) => chineseDigits.get(digit));
  if (!positional.includes(undefined)) return Number(positional.join(''));
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  let lastScale = 0;
  for (const part of written.match(/\d+|./gu) ?? []) {
    const scale = chineseScales.get(part);
    const value = /^\d+$/.test(part) ? Number(part) : chineseDigits.get(part);
    if (scale === undefined && value === undefined) return null;
    if (value !== undefined) {
      digit = digit === null || value === 0 ? value : 10 * digit + value;
      if (value === 0) lastScale = 0;
    } else if (scale! >= 4) {
      const counted = section + (digit ?? 0);
      total = scale === 8 ? (total + counted) * 10 ** 8 : total + counted * 10 ** scale!;
      section = 0;
      digit = null;
      lastScale = scale!;
    } else {
      section += (digit ?? 1) * 10 ** scale!;
      digit = null;
      lastScale = scale!;
    }
  }
  const shortForm =
    digit !== null && digit < 10 && lastScale > 1 ? digit * 10 ** (lastScale - 1) : (digit ?? 0);
  return total + section + shortForm;
}
