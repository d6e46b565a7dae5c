import type { RecordRow } from '../../db/index.ts';
import type { Scope } from '../trust/index.ts';
import type { Field, ObjectKind } from './fields.ts';
import { toMajor } from './money.ts';
import type { References } from './references.ts';
import { localMoment } from './zone.ts';

/** A record as a tool shows it: public field names, references by name, money formatted, empties left out. */
export type ShownRecord = { id: string; version?: number } & Record<string, unknown>;

const longest = { summary: 160, full: 2_000 };

/** Rows as records to be shown; `summary` keeps to the fields lists need. */
export async function render(
  scope: Scope,
  references: References,
  fields: readonly Field[],
  rows: readonly RecordRow<ObjectKind>[],
  detail: 'summary' | 'full',
): Promise<ShownRecord[]> {
  const shown = fields.filter((field) => detail === 'full' || field.summary);
  const labels = new Map<string, Map<string, string>>();
  for (const field of shown) {
    if (field.type !== 'reference') continue;
    const ids = rows.map((row) => fieldValue(row, field) as string | null);
    labels.set(field.name, await references.labels(field.target!, ids));
  }
  return rows.map((row) => {
    const record: ShownRecord = { id: row.id };
    for (const field of shown) {
      const value = fieldValue(row, field);
      if (
        value === null ||
        value === undefined ||
        value === '' ||
        (Array.isArray(value) && value.length === 0) ||
        value === false
      )
        continue;
      record[field.name] = shownValue(scope, field, value, row, labels.get(field.name), longest[detail]);
    }
    if ('untrusted' in row && row.untrusted) record.untrusted = true;
    if (detail === 'full') record.version = row.version;
    return record;
  });
}

function fieldValue(row: RecordRow<ObjectKind>, field: Field): unknown {
  const values = row as unknown as Record<string, unknown>;
  return field.custom ? (values.custom as Record<string, unknown>)[field.column] : values[field.column];
}

/** One value as people read it. */
export function shownValue(
  scope: Scope,
  field: Field,
  value: unknown,
  row: RecordRow<ObjectKind>,
  labels: Map<string, string> | undefined,
  most: number,
): unknown {
  if (field.type === 'reference') return labels?.get(value as string) ?? value;
  if (field.type === 'money') {
    const currency = 'currency' in row ? row.currency : scope.workspace.currency;
    return `${toMajor(value as number, currency)} ${currency}`;
  }
  if (value instanceof Date) return localMoment(scope.workspace.timeZone, value);
  if (typeof value === 'string' && value.length > most) return `${value.slice(0, most - 1)}…`;
  return value;
}
