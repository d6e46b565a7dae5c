/** How much of something a value tells, and of what: grams, millilitres, a place among sizes. */
export interface Quantity {
  size: number;
  kind: string;
}

/** Units by what they measure, each with how many of the smallest it holds. */
const units: readonly [kind: string, written: string, factor: number][] = [
  ['weight', 'kilograms?|kilos?|kgs?|公斤|千克', 1_000],
  ['weight', 'grams?|g|克', 1],
  ['weight', '斤', 500],
  ['weight', 'pounds?|lbs?|磅', 453.592],
  ['weight', 'ounces?|oz|盎司', 28.3495],
  ['volume', 'millilit(?:re|er)s?|ml|毫升', 1],
  ['volume', 'lit(?:re|er)s?|l|升', 1_000],
  ['length', 'millimet(?:re|er)s?|mm|毫米', 1],
  ['length', 'centimet(?:re|er)s?|cm|厘米', 10],
  ['length', 'inch(?:es)?|in|"|″|英寸|寸', 25.4],
  ['length', 'feet|foot|ft|英尺', 304.8],
  ['length', 'met(?:re|er)s?|m|米', 1_000],
  ['bytes', 'megabytes?|mb', 1],
  ['bytes', 'gigabytes?|gigs?|gb', 1_024],
  ['bytes', 'terabytes?|tb', 1_048_576],
  ['time', 'minutes?|mins?|分钟', 1],
  ['time', 'hours?|hrs?|h|(?:个)?小时', 60],
  ['time', 'days?|天', 1_440],
];
const sizes = ['xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl'];
const named: Readonly<Record<string, string>> = {
  small: 's',
  medium: 'm',
  large: 'l',
  小号: 's',
  中号: 'm',
  大号: 'l',
  加大号: 'xl',
};

/** What a value such as "480 g", "USD 12.00", 1.5升 or "XL" comes to; undefined where it is no quantity. */
export function amountIn(text: string): Quantity | undefined {
  const plain = text.normalize('NFKC').toLowerCase().trim();
  const place = sizes.indexOf(named[plain] ?? plain);
  if (place >= 0) return { size: place, kind: 'size' };
  const [, digits, behind = ''] = /(\d[\d,]*(?:\.\d+)?)\s*(\S*)/u.exec(plain) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits.replaceAll(',', ''));
  const unit = units.find(([, written]) => new RegExp(`^-?(?:${written})(?![a-z])`, 'u').test(behind));
  return unit === undefined
    ? { size: number, kind: behind.replace(/[^\p{L}]/gu, '') }
    : { size: number * unit[2], kind: unit[0] };
}

/** Whether two quantities are of one kind. */
export const comparableTo = (one: Quantity, other: Quantity): boolean => one.kind === other.kind;
