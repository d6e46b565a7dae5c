import type { GazetteerEntry } from './gazetteer.ts';

/** A word as it is compared: small letters without accents. */
export interface LatinWord {
  key: string;
  text: string;
  start: number;
  end: number;
}

const legal =
  /^(?:gmbh|ag|kg|inc|ltd|llc|llp|plc|corp|corporation|co|company|limited|sa|sas|sarl|bv|nv|ab|oy|as|spa|srl|pty|group|holdings?)$/;
const special: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** Letters as they are typed on a plain keyboard. */
export const latinKey = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[øđłßæœı]/g, (letter) => special[letter]!);

/** Words and numbers of a text; `&` counts as "and". */
export function latinWords(text: string): LatinWord[] {
  return Array.from(text.matchAll(/[[\p{L}\p{N}\p{M}]--\p{Script=Han}]+|&/gv), ({ 0: word, index }) => ({
    key: word === '&' ? 'and' : latinKey(word),
    text: word,
    start: index,
    end: index + word.length,
  }));
}

/** What a record may be called in Latin letters: words with a space between, and whether that is its name. */
export interface LatinForm {
  key: string;
  isWhole: boolean;
  /** A single word of a name of several: it counts only where it is written like a name. */
  isPart: boolean;
}

/** The ways a person's, company's, product's or stage's name is written in Latin letters. */
export function latinForms({ type, name, aliases = [] }: GazetteerEntry): LatinForm[] {
  const whole = [name, ...aliases].flatMap((written) => keysOf(written));
  const forms: LatinForm[] = whole.map((words) => ({ key: words.join(' '), isWhole: true, isPart: false }));
  const add = (words: readonly string[]): void => {
    const key = words.join(' ');
    if (key.length >= 3 && !forms.some((form) => form.key === key))
      forms.push({ key, isWhole: false, isPart: words.length === 1 });
  };
  for (const words of whole) {
    if (words.length < 2) continue;
    if (type === 'person' || type === 'owner') {
      const [first, last] = [words[0]!, words.at(-1)!];
      add([last, ...words.slice(0, -1)]);
      add([first[0]!, last]);
      add([first, last]);
      add([first]);
      add([last]);
      add(words.slice(0, -1));
    } else if (type !== 'stage') {
      const plain = words.filter((word, place) => place === 0 || !legal.test(word));
      for (let length = plain.length; length >= 1; length--)
        if (plain[length - 1] !== 'and') add(plain.slice(0, length));
      add(plain.filter((word) => word !== 'and'));
    }
  }
  return forms;
}

const keysOf = (written: string): string[][] => {
  const words = latinWords(written).map(({ key }) => key);
  return words.length === 0 || /\p{Script=Han}/u.test(written) ? [] : [words];
};
