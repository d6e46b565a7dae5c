import type { SlotState } from '../../src/language/slots/index.ts';
import type { GoldState } from './dialogues.ts';

/** Slots of which a state holds another value than any the gold state allows, or one where the other holds none. */
export function wrongSlots(state: SlotState, gold: GoldState): string[] {
  const slots = new Set([...Object.keys(state), ...Object.keys(gold)]);
  return [...slots].filter((slot) => {
    const value = state[slot];
    return value === undefined || !(gold[slot] ?? []).some((spelling) => fold(spelling) === fold(value));
  });
}

/** Whether two lists hold the same slots, in whatever order and however often. */
export const sameSlots = (one: readonly string[], other: readonly string[]): boolean =>
  new Set(one).symmetricDifference(new Set(other)).size === 0;

const fold = (value: string): string => value.normalize('NFKC').toLowerCase().trim();
