import { type Hashes, hashInto } from './hash.ts';
import { digitGram, digitGramLength, gramLength, plainGram, plainLetters, prefix } from './terms.ts';

/** Collects which of many records hold which terms; records are numbered from 0 and come in order. */
export interface Holders {
  /**
   * Notes that a record holds these terms.
   * @param shared  whether the very same list comes again
   * @returns their numbers
   */
  hold(record: number, terms: readonly string[], shared?: boolean): readonly number[];
  /**
   * Notes that a record holds a plain word and its trigrams, which are told apart as numbers.
   * @returns the number of the word
   */
  holdWord(record: number, word: string): number;
  /** Notes that a record holds the runs of four of these digits. */
  holdDigits(record: number, digits: string): void;
  terms: readonly string[];
  /** The hashes of a term. The object is the same at every call. */
  hashesOf(term: number): Hashes;
  /** How many holdings were noted. */
  size(): number;
  /** The numbers of the holders of each term, in order; good until these holders are emptied. */
  grouped(): Groups;
  /** Makes room for other records: arrays once made are used again, which spares the collector. */
  empty(): void;
}

/** Those of term 0 first; those of each stand from `starts[term]` to before `starts[term + 1]`. The arrays may be longer. */
export interface Groups {
  starts: Int32Array;
  holders: Int32Array;
}

const firstRoom = 4_096;
const fullest = 0.5;
const zero = '0'.charCodeAt(0);

/** Plain letters by their character code, counted from 0; -1 for all others. */
const letterOf = new Int8Array(128).fill(-1);
for (const [number, letter] of Array.from(plainLetters).entries()) letterOf[letter.charCodeAt(0)] = number;
const base = plainLetters.length;
const gramCount = base ** gramLength;
const runCount = 10 ** digitGramLength;

const letterAt = (text: string, place: number): number => letterOf[text.charCodeAt(place)] ?? -1;

export function createHolders(): Holders {
  const terms: string[] = [];
  const known = createTermTable(terms);
  /** The numbers of terms that are a trigram of plain letters, or four digits, counted from 1: nought is none. */
  const gramNumbers = new Int32Array(gramCount);
  const runNumbers = new Int32Array(runCount);
  const lists = new Map<readonly string[], readonly number[]>();
  /** By term: the last record that holds it, counted from 1, and how many do. */
  let last = new Int32Array(firstRoom);
  let counts = new Int32Array(firstRoom);
  /** Every holding in the order it was noted: which term, which record. */
  let heldTerm = new Int32Array(firstRoom);
  let holder = new Int32Array(firstRoom);
  let size = 0;
  const groups: Groups = { starts: new Int32Array(firstRoom), holders: new Int32Array(firstRoom) };

  const gramOf = (gram: number): number => {
    const number = gramNumbers[gram]!;
    if (number > 0) return number - 1;
    const added = known.numberOf('', plainGram(gram));
    gramNumbers[gram] = added + 1;
    return added;
  };
  const runOf = (run: number): number => {
    const number = runNumbers[run]!;
    if (number > 0) return number - 1;
    const added = known.numberOf('', digitGram(run));
    runNumbers[run] = added + 1;
    return added;
  };
  const note = (record: number, term: number): void => {
    if (term >= last.length) {
      last = doubled(last);
      counts = doubled(counts);
    }
    if (last[term] === record + 1) return;
    last[term] = record + 1;
    counts[term]! += 1;
    if (size === holder.length) {
      heldTerm = doubled(heldTerm);
      holder = doubled(holder);
    }
    heldTerm[size] = term;
    holder[size++] = record;
  };

  return {
    terms,
    hashesOf: known.hashesOf,
    size: () => size,
    hold(record, list, shared = false) {
      let numbers = lists.get(list);
      if (numbers === undefined) {
        numbers = list.map((term) => known.numberOf('', term));
        if (shared) lists.set(list, numbers);
      }
      for (const term of numbers) note(record, term);
      return numbers;
    },
    holdWord(record, word) {
      const number = known.numberOf(prefix.word, word);
      note(record, number);
      let gram = 0;
      for (let place = 0; place < word.length; place++) {
        gram = (gram * base + letterAt(word, place)) % gramCount;
        note(record, gramOf(gram));
      }
      note(record, gramOf((gram * base) % gramCount));
      return number;
    },
    holdDigits(record, digits) {
      let run = 0;
      for (let place = 0; place < digits.length; place++) {
        run = (run * 10 + digits.charCodeAt(place) - zero) % runCount;
        if (place >= digitGramLength - 1) note(record, runOf(run));
      }
    },
    grouped() {
      if (groups.starts.length <= terms.length) groups.starts = new Int32Array(2 * terms.length);
      if (groups.holders.length < size) groups.holders = new Int32Array(holder.length);
      const { starts, holders } = groups;
      for (let term = 0, end = 0; term < terms.length; term++) starts[term] = end += counts[term]!;
      starts[terms.length] = size;
      for (let index = size - 1; index >= 0; index--) holders[--starts[heldTerm[index]!]!] = holder[index]!;
      return groups;
    },
    empty() {
      terms.length = 0;
      known.empty();
      lists.clear();
      for (const numbers of [gramNumbers, runNumbers, last, counts]) numbers.fill(0);
      size = 0;
    },
  };
}

/** Numbers terms from 0 and keeps their hashes: a hash table in a few arrays, which spares the collector. */
function createTermTable(terms: string[]) {
  let slots = new Int32Array(4 * firstRoom);
  let firsts = new Uint32Array(firstRoom);
  let seconds = new Uint32Array(firstRoom);
  const hashes: Hashes = { first: 0, second: 0 };

  /** The free slot for a term with these hashes, or that of the term itself. */
  const slotOf = (first: number, second: number, start: string, rest: string): number => {
    let slot = first & (slots.length - 1);
    for (;;) {
      const term = slots[slot]! - 1;
      if (term < 0) return slot;
      if (firsts[term] === first && seconds[term] === second && isBoth(terms[term]!, start, rest))
        return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
  };
  const grow = (): void => {
    slots = new Int32Array(2 * slots.length);
    for (let term = 0; term < terms.length; term++) {
      let slot = firsts[term]! & (slots.length - 1);
      while (slots[slot]! > 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = term + 1;
    }
  };

  return {
    /** The number of a term given in two parts. */
    numberOf(start: string, rest: string): number {
      const { first, second } = hashInto(hashes, start, rest);
      const slot = slotOf(first, second, start, rest);
      if (slots[slot]! > 0) return slots[slot]! - 1;
      const number = terms.push(start + rest) - 1;
      if (number >= firsts.length) {
        firsts = doubled(firsts);
        seconds = doubled(seconds);
      }
      firsts[number] = first;
      seconds[number] = second;
      slots[slot] = number + 1;
      if (terms.length > fullest * slots.length) grow();
      return number;
    },
    empty: () => slots.fill(0),
    hashesOf(term: number): Hashes {
      hashes.first = firsts[term]!;
      hashes.second = seconds[term]!;
      return hashes;
    },
  };
}

const isBoth = (term: string, start: string, rest: string): boolean =>
  start === ''
    ? term === rest
    : term.length === start.length + rest.length && term.startsWith(start) && term.endsWith(rest);

function doubled<Numbers extends Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(from: Numbers): Numbers {
  const larger = new (from.constructor as new (length: number) => Numbers)(2 * from.length);
  larger.set(from);
  return larger;
}
