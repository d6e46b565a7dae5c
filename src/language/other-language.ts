const letters = /\p{L}/gu;
const kanaOrHangul = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const foreignLetters = /[[\p{L}]--[\p{Script=Latin}\p{Script=Han}]]/gv;

const english =
  /\b(?:the|is|are|was|my|your|i|it|you|of|to|and|for|with|have|has|not|where|what|when|how|can|do|does|please|order|this|that)\b/giu;
/** Signs that only Spanish has. */
const spanish = /[¿¡]/u;

/** Languages that are told from English and Chinese; `other` is any that we only know to be neither. */
export type OtherLanguage = 'es' | 'fr' | 'de' | 'pt' | 'it' | 'nl' | 'ja' | 'ko' | 'ru' | 'ar' | 'other';

const scripts: readonly [OtherLanguage, RegExp][] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['ko', /\p{Script=Hangul}/u],
  ['ru', /\p{Script=Cyrillic}/u],
  ['ar', /\p{Script=Arabic}/u],
];

/** Little words and words of asking that English does not have; some are of several languages. */
const littleWords: readonly [OtherLanguage, string][] = [
  [
    'es',
    'el la los las una del mi mis que qué cuál cuánto cuánta cuántos cuándo cómo dónde donde puedo tengo está por para hay quiero hola gracias pedido cuesta',
  ],
  [
    'fr',
    'le la les des du une est où je mon ma mes votre vous pas avec pour que qui quel quelle comment combien quand puis commande bonjour merci coûte',
  ],
  [
    'de',
    'der die das ist wie wann kann ich mein meine für eine und nicht mit wo wird den zu lange viel wieviel habe bestellung bitte danke kostet',
  ],
  [
    'pt',
    'os uma da em com para não você meu minha que qual quanto quando como onde posso quero obrigado o pedido custa',
  ],
  [
    'it',
    'il la una della di che per con non mio mia è dove quando quanto come posso voglio ordine grazie ciao costa',
  ],
  [
    'nl',
    'het een de mijn waar niet ik hoe hoeveel wanneer lang wat kan graag naar voor bestelling duurt kost',
  ],
];
const wordsOf = littleWords.map(
  ([language, words]) =>
    [language, new RegExp(`(?<!\\p{L})(?:${words.replaceAll(' ', '|')})(?!\\p{L})`, 'gu')] as const,
);
const leastWords = 2;

/**
 * Which language a text is in that is neither English nor Chinese, by its script and its little words. A few
 * words are no evidence.
 */
export function otherLanguageOf(text: string): OtherLanguage | undefined {
  if (spanish.test(text)) return 'es';
  const all = countOf(text, letters);
  const foreign = countOf(text, foreignLetters);
  if (all > 0 && (foreign > all / 2 || countOf(text, kanaOrHangul) > all / 4))
    return scripts.find(([, script]) => script.test(text))?.[0] ?? 'other';
  const spoken = withoutNames(text);
  const [most] = wordsOf
    .map(([language, words]) => ({ language, count: countOf(spoken, words) }))
    .sort((one, other) => other.count - one.count);
  if (most === undefined || most.count < leastWords || most.count <= countOf(text, english)) return undefined;
  return most.language;
}

/** Whether a text is in neither English nor Chinese. */
export const isOtherLanguage = (text: string): boolean => otherLanguageOf(text) !== undefined;

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** A text whose first word stands in small letters, so that only names have capitals: “Los Angeles”, “El Paso”. */
const withoutNames = (text: string): string =>
  text === text.toUpperCase() ? text.toLowerCase() : text.replace(/\p{L}/u, (first) => first.toLowerCase());
