import { filterLinks, withoutLinks as freed, type LinkFilter, leadsToOneOf } from '../trust/index.ts';

/** Writes what a model says: without hidden characters, and without links that no person here wrote. */
export type LinkGuard = LinkFilter;

/**
 * Guards a text as it streams in. However it is cut into pieces, what comes out is the same.
 *
 * @param own    all that the person wrote, in lower case
 * @param hosts  hosts that the workspace allows links to
 */
export const guardLinks = (own: string, hosts: readonly string[] = []): LinkGuard =>
  filterLinks(knownIn(own, hosts));

/** The same for a whole text. */
export const withoutLinks = (text: string, own: string, hosts: readonly string[] = []): string =>
  freed(text, knownIn(own, hosts));

function knownIn(own: string, hosts: readonly string[]): (address: string) => boolean {
  const isAllowed = leadsToOneOf(hosts);
  return (address) => own.includes(address.toLowerCase()) || isAllowed(address);
}
