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
      const shown = few.map((values) => ({
        kind,
        id: values.id,
        name: labelOf(values),
        match: 'exact' as const,
        values,
      }));
      if (shown.length > 0) found.set(name, [...(found.get(name) ?? []), ...shown]);
    }
  }
  return found;
}
