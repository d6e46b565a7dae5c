import type { Language } from '../../trust/index.ts';

/** One thing in both languages of the house. */
export type Said = Readonly<Record<Language, string>>;

/** What a failure says and what to do next, in the reader's language: an error's message and hint. */
export const spoken = (
  language: Language,
  message: Said,
  hint?: Said,
): { message: string; more: { hint?: string } } => ({
  message: message[language],
  more: hint === undefined ? {} : { hint: hint[language] },
});

/** Several things in a row, as a sentence lists them. */
export const listed = (things: readonly string[], language: Language): string =>
  things.join({ en: ', ', zh: '、' }[language]);
