/** Writes what a model says: without control characters, and without links that no person here wrote. */
export interface LinkGuard {
  /** The part of the text up to here that is settled; the rest is held back until more comes. */
  push(delta: string): string;
  /** What was still held back. */
  end(): string;
}

const longest = 2_000;
const links = new RegExp(`(?:(?:https?|ftp|file)://|www\\.)([^\\s<>"'）)\\]，。]{0,${longest}})`, 'giu');
/** What may be the beginning of a link at the end of a text, or half a character. */
const begun =
  /(?:h(?:t(?:t(?:p(?:s?(?::\/?)?)?)?)?)?|f(?:t(?:p(?::\/?)?)?|i(?:l(?:e(?::\/?)?)?)?)?|w(?:w(?:w)?)?|[\uD800-\uDBFF])$/iu;
const halfCharacter = /[\uD800-\uDBFF]$/u;
/** Control characters but tab and newline, and the marks that turn or hide text. */
const hidden = /(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF]/gu;

/**
 * Guards a text as it streams in. However it is cut into pieces, what comes out is the same.
 *
 * @param own  all that the person wrote, in lower case
 */
export function guardLinks(own: string): LinkGuard {
  let held = '';
  return {
    push(delta) {
      held += delta.replace(hidden, '');
      const settled = settledLength(held);
      const text = judged(held.slice(0, settled), own);
      held = held.slice(settled);
      return text;
    },
    end() {
      const text = judged(held, own);
      held = '';
      return text;
    },
  };
}

/** The same for a whole text. */
export const withoutLinks = (text: string, own: string): string => judged(text.replace(hidden, ''), own);

const judged = (text: string, own: string): string =>
  text.replace(links, (link) => (own.includes(link.toLowerCase()) ? link : '[…]'));

/** How much of a text no further text can change. */
function settledLength(text: string): number {
  const last = [...text.matchAll(links)].at(-1);
  if (last !== undefined && last.index + last[0].length === text.length) {
    const isOpen = [...last[1]!].length < longest || halfCharacter.test(text);
    return isOpen ? last.index : text.length;
  }
  return begun.exec(text)?.index ?? text.length;
}
