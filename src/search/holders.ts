/** Collects which of many records hold which terms; records are numbered from 0 and come in order. */
export interface Holders {
  /** Notes that a record holds these terms. @param shared  whether the very same list comes again */
  hold(record: number, terms: readonly string[], shared?: boolean): void;
  terms: readonly string[];
  /** For each term the names of its holders, in order, with blanks between. */
  named(names: readonly string[]): (term: number) => string;
}

const firstRoom = 4_096;

export function createHolders(): Holders {
  const numbers = new Map<string, number>();
  const terms: string[] = [];
  const lists = new Map<readonly string[], readonly number[]>();
  /** By term: the last record that holds it, counted from 1, and how many do. */
  let last = new Int32Array(firstRoom);
  let counts = new Int32Array(firstRoom);
  /** Every holding in the order it was noted: which term, which record. */
  let heldTerm = new Int32Array(firstRoom);
  let holder = new Int32Array(firstRoom);
  let size = 0;

  const numberOf = (term: string): number => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    const number = terms.length;
    numbers.set(term, number);
    terms.push(term);
    if (number === last.length) {
      last = doubled(last);
      counts = doubled(counts);
    }
    return number;
  };
  const note = (record: number, term: number): void => {
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
    hold(record, list, shared = false) {
      if (!shared) {
        for (const term of list) note(record, numberOf(term));
        return;
      }
      let known = lists.get(list);
      if (known === undefined) {
        known = list.map(numberOf);
        lists.set(list, known);
      }
      for (const term of known) note(record, term);
    },
    named(names) {
      const ends = new Int32Array(terms.length);
      for (let term = 0, end = 0; term < terms.length; term++) ends[term] = end += counts[term]!;
      const places = ends.slice();
      const grouped = new Int32Array(size);
      for (let index = size - 1; index >= 0; index--) grouped[--places[heldTerm[index]!]!] = holder[index]!;
      return (term) => {
        let text = names[grouped[places[term]!]!]!;
        for (let index = places[term]! + 1; index < ends[term]!; index++)
          text += ` ${names[grouped[index]!]}`;
        return text;
      };
    },
  };
}

function doubled(from: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * from.length);
  larger.set(from);
  return larger;
}
