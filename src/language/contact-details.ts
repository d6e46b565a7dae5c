import { createRequire } from 'node:module';
import type * as PhoneNumbers from 'libphonenumber-js/min';
import { detectLanguage } from './tokens.ts';

/** A telephone number as written; `international` (E.164) where the numbering plan knows it. */
export interface PhoneSpan {
  start: number;
  end: number;
  text: string;
  /** The digits alone. */
  digits: string;
  international?: string;
  /** ISO 3166 country. */
  country?: string;
}

/** An e-mail address; `complete` is false without a top-level domain (`taylor@nanolabs`). */
export interface EmailSpan {
  start: number;
  end: number;
  text: string;
  /** In lower case. */
  address: string;
  complete: boolean;
}

const groups = /(?<![\p{Script=Latin}\d_@.#/-])(?:\+|00)?\(?\d(?:[\s().·–-]{0,2}\d){5,17}(?![\d@_]|-\d)/gu;
const phoneCue =
  /(?:\b(?:phone|tel|telephone|cell|mobile|number|call|dial|fax|whatsapp|text)\b|电话|手机|座机|号码|致电|拨打)[^\d\n,;，；。]{0,15}$/iu;
const dateLike =
  /^(?:19|20)\d{2}([-/. ])\d{1,2}\1\d{1,2}$|^\d{1,2}([-/.])\d{1,2}\2(?:19|20)?\d{2}$|^(?:19|20)\d{6}$/;
const chineseMobile = /^(?:86)?(1[3-9]\d{9})$/;
const email =
  /(?<![\p{Script=Latin}\p{N}._%+-])[a-z0-9](?:[a-z0-9._%+'-]*[a-z0-9_+-])?@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*/giu;

let phoneNumbers: typeof PhoneNumbers | undefined;

/**
 * The telephone numbers of a text, in any grouping. Bare runs of digits count where they are Chinese
 * mobiles, have ten to thirteen digits, or follow a word such as "phone" or 电话; dates do not.
 *
 * @param country  ISO 3166 country of numbers without a country code; by default the text's language decides (US or CN)
 */
export function parsePhones(text: string, country?: string): PhoneSpan[] {
  return Array.from(text.matchAll(groups)).flatMap((match) => {
    const written = match[0].replace(/[\s().·–-]+$/u, '');
    const digits = written.replace(/\D/g, '');
    if (dateLike.test(written) || digits.length < 7 || digits.length > 15) return [];
    const separated = /\d[\s().·–-]+\d/u.test(written);
    const cue = phoneCue.test(text.slice(Math.max(0, match.index - 40), match.index));
    const mobile = chineseMobile.exec(digits)?.[1];
    if (mobile === undefined && !cue && !written.startsWith('+') && !likelyPhone(written, digits, separated))
      return [];
    const home = country ?? (mobile !== undefined || detectLanguage(text) === 'zh' ? 'CN' : 'US');
    return {
      start: match.index,
      end: match.index + written.length,
      text: written,
      digits,
      ...numberingPlan(written, home),
    };
  });
}

/** The e-mail addresses of a text, also such without a top-level domain. */
export function parseEmails(text: string): EmailSpan[] {
  return Array.from(text.matchAll(email), ({ 0: written, index }) => ({
    start: index,
    end: index + written.length,
    text: written,
    address: written.toLowerCase(),
    complete: /\.[a-z]{2,}$/i.test(written),
  }));
}

function likelyPhone(written: string, digits: string, separated: boolean): boolean {
  if (!separated) return digits.length >= 10 && digits.length <= 13 && !digits.startsWith('00');
  const parts = written.split(/\D+/).filter((part) => part !== '');
  return (
    digits.length >= 7 &&
    parts.length <= 5 &&
    parts.every((part) => part.length <= 8) &&
    parts.at(-1)!.length >= 2
  );
}

function numberingPlan(written: string, country: string): Pick<PhoneSpan, 'international' | 'country'> {
  phoneNumbers ??= createRequire(import.meta.url)('libphonenumber-js/min') as typeof PhoneNumbers;
  const number = phoneNumbers.parsePhoneNumberFromString(written, country as PhoneNumbers.CountryCode);
  if (number?.isValid() !== true) return {};
  return {
    international: number.number,
    ...(number.country === undefined ? {} : { country: number.country }),
  };
}
