import { type Language, RapportError } from '../trust/index.ts';

/** A text in both languages. */
export type Words = Readonly<Record<Language, string>>;

/** What is wrong with a file or a mapping, in the reader's language, with the next step. */
export const refusal = (language: Language, message: Words, hint?: Words): RapportError =>
  new RapportError('invalid_input', message[language], hint && { hint: hint[language] });
