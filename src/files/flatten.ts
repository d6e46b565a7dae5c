/** A JSON record laid out as a row: nested objects as `address.city`, lists of records apart. */
export interface FlatRecord {
  cells: Map<string, string>;
  nested: Record<string, Record<string, unknown>[]>;
}

const deepest = 8;

/**
 * Lays a record out. A list of texts becomes one cell, its parts separated by `; `; so does a list of
 * `{ value }` objects. A list of records, and an object from id to record, is nested.
 */
export function flatten(record: Readonly<Record<string, unknown>>): FlatRecord {
  const flat: FlatRecord = { cells: new Map(), nested: {} };
  place(flat, record, '', 0);
  return flat;
}

function place(
  flat: FlatRecord,
  record: Readonly<Record<string, unknown>>,
  prefix: string,
  depth: number,
): void {
  for (const [key, value] of Object.entries(record)) {
    const name = prefix + key;
    const list = recordsIn(value);
    if (list?.every((item) => 'value' in item && !isObject(item.value)))
      flat.cells.set(
        name,
        list
          .map((item) => textOf(item.value))
          .filter(Boolean)
          .join('; '),
      );
    else if (list) flat.nested[name] = list;
    else if (Array.isArray(value) && value.length === 0) continue;
    else if (Array.isArray(value)) flat.cells.set(name, value.map(textOf).filter(Boolean).join('; '));
    else if (isObject(value) && depth < deepest) place(flat, value, `${name}.`, depth + 1);
    else flat.cells.set(name, textOf(value));
  }
}

/** The records of a list of objects, or of an object whose every value is an object with fields of its own. */
function recordsIn(value: unknown): Record<string, unknown>[] | null {
  if (Array.isArray(value)) return value.length > 0 && value.every(isObject) ? value : null;
  if (!isObject(value)) return null;
  const entries = Object.entries(value);
  if (entries.length === 0 || !entries.every(([, item]) => isObject(item))) return null;
  return entries.map(([_key, item]) => ({ ...(item as Record<string, unknown>), _key }));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as text; what holds more is shown as JSON. */
export const textOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
