import { parseAmounts } from '../amounts.ts';
import { parseNumbers } from '../numbers.ts';
import { type Entity, entityAt, isFree, type Span } from './types.ts';

const percentBehind = /^\s?(?:%|％|percent\b|per cent\b|pct\b|个百分点|个点|个?税点)/iu;
const percentBefore = /百分之$/u;

/** Percentages, as numbers. */
export function findPercents(text: string): Entity[] {
  return parseNumbers(text).flatMap((number) => {
    const behind = percentBehind.exec(text.slice(number.end))?.[0] ?? '';
    const before = percentBefore.exec(text.slice(0, number.start))?.[0] ?? '';
    if (behind === '' && before === '') return [];
    const place = { start: number.start - before.length, end: number.end + behind.length };
    return entityAt(text, 'percent', place, Number(number.value));
  });
}

/** Sums of money, also such that only a word beside them shows to be one. */
export function findMoney(text: string, taken: readonly Span[]): Entity[] {
  return parseAmounts(text).flatMap(({ start, end, value, currency = null }) =>
    isFree(taken, { start, end })
      ? entityAt(text, 'money', { start, end }, { amount: Number(value), currency })
      : [],
  );
}

const classifier = String.raw`[个台套把张件只条架辆部支根箱包盒袋瓶吨公斤斤米块片枚颗份组批位名人家户间座层页本册款种项单票颗粒朵桶卷双对打副幅](?![\p{N}])`;
const chineseBehind = new RegExp(String.raw`^\s?(?:多|余)?(?:${classifier})`, 'u');
const notThings =
  /^\s?(?:个(?:点|百分点|税点|月|小时|工作日|季度|星期|礼拜|半)|周|天|年|月|日|号|点|小时|分钟|秒|岁|次会|把手|点钟)/u;
const englishBehind =
  /^\s(?:(?:new|extra|more|other|old|big|small|open|paid|free|different)\s)?(?!(?:percent|per|pct|of|am|pm|a\.m|p\.m|and|or|to|in|on|at|for|by|with|from|the|is|are|was|were|off|out|up|down|more|less|back|now|please|if|he|she|they|we|i|you|it|days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|seconds?|quarters?|o'clock|times?|working|business)\b)\p{Ll}[\p{Ll}-]*s\b|^\s(?:people|staff|pieces?|pcs|units?)\b/iu;

/** Counts of things and people: with the measure word, or with the noun behind; alone before a product. */
export function findQuantities(text: string, taken: readonly Entity[]): Entity[] {
  return parseNumbers(text).flatMap((number) => {
    if (!isFree(taken, number) || /[/:.]$/.test(text.slice(0, number.start))) return [];
    const rest = text.slice(number.end);
    const next = taken.find(
      ({ type, start }) =>
        type === 'product' && /^\s?$/.test(text.slice(number.end, start)) && start >= number.end,
    );
    const value = Number(number.value);
    if (next !== undefined) return entityAt(text, 'quantity', number, value);
    if (notThings.test(rest)) return [];
    const behind = chineseBehind.exec(rest)?.[0] ?? englishBehind.exec(rest)?.[0] ?? '';
    const place = { start: number.start, end: number.end + behind.length };
    return behind === '' || !isFree(taken, place) ? [] : entityAt(text, 'quantity', place, value);
  });
}
