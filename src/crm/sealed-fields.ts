import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { sealedFieldsOf, sealing } from '../../db/index.ts';
import { createSearch } from '../search/index.ts';
import { RapportError, type Scope } from '../trust/index.ts';
import type { Field, ObjectKind } from './fields.ts';

/** Whether a field's values are encrypted, so that the database cannot compare them. */
export const isSealedField = (kind: ObjectKind, field: Field): boolean =>
  !field.custom && sealing() !== undefined && sealedFieldsOf(kind).some(([name]) => name === field.column);

/** The records whose e-mails or phones are one of these, as a condition on their ids. */
export async function holdsWhole(
  { tx, workspace }: Scope,
  kind: ObjectKind,
  field: Field,
  id: AnyPgColumn,
  values: readonly string[],
): Promise<SQL> {
  const as = field.column === 'emails' ? 'email' : 'phone';
  const found = await createSearch({ tx, workspaceId: workspace.id }).named(kind, values, as);
  const ids = [...found.values()].flat();
  return sql`${id} = any(array(select json_array_elements_text(cast(${JSON.stringify(ids)}::text as json))))`;
}

/** @throws RapportError invalid_input */
export function refuseSealed(kind: ObjectKind, field: Field): void {
  if (isSealedField(kind, field)) throw sealedError(field);
}

export const sealedError = ({ name }: Field): RapportError =>
  new RapportError(
    'invalid_input',
    `${name} is encrypted here: it is found whole, not in part or in order.`,
    {
      hint: `Give the whole value (${name} = …), or is empty.`,
    },
  );

/** What to tell where a part of an e-mail or a phone finds nobody; undefined where it was no part of one. */
export const partNote = (query: string): string | undefined =>
  sealing() && (query.includes('@') || /^[\d\s()+./-]{3,}$/.test(query.normalize('NFKC')))
    ? 'E-mails and phones are encrypted here: they are found whole, not in part.'
    : undefined;
