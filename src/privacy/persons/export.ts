import { and, eq } from 'drizzle-orm';
import { contacts, type RecordRow } from '../../../db/index.ts';
import { RapportError, type Scope, sayErased } from '../../trust/index.ts';
import { findPersonalData, type PersonalSpan } from '../find.ts';
import { createNameFinder, type NameFinder } from '../names.ts';
import { rowsOfPerson } from './belonging.ts';
import { tableClasses } from './classes.ts';

/** All that is held of a person, for themselves or another service to read. */
export interface PersonExport {
  subjectId: string;
  exportedAt: Date;
  /** By table: its rows that are theirs, without keys of others. */
  tables: Record<string, Record<string, unknown>[]>;
}

const shown = new Set(['personal', 'text', 'internal']);
const bookkeeping = new Set(['workspaceId', 'version', 'updatedAt', 'deletedAt']);

/**
 * Everything held of one person, by the classification. What texts tell of others is masked: their addresses,
 * numbers and names stand as `[email]`, `[name]` and so on.
 *
 * @param people  names the workspace knows, which are masked where they are another's
 * @throws RapportError not_found
 */
export async function exportPerson(
  scope: Scope,
  contactId: string,
  people: readonly string[],
): Promise<PersonExport> {
  const { tx, workspace, now } = scope;
  const [person] = await tx
    .select()
    .from(contacts)
    .where(and(eq(contacts.workspaceId, workspace.id), eq(contacts.id, contactId)));
  if (!person) await sayErased(scope, contactId);
  if (!person) throw new RapportError('not_found', `There is no contact ${contactId}.`);
  const findNames = createNameFinder(people);
  const isTheirs = ownData(person);
  const tables: PersonExport['tables'] = {};
  for (const { name, table, condition } of await rowsOfPerson(scope, contactId)) {
    const classes = tableClasses[name].columns;
    const rows: Record<string, unknown>[] = await tx.select().from(table).where(condition);
    if (rows.length === 0) continue;
    tables[name] = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).flatMap(([column, value]) => {
          if (!shown.has(classes[column]!) || bookkeeping.has(column) || isEmpty(value)) return [];
          return [[column, classes[column] === 'text' ? maskOthers(value, findNames, isTheirs) : value]];
        }),
      ),
    );
  }
  return { subjectId: contactId, exportedAt: now, tables };
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  (typeof value === 'object' && !(value instanceof Date) && Object.keys(value).length === 0);

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
const digitsOf = (text: string): string => text.replace(/\D/g, '');
const tellingDigits = 8;

/** Tells a person's own data from others'. */
function ownData({ name, emails, phones, address, city }: RecordRow<'contact'>) {
  const ownEmails = new Set(emails.map(plain));
  const ownPhones = new Set(phones.map((phone) => digitsOf(phone).slice(-tellingDigits)));
  const nameParts = new Set(plain(name).split(/\s+/).concat(plain(name)));
  const places = [...Object.values(address ?? {}), city].flatMap((place) => (place ? [plain(place)] : []));
  return ({ kind, text }: PersonalSpan): boolean => {
    if (kind === 'email') return ownEmails.has(plain(text));
    if (kind === 'phone') return ownPhones.has(digitsOf(text).slice(-tellingDigits));
    if (kind === 'name')
      return plain(text)
        .split(/[\s,]+/)
        .every((part) => nameParts.has(part) || plain(name).includes(part));
    // A date of birth, a card or an address in a person's own notes is theirs unless it is plainly elsewhere.
    if (kind === 'address') return places.length === 0 || places.some((place) => plain(text).includes(place));
    return true;
  };
}

function maskOthers(
  value: unknown,
  findNames: NameFinder,
  isTheirs: (span: PersonalSpan) => boolean,
): unknown {
  if (typeof value === 'string') {
    let masked = '';
    let place = 0;
    for (const span of findPersonalData(value, findNames)) {
      if (isTheirs(span)) continue;
      masked += `${value.slice(place, span.start)}[${span.kind}]`;
      place = span.end;
    }
    return masked + value.slice(place);
  }
  if (Array.isArray(value)) return value.map((item) => maskOthers(item, findNames, isTheirs));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, maskOthers(item, findNames, isTheirs)]),
  );
}
