import { parseAmounts, parseNumbers } from '../../src/language/index.ts';

/** What words say of a sum: so many cents, or why they name none. */
export type ReadSum =
  | { cents: number }
  | { fault: 'none' | 'negative' | 'zero' | 'cents' }
  /** Letters among the digits; `meant` is the sum without them. */
  | { fault: 'mistyped'; written: string; meant: string };

const minus = /(?:[-−–]|\b(?:minus|negative)|负)\s*(?=[$€£¥￥]?\s*[\d一二两三四五六七八九十百千万])/u;
const written = /[$€£¥￥]?\s*(?<digits>\d[\p{L}\d.,]*)/u;
const unit = /(?:k|[十百千万亿]+|元|块钱?|美元|dollars?|usd|cny|rmb|eur)+$/iu;
const lookalikes: Readonly<Record<string, string>> = {
  o: '0',
  O: '0',
  l: '1',
  I: '1',
  i: '1',
  S: '5',
  B: '8',
};

/**
 * A sum of money as people write it. Stricter than reading a text for sums, since money is moved by it: a sum
 * with letters among its digits, with a sign, or with parts of a cent is told back instead of guessed.
 */
export function readSum(text: string): ReadSum {
  const plain = text.normalize('NFKC');
  if (minus.test(plain)) return { fault: 'negative' };
  const digits = written.exec(plain)?.groups?.digits?.replace(/[.,]+$/, '');
  if (digits !== undefined) {
    const bare = digits.replace(unit, '');
    if (!/^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/.test(bare))
      return { fault: 'mistyped', written: digits, meant: meantBy(bare) };
  }
  const value = parseAmounts(plain)[0]?.value ?? parseNumbers(plain)[0]?.value;
  if (value === undefined) return { fault: 'none' };
  const cents = Number(value) * 100;
  if (Math.abs(cents - Math.round(cents)) > 1e-6) return { fault: 'cents' };
  return cents === 0 ? { fault: 'zero' } : { cents: Math.round(cents) };
}

const meantBy = (digits: string): string =>
  Array.from(digits, (letter) => lookalikes[letter] ?? letter)
    .filter((letter) => /[\d.]/.test(letter))
    .join('')
    .replace(/\.(?=.*\.)/g, '');
