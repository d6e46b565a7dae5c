import type { Tool } from '../../../../tools/kernel/define-tool.ts';
import { moveDay } from '../../../language/dates/calendar.ts';
import { type DateSpan, parseNumbers } from '../../../language/index.ts';
import { isA, type Mention } from './mention.ts';
import { inPhrase } from './spoken-text.ts';

/** Days as days; a time to come as a unit and how many of it there are up to its end. */
export function fillTimes(
  mentions: readonly Mention[],
  today: string,
  put: (name: string, value: unknown) => void,
): void {
  const date = mentions.find(isA('date'))?.is.span;
  const length = mentions.find((mention) => isA('duration')(mention) || isA('date')(mention));
  const span = length?.is.type === 'duration' || length?.is.type === 'date' ? length.is.span : undefined;
  if (span !== undefined && span.to > today) {
    const unit = span.length?.unit ?? (length!.is.type === 'date' ? unitOf(span.text) : undefined);
    put('unit', unit);
    if (span.length !== undefined && span.length.count > 1) put('periods', span.length.count);
    else if (unit !== undefined) put('periods', periodsUntil(today, span.to, unit));
    put('days', Math.round((Date.parse(span.to) - Date.parse(today)) / 86_400_000));
  }
  const said = date ?? span;
  if (said === undefined) return;
  put('date', said.from);
  const past = lookingBack(said, today);
  for (const name of ['since', 'from']) put(name, past.from <= today || date ? past.from : undefined);
  const isOpen = date?.bound === 'since' || date?.bound === 'after';
  for (const name of ['to', 'until'])
    if (!isOpen && past.from <= today) put(name, past.to < today ? past.to : today);
}

/** Months and days named without a year, as the last ones there were. */
function lookingBack(span: DateSpan, today: string): { from: string; to: string } {
  if (span.from <= today || /\d{4}|下|明|后|next|coming|tomorrow/iu.test(span.text)) return span;
  return { from: moveDay(span.from, -1, 'year'), to: moveDay(span.to, -1, 'year') };
}

/** How many are wanted, how much it is worth: numbers by the words beside them. */
export function fillNumbers(
  tool: Tool,
  text: string,
  mentions: readonly Mention[],
  put: (name: string, value: unknown) => void,
): void {
  const numbers = mentions.filter(isA('number'));
  const { shape } = tool.input;
  const money = numbers.find(({ is }) => is.money) ?? numbers[0];
  for (const name of ['amount', 'maxPrice']) put(name, money?.is.value);
  for (const name of Object.keys(shape)) {
    if (name === 'limit' || name === 'periods' || name === 'days') continue;
    const isNumber = shape[name]!.safeParse(1).success && !shape[name]!.safeParse('one').success;
    const place = isNumber ? inPhrase(name, tool, text) : undefined;
    const [count] = numbers.filter((number) => place?.includes(number.text));
    if (count !== undefined) put(name, Number(count.is.value));
  }
  const isTaken = 'amount' in shape || 'groups' in shape;
  if (!isTaken) put('limit', Number(numbers.find(({ is }) => !is.money)?.is.value));
}

/** A period to come that is asked for by itself: "next month". */
export function spanOf(mentions: readonly Mention[], today: string): { span?: { from: string; to: string } } {
  const date = mentions.find(isA('date'))?.is.span;
  const isSingle = date !== undefined && date.from > today && (date.length?.count ?? 1) === 1;
  return isSingle ? { span: { from: date.from, to: date.to } } : {};
}

const unitOf = (text: string): string | undefined =>
  Object.entries({
    day: /day|天|日/i,
    week: /week|周|星期/i,
    month: /month|月/i,
    quarter: /quarter|季/i,
  }).find(([, pattern]) => pattern.test(text))?.[0];

/** How many periods there are from the running one to the one that holds a day. */
function periodsUntil(today: string, day: string, unit: string): number {
  const months = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
  const days = (Date.parse(day) - Date.parse(today)) / 86_400_000;
  if (unit === 'month') return months(day) - months(today) + 1;
  if (unit === 'quarter') return Math.floor(months(day) / 3) - Math.floor(months(today) / 3) + 1;
  return unit === 'week' ? Math.ceil(days / 7) + 1 : days + 1;
}

const postcode =
  /(?:\bzip(?: ?code)?|\bpost(?:al)? ?code|邮政编码|邮编)[^\p{L}\d]{0,3}([A-Z\d][A-Z\d -]{2,8}[A-Z\d])/iu;
const stars = /([1-5])\s*(?:stars?\b|颗?星)/iu;
const rating = /([1-5])\s*(?:分|stars?\b|星|\/\s*5|out of (?:5|five))|\b(?:an?|with|as) ([1-5])\b/iu;
const revision = /\b(?:revision|version|rev\.?)\s*(\d+)|(?:第\s*)?(\d+)\s*版|版本\s*(\d+)/iu;
const percent = /(\d+(?:\.\d+)?)\s*(?:%|％|per ?cent\b)/iu;
const tenths = /([一二三四五六七八九\d]{1,2}|\d\.\d)\s*折/u;
const changesOne =
  /\b(?:instead|change|extend|shorten|should|now|move|end|take\b.*\bout|remove|delete|drop|cancel)\b|改|延长|提前|推迟|删|撤|取消/iu;

/** Who somebody says to be, grades, and what a promotion is called, takes off and when. */
export function fillTold(
  tool: Tool,
  text: string,
  mentions: readonly Mention[],
  put: (name: string, value: unknown) => void,
): void {
  const { shape } = tool.input;
  const people = mentions.filter(
    ({ is, text: said }) => is.type === 'name' || (isPerson(is) && !/@/.test(said)),
  );
  put(
    'email',
    mentions.find(({ is, text: said }) => is.type === 'email' || (isPerson(is) && /@/.test(said)))?.text,
  );
  put('postcode', postcode.exec(text)?.[1]?.trim());
  if ('postcode' in shape) put('name', people[0]?.text);
  put('stars', Number(stars.exec(text)?.[1]));
  const grade = rating.exec(text);
  put('rating', Number(grade?.[1] ?? grade?.[2]));
  const edition = revision.exec(text);
  put('revision', Number(edition?.[1] ?? edition?.[2] ?? edition?.[3]));
  const off = tenths.exec(text)?.[1];
  put('percentOff', off === undefined ? Number(percent.exec(text)?.[1]) : 100 - tenthsOf(off) * 10);
  put('amountOff', mentions.filter(isA('number')).find(({ is }) => is.money)?.is.value);
  const days = mentions.filter(isA('date')).map(({ is }) => is.span);
  put('startsOn', days[0]?.from);
  put('endsOn', days.at(-1)?.to);
  if ('promotion' in shape) {
    const called = mentions.find(isA('quote'))?.is.value ?? inPhrase('name', tool, text);
    put(changesOne.test(text) ? 'promotion' : 'name', called);
  }
}

const isPerson = (is: Mention['is']): boolean => is.type === 'record' && is.kind === 'contact';

/** 八五折, 85折 and 8.5折 are the same, 8折 is eight tenths. */
function tenthsOf(written: string): number {
  const value = Number(parseNumbers(written)[0]?.value);
  return value >= 10 ? value / 10 : value;
}

interface Item {
  line: string;
  variant?: string;
  quantity?: number;
}

const verbs =
  /\b(?:returns?|returning|send(?:ing)? back|exchanges?|swaps?|refunds?|take back)\s+(?:for |of )?/iu;
const placeOfOrder =
  /\s+(?:from|of|in|on|(?:delivered|received|shipped|bought|that came|which came)(?: with| in)?)\b|#?[A-Z]{1,3}-?\d{4,}/iu;
const chineseGoods =
  /(?:里|中|收到|买)?的?\s*([^，,。的里中]{2,30}?)\s*(?:想|要|申请|帮|，|,|换成|换|退|不合适|有质量问题|$)/u;
const instead =
  /\b(?:for|into|against|with)\s+(?:the\s+)?(.+?)(?:\s+ones?)?(?=[,.;]|\s+(?:and|please)\b|$)|换(?:成|为)\s*([^，,。的]+)/iu;

/** The goods of an order as they are called, how many, and of an exchange what comes in their place. */
export function itemsIn(tool: Tool, text: string, mentions: readonly Mention[]): Item[] | undefined {
  const [one, other] = mentions.filter(isA('record')).filter(({ is }) => is.kind === 'product');
  const isExchange = /\b(?:exchange|swap)|换/iu.test(text);
  const said = one?.text ?? goodsIn(text) ?? inPhrase('items', tool, text);
  if (said === undefined) return undefined;
  const [number] = parseNumbers(said);
  const counts =
    number !== undefined && number.start === 0 && /^\s|^[个台件卷套只本盒]/u.test(said.slice(number.end));
  const line = counts ? said.slice(number.end).replace(/^[个台件卷套只本盒]?\s*/u, '') : said;
  const found = isExchange ? instead.exec(text.slice(text.indexOf(said) + said.length)) : null;
  const variant = isExchange ? (other?.text ?? found?.[1] ?? found?.[2])?.trim() : undefined;
  return [
    {
      line: line.trim(),
      ...(variant !== undefined && variant !== '' && { variant }),
      ...(counts && { quantity: Number(number.value) }),
    },
  ];
}

function goodsIn(text: string): string | undefined {
  if (/\p{Script=Han}/u.test(text)) {
    const order = /#?[A-Z]{1,3}-?\d{4,}\s*/iu.exec(text);
    const said = chineseGoods.exec(order ? text.slice(order.index + order[0].length) : text)?.[1];
    return said?.trim() || undefined;
  }
  const verb = verbs.exec(text);
  if (verb === null) return undefined;
  const rest = text.slice(verb.index + verb[0].length);
  const end = rest.search(placeOfOrder);
  return end > 0
    ? rest
        .slice(0, end)
        .replace(/^(?:the|his|her|their|these|those|my)\s+/iu, '')
        .trim()
    : undefined;
}

/** “第 1、2 条”, "records 1 and 3": the numbers of parts. */
export function partsIn(text: string): string[] | undefined {
  const said = /第\s*([\d、，,和\s]+)\s*条|\b(?:records?|parts?|numbers?|entries)\s+([\d,\sand]+)/iu.exec(
    text,
  );
  const numbers = (said?.[1] ?? said?.[2])?.match(/\d+/gu) ?? [];
  return numbers.length > 0 ? numbers : undefined;
}
