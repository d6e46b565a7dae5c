import { parsePhones } from '../contact-details.ts';
import type { Language } from '../tokens.ts';
import { type Entity, entityAt } from './types.ts';

/** Telephone numbers in E.164; those without a country's prefix are taken for American or Chinese, by the language. */
export function findPhones(text: string, language: Language): Entity[] {
  return parsePhones(text, language === 'zh' ? 'CN' : 'US').flatMap((phone) => {
    const value = phone.international ?? internationalOf(phone.text, phone.digits, language);
    return value === undefined ? [] : entityAt(text, 'phone', phone, value);
  });
}

/** Of numbers no plan knows, such as those of films (555). */
function internationalOf(written: string, digits: string, language: Language): string | undefined {
  if (written.startsWith('+')) return `+${digits.replace(/^(44|33|49|39|61)0/, '$1')}`;
  if (/^1[3-9]\d{9}$/.test(digits)) return `+86${digits}`;
  if (language === 'zh') return /^0\d{9,11}$/.test(digits) ? `+86${digits.slice(1)}` : undefined;
  return /^1?\d{10}$/.test(digits) ? `+1${digits.slice(-10)}` : undefined;
}
