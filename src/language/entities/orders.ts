import { type Entity, entityAt, type Span } from './types.ts';

const number = String.raw`(?:[A-Z]{1,5}[-/]?)?\d{2,}(?:[-/.]?[A-Z0-9]{1,6})*`;
const named = new RegExp(
  String.raw`(?:\borders?\b|\bPO\b|\bref(?:erence)?\b|订单|单号|单子|采购单|订货单)\s*(?:no\.?|number|num\.?|id|编?号)?\s*(?:is|是|为)?\s*[:：#＃]?\s*(?<first>${number})(?<more>(?:\s*(?:,|、|，|and|&|和|与|及)\s*(?:and\s+)?[#＃]?${number})*)`,
  'giu',
);
const marked = new RegExp(String.raw`(?<![\w&])[#＃](?<first>${number})(?![\w])`, 'gu');
/** Codes that look like numbers of orders wherever they stand. */
const bare =
  /(?<![\p{Script=Latin}\d@#/.-])(?:[A-Z]{1,4}[-/]\d{3,}|[A-Z]{2}-\d{2}|[A-Z]{1,4}\d{6,})(?:[-/][A-Z0-9]{1,6})*(?![\p{Script=Latin}\d])/gu;
const otherNumber =
  /(?:\binvoices?|\binv\.?|\btickets?|\bcase|\broom|\bversion|发票号?|工单号?|发票号码)\s*(?:no\.?|number|编?号)?\s*[:：#＃]?\s*$/iu;
const nextNumber = new RegExp(number, 'giu');
const mostLetters = 6;

/** Numbers of orders: after a word for order or a number sign, or codes such as SO-20931; those of invoices are none. */
export function findOrders(text: string): Entity[] {
  const places: Span[] = [];
  const put = (start: number, written: string): void => {
    const clean = written.replace(/[-/.]+$/, '');
    const isOther = otherNumber.test(text.slice(Math.max(0, start - 24), start).replace(/[#＃]\s*$/u, ''));
    if (isOther || !/\d{2}/.test(clean) || clean.replace(/[^A-Za-z]/g, '').length > mostLetters) return;
    if (!places.some((place) => place.start === start)) places.push({ start, end: start + clean.length });
  };
  for (const { groups, indices } of text.matchAll(new RegExp(named, `${named.flags}d`))) {
    put(indices!.groups!.first![0], groups!.first!);
    for (const more of groups!.more!.matchAll(nextNumber))
      if (Math.abs(more[0].length - groups!.first!.length) < 2)
        put(indices!.groups!.more![0] + more.index, more[0]);
  }
  for (const match of text.matchAll(marked)) put(match.index + 1, match.groups!.first!);
  for (const match of text.matchAll(bare)) put(match.index, match[0]);
  return places.map((place) => entityAt(text, 'order', place, text.slice(place.start, place.end)));
}
