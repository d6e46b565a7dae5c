import { type ChangeItem, type RecordKind, recordTables } from '../../db/index.ts';
import { changedFields, operationOf } from './change-log.ts';
import { isId } from './ids.ts';
import { rowsById } from './record-rows.ts';
import { labelOf } from './record-store.ts';
import type { Scope } from './scope.ts';

/** What happens to a record, as a person is shown it before approving. */
export interface PreviewedRecord {
  kind: string;
  id: string;
  label: string;
  operation: 'create' | 'update' | 'delete' | 'restore';
  fields: PreviewedField[];
}

/** A field that would change; `names` holds what records are called whose ids are among its values. */
export interface PreviewedField {
  field: string;
  before: unknown;
  after: unknown;
  names?: Readonly<Record<string, string>>;
}

/**
 * What a person is shown before approving: each record and the fields that would change, other records by their
 * names. Customers are told no names: they see nobody but themselves.
 */
export async function previewOf(scope: Scope, items: readonly ChangeItem[]): Promise<PreviewedRecord[]> {
  const records = items.map((item): PreviewedRecord => {
    const operation = operationOf(item);
    const fields = operation === 'update' ? changedFields(item) : [];
    return { kind: item.kind, id: item.id, label: item.label, operation, fields };
  });
  const values =
    scope.actor.role === 'customer' ? [] : records.flatMap(({ fields }) => fields.flatMap(idsIn));
  const names = new Map([
    ...(await labelsOf(scope, values)),
    ...records.map(({ id, label }) => [id, label] as const),
  ]);
  return records.map((record) => ({
    ...record,
    fields: record.fields.map((field) => {
      const known = idsIn(field).flatMap((id) => (names.has(id) ? [[id, names.get(id)!] as const] : []));
      return known.length === 0 ? field : { ...field, names: Object.fromEntries(known) };
    }),
  }));
}

const kinds = Object.keys(recordTables) as RecordKind[];

/** The ids of records among the values of a field that points to some: what people write elsewhere is text, not an id. */
const idsIn = ({ field, before, after }: PreviewedField): string[] =>
  (/Ids?$/.test(field) ? [before, after].flat() : [])
    .filter((value) => typeof value === 'string')
    .filter((value) => kinds.some((kind) => isId(kind, value)));

/** What records are called, by id; those that are not there are left out. */
async function labelsOf({ tx, workspace }: Scope, ids: readonly string[]): Promise<Map<string, string>> {
  const labels = new Map<string, string>();
  for (const kind of kinds) {
    const ofKind = ids.filter((id) => isId(kind, id));
    for (const [id, row] of await rowsById(tx, workspace.id, kind, ofKind)) labels.set(id, labelOf(row));
  }
  return labels;
}
