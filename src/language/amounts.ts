import { parseNumber, parseNumbers } from './numbers.ts';

/** A sum of money: `value` in major units as a plain decimal, `currency` as ISO 4217 code where it is said. */
export interface AmountSpan {
  start: number;
  end: number;
  text: string;
  value: string;
  currency?: string;
}

const currencies: readonly [code: string, names: string][] = [
  ['HKD', String.raw`HK\$|hkd|hong kong dollars?|港币|港元`],
  ['TWD', String.raw`NT\$|twd|新台币|台币`],
  ['SGD', String.raw`S\$|sgd|singapore dollars?|新加坡元|新币`],
  ['AUD', String.raw`A\$|aud|australian dollars?|澳元|澳币`],
  ['CAD', String.raw`C\$|cad|canadian dollars?|加元`],
  ['USD', String.raw`US\$|\$|＄|usd|(?:us )?dollars?|bucks?|美元|美金|刀`],
  ['EUR', '€|eur|euros?|欧元'],
  ['GBP', '£|￡|gbp|pounds?(?: sterling)?|quid|英镑'],
  ['JPY', 'JP¥|jpy|(?:japanese )?yen|日元|日圆'],
  ['KRW', '₩|krw|won|韩元'],
  ['INR', '₹|inr|rupees?|卢比'],
  ['CHF', 'chf|swiss francs?|瑞士法郎|瑞郎'],
  ['SEK', 'sek|swedish kron(?:a|or)|瑞典克朗'],
  ['NOK', 'nok|norwegian kroner?|挪威克朗'],
  ['DKK', 'dkk|danish kroner?|丹麦克朗'],
  ['PLN', 'pln|zł|zloty(?:s|ch)?|兹罗提'],
  ['CZK', 'czk|kč|czech korun(?:a|y|as)?|捷克克朗'],
  ['TRY', '₺|turkish liras?|土耳其里拉'],
  ['BRL', String.raw`R\$|brl|reais|雷亚尔`],
  ['MXN', String.raw`MX\$|mxn|墨西哥比索`],
  ['ZAR', 'zar|兰特'],
  ['RUB', '₽|rub|rubles?|roubles?|卢布'],
  ['THB', '฿|thb|baht|泰铢'],
  ['VND', '₫|vnd|越南盾'],
  ['MYR', 'myr|ringgits?|林吉特|马币'],
  ['AED', 'aed|dirhams?|迪拉姆'],
  ['SAR', 'sar|riyals?|里亚尔'],
  ['NZD', String.raw`NZ\$|nzd|新西兰元|纽元`],
  ['ILS', '₪|ils|shekels?|谢克尔'],
  ['CNY', 'CN¥|RMB|¥|￥|cny|yuan|元人民币|人民币|元整?|块钱?'],
];
const anyCurrency = currencies.map(([, names]) => names).join('|');
const before = new RegExp(`(?<![\\p{Script=Latin}])(?:${anyCurrency})\\s?$`, 'iu');
const after = new RegExp(`^\\s?(?:${anyCurrency})(?![\\p{Script=Latin}\\d])`, 'iu');

/** Words in front of a number that is money though no currency is said. */
const moneyCue =
  /(?:\b(?:worth|valued? (?:at|of|is)?|amount(?: of| is| to)?|budget (?:of|is)?|price(?:d at| of| is| to)?|quoted?|deal (?:of|for|size)|cost(?:s|ing)?|revenue of|for about|arr|mrr|pays?|paid|spends?|spent|fee|deposit|rent|budget|amount)|金额|价值|预算|报价|总价|单价|价格|合同额|花了?|值|付了?|卖|成交|运费|人均|退款|[定订押]金|[尾余欠]款|首付|报)\s*(?:of|is|at|to|about|around|only|->|→|=|[约大概为是到了在：:])*\s*$/iu;
const scaled = /[kmb]n?$|(?:hundred|thousand|grand|million|billion)$|[万萬亿億]/iu;
/** Of “三块二”. */
const tenthsBehind = /^[一二三四五六七八九](?![一二三四五六七八九十百千万\p{N}]|[个台套件张把条只])/u;
const otherUnit =
  /^\s?(?:%|％|percent|st\b|nd\b|rd\b|th\b|[-/:.]\d|(?:(?:business|working)\s)?(?:day|week|month|quarter|year|hour|minute|min|seat|user|people|person|employee|unit|licen[cs]e|time|item|lead|contact|customer|deal|order)s?\b|[个位名人次件家天周月年日号点岁份台套条项楼层米]|小时|分钟|平)/iu;

/**
 * The sums of money in a text: a number with a currency ("$1.2m", "5000 yuan", 三万块), with a scale of
 * thousands or more ("20k", 1.5万) or after a word of money ("worth 5000", 预算8000). Counts of people, days
 * or things are left out.
 */
export function parseAmounts(text: string): AmountSpan[] {
  return parseNumbers(text).flatMap((number) => {
    const left = before.exec(text.slice(0, number.start))?.[0] ?? '';
    const right = after.exec(text.slice(number.end))?.[0] ?? '';
    const currency = codeOf(right.trim()) ?? codeOf(left.trim());
    const rest = text.slice(number.end + right.length);
    const cue = moneyCue.test(
      text.slice(Math.max(0, number.start - left.length - 40), number.start - left.length),
    );
    if (currency === undefined && (otherUnit.test(rest) || !(cue || scaled.test(number.text)))) return [];
    const tenths = /^块$/u.test(right) ? (tenthsBehind.exec(rest)?.[0] ?? '') : '';
    const [start, end] = [number.start - left.length, number.end + right.length + tenths.length];
    return {
      start,
      end,
      text: text.slice(start, end),
      value: tenths === '' ? number.value : `${number.value}.${parseNumber(tenths)}`,
      ...(currency === undefined ? {} : { currency }),
    };
  });
}

function codeOf(name: string): string | undefined {
  if (name === '') return undefined;
  return currencies.find(([, names]) => new RegExp(`^(?:${names})$`, 'iu').test(name))?.[0];
}
