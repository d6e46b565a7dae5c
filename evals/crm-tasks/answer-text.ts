import { escapePattern } from '../../src/language/index.ts';

const chineseDigits = '零一二三四五六七八九';
const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/**
 * Whether an answer says something: any of the alternatives in `a|b|c`, case-insensitively. A digit at
 * an edge must not go on (`Dec 1` is not in `Dec 12`); number words and Chinese numerals count as numbers.
 */
export function says(answer: string, wanted: string | number | boolean | null): boolean {
  const text = answer
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(\d),(?=\d{3}\b)/g, '$1');
  return String(wanted)
    .split('|')
    .some((alternative) => spellings(alternative.trim()).some((spelling) => holds(text, spelling)));
}

function holds(text: string, spelling: string): boolean {
  const wanted = spelling.normalize('NFKC').toLowerCase();
  const start = /^\d/.test(wanted) ? '(?<!\\d|\\d\\.)' : /^[a-z]/.test(wanted) ? '(?<![a-z])' : '';
  const end = /\d$/.test(wanted)
    ? '(?!\\d|\\.\\d)'
    : /[a-z]$/.test(wanted) && small.includes(wanted)
      ? '(?![a-z])'
      : '';
  return new RegExp(start + escapePattern(wanted) + end, 'u').test(text);
}

function spellings(wanted: string): string[] {
  if (!/^\d{1,2}$/.test(wanted)) return [wanted];
  const value = Number(wanted);
  return [wanted, englishNumber(value), chineseNumber(value), ...(value === 2 ? ['两'] : [])];
}

const englishNumber = (value: number): string =>
  value < 20
    ? small[value]!
    : tens[Math.floor(value / 10)]! + (value % 10 === 0 ? '' : `-${small[value % 10]}`);

function chineseNumber(value: number): string {
  if (value < 10) return chineseDigits[value]!;
  const [ten, one] = [Math.floor(value / 10), value % 10];
  return `${ten === 1 ? '' : chineseDigits[ten]}十${one === 0 ? '' : chineseDigits[one]}`;
}

/** Whether an answer asks something back, or says what is missing. */
export const asksBack = (answer: string): boolean =>
  /[?？]|\b(which|who|please (say|tell|give|name|specify)|need (a|an|the|to know)|missing)\b|请(问|说|告诉|提供|确认|指定)|哪|缺|需要(一个|负责人|姓名|知道)/i.test(
    answer,
  );

/** Whether an answer declines. */
export const declines = (answer: string): boolean =>
  /\b(can(no|')t|cannot|won't|will not|not (able|allowed|going)|unable|refuse|decline|nothing was (changed|written|deleted)|did not|didn't|have not|haven't|no change)\b|不能|无法|不会|不允许|拒绝|抱歉|没有(改|写|删|执行|变|做)|未(改|写|删|执行|做)|什么都没/i.test(
    answer,
  );
