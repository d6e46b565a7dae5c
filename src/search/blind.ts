import type { Sealer } from '../../db/index.ts';
import { digitsOf } from './fold.ts';
import { type IndexedText, prefix, wholeEmail } from './terms.ts';

// In an encrypted database e-mails and phones are filed under keyed hashes: they are found whole, not in part.

/** So many digits tell a number without its country. */
const shortestNational = 10;

/** The endings of a number that are a number too. */
const endsOf = (digits: string): string[] =>
  Array.from({ length: Math.max(0, digits.length - shortestNational) }, (_, at) => digits.slice(at + 1));

/** A record's texts as they are filed: e-mails and phones by their hashes alone. */
export const blinded = (sealer: Sealer, texts: readonly IndexedText[]): IndexedText[] =>
  texts.flatMap(({ text, as }): IndexedText[] => {
    if (as !== 'email' && as !== 'phone') return [{ text, as }];
    return namesOf(sealer, text, as).map(([hash]) => ({ text: hash!, as: 'blind' }));
  });

/** The hashes of each way a text is filed, those by the current key first. */
function namesOf(sealer: Sealer, text: string, as: 'email' | 'phone'): string[][] {
  if (as === 'email') return [sealer.blind('email', wholeEmail(text))];
  const digits = digitsOf(text);
  if (digits === '') return [];
  return [sealer.blind('phone', digits), ...endsOf(digits).map((end) => sealer.blind('phone end', end))];
}

/** The terms of exactly this e-mail or number, by every key. */
export const blindNames = (sealer: Sealer, text: string, as: 'email' | 'phone'): string[] =>
  (namesOf(sealer, text, as)[0] ?? []).map(asTerm);

/** The terms a record may be filed under that somebody means by this, its country given or not. */
export function blindTerms(sealer: Sealer, text: string): string[] {
  const emails = text.includes('@') ? sealer.blind('email', wholeEmail(text)) : [];
  const digits = digitsOf(text);
  const phones =
    digits.length < shortestWhole
      ? []
      : [
          ...sealer.blind('phone', digits),
          ...(digits.length < shortestNational ? [] : sealer.blind('phone end', digits)),
          ...endsOf(digits).flatMap((end) => sealer.blind('phone', end)),
        ];
  return [...emails, ...phones].map(asTerm);
}

const shortestWhole = 4;
const asTerm = (hash: string): string => prefix.blind + hash;
