import { checkedValue, type Field, momentAt, requiredField } from '../../crm/index.ts';
import { kindName, RapportError } from '../../trust/index.ts';
import type { ImportKind, ImportProblem, MappedChildren, MappedRow } from '../contract.ts';
import { distinct } from '../mapping/cells.ts';
import { termsByLevel } from './levels.ts';

/** What an import needs to know before its first row. */
export interface Ground {
  kind: ImportKind;
  /** By name; those the import adds itself are text fields. */
  fields: ReadonlyMap<string, Field>;
  currency: string;
  timeZone: string;
}

/** A reference as a row gives it: by a text, by the source's own id, or both. */
export interface GivenReference {
  field: Field;
  text?: string;
  externalId?: string;
}

/** A row whose values are checked and turned into columns; its references are still to be found. */
export interface PreparedRow {
  line: number;
  columns: Record<string, unknown>;
  custom: Record<string, string>;
  references: GivenReference[];
  createdAt: Date | undefined;
  externalId: string | undefined;
  children: MappedChildren;
  /** What it may be known by, see `termsByLevel`. */
  terms: readonly (readonly string[])[];
}

const longestText = 10_000;

/** Checks a row. It is one problem or none: the first value that cannot be stored speaks for its row. */
export function prepareRow(ground: Ground, row: MappedRow): PreparedRow | ImportProblem {
  const { kind, fields } = ground;
  const currency = String(row.values.currency ?? ground.currency).trim();
  const prepared: PreparedRow = {
    line: row.line,
    columns: {},
    custom: {},
    references: [],
    createdAt: undefined,
    externalId: row.externalId === undefined ? undefined : clean(row.externalId).slice(0, 200),
    children: row.children ?? {},
    terms: [],
  };
  for (const name in row.values) {
    const problem = take(ground, prepared, name, row.values[name]!, currency);
    if (problem !== null) return problem;
  }
  for (const name in row.references) refer(fields, prepared, name, row.references[name]!);
  if (row.address && kind === 'order') prepared.columns.shippingAddress = row.address;
  if (row.address && kind === 'contact') prepared.columns.address = row.address;
  complete(kind, prepared);
  const required = requiredField(kind);
  if (String(prepared.columns[required] ?? '').trim() === '')
    return { line: row.line, column: required, reason: `A ${kindName(kind)} needs a ${required}.` };
  prepared.terms = termsByLevel(kind, prepared.columns);
  return prepared;
}

/** Puts a value into its column. @returns its problem, or null */
function take(
  ground: Ground,
  prepared: PreparedRow,
  name: string,
  written: string | string[],
  currency: string,
): ImportProblem | null {
  const value = typeof written === 'string' ? clean(written) : written.map(clean);
  try {
    put(ground, prepared, name, value, currency);
    return null;
  } catch (error) {
    if (!(error instanceof RapportError)) throw error;
    return { line: prepared.line, column: name, value: shown(value), reason: reasonOf(error) };
  }
}

/** Takes a reference by the id that its source has for it. */
function refer(
  fields: Ground['fields'],
  { references }: PreparedRow,
  name: string,
  externalId: string,
): void {
  const field = fields.get(name);
  if (field?.type !== 'reference') return;
  const known = references.find((reference) => reference.field === field);
  if (known) known.externalId = externalId;
  else references.push({ field, externalId });
}

/** What stands in for a value that is missing but need not be. */
function complete(kind: ImportKind, { columns, externalId, custom }: PreparedRow): void {
  const { emails = [], phones = [] } = columns as { emails?: string[]; phones?: string[] };
  if (kind === 'contact') columns.name ??= emails[0] ?? phones[0];
  if (kind === 'order') columns.number ??= externalId;
  if (kind === 'interaction') {
    columns.summary ??= columns.subject;
    columns.channel ??= 'note';
  }
  if (Object.keys(custom).length > 0) columns.custom = custom;
}

function put(
  { fields, timeZone }: Ground,
  row: PreparedRow,
  name: string,
  value: string | string[],
  currency: string,
): void {
  const text = Array.isArray(value) ? value.join(', ') : value;
  const field = fields.get(name);
  if (!field || field.custom) {
    if (!field && !name.startsWith('custom.')) return;
    if (text.length > longestText)
      throw new RapportError('invalid_input', `${name}: at most 10,000 characters.`);
    row.custom[field ? field.column : name.slice('custom.'.length)] =
      field && field.type !== 'text' ? (checkedValue(field, text, currency, []) as string) : text;
    return;
  }
  if (name === 'createdAt') row.createdAt = momentOf(field, text, timeZone);
  if (field.readOnly) return;
  if (field.type === 'reference') row.references.push({ field, text });
  else row.columns[field.column] = columnOf(field, value, text, currency, timeZone);
}

function columnOf(
  field: Field,
  value: string | string[],
  text: string,
  currency: string,
  timeZone: string,
): unknown {
  if (field.type === 'texts') {
    const list = (Array.isArray(value) ? value : [value]).map((item) => item.trim()).filter(Boolean);
    return checkedValue(field, distinct(list), currency, []);
  }
  if (field.type === 'moment') return momentOf(field, text, timeZone);
  if (field.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if (field.type === 'money' && !isCurrency(currency))
    throw new RapportError('invalid_input', `There is no currency ${JSON.stringify(currency)}.`, {
      hint: 'Write it as ISO 4217 does, such as USD or CNY.',
    });
  return checkedValue(field, text, currency, []);
}

const isCurrency = (currency: string): boolean => /^[A-Z]{3}$/.test(currency);

/** A moment; without an offset local to the workspace, a mere day at noon. */
function momentOf(field: Field, text: string, timeZone: string): Date {
  if (/(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10))) return checkedValue(field, text, '', []) as Date;
  const local = text.length === 10 ? `${text}T12:00` : text.replace(' ', 'T');
  checkedValue(field, `${local}Z`, '', []);
  return momentAt(timeZone, local);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the very characters a database refuses
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** A text as it may be stored: well-formed, composed, without control characters. */
const clean = (text: string): string =>
  isPlain.test(text) ? text : text.toWellFormed().replace(controls, '').normalize('NFC');

/** Letters and marks of ASCII, which is how they may be stored. */
const isPlain = /^[ -~]*$/;

const shown = (value: string | string[]): string =>
  (Array.isArray(value) ? value.join(', ') : value).slice(0, 100);

export const reasonOf = (error: RapportError): string =>
  error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
