/** Terms one of which a record must be filed under, and about how many records stand under them. */
export interface Slot {
  terms: readonly string[];
  count: number;
}

/** Asks for the records that hold a term of every slot. */
export interface Conjunction {
  /** Slots whose records are read and put together; at least one. */
  read: readonly (readonly string[])[];
  /** Slots that each record so found is looked up under, as far more records stand there. */
  checked: readonly (readonly string[])[];
  /** Whether who meets it holds every word of the query, not only the beginnings. */
  whole: boolean;
}

/** How many records can be read while one is looked up; measured on both engines. */
const readWhileChecked = 20;
/** What share of its records a slot is expected to leave at least, its terms often standing together with others. */
const expectedLeft = 0.5;

/**
 * The quickest way to the records that hold a term of every slot: the rarest slots are read, and a slot that
 * far more records stand under, such as the domain of everybody's address, is looked up record by record.
 * Nothing where there is no slot, or no record under one of them.
 */
export function conjunction(slots: readonly Slot[], { whole }: { whole: boolean }): Conjunction[] {
  const distinct = new Map(slots.map((slot) => [slot.terms.join(' '), slot]));
  const [rarest, ...others] = [...distinct.values()].sort((one, other) => one.count - other.count);
  if (!rarest || rarest.count === 0) return [];
  const read = [rarest];
  for (const slot of others) {
    const expected = rarest.count * expectedLeft ** (read.length - 1);
    if (slot.count > readWhileChecked * expected) break;
    read.push(slot);
  }
  const termsOf = (some: readonly Slot[]) => some.map(({ terms }) => terms);
  return [{ read: termsOf(read), checked: termsOf(others.slice(read.length - 1)), whole }];
}
