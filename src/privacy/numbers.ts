import { isIP } from 'node:net';
import {
  isBrazilianNumberValid,
  isFrenchNumberValid,
  isGermanTaxNumberValid,
  isHongKongNumberValid,
  isIbanValid,
  isLuhnValid,
  isOldResidentNumberValid,
  isResidentNumberValid,
  isSingaporeanNumberValid,
  isSpanishNumberValid,
  isTaiwaneseNumberValid,
} from './checksums.ts';
import type { Found, PersonalKind } from './find.ts';
import { thingCue } from './phones.ts';

/** A kind of number that tells who somebody is. */
interface NumberRule {
  kind: PersonalKind;
  pattern: RegExp;
  /** Of what is found, letters and digits alone, and as it is written. */
  isValid?: (signs: string, written: string) => boolean;
  /** What has to stand before it, within a few words. */
  cue?: RegExp;
  /** What must not stand before it. */
  notAfter?: RegExp;
}

const reach = 48;
const identityCue =
  /(?:\bid\b|identity|identification|national|resident|insurance|social security|\bssn\b|身份证|证件|身分證|社保)/iu;

/** Lengths of international bank account numbers by country, of the SWIFT registry. */
const ibanLengths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 ' +
    'FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IS26 IT27 JO30 KW30 KZ20 LB28 LI21 LT20 LU20 ' +
    'LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SE24 SI19 SK24 ' +
    'SM27 TN24 TR26 UA29 VG24 XK20'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);
const ibanStart = /(?<=(?<![\p{Script=Latin}\p{N}])(?:IBAN)?)[A-Z]{2}\d{2}/giu;

/** Prefixes the card networks issue under (ISO/IEC 7812 registry): a random number seldom begins like them. */
const cardPrefix =
  /^(?:4|5[1-5]|2(?:2[2-9]|[3-6]\d|7[01]|20[0-4])|3[47]|3(?:0[0-5]|[68])|35|6(?:011|4[4-9]|5|2|0|3|7)|81|9[1-9]|5[068])/;

/** Before a number of four parts: it counts releases. */
const versionCue = /(?:\bv|\bver(?:sion)?\.?|\brelease|\bbuild|版本|固件|升级到?)\s*$/iu;

const isAddressOfMachine = (_: string, written: string): boolean => isIP(written) !== 0;

const rules: readonly NumberRule[] = [
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![A-Za-z\d])/gu,
    isValid: isResidentNumberValid,
  },
  {
    kind: 'card',
    pattern: /(?<![A-Za-z\d.])\d(?:[ -]?\d){12,18}(?!\d|(?!exp|cv[cv])[A-Za-z])/giu,
    isValid: (digits) => cardPrefix.test(digits) && isLuhnValid(digits),
  },
  {
    kind: 'card',
    pattern:
      /(?<!\d|\d[.,/])\d{4}( ?[./_·-] ?| {1,2}|\r?\n)(?:\d{4}\1\d{4}\1\d{1,4}(?:\1\d{3})?|\d{6}\1\d{4,5})(?!\d|[.,/]\d)/gu,
    isValid: (digits) => cardPrefix.test(digits) && isLuhnValid(digits),
  },
  // Written down wrong, or behind the name of its network: what is called the number of a card is one.
  {
    kind: 'card',
    pattern: /(?<!\d)\d(?:[ -]?\d){13,18}(?![A-Za-z\d])/gu,
    isValid: (digits) => cardPrefix.test(digits),
    cue: /(?:\bvisa|\bamex|master ?card|\b(?:credit|debit|bank)[ -]?card|\bcard (?:number|no\.?|#)|(?:信用|储蓄|借记|银联)?卡号?)\s*(?:number|no\.?|#|is|was|是|为)?\s*[:：#]?\s*$/iu,
  },
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d])\d{15}(?![A-Za-z\d])/gu,
    isValid: isOldResidentNumberValid,
    cue: identityCue,
  },
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d-])(?!000|666|9\d\d)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![A-Za-z\d-])/gu,
  },
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d])(?!000|666|9\d\d)\d{3}(?!00)\d{2}(?!0000)\d{4}(?![A-Za-z\d])/gu,
    cue: /(?:\bssn\b|social security|社会安全|社安)/iu,
  },
  {
    kind: 'national_id',
    pattern:
      /(?<![A-Za-z\d])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Za-z\d])/giu,
  },
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d])(?:\d{8}|[XYZ][- ]?\d{7})[- ]?[A-HJ-NP-TV-Z](?![A-Za-z\d])/giu,
    isValid: isSpanishNumberValid,
  },
  {
    kind: 'national_id',
    pattern:
      /(?<![A-Za-z\d])[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-4]\d) ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?![A-Za-z\d])/gu,
    isValid: isFrenchNumberValid,
  },
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d])\d{2} ?\d{3} ?\d{3} ?\d{3}(?![A-Za-z\d])/gu,
    isValid: isGermanTaxNumberValid,
    cue: /(?:steuer|\btax\b|idnr|tin\b|税号|税务|纳税)/iu,
  },
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d])[A-Z][12]\d{8}(?![A-Za-z\d])/giu,
    isValid: isTaiwaneseNumberValid,
  },
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d])[A-Z]{1,2}\d{6} ?(?:\([\dA]\)|[\dA])(?![A-Za-z\d])/giu,
    isValid: isHongKongNumberValid,
  },
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d])[STFG]\d{7}[A-Z](?![A-Za-z\d])/giu,
    isValid: isSingaporeanNumberValid,
  },
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d])\d{3}\.\d{3}\.\d{3}-\d{2}(?![A-Za-z\d])/gu,
    isValid: isBrazilianNumberValid,
  },
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![A-Za-z\d])/giu,
  },
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d])[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d(?![A-Za-z\d])/gu,
  },
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d])(?:[A-Z]{5}\d{4}[A-Z]|[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3})(?![A-Za-z\d])/gu,
    cue: /\b(?:pan|rfc)\b[^\d\n]{0,14}$/iu,
  },
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d-])784-(?:19|20)\d{2}-\d{7}-\d(?![A-Za-z\d-])/gu,
  },
  // Korean and Malaysian: a birth day in six digits before the rest.
  {
    kind: 'national_id',
    pattern:
      /(?<![A-Za-z\d-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-(?:[1-8]\d{6}|\d{2}-\d{4})(?![A-Za-z\d-])/gu,
    notAfter: thingCue,
  },
  {
    kind: 'national_id',
    pattern: /[军士文警]字第\d{5,9}号/gu,
  },
  {
    kind: 'national_id',
    pattern: /(?<![A-Za-z\d])[A-Z]{0,5}\d[A-Z\d]*(?:[ .-](?:\d[A-Z\d]*|[A-Z](?= \d))){0,6}(?![A-Za-z\d])/giu,
    isValid: (signs) => /\d{4}/.test(signs) && signs.length > 6,
    cue: /(?:\bbsn\b|\bhetu\b|\bpps\b|\bmykad\b|\brg\b|\bnir\b|\bpesel\b|personnummer|\baadhaar\b|\bcpf\b|\bc\.?f\.?|codice fiscale|\bdni\b|\bnie\b|national id(?:entity)?(?: (?:card|number|no\.?))*|id card(?: (?:number|no\.?))*|\bssn\b|social security(?: (?:number|no\.?))*|national insurance(?: (?:number|no\.?))*|\bsin\b|\btfn\b|\bahv\b|\bcurp\b|c[ée]dula|social insurance(?: (?:number|no\.?))*|tax file(?: (?:number|no\.?))*|driv(?:er['’]?s?|ing) licen[cs]e(?: (?:number|no\.?))*|medicare(?: (?:card|number|no\.?))*|sozialversicherungsnummer|身份证号?码?|身分證號?碼?|驾驶证(?:号码?|档案编号)?|居留(?:身份)?证号?码?|社保卡?号|社会保障(?:卡|号码?)|台胞证号?|回乡证号?)\s*(?:is|was|=|是|为|:|：|#)?\s*$/iu,
  },
  {
    kind: 'passport',
    pattern:
      /(?<![A-Za-z\d])(?:[A-Z]{1,2} \d{4} \d{4}|(?=(?:[A-Z]* ?\d){5})(?=[A-Z]*\d)[A-Z\d]{1,5}(?: ?[A-Z\d]{2,9})?)(?![A-Za-z\d])/giu,
    isValid: (signs) => /^(?=(?:\D*\d){5})[A-Z\d]{6,10}$/i.test(signs),
    cue: /(?:passport|passeport|pasaporte|passaporto|reisepass|\bpass-?nr\b|护照|護照|通行证|旅行证件)(?:(?!电话|手机|電話|手機|phone|\btel|mobile|whatsapp|\+|生|born|\bdob\b)[^\n;；]){0,36}$/iu,
  },
  {
    kind: 'bank_account',
    pattern: /(?<![A-Za-z\d.-])\d(?:[ -]?\d){5,24}(?![A-Za-z\d-])/gu,
    cue: /(?:\b(?:account|acct?|a\/c)\b(?:(?:\s*(?:number|no\.?|nr\.?|#|is|was|:))+(?:(?!\d{3}|\bsort\b)[^.;\n]){0,22}|\s*)|\brouting(?: (?:number|no\.?))?\s*:?|\bclabe\b[^\d\n]{0,8}|\bbsb\b[^\d\n]{0,8}|(?:银行|对公|收款|开户|汇款|打款|转账|工资|公户)(?:(?!\d{5}).){0,16}(?:账号|帐号|账户|帐户|户头|卡号)(?:(?!\d{6}|[。；;\n]).){0,14}|[汇转打款账](?:到|至|入)[^\d\s。；;，,]{0,12}行\s*|(?:口座番号|bankgiro|kontonummer)[^\d\n]{0,4}|(?:银行卡|账号|帐号|账户|帐户)(?:(?!\d{6}|[。；;\n]).){0,14})$/iu,
    isValid: (digits) => digits.length >= 6,
  },
  {
    kind: 'licence_plate',
    pattern:
      /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?[A-HJ-NP-Z] ?[·•. -]? ?(?=[A-Z]*\d)[A-HJ-NP-Z\d]{4,5}[A-HJ-NP-Z\d挂学警港澳](?![A-Za-z\d])/giu,
  },
  {
    kind: 'licence_plate',
    pattern:
      /(?<![A-Za-z\d])(?:[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]{2}[ -]\d{1,2}[ -][A-Z]{1,3}[ -]\d{4}|[A-Z]{1,3}-[A-Z]{1,2} ?\d{1,4}|[A-Z]{2}-\d{3}-[A-Z]{2}|[A-Z]{1,3}[ -]?\d{1,4}(?:[ -]?[A-Z]{1,3})?|\d{1,4}[ -]?[A-Z]{1,3}(?:[ -]?\d{1,4})?|(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,8})(?![A-Za-z\d])/giu,
    isValid: (signs) => signs.length >= 4 && signs.length <= 10,
    cue: /(?:licen[cs]e plate|number plate|kennzeichen|immatriculation|matr[íi]cula|kenteken|\btarga\b|\bplates?\b|\breg(?:istration)?\b|\b(?:car|van|truck|vehicle)\b|车牌)[^\d\n]{0,18}$/iu,
  },
  {
    kind: 'ip',
    pattern: /(?<![\d.A-Za-z])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d|[A-Za-z])/gu,
    isValid: isAddressOfMachine,
    notAfter: versionCue,
  },
  {
    kind: 'ip',
    pattern: /(?<![\w:])[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?:(?:\.\d{1,3}){3})?(?![\w:])/giu,
    isValid: isAddressOfMachine,
    notAfter: versionCue,
  },
];

/** Numbers of bank accounts, cards, people, passports, vehicles and machines in a folded text, as they stand. */
export function findNumbers(text: string): Found[] {
  return [...findIbans(text), ...rules.flatMap((rule) => findByRule(text, rule))];
}

function findByRule(text: string, { kind, pattern, isValid, cue, notAfter }: NumberRule): Found[] {
  return Array.from(text.matchAll(pattern)).flatMap(({ 0: written, index }) => {
    const before = text.slice(Math.max(0, index - reach), index);
    if (cue?.test(before) === false || notAfter?.test(before)) return [];
    if (isValid?.(written.replace(/[^A-Za-z\d]/g, ''), written) === false) return [];
    return [{ kind, start: index, end: index + written.length }];
  });
}

function findIbans(text: string): Found[] {
  return Array.from(text.matchAll(ibanStart)).flatMap(({ 0: head, index }) => {
    const length = ibanLengths[head.slice(0, 2).toUpperCase()];
    if (length === undefined) return [];
    let signs = '';
    let end = index;
    for (; end < text.length && signs.length < length; end++) {
      if (/[A-Za-z\d]/.test(text[end]!)) signs += text[end];
      else if (!/[ .-]/.test(text[end]!) || !/[A-Za-z\d]/.test(text[end + 1] ?? '')) break;
    }
    if (signs.length < length || /[A-Za-z\d]/.test(text[end] ?? '') || !isIbanValid(signs)) return [];
    return [{ kind: 'iban' as const, start: index, end }];
  });
}
