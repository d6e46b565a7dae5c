export { stem } from './stem.ts';
export { detectLanguage, type Language, type Token, tokenize, tokenSpans } from './tokens.ts';
