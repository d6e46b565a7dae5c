import { filterLinks, withoutLinks as freed, type LinkFilter } from '../trust/index.ts';

/** Writes what a model says: without hidden characters, and without links that no person here wrote. */
export type LinkGuard = LinkFilter;

/**
 * Guards a text as it streams in. However it is cut into pieces, what comes out is the same.
 *
 * @param own  all that the person wrote, in lower case
 */
export const guardLinks = (own: string): LinkGuard => filterLinks(knownIn(own));

/** The same for a whole text. */
export const withoutLinks = (text: string, own: string): string => freed(text, knownIn(own));

const knownIn =
  (own: string) =>
  (address: string): boolean =>
    own.includes(address.toLowerCase());
