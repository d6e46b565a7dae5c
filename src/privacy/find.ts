import { parseEmails, parsePhones } from '../language/index.ts';
import { findAddresses } from './addresses.ts';
import { foldText } from './folded.ts';
import type { NameFinder } from './names.ts';
import { findNumbers } from './numbers.ts';

/** What tells who somebody is; where two lie over each other, the one that stands here first is kept. */
export const personalKinds = [
  'email',
  'iban',
  'national_id',
  'card',
  'ip',
  'passport',
  'licence_plate',
  'birth_date',
  'bank_account',
  'phone',
  'address',
  'name',
] as const;
export type PersonalKind = (typeof personalKinds)[number];

/** Personal data in a text; `end` is behind the last sign. */
export interface PersonalSpan {
  kind: PersonalKind;
  text: string;
  start: number;
  end: number;
}

/** A span of a folded text. */
export type Found = Omit<PersonalSpan, 'text'>;

const obfuscatedEmail =
  /(?<![\p{L}\d._%+-])[a-z\d][a-z\d._%+-]*\s*(?:[([{<]\s*(?:at|@|艾特)\s*[)\]}>]|\s+at\s+|\s*艾特\s*|\s*\(a\)\s*)\s*[a-z\d-]+(?:(?:\s*[([{<]\s*(?:dot|\.|点)\s*[)\]}>]\s*|\s+dot\s+|\s*点\s*|\.)[a-z\d-]+)*(?:\s*[([{<]\s*(?:dot|\.|点)\s*[)\]}>]\s*|\s+dot\s+|\s*点\s*|\.)(?:[a-z]{2,10})(?![\p{Script=Latin}\d])/giu;

const months =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const day =
  `(?:\\d{4}\\s*年\\s*\\d{1,2}\\s*月(?:\\s*\\d{1,2}\\s*[日号])?|\\d{2}\\s*年\\s*\\d{1,2}\\s*月(?:\\s*\\d{1,2}\\s*[日号])?|(?:农历|阴历)?\\d{1,2}\\s*月\\s*\\d{1,2}\\s*[日号]?|` +
  `[一二三四五六七八九十正腊]{1,2}月(?:初)?[一二三四五六七八九十廿]{1,3}[日号]?|` +
  `\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](?:\\d{4}|\\d{2})|(?:19|20)\\d{6}|` +
  `\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${months}(?:,? (?:\\d{4}|'\\d{2}))?|${months} \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?(?!\\d)|` +
  `\\d{1,2}[/.]\\d{1,2}(?![\\d/.])|${months} (?:19|20)\\d{2}|(?:19|20)\\d{2}\\s*年|(?:19[2-9]\\d|200\\d|201\\d)(?!\\d))`;
const bornBefore = new RegExp(
  `((?:\\b(?:born|birth\\s?day|birth\\s?date|b-?day|bday|date of birth|d\\.?o\\.?b\\.?|year of birth)\\b|出生(?:日期|年月日?|于|在)?|生日|生于|生辰|诞辰|出生)` +
    `(?:(?!\\d|${months}\\b|[。；;\\n]).){0,28}?)(${day})`,
  'giu',
);
const bornAfter = new RegExp(
  `(${day})(?=\\s*(?:出生|生人|生的|生日|生[，,。；;)）、]|\\s+(?:birthday|born|bday)\\b))`,
  'giu',
);

/** Words before a run of digits that make it the number of a thing, and before numbers of a company's own hotline. */
const thingCue =
  /(?:\b(?:order|invoice|inv|tracking|ticket|case|ref(?:erence)?|sku|isbn|serial|s\/n|po|part|model|item|product|quote|contract|batch|lot|id|version|parcel|shipment|awb|imei|vin|barcode|upc|ean)\b(?:\s*(?:number|no\.?|id|code|#|:|：|is|was))*|订单号?|单号|运单号?|快递单号|发票号?码?|编号|工单号?|合同号?|序列号|批次号?|货号|型号|条码|物流号?|案件号?|流水号|版本号?|#)\s*(?:是|为|[:：#])?\s*[A-Z]{0,4}[-_#]?$/iu;
const hotline = /^(?:\+?86)?(?:400|800)\d{7}$|^1?8(?:00|33|44|55|66|77|88)\d{7}$|^(?:9[56]|1[02])\d{3}$/;
const extension = /^\s*(?:,\s*)?(?:ext\.?|extension|x|转|分机号?)\s*[:：#]?\s*\d{1,6}/iu;
const decimals = /^\.\d|^\s?(?:%|元|美元|万|亿|件|台|个|只|条|次|USD|CNY|EUR|kg)/iu;

/**
 * The personal data of an English or Chinese text: by their form, by check digits where they have any, by the
 * words before them, and names by the list the workspace knows. Signs in full width and with invisible ones in
 * between are seen through.
 *
 * @param findNames  finds the names of people the workspace knows, by `createNameFinder`
 * @returns spans in reading order that do not lie over each other
 */
export function findPersonalData(text: string, findNames: NameFinder = () => []): PersonalSpan[] {
  const folded = foldText(text);
  const found = [
    ...findEmails(folded.text),
    ...findNumbers(folded.text),
    ...findBirthDates(folded.text),
    ...findPhones(folded.text),
    ...findAddresses(folded.text),
    ...findNames(folded.text),
  ];
  return withoutOverlaps(found).map(({ start, end, ...rest }) => {
    const span = folded.spanOf(start, end);
    return { ...rest, ...span, text: text.slice(span.start, span.end) };
  });
}

function findEmails(text: string): Found[] {
  const spans = parseEmails(text).map(({ start, end }) => ({ start, end }));
  const obfuscated = Array.from(text.matchAll(obfuscatedEmail), ({ 0: written, index }) => ({
    start: index,
    end: index + written.length,
  }));
  return [...spans, ...obfuscated].map((span) => ({ kind: 'email', ...span }));
}

function findPhones(text: string): Found[] {
  return parsePhones(text).flatMap(({ start, end, digits }) => {
    const before = text.slice(Math.max(0, start - 24), start);
    const after = text.slice(end);
    if (hotline.test(digits) || thingCue.test(before) || decimals.test(after)) return [];
    return [{ kind: 'phone' as const, start, end: end + (extension.exec(after)?.[0].length ?? 0) }];
  });
}

function findBirthDates(text: string): Found[] {
  const after = Array.from(text.matchAll(bornBefore), ({ 0: all, 2: written, index }) => ({
    start: index + all.length - written!.length,
    end: index + all.length,
  }));
  const before = Array.from(text.matchAll(bornAfter), ({ 1: written, index }) => ({
    start: index,
    end: index + written!.length,
  }));
  return [...after, ...before].map((span) => ({ kind: 'birth_date', ...span }));
}

/** Of spans that lie over each other the stronger kind, then the longer one. */
function withoutOverlaps(found: readonly Found[]): Found[] {
  const ordered = [...found].sort(
    (one, other) =>
      personalKinds.indexOf(one.kind) - personalKinds.indexOf(other.kind) ||
      other.end - other.start - (one.end - one.start) ||
      one.start - other.start,
  );
  const kept: Found[] = [];
  for (const span of ordered)
    if (!kept.some((other) => span.start < other.end && other.start < span.end)) kept.push(span);
  return kept.sort((one, other) => one.start - other.start);
}
