import { RapportError } from './errors.ts';

/** A cursor of ours from the values by which the last item shown is found again. */
export const writeCursor = (place: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/**
 * The values a cursor was written from, where they are what the list writes.
 * @throws RapportError invalid_input for any other text
 */
export function readCursor<Place extends readonly unknown[]>(
  cursor: string,
  isPlace: (values: readonly unknown[]) => values is Place,
): Place {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(values) && isPlace(values)) return values;
  } catch {
    // Not even JSON: told below.
  }
  throw strangeCursor();
}

export const strangeCursor = (): RapportError =>
  new RapportError('invalid_input', 'This cursor is none of ours.', {
    hint: 'Use nextCursor of the page before, unchanged.',
  });
