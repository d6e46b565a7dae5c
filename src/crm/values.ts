import { quoted, RapportError } from '../trust/index.ts';
import type { Catalogue } from './catalogue.ts';
import { type Field, fieldNamed, type ObjectKind, picklistValue } from './fields.ts';
import { toMinor } from './money.ts';
import type { References } from './references.ts';
import { isRealDate } from './relative-dates.ts';

/** Values to write, as a caller names them. */
export interface GivenValues {
  fields: Readonly<Record<string, unknown>>;
  /** Fields to empty. */
  clear?: readonly string[] | undefined;
}

/** Values checked and turned into columns. */
export interface PreparedValues {
  columns: Record<string, unknown>;
  custom: Record<string, unknown>;
  warnings: string[];
}

/**
 * Checks each value against its field and finds the records it names.
 * @param currency  what money without a currency is in
 * @throws RapportError invalid_input, not_found or ambiguous, each with what was probably meant
 */
export async function prepareValues(
  catalogue: Catalogue,
  references: References,
  kind: ObjectKind,
  given: GivenValues,
  currency: string,
): Promise<PreparedValues> {
  const fields = await catalogue.fields(kind);
  const prepared: PreparedValues = { columns: {}, custom: {}, warnings: [] };
  const put = (field: Field, value: unknown) => {
    if (field.readOnly) throw new RapportError('invalid_input', `${field.name} cannot be set.`);
    if (field.custom) prepared.custom[field.column] = value;
    else prepared.columns[field.column] = value;
  };
  for (const [name, value] of Object.entries(given.fields)) {
    if (value === undefined) continue;
    const field = fieldNamed(kind, fields, name);
    const isReference = field.type === 'reference';
    put(
      field,
      isReference
        ? (await references.forWrite(field.target!, String(value))).id
        : checkedValue(field, value, currency, prepared.warnings),
    );
  }
  for (const name of given.clear ?? []) {
    const field = fieldNamed(kind, fields, name);
    if (field.name === 'name' || field.name === 'title')
      throw new RapportError('invalid_input', `${field.name} cannot be empty.`);
    put(field, field.type === 'texts' ? [] : field.type === 'boolean' ? false : null);
  }
  return prepared;
}

/**
 * A value as its column holds it; not for references.
 * @throws RapportError invalid_input with what was probably meant
 */
export function checkedValue(field: Field, value: unknown, currency: string, warnings: string[]): unknown {
  const text = String(value);
  switch (field.type) {
    case 'picklist':
      return picklistValue(field, text);
    case 'money':
      return toMinor(text, currency);
    case 'date':
      if (!isRealDate(text))
        throw new RapportError('invalid_input', `${field.name}: there is no day ${quoted(text)}.`, {
          hint: 'Write it as 2026-03-05.',
        });
      return text;
    case 'moment': {
      const moment = new Date(text);
      if (Number.isNaN(moment.getTime()) || !isRealDate(text.slice(0, 10)))
        throw new RapportError('invalid_input', `${field.name}: ${quoted(text)} is no moment.`, {
          hint: 'Write it as 2026-03-05T09:00:00Z.',
        });
      return moment;
    }
    case 'number': {
      const number = Number(value);
      if (text.trim() === '' || !Number.isInteger(number) || Math.abs(number) > 2_147_483_647)
        throw new RapportError(
          'invalid_input',
          `${field.name}: ${quoted(text)} is no whole number in range.`,
        );
      return number;
    }
    case 'boolean':
      if (typeof value !== 'boolean')
        throw new RapportError('invalid_input', `${field.name} is true or false.`);
      return value;
    case 'texts':
      return (Array.isArray(value) ? value : [value]).map((item) =>
        checkedAddress(field, String(item).trim(), warnings),
      );
    case 'reference':
    case 'text':
      if (typeof value !== 'string' && typeof value !== 'number')
        throw new RapportError('invalid_input', `${field.name} is a text.`);
      if (text.length > 10_000)
        throw new RapportError('invalid_input', `${field.name}: at most 10,000 characters.`);
      return text;
  }
}

function checkedAddress(field: Field, text: string, warnings: string[]): string {
  if (field.name === 'emails') {
    if (!/^[^\s@]{1,64}@[^\s@]{1,255}$/.test(text))
      throw new RapportError('invalid_input', `${quoted(text)} is no e-mail address.`, {
        hint: 'Write it as name@example.com.',
      });
    if (!/@.+\..+/.test(text)) warnings.push(`The domain of ${text} has no ending such as .com.`);
  }
  if (field.name === 'phones' && !/\d\D*\d\D*\d/.test(text))
    throw new RapportError('invalid_input', `${quoted(text)} is no phone number.`, {
      hint: 'Write it with its digits, such as +1 415 555 0100.',
    });
  return text;
}
