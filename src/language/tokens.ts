/** The languages of the house. */
export type Language = 'en' | 'zh';

/** A word, a number or a single Han character with its place in the text (UTF-16 offsets, end exclusive). */
export interface Token {
  text: string;
  start: number;
  end: number;
  han: boolean;
}

const letter = String.raw`[[\p{L}\p{N}]--\p{Script=Han}]`;
const tokenPattern = new RegExp(
  String.raw`\p{Script=Han}|${letter}[${letter}\p{M}]*(?:['’]${letter}+)*`,
  'gv',
);
const hanPattern = /^\p{Script=Han}/u;

/** Characters that carry Chinese grammar and hardly ever stand in names. */
const chineseGrammar = /[的了吗呢吧是在把给和跟没不我你他她它们这那哪谁请么也都就还被让从到多少几什]/gu;
const englishGrammar =
  /\b(?:the|an?|to|for|of|in|on|at|with|is|are|was|were|be|has|have|had|my|me|i|and|or|not|what|who|how|when|which|from|about|that|this|it|he|she|they|her|his|their|we|our|you|do|does|did|can|will|please)\b/iu;

/** Abbreviations beside Han characters, as in “IT部门”: no English grammar. */
const abbreviations = /(?<=\p{Script=Han}\s?)\p{Lu}{2,}\b|\b\p{Lu}{2,}(?=\s?\p{Script=Han})/gu;

/**
 * The language of a text. Chinese with Latin names in it (“把Taylor Wilson改成赢单”) is Chinese, English
 * with a Chinese name in it ("a call with 张伟") is English; a text without letters counts as English.
 */
export function detectLanguage(text: string): Language {
  const tokens = tokenSpans(text.replace(/[\w.+-]{1,64}@[\w.-]+/g, ' '));
  const han = tokens.filter((token) => token.han).length;
  if (han === 0) return 'en';
  const grammar = text.match(chineseGrammar)?.length ?? 0;
  if (grammar === 0 && englishGrammar.test(text.replace(abbreviations, ''))) return 'en';
  const isCapital = (index: number) => /^\p{Lu}/u.test(tokens[index]?.text ?? '');
  const words = tokens.filter(
    (token, index) =>
      !token.han &&
      (index === 0
        ? /^\p{L}/u.test(token.text) && !(isCapital(0) && isCapital(1))
        : /^\p{Ll}/u.test(token.text)),
  );
  return han + 2 * grammar > 2 * words.length ? 'zh' : 'en';
}

/** Words and single Han characters in reading order, as written. */
export function tokenSpans(text: string): Token[] {
  return Array.from(text.matchAll(tokenPattern), ({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
    han: hanPattern.test(word),
  }));
}

let segmenter: Intl.Segmenter | undefined;

/** The words of a Chinese text with their places, as the dictionary of ICU cuts them. */
export function chineseSegments(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return segmenter.segment(text);
}

/**
 * The terms of a text for an index or a model: words and numbers in lower case (compatibility forms
 * unified), Han runs as overlapping bigrams, or as single characters.
 */
export function tokenize(text: string, han: 'bigrams' | 'characters' = 'bigrams'): string[] {
  const tokens = tokenSpans(text.normalize('NFKC'));
  const adjoins = (one: Token | undefined, other: Token | undefined) =>
    one?.han === true && other?.han === true && one.end === other.start;
  return tokens.flatMap((token, index) => {
    if (!token.han) return token.text.toLowerCase().replaceAll('’', "'");
    const next = tokens[index + 1];
    if (han === 'characters') return token.text;
    if (adjoins(token, next)) return token.text + next!.text;
    return adjoins(tokens[index - 1], token) ? [] : token.text;
  });
}
