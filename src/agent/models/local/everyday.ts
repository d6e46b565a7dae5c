import { everydayInEnglish } from './everyday.en.ts';
import { everydayInChinese } from './everyday.zh.ts';

/**
 * What people say to look up and change records, as phrases with places: requests the grammar reads. Tools are
 * told from them, as from each other, by whose phrases a request is nearest to.
 */
export const everydayPhrases: Readonly<Record<'en' | 'zh', readonly string[]>> = {
  en: everydayInEnglish,
  zh: everydayInChinese,
};
