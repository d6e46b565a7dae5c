import { randomBytes } from 'node:crypto';
import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import {
  companies,
  contacts,
  conversations,
  interactions,
  messages,
  orders,
  tickets,
} from '../../db/index.ts';
import type { Scope } from '../trust/index.ts';
import { findPersonalData } from './find.ts';
import { createNameFinder } from './names.ts';

/** A line of an export for training: texts without what tells whose they are. */
export interface AnonymisedLine {
  kind: 'interaction' | 'ticket' | 'conversation';
  /** A pseudonym; the same person has the same one throughout, in this export alone. */
  customer: string | null;
  /** Whole days since the first of this customer’s lines of the kind; no date is told. */
  day: number;
  [field: string]: unknown;
}

/** What a workspace knows by name, and must not be read in an export of its texts. */
export interface KnownData {
  people: readonly string[];
  companies: readonly string[];
  emails: readonly string[];
  phones: readonly string[];
  /** Numbers of orders and tickets. */
  codes: readonly string[];
}

/** Of a phone so many digits at its end tell it, however its country is written. */
const tellingDigits = 8;
const suffixBytes = 4;

/**
 * Replaces personal data by typed pseudonyms such as `<PERSON_9f3c2a11>`: drawn at random for each export, the same
 * for the same datum within it, and kept nowhere, so that they lead back to nobody. Beside what `findPersonalData`
 * finds, every name, e-mail, phone and code the workspace knows is replaced wherever it stands, be it an ordinary
 * word besides. Amounts, quantities and other days stay as they were written.
 */
export function createAnonymiser(known: KnownData): (text: string) => string {
  const findNames = createNameFinder(known.people);
  const wholes = wholesOf(known);
  const phoneEnds = new Set(known.phones.map(endOf).filter((end) => end.length === tellingDigits));
  const pseudonyms = new Map<string, string>();

  const pseudonym = (kind: string, datum: string): string => {
    const key = `${kind} ${datum.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')}`;
    const made = pseudonyms.get(key) ?? `<${kind}_${randomBytes(suffixBytes).toString('hex')}>`;
    pseudonyms.set(key, made);
    return made;
  };

  return (text) => {
    const found = findPersonalData(text, findNames).map(({ kind, ...span }) => ({
      ...span,
      kind: kind === 'name' ? 'PERSON' : kind.toUpperCase(),
    }));
    const taken = (start: number, end: number) => found.some((one) => start < one.end && one.start < end);
    for (const { start, end, kind } of [...knownIn(text, wholes), ...phonesIn(text, phoneEnds)]) {
      // What is known reaches further than what was found in it.
      for (let at = found.length - 1; at >= 0; at--)
        if (found[at]!.start >= start && found[at]!.end <= end) found.splice(at, 1);
      if (!taken(start, end)) found.push({ kind, start, end, text: text.slice(start, end) });
    }
    let written = '';
    let place = 0;
    for (const { kind, start, end, text: datum } of found.sort((one, other) => one.start - other.start)) {
      written += text.slice(place, start) + pseudonym(kind, datum);
      place = end;
    }
    return written + text.slice(place);
  };
}

const endOf = (phone: string): string => phone.normalize('NFKC').replace(/\D/g, '').slice(-tellingDigits);

interface Known {
  kind: string;
  start: number;
  end: number;
}

/** Known texts by how they begin: a Latin one by its first word, another by its first two signs. */
type Wholes = ReadonlyMap<string, readonly { text: string; kind: string }[]>;

const beginning = /[\p{Script=Latin}\p{N}]+|\p{L}{1,2}/u;
const isLatin = (sign: string | undefined): boolean =>
  sign !== undefined && /[\p{Script=Latin}\p{N}]/u.test(sign);
const folded = (text: string): string => text.toLowerCase();

function wholesOf({ people, companies: firms, emails, codes }: KnownData): Wholes {
  const wholes = new Map<string, { text: string; kind: string }[]>();
  const kinds = { PERSON: people, COMPANY: firms, EMAIL: emails, CODE: codes };
  for (const [kind, texts] of Object.entries(kinds))
    for (const one of texts) {
      const text = folded(one.trim());
      const first = beginning.exec(text)?.[0];
      if (first === undefined || Array.from(text).length < 2) continue;
      wholes.set(first, [...(wholes.get(first) ?? []), { text, kind }]);
    }
  for (const [first, texts] of wholes)
    wholes.set(
      first,
      texts.sort((one, other) => other.text.length - one.text.length),
    );
  return wholes;
}

/** Where known texts stand, the longest at each place; Latin ones as whole words. */
function knownIn(text: string, wholes: Wholes): Known[] {
  const plain = folded(text);
  if (plain.length !== text.length) return [];
  const found: Known[] = [];
  for (let place = 0; place < plain.length; place++) {
    if (isLatin(plain[place]) && isLatin(plain[place - 1])) continue;
    const first = beginning.exec(plain.slice(place, place + 64));
    if (first?.index !== 0) continue;
    const whole = wholes
      .get(first[0])
      ?.find(
        ({ text: one }) =>
          plain.startsWith(one, place) && !(isLatin(one.at(-1)) && isLatin(plain[place + one.length])),
      );
    if (!whole) continue;
    found.push({ kind: whole.kind, start: place, end: place + whole.text.length });
    place += whole.text.length - 1;
  }
  return found;
}

const numberRun = /\+?\(?\d[\d ().\u2010-\u2013/-]{5,24}\d/gu;

/** Runs of digits that end like a phone the workspace knows. */
function phonesIn(text: string, ends: ReadonlySet<string>): Known[] {
  return Array.from(text.matchAll(numberRun)).flatMap(({ 0: written, index }) =>
    ends.has(endOf(written)) ? [{ kind: 'PHONE', start: index, end: index + written.length }] : [],
  );
}

/** Everything by which the texts of a workspace could be told to be somebody's. */
export async function knownData({ tx, workspace }: Scope, people: readonly string[]): Promise<KnownData> {
  const of = workspace.id;
  const persons = await tx.select().from(contacts).where(eq(contacts.workspaceId, of));
  const firms = await tx
    .select({ name: companies.name, phone: companies.phone, domain: companies.domain })
    .from(companies)
    .where(eq(companies.workspaceId, of));
  const numbers = [
    ...(await tx.select({ number: orders.number }).from(orders).where(eq(orders.workspaceId, of))),
    ...(await tx.select({ number: tickets.number }).from(tickets).where(eq(tickets.workspaceId, of))),
  ];
  return {
    people: [...new Set([...people, ...persons.map(({ name }) => name)])],
    companies: firms.flatMap(({ name, domain }) => (domain === null ? [name] : [name, domain])),
    emails: persons.flatMap(({ emails }) => emails),
    phones: [
      ...persons.flatMap(({ phones }) => phones),
      ...firms.flatMap(({ phone }) => (phone === null ? [] : [phone])),
    ],
    codes: numbers.map(({ number }) => number),
  };
}

const rowsPerPage = 500;

/**
 * The interactions, tickets and conversations of a workspace for training a model, without what tells whose they
 * are: no ids, no dates, no owners, pseudonyms for everything personal. It takes out what it recognises; what a
 * story tells by itself stays in it.
 */
export async function* anonymisedLines(scope: Scope, known: KnownData): AsyncGenerator<AnonymisedLine> {
  const anonymise = createAnonymiser(known);
  const text = (written: string | null) => (written === null ? null : anonymise(written));
  const customers = new Map<string, string>();
  const customerOf = (id: string | null): string | null => {
    if (id === null) return null;
    const made = customers.get(id) ?? `<PERSON_${randomBytes(suffixBytes).toString('hex')}>`;
    customers.set(id, made);
    return made;
  };
  const firstDays = new Map<string, number>();
  const dayOf = (kind: string, id: string | null, moment: Date): number => {
    const day = Math.floor(moment.getTime() / 86_400_000);
    const first = firstDays.get(`${kind} ${id}`) ?? day;
    firstDays.set(`${kind} ${id}`, first);
    return Math.max(0, day - first);
  };
  for await (const row of rowsOf(scope, interactions)) {
    const { channel, direction, sentiment } = row;
    yield {
      kind: 'interaction',
      customer: customerOf(row.contactId),
      day: dayOf('interaction', row.contactId, row.occurredAt),
      ...{ channel, direction, sentiment },
      subject: text(row.subject),
      text: text(row.summary),
    };
  }
  for await (const row of rowsOf(scope, tickets)) {
    const { status, priority, queue, channel, sentiment } = row;
    yield {
      kind: 'ticket',
      customer: customerOf(row.contactId),
      day: dayOf('ticket', row.contactId, row.openedAt),
      ...{ status, priority, queue, channel, sentiment },
      subject: text(row.subject),
      text: text(row.description),
      resolution: text(row.resolution),
    };
  }
  for await (const row of rowsOf(scope, conversations)) {
    const { channel, language, outcome, rating } = row;
    const said = await messagesOf(scope, row.id);
    yield {
      kind: 'conversation',
      customer: customerOf(row.contactId),
      day: dayOf('conversation', row.contactId, row.createdAt),
      ...{ channel, language, outcome, rating },
      messages: said.map(({ role, content }) => ({ role, text: anonymise(content) })),
    };
  }
}

/** Rows in the order of their ids, read a page at a time. */
async function* rowsOf<Table extends typeof interactions | typeof tickets | typeof conversations>(
  { tx, workspace }: Scope,
  table: Table,
): AsyncGenerator<Table['$inferSelect']> {
  const { workspaceId, id, deletedAt } = table as typeof interactions;
  for (let after = ''; ; ) {
    const rows: Table['$inferSelect'][] = await tx
      .select()
      .from(table as typeof interactions)
      .where(and(eq(workspaceId, workspace.id), isNull(deletedAt), gt(id, after)))
      .orderBy(asc(id))
      .limit(rowsPerPage);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerPage) return;
    after = last.id;
  }
}

/** What was said in words; what tools were asked and answered is left out. */
async function messagesOf(
  { tx, workspace }: Scope,
  conversationId: string,
): Promise<{ role: string; content: string }[]> {
  const rows = await tx
    .select({ role: messages.role, content: messages.content })
    .from(messages)
    .where(and(eq(messages.workspaceId, workspace.id), eq(messages.conversationId, conversationId)))
    .orderBy(asc(messages.ordinal));
  return rows
    .filter(({ role }) => role === 'user' || role === 'assistant')
    .map(({ role, content }) => ({ role, content: saidIn(content) }))
    .filter(({ content }) => content !== '');
}

function saidIn(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const parts = content as { type?: unknown; text?: unknown }[];
  return parts
    .filter(({ type, text }) => type === 'text' && typeof text === 'string')
    .map(({ text }) => text)
    .join('\n');
}
