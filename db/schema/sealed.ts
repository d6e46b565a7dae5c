import { customType } from 'drizzle-orm/pg-core';
import { sealing } from '../sealing/context.ts';
import { type JsonShape, openedImages, openedValue, sealedImages, sealedValue } from '../sealing/fields.ts';

// Columns that are stored as they are, and encrypted where the database has a key. Each is bound to its place:
// what it holds opens in no other column and in no other workspace.

/** A text. @param place  such as `company.phone` */
export const sealedText = (name: string, place: string) =>
  customType<{ data: string; driverData: string }>({
    dataType: () => 'text',
    toDriver: (value) => sealedValue('text', value, place) as string,
    fromDriver: (stored) => openedValue('text', stored, place) as string,
  })(name);

/** JSON, sealed as its shape says. */
export const sealedJsonb = <Value>(name: string, shape: JsonShape | 'address', place: string) =>
  customType<{ data: Value; driverData: unknown }>({
    dataType: () => 'jsonb',
    toDriver: (value) => JSON.stringify(sealedValue(shape, value, place)),
    fromDriver(stored) {
      const value = openedValue(shape, stored, place);
      return (value === stored ? fromJson(stored) : value) as Value;
    },
  })(name);

/** Images of records, of which the sealed fields are sealed. */
export const sealedItems = <Item extends Parameters<typeof sealedImages>[0][number]>(
  name: string,
  type: 'json' | 'jsonb',
) =>
  customType<{ data: Item[]; driverData: unknown }>({
    dataType: () => type,
    toDriver: (items) => JSON.stringify(sealedImages(items)),
    fromDriver: (stored) => openedImages(fromJson(stored) as Item[]),
  })(name);

/** Bytes as they are. */
export const sealedBytes = (name: string, place: string) =>
  customType<{ data: Buffer; driverData: Buffer }>({
    dataType: () => 'bytea',
    toDriver: (bytes) => sealing()?.sealBytes(place, bytes) ?? bytes,
    fromDriver: (stored) => sealing()?.openBytes(place, stored) ?? stored,
  })(name);

/** As the column type for JSON reads what the driver may have read already. */
function fromJson(stored: unknown): unknown {
  if (typeof stored !== 'string') return stored;
  try {
    return JSON.parse(stored);
  } catch {
    return stored;
  }
}
