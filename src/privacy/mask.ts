import { createHmac, randomBytes } from 'node:crypto';
import { findPersonalData, type PersonalKind } from './find.ts';
import type { NameFinder } from './names.ts';

/** Puts signs in the place of personal data, and personal data back in the place of signs. */
export interface Masking {
  /** A text whose personal data are signs such as `<PHONE_1_9f3c2a>`, the same sign for the same datum. */
  mask(text: string): string;
  /**
   * A text with the data back where their signs stand; signs of other makings stay as they are.
   * @param write  how a datum is written there; as it is by default
   */
  unmask(text: string, write?: (datum: string) => string): string;
  /** How many different data have been masked. */
  readonly size: number;
}

const signLength = 6;

/**
 * Masks personal data, reversibly, for one conversation with a model: `unmask(mask(text))` is the text. What
 * already looks like a sign of this making is masked like a datum, so that nobody can ask for another's.
 *
 * @param findNames  finds the names of people the workspace knows
 * @param key  what the signs of this making are told apart by; random by default
 */
export function createMasking(findNames?: NameFinder, key: Uint8Array = randomBytes(32)): Masking {
  const making = createHmac('sha256', key).update('signs').digest('hex').slice(0, signLength);
  const sign = new RegExp(`<[A-Z_]+_\\d+_${making}>`, 'g');
  const signs = new Map<string, string>();
  const data = new Map<string, string>();
  const counts = new Map<string, number>();

  const signOf = (kind: PersonalKind | 'text', written: string): string => {
    const known = signs.get(written);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const made = `<${kind.toUpperCase()}_${count}_${making}>`;
    signs.set(written, made);
    data.set(made, written);
    return made;
  };

  const maskPlain = (text: string): string => {
    let masked = '';
    let place = 0;
    for (const { kind, start, end, text: written } of findPersonalData(text, findNames)) {
      masked += text.slice(place, start) + signOf(kind, written);
      place = end;
    }
    return masked + text.slice(place);
  };

  return {
    mask: (text) => {
      let masked = '';
      let place = 0;
      for (const { 0: written, index } of text.matchAll(sign)) {
        masked += maskPlain(text.slice(place, index)) + signOf('text', written);
        place = index + written.length;
      }
      return masked + maskPlain(text.slice(place));
    },
    unmask: (text, write = (datum) => datum) =>
      text.replace(sign, (written) => {
        const datum = data.get(written);
        return datum === undefined ? written : write(datum);
      }),
    get size() {
      return data.size;
    },
  };
}
