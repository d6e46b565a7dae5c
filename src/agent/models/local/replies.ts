import type { Language } from '../../../language/index.ts';
import { lexicons } from './lexicon.ts';

/** Whether the whole of a text says yes, in either language. */
export const isYes = (text: string, language: Language): boolean =>
  [lexicons[language], lexicons.en, lexicons.zh].some(({ replies }) =>
    replies.yes.test(text.trim().replace(/[?？]+$/, '')),
  );

/** Whether a text begins by saying no and says nothing else of weight. */
export const isNo = (text: string, language: Language): boolean =>
  [lexicons[language], lexicons.en, lexicons.zh].some(({ replies }) => {
    const match = replies.no.exec(text.trim());
    return match !== null && text.trim().length - match[0].length <= 12;
  });
