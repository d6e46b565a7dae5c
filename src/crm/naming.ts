import type { Search } from '../search/index.ts';
import { labelOf } from '../trust/index.ts';
import type { ObjectKind } from './fields.ts';
import type { Listing } from './listing.ts';
import type { ShownRecord } from './render.ts';

/** A record a text may mean. */
export interface FoundRecord {
  kind: ObjectKind;
  id: string;
  name: string;
  match: 'exact' | 'strong' | 'weak';
  values: ShownRecord;
}

const mostOfOneName = 20;
const mostBelongings = 20;

/** The records of some kinds that have exactly one of these names, by the name; at most 20 of a kind and name. */
export async function named(
  search: Pick<Search, 'called'>,
  listing: Pick<Listing, 'several'>,
  kinds: readonly ObjectKind[],
  names: readonly string[],
): Promise<Map<string, FoundRecord[]>> {
  const called = await search.called(kinds, names);
  const found = new Map<string, FoundRecord[]>();
  for (const kind of kinds) {
    const ofKind = called.filter((one) => one.kind === kind);
    const records = await listing.several(kind, [...new Set(ofKind.map(({ id }) => id))]);
    for (const [name, all] of Map.groupBy(ofKind, (one) => one.name)) {
      const standing = all.flatMap(({ id }) => records.get(id) ?? []);
      const few = standing.toSorted((one, other) => (one.id < other.id ? -1 : 1)).slice(0, mostOfOneName);
      const shown = few.map((values) => asFound(kind, values));
      if (shown.length > 0) found.set(name, [...(found.get(name) ?? []), ...shown]);
    }
  }
  return found;
}

/** The records of a kind that belong to a contact or company by the field of that name; at most 20. */
export async function belongings(
  listing: Pick<Listing, 'page'>,
  kind: ObjectKind,
  owner: { kind: 'contact' | 'company'; id: string },
): Promise<FoundRecord[]> {
  const filter = `${owner.kind} = '${owner.id}'`;
  const { items } = await listing.page(kind, { filter, limit: mostBelongings, detail: 'full' });
  return items.map((values) => asFound(kind, values));
}

const asFound = (kind: ObjectKind, values: ShownRecord): FoundRecord => ({
  kind,
  id: values.id,
  name: labelOf(values),
  match: 'exact',
  values,
});
