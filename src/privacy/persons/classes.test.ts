import { getTableColumns, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import * as schema from '../../../db/index.ts';
import { tableClasses } from './classes.ts';

const tables = Object.entries(schema).flatMap(([name, value]) =>
  is(value, PgTable) ? [{ name, table: value }] : [],
);
const classes = new Map(Object.entries(tableClasses));

/** Why a table is not as its classification says; nothing where it is. */
function faultsOf({ name, table }: (typeof tables)[number], classified = classes): string[] {
  const known = classified.get(name);
  if (!known) return [`${name} has no class: erasing and exporting a person would forget it`];
  const columns = Object.keys(getTableColumns(table));
  return [
    ...columns
      .filter((column) => !Object.hasOwn(known.columns, column))
      .map((column) => `${name}.${column} has no class: say in classes.ts whose data it holds`),
    ...known.belongs
      .filter(({ column }) => !columns.includes(column))
      .map(({ column }) => `${name}.${column} is to tell whose a row is, and is no column`),
  ];
}

describe('whose data every column holds', () => {
  test('is said of all', () => expect(tables.flatMap((table) => faultsOf(table))).toEqual([]));

  test('and a new table or column without a class is told', () => {
    const [first] = tables;
    expect(faultsOf(first!, new Map())).toHaveLength(1);
    const { columns, ...rest } = classes.get('contacts')!;
    const { notes, ...others } = columns;
    const contacts = tables.find(({ name }) => name === 'contacts')!;
    expect(faultsOf(contacts, new Map([['contacts', { ...rest, columns: others }]]))).toHaveLength(1);
  });

  test('a row that names a contact is somebody’s, and what is removed or blanked belongs to somebody', () => {
    for (const { name, table } of tables) {
      const { erasing, belongs } = classes.get(name)!;
      if ('contactId' in getTableColumns(table)) expect([name, belongs.length > 0]).toEqual([name, true]);
      if (erasing === 'remove' || erasing === 'blank') expect([name, belongs]).not.toEqual([name, []]);
    }
    const order = [...classes.keys()];
    for (const [name, { belongs }] of classes)
      for (const { of } of belongs)
        if (of !== 'contact') expect(order.indexOf(of)).toBeLessThan(order.indexOf(name));
  });
});
