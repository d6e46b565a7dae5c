import { createRandom, type Random } from '../../company/random.ts';
import type { Person } from './people.ts';

export const shapes = ['exact', 'half', 'typo', 'han', 'pinyin', 'phone', 'email'] as const;
export type Shape = (typeof shapes)[number];

/** What somebody types, and whom they mean. */
export interface Asked {
  shape: Shape;
  text: string;
  meant: Person;
}

/** People a question cannot tell apart leave no right answer among three: it is then asked of somebody else. */
const mostMeant = 3;

/**
 * Questions after people drawn from those stored, as many of every shape. Made from the stored people and
 * the seed alone, before anything is searched:
 * - exact: an English name as it is written, in any case
 * - half: the beginnings of its words, three letters or more of each
 * - typo: the name with one letter missing, doubled or wrong, or two swapped, the first letters of words kept
 * - han: a Chinese name, or the given name of two characters alone
 * - pinyin: a Chinese name as it sounds, in one word or with blanks
 * - phone: seven or eight digits in a row of a number, sometimes with a hyphen
 * - email: an address up to its @ and some letters, or only the part before it
 */
export function askedOf(people: readonly Person[], count: number, seed: number): Asked[] {
  const fits = fitting(people);
  const candidates: Record<Person['script'], Person[]> = {
    latin: people.filter(({ script }) => script === 'latin'),
    han: people.filter(({ script }) => script === 'han'),
  };
  const random = createRandom(seed, 'asked');
  return Array.from({ length: count }, (_, number) => {
    const shape = shapes[number % shapes.length]!;
    for (;;) {
      const pool = scriptOf[shape] === 'any' ? people : candidates[scriptOf[shape]];
      const meant = random.pick(pool);
      const text = typed[shape](meant, random);
      const names = fits[shape](text);
      if (names.size <= mostMeant) return { shape, text, meant };
    }
  });
}

const scriptOf: Readonly<Record<Shape, Person['script'] | 'any'>> = {
  exact: 'latin',
  half: 'latin',
  typo: 'latin',
  han: 'han',
  pinyin: 'han',
  phone: 'any',
  email: 'any',
};

const typed: Readonly<Record<Shape, (person: Person, random: Random) => string>> = {
  exact: ({ name }, random) =>
    random.pick([name, name.toLowerCase(), name.toUpperCase(), name.replace('.', '')]),
  half: ({ spoken }, random) =>
    spoken.map((word) => word.slice(0, random.integer(3, Math.max(3, word.length - 1)))).join(' '),
  typo: ({ name }, random) => mistyped(name, random),
  han: ({ name, spoken }, random) => {
    const characters = Array.from(name);
    return characters.length > spoken.length - 1 && characters.length > 2 && random.chance(0.3)
      ? characters.slice(-2).join('')
      : name;
  },
  pinyin: ({ spoken }, random) => spoken.join(random.pick(['', ' '])),
  phone: ({ phone }, random) => {
    const digits = phone.replace(/\D/g, '');
    const length = random.integer(7, 8);
    const start = random.integer(0, digits.length - length);
    const fragment = digits.slice(start, start + length);
    return random.chance(0.3) ? `${fragment.slice(0, 3)}-${fragment.slice(3)}` : fragment;
  },
  email: ({ email }, random) => {
    const [local = '', domain = ''] = email.split('@');
    return random.chance(0.5) ? local : `${local}@${domain.slice(0, random.integer(2, 6))}`;
  },
};

/** One mistake behind the first letter of a word of at least four. */
function mistyped(name: string, random: Random): string {
  const places = Array.from(name.matchAll(/(?<=\p{L})\p{L}/gu), ({ index }) => index);
  const long = places.filter((at) => /\p{L}{4,}/u.test(wordAt(name, at)));
  const at = random.pick(long.length > 0 ? long : places);
  const [head, letter, tail] = [name.slice(0, at), name[at]!, name.slice(at + 1)];
  const wrong = String.fromCharCode(97 + random.integer(0, 25));
  const isLast = !/^\p{L}/u.test(tail);
  const kinds = [head + tail, head + letter + letter + tail, head + wrong + tail];
  return random.pick(isLast ? kinds : [...kinds, head + tail[0] + letter + tail.slice(1)]);
}

function wordAt(text: string, at: number): string {
  return text.slice(0, at).match(/\p{L}*$/u)![0] + text.slice(at).match(/^\p{L}*/u)![0];
}

/** For every shape, the different names (or numbers, or addresses) a text fits. */
function fitting(people: readonly Person[]): Record<Shape, (text: string) => Set<string>> {
  const simple = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const named = Map.groupBy(people, ({ name }) => simple(name));
  const spoken = Map.groupBy(people, ({ spoken }) => spoken.join('').toLowerCase());
  const firstLetters = Map.groupBy(people, (person) => initialsOf(person.spoken));
  const endings = Map.groupBy(people, ({ name }) => Array.from(name).slice(-2).join(''));
  const numbers = new Map<string, Set<string>>();
  for (const { phone } of people) {
    const digits = phone.replace(/\D/g, '');
    for (let at = 0; at + 7 <= digits.length; at++) {
      const fragment = digits.slice(at, at + 7);
      numbers.set(fragment, (numbers.get(fragment) ?? new Set()).add(digits));
    }
  }
  const namesOf = (found: readonly Person[] = []) => new Set(found.map(({ name }) => name));
  const byName = (text: string) => namesOf(named.get(simple(text)));
  return {
    exact: byName,
    half: (text) => {
      const words = text.toLowerCase().split(' ');
      const alike = firstLetters.get(initialsOf(words)) ?? [];
      return namesOf(
        alike.filter(({ spoken }) =>
          words.every((word, index) => spoken[index]!.toLowerCase().startsWith(word)),
        ),
      );
    },
    typo: (text) => new Set(oneMistakeFrom(simple(text)).filter((name) => named.has(name))),
    han: (text) =>
      named.has(text) ? byName(text) : namesOf(endings.get(Array.from(text).slice(-2).join(''))),
    pinyin: (text) => namesOf(spoken.get(text.replaceAll(' ', ''))),
    phone: (text) => numbers.get(text.replaceAll('-', '').slice(0, 7)) ?? new Set(),
    email: () => new Set(),
  };
}

const initialsOf = (words: readonly string[]): string =>
  words.map((word) => word.slice(0, 1).toLowerCase()).join('');

function oneMistakeFrom(text: string): string[] {
  const letters = 'abcdefghijklmnopqrstuvwxyz ';
  const found = new Set([text]);
  for (let at = 0; at <= text.length; at++) {
    const [head, tail] = [text.slice(0, at), text.slice(at)];
    if (tail !== '') found.add(head + tail.slice(1));
    if (tail.length > 1) found.add(head + tail[1] + tail[0] + tail.slice(2));
    for (const letter of letters) {
      found.add(head + letter + tail);
      if (tail !== '') found.add(head + letter + tail.slice(1));
    }
  }
  return [...found];
}
