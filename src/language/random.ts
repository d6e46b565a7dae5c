/**
 * Numbers from 0 up to, not including, 1: the same for the same seed.
 *
 * @see "mulberry32" (T. Ettinger, public domain)
 */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Puts values into another order in place, every order as likely (Fisher & Yates). */
export function shuffle<Value>(
  values: { [place: number]: Value; readonly length: number },
  random: () => number,
): void {
  for (let place = values.length - 1; place > 0; place--) {
    const other = Math.floor(random() * (place + 1));
    const value = values[place]!;
    values[place] = values[other]!;
    values[other] = value;
  }
}
