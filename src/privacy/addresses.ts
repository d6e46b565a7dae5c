import type { Found } from './find.ts';

const streetWords =
  'Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Square|Sq|Terrace|Close|' +
  'Crescent|Cres|Parkway|Pkwy|Highway|Hwy|Row|Quay|Gardens|Grove|Mews|Circle|Cir|Trail|Alley|Walk|Hill|Park|' +
  'Plaza|Broadway|Loop|Turnpike|Wharf|Embankment|Green|Rise|View|Heights|Bend|Path|Parade|Esplanade';
const unit =
  '(?:Apartment|Apt|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm|Building|Bldg|Level|#)\\.?\\s*#?[A-Za-z]?\\d*[A-Za-z]?\\b';
const place = "[A-ZÀ-Þ][\\p{L}'’.-]+(?![\\p{L}\\d])(?: [A-ZÀ-Þ][\\p{L}'’.-]+(?![\\p{L}\\d])){0,3}";
const code =
  '(?:[A-Z]{2} \\d{5}(?:-\\d{4})?|\\d{5}(?:-\\d{4})?|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d|[A-Z]{2,3} \\d{4}|\\d{4}(?: [A-Z]{2})?|[A-Z]{2}\\b)';
const rest = `(?:,? ${unit})?(?:,\\s*(?:${unit}|${place}(?: ${code})?|${code}(?: ${place})?)|\\s+${code}(?![\\p{L}\\d])){0,6}`;
const english = new RegExp(
  `(?<![\\p{L}\\d])(?:${unit},?\\s+)?\\d{1,6}(?:[A-Za-z]|[-–/]\\d{1,4})?,?\\s+(?:[NSEW]{1,2}\\.?\\s+|North |South |East |West )?` +
    `(?:(?:[A-ZÀ-Þ][\\p{L}'’.-]*|\\d{1,3}(?:st|nd|rd|th))\\s+){1,4}?(?:${streetWords})\\b\\.?(?:\\s+[NSEW]{1,2}\\b\\.?)?${rest}`,
  'gu',
);
const box = new RegExp(`\\bP\\.?\\s?O\\.?\\s?Box\\s+\\d{1,6}${rest}`, 'giu');
const european = new RegExp(
  `(?<![\\p{L}\\d])(?:[A-ZÀ-Þ][\\p{L}-]*(?:straße|strasse|str\\.|gasse|weg|platz|allee|damm|ufer|laan|straat|gracht|plein|vägen|gatan|gade|vej|katu)|` +
    `(?:[A-ZÀ-Þ][\\p{L}-]+ )(?:Straße|Strasse|Str\\.|Allee|Platz|Weg)|` +
    `(?:Calle|Avenida|Avda\\.|Plaza|Paseo|Carrer|Rua|Via|Viale|Piazza|Corso)(?: (?:de|del|della|di|da|do|la|las|los|el))* [A-ZÀ-Þ][\\p{L}'’-]+(?: [A-ZÀ-Þ][\\p{L}'’-]+){0,2}),? \\d{1,4}[a-z]?${rest}`,
  'gu',
);
const french = new RegExp(
  `(?<![\\p{L}\\d])\\d{1,4}(?: (?:bis|ter))?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Qq]uai|[Cc]hemin|[Aa]llée|[Ii]mpasse|[Cc]ours)(?: (?:de|du|des|la|le|les|l'|l’|d'|d’))*\\s?[A-ZÀ-Þ][\\p{L}'’-]+(?: [A-ZÀ-Þ]?[\\p{L}'’-]+){0,3}${rest}`,
  'gu',
);

/** Characters that stand before an address and not in the name of a place. */
const inName = '[[\\p{Script=Han}]--[到在至往寄送是为于住从址给把和与及去搬发的了也就请改成家]]';
const provinces =
  '北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门';
const area = `(?:中国)?(?:(?:${provinces})(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?\\s*)?(?:${inName}{2,5}?(?:市|自治州|地区|盟)\\s*)?(?:${inName}{1,5}?(?:区|县|旗|市)\\s*)?(?:${inName}{1,7}?(?:镇|乡|街道|新区|开发区|高新区|科技城)\\s*)?`;
const counted = '[\\d一二三四五六七八九十百千零〇甲乙丙A-Za-z]{1,5}(?:[\\-–—~]\\d{1,4})*';
const estate = `${inName}{1,12}?(?:大厦|广场|花园|花苑|小区|苑|中心|公寓|园区|工业园|产业园|科技园|软件园|家园|大楼|商城|城|府|庭|湾|轩|居|邨|村|里|国际|新村|宿舍|厂|大学|医院)`;
const detail = `(?:\\s*(?:${estate})?\\s*${counted}\\s*(?:号楼|号院|号|弄|號|栋|幢|座|单元|楼|层|室|户|房|门|组|队|区|期)|\\s*${estate})`;
const road = `${inName}{1,10}?(?:大道|大街|路|街|巷|胡同|弄|公路|道)(?:[东西南北中]段?)?`;
const chinese = new RegExp(
  `${area}(?:${road}\\s*${detail}|${road}\\s*${counted}\\s*(?:号|弄|號))${detail}{0,6}(?:[东西南北]门|旁|对面)?`,
  'gv',
);
const village = new RegExp(
  `(?:${provinces})(?:省|市|自治区)?\\s*${inName}{2,5}?(?:市|自治州|地区)?\\s*(?:${inName}{1,6}?(?:区|县|旗|市)\\s*)?(?:${inName}{1,7}?(?:镇|乡|街道)\\s*)?(?:${estate}\\s*)?${detail}{1,6}`,
  'gv',
);

/** Postal addresses of a folded text: a house in a street, with all of the place around it. */
export function findAddresses(text: string): Found[] {
  return [english, box, european, french, chinese, village].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ 0: written, index }) => ({
      kind: 'address' as const,
      start: index,
      end: index + written.trimEnd().replace(/[,，]$/u, '').length,
    })),
  );
}
