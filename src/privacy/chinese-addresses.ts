import type { Found } from './find.ts';

/** Characters of the names of places; the others stand before an address. */
const name = '[\\p{Script=Han}--[到在至往寄送是为于住从址给把及去搬的了请货您我他她你们]]';
const provinces =
  '北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|台灣|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|臺灣';
const gap = '[ ,，]?';
const area =
  `(?:中国)?(?:(?:${provinces})(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?${gap})?` +
  `(?:${name}{2,7}?(?:市|自治州|地区|盟)${gap})?` +
  `(?:${name}{1,6}?(?:区|區|县|縣|旗|市)${gap})?` +
  `(?:${name}{1,7}?(?:镇|鎮|乡|鄉|街道|新区|开发区|高新区|科技城|科技园|工业园|园区|片区|区)${gap}){0,2}`;
const number = '[\\d一二三四五六七八九十百千零〇甲乙丙A-Za-z]{1,5}(?:[\\-–—~]\\d{1,5}){0,3}';
const estate = `${name}{1,12}?(?:大厦|大廈|广场|花园|花苑|小区|苑|中心|公寓|园区|工业园|产业园|科技园|软件园|家园|大楼|商城|商座|城|府|庭|湾|轩|居|邨|村|里|国际|新村|宿舍|厂|大学|医院|山庄|公馆|名邸|雅园|园)`;
const unit = '号楼|号院|号门|号|號|弄|栋|棟|幢|座|单元|楼|樓|层|層|室|户|房|门|组|队|区|期|院';
const wing = '(?:[东西南北主副前后][塔楼座栋院]|[A-Za-z][座栋塔区])';
const part = `(?:${gap}(?:${estate}|${wing})?${gap}(?:${number}\\s*(?:${unit})|${wing}|${estate})| ?(?=[A-Za-z]?\\d)${number}(?![\\d年月日点元件台个人万\\-–:.：]))`;
const road = `${name}{1,12}?(?:大道|大街|路|街|巷|胡同|弄|公路|道|里)(?:[东西南北中上下]段|[一二三四五六七八九十]段)?(?:\\s*\\d{1,4}\\s*(?:巷|弄)){0,2}`;
const beside = `(?:${name}{0,8}?(?:旁边|旁|对面|隔壁|门口|楼下|附近))?`;
const patterns = [
  `${area}${road}${gap}${number}\\s*(?:${unit})(?:${part}){0,6}${beside}`,
  `${area}${road}${gap}${estate}(?:${part}){0,6}${beside}`,
  `(?:(?:${provinces})(?:省|市|自治区)?${gap}(?:${name}{2,6}?(?:市|自治州|地区)${gap})?|${name}{2,6}?市${gap})(?:${name}{1,6}?(?:区|縣|县|旗|市)${gap})?(?:${name}{1,7}?(?:镇|乡|街道)${gap})?(?:${estate}${gap})?${number}\\s*(?:${unit})(?:${part}){0,6}`,
  // Japanese addresses count blocks where others name streets.
  `(?:${name}{1,3}[都道府県])?${name}{1,5}[市区郡]${name}{0,6}[区町村]?${name}{1,6}\\d{1,3}(?:-\\d{1,3}){1,3}`,
].map((pattern) => new RegExp(pattern, 'gv'));

/** Addresses in Chinese and Japanese of a folded text: from the largest area to the room. */
export function findChineseAddresses(text: string): Found[] {
  return patterns.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ 0: written, index }) => ({
      kind: 'address' as const,
      start: index,
      end: index + written.replace(/[\s,，]+$/u, '').length,
    })),
  );
}
