import { type Calendar, momentOf } from './calendar.ts';
import type { Industry } from './catalogue-data.ts';
import { pairs, shuffled } from './names.ts';
import { companyPhone } from './phones.ts';
import { createRandom } from './random.ts';
import { type Language, type Row, rowId, stamped } from './rows.ts';
import { type Employee, representatives } from './staff.ts';

/** A company that may buy, and what the simulation needs to know of it beyond its row. */
export interface Account {
  row: Row<'company'>;
  language: Language;
  industry: Industry;
  owner: Employee;
  /** Where its people receive e-mail; under `.example`, so that nobody is ever written to. */
  domain: string;
}

const industries: readonly Industry[] = [
  'Retail',
  'Logistics',
  'Manufacturing',
  'Healthcare',
  'Education',
  'Hospitality',
];

const englishBrands =
  'Harborview Juniper Kestrel Lakeside Meridian Nimbus Oakfield Pinecrest Redwood Silverline Tamarack Upland Vantage Westgate Brightwater Cobalt Driftwood Eastmoor Fairmont Granite Hollis Ironbridge Larkspur Marlow Northfield Orchard Prairie Quarry Ridgeway Sunbeam Thornton Willow'.split(
    ' ',
  );
const englishTrades: Record<Industry, readonly string[]> = {
  Retail: ['Retail', 'Stores', 'Outfitters'],
  Logistics: ['Logistics', 'Freight', 'Couriers'],
  Manufacturing: ['Manufacturing', 'Tools', 'Components'],
  Healthcare: ['Clinics', 'Health', 'Dental'],
  Education: ['Academy', 'Schools', 'College'],
  Hospitality: ['Hotels', 'Kitchens', 'Coffee'],
};
const englishCities = [
  ['Boston', 'US'],
  ['Denver', 'US'],
  ['Seattle', 'US'],
  ['Austin', 'US'],
  ['Chicago', 'US'],
  ['Portland', 'US'],
  ['Atlanta', 'US'],
  ['Toronto', 'CA'],
  ['Vancouver', 'CA'],
] as const;

const chineseFirst = pairs(
  '云 yun 华 hua 瑞 rui 鼎 ding 宏 hong 远 yuan 恒 heng 锦 jin 星 xing 诚 cheng 嘉 jia 博 bo 盛 sheng 新 xin 金 jin 海 hai',
);
const chineseSecond = pairs(
  '帆 fan 达 da 丰 feng 泰 tai 捷 jie 康 kang 源 yuan 信 xin 翔 xiang 禾 he 科 ke 峰 feng 途 tu 和 he 成 cheng 辰 chen',
);
const chineseTrades: Record<Industry, readonly string[]> = {
  Retail: ['商贸', '零售'],
  Logistics: ['物流', '供应链'],
  Manufacturing: ['机械制造', '电子科技'],
  Healthcare: ['医疗', '健康管理'],
  Education: ['教育科技', '培训'],
  Hospitality: ['酒店管理', '餐饮'],
};
const chineseCities = '上海 北京 深圳 广州 杭州 成都 南京 武汉 苏州 西安 厦门 青岛'.split(' ');

/** The n-th company. English and Chinese ones take turns. */
export function createAccount(
  number: number,
  seed: number,
  calendar: Calendar,
  staff: readonly Employee[],
): Account {
  const language: Language = number % 2 === 0 ? 'en' : 'zh';
  const random = createRandom(seed, 'company', number);
  const place = Math.floor(number / 2);
  const named = language === 'en' ? englishCompany(place, seed) : chineseCompany(place, number, seed);
  const owner = random.pick(representatives(staff, language));
  const foundAt = momentOf(calendar.start - random.integer(100, 400), random.integer(9 * 60, 17 * 60));
  return {
    language,
    industry: named.industry,
    owner,
    domain: named.domain,
    row: stamped(rowId('com', number + 1), foundAt, {
      name: named.name,
      domain: named.domain,
      industry: named.industry,
      phone: companyPhone(language, number),
      city: named.city,
      country: named.country,
      employees: Math.round(10 * 10 ** (random.next() * 2.3)),
      ownerId: owner.row.id,
    }),
  };
}

function englishCompany(place: number, seed: number) {
  const kinds = 3 * industries.length;
  const [brand, kind] = shuffled(place, englishBrands.length, kinds, seed);
  const industry = industries[kind % industries.length]!;
  const trade = englishTrades[industry][Math.floor(kind / industries.length)]!;
  const round = Math.floor(place / (englishBrands.length * kinds));
  const [city, country] = englishCities[(place + round + seed) % englishCities.length]!;
  const branch = round === 0 ? '' : ` ${city}${round >= englishCities.length ? ` ${round}` : ''}`;
  const name = `${englishBrands[brand]} ${trade}${branch}`;
  return {
    name,
    industry,
    city,
    country,
    domain: `${name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}.example`,
  };
}

function chineseCompany(place: number, number: number, seed: number) {
  const kinds = 2 * industries.length;
  const [firstIndex, rest] = shuffled(place, chineseFirst.length, chineseSecond.length * kinds, seed);
  const [first, firstPinyin] = chineseFirst[firstIndex]!;
  const [second, secondPinyin] = chineseSecond[rest % chineseSecond.length]!;
  const kind = Math.floor(rest / chineseSecond.length);
  const industry = industries[kind % industries.length]!;
  const trade = chineseTrades[industry][Math.floor(kind / industries.length)]!;
  const round = Math.floor(place / (chineseFirst.length * chineseSecond.length * kinds));
  const city = chineseCities[(place + round + seed) % chineseCities.length]!;
  const domain = `${firstPinyin}${secondPinyin}${number + 1}.example`;
  return { name: `${city}${first}${second}${trade}有限公司`, industry, city, country: 'CN', domain };
}
