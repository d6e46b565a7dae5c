import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { standardFields } from '../../../crm/index.ts';
import type { App } from '../../../wire.ts';
import type {
  Candidate,
  Directory,
  FieldDescription,
  KindDescription,
  WorkspaceDescription,
} from '../../directory.ts';

const folder = join(import.meta.dirname, '../../../../evals/data/workbench');

/** A row of a JSON Lines file. */
type Row = Record<string, string | null>;

const rows = (file: string): Row[] =>
  readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

const nameOf = (email: string): string =>
  email
    .split('@')[0]!
    .split('.')
    .map((part) => part[0]!.toUpperCase() + part.slice(1))
    .join(' ');

/** WorkBench's customers as a directory in memory, for tests of what words mean. */
export function workBenchDirectory(
  today = '2023-11-30',
): Directory & { contacts: readonly Candidate[]; workspace: WorkspaceDescription } {
  const members = rows('db_company_directory.jsonl').map(({ email_address }) => ({
    id: `usr_${email_address}`,
    name: nameOf(email_address!),
    email: email_address!,
  }));
  const contacts = rows('db_customers.jsonl').map(
    (row): Candidate => ({
      kind: 'contact',
      id: `con_${row.customer_id}`,
      name: row.customer_name!,
      match: 'exact',
      values: {
        name: row.customer_name,
        emails: [row.customer_email],
        phones: row.customer_phone === null ? [] : [row.customer_phone],
        lifecycleStage: row.status,
        productInterest: row.product_interest,
        owner: nameOf(row.assigned_to_email!),
        lastContactOn: row.last_contact_date,
        followUpOn: row.follow_up_by,
        notes: row.notes,
      },
    }),
  );
  const interest: FieldDescription = {
    name: 'productInterest',
    type: 'picklist',
    options: ['Software', 'Hardware', 'Services', 'Consulting', 'Training'],
    label: { en: 'Product interest', zh: '感兴趣的产品' },
  };
  const kinds = (
    ['contact', 'company', 'deal', 'task', 'interaction', 'order', 'product', 'ticket'] as const
  ).map(
    (kind): KindDescription => ({
      kind,
      fields: [...standardFields(kind), ...(kind === 'contact' ? [interest] : [])],
    }),
  );
  const workspace = {
    today,
    timeZone: 'UTC',
    currency: 'USD',
    fiscalYearStart: 1,
    me: { id: 'usr_me', name: 'Me', email: 'me@localhost' },
    members: [...members, { id: 'usr_me', name: 'Me', email: 'me@localhost' }],
    kinds,
  };
  const byName = Map.groupBy(contacts, ({ name }) => name.toLowerCase());
  return {
    contacts,
    workspace,
    describe: async () => workspace,
    belongings: async () => [],
    named: async (names) => new Map(names.map((name) => [name, byName.get(name.toLowerCase()) ?? []])),
    async find(kind, text) {
      if (kind !== 'contact') return [];
      const wanted = text.toLowerCase();
      const values = (contact: Candidate) =>
        [
          contact.name,
          ...((contact.values.emails as string[]) ?? []),
          ...((contact.values.phones as string[]) ?? []),
        ].map((value) => value.toLowerCase());
      const exact = contacts.filter((contact) => values(contact).includes(wanted));
      if (exact.length > 0) return exact;
      const words = wanted.split(/\s+/);
      return contacts
        .filter((contact) => words.every((word) => contact.name.toLowerCase().split(' ').includes(word)))
        .slice(0, 20)
        .map((contact) => ({ ...contact, match: 'strong' as const }));
    },
  };
}

const writing = /^(?:save|delete|log|undo)_/;

/** The writes of the last turn of a conversation with the local model, and its answer. */
export async function lastTurn(app: App, said: readonly string[]) {
  const agent = await app.agent({ model: 'local' });
  const turns = [];
  for (const text of said) {
    const { steps, answer } = await agent.ask(text);
    const writes = steps
      .filter(({ tool }) => writing.test(tool))
      .map(({ tool, arguments: given }) => ({ tool, ...(given as object) }));
    turns.push({ writes, answer });
  }
  return turns.at(-1)!;
}
