import { parseNumbers, stem, tokenSpans } from '../../language/index.ts';

const addresses = /(?:https?:\/\/|www\.)[^\s<>"'）)\]，。]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;
const digits = /\d/;
/** Numerals that are words of grammar as often as numbers. */
const hardlyNumbers = /^(?:one|an?|[一两半])$/iu;

/** The web and e-mail addresses of a text, in lower case and without the full stop behind. */
export const addressesIn = (text: string): string[] =>
  (text.match(addresses) ?? []).map((address) => address.toLowerCase().replace(/[.,;:!?]+$/, ''));

/** The values of the numbers of a text, however they are written: `30`, "thirty" and 三十 are one. */
function valuesIn(text: string): Set<string> {
  const plain = text.normalize('NFKC').replace(addresses, ' ');
  const values = parseNumbers(plain)
    .filter(({ text: written }) => !hardlyNumbers.test(written))
    .map(({ value }) => value);
  for (const [run] of plain.matchAll(/\d+(?:\.\d+)?/g)) values.push(String(Number(run)));
  return new Set(values);
}

/** The numbers of a text, and the text itself for its addresses: read once for many sentences. */
export interface Figures {
  values: ReadonlySet<string>;
  lower: string;
}

export const figuresIn = (text: string): Figures => ({ values: valuesIn(text), lower: text.toLowerCase() });

/** The numbers and addresses of a sentence that stand in none of the texts these are of. */
export function strangeFigures(sentence: string, texts: readonly Figures[]): string[] {
  const known = { has: (value: string) => texts.some(({ values }) => values.has(value)) };
  const strange = addressesIn(sentence).filter(
    (address) => !texts.some(({ lower }) => lower.includes(address)),
  );
  const plain = sentence.normalize('NFKC').replace(addresses, ' ');
  for (const { text, value } of parseNumbers(plain)) {
    if (hardlyNumbers.test(text)) continue;
    if (!known.has(value) && !(digits.test(text) && known.has(String(Number(text))))) strange.push(text);
  }
  return strange;
}

const capitalised = /^\p{Lu}/u;
const latin = /^\p{Script=Latin}/u;

/**
 * Names of a sentence that stand in none of these texts: words written large within an English sentence, any
 * Latin word of a Chinese one.
 */
export function strangeNames(sentence: string, texts: readonly string[]): string[] {
  const known = new Set(texts.flatMap((text) => tokenSpans(text).map((token) => stemOf(token.text))));
  const tokens = tokenSpans(sentence.replace(addresses, ' '));
  const isChinese = tokens.some(({ han }) => han);
  return tokens
    .filter(({ text, han }, index) => {
      if (han || !latin.test(text) || text.length < 2 || /^I(?:['’]\w+)?$/.test(text)) return false;
      if (isChinese) return true;
      const follows = capitalised.test(tokens[index + 1]?.text ?? '') && !known.has(stemOf(text));
      return capitalised.test(text) && (index > 0 || (follows && !sentenceOpeners.test(text)));
    })
    .map(({ text }) => text)
    .filter((text) => !known.has(stemOf(text)));
}

const sentenceOpeners =
  /^(?:the|our|your|for|in|on|at|if|when|with|all|any|both|please|yes|no|contact|call)$/i;
const stemOf = (word: string): string => stem(word.toLowerCase().replaceAll('’', "'").replace(/'s$/, ''));
