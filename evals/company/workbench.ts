import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { productInterestField } from './identity.ts';
import { type CompanyRow, stamped } from './rows.ts';

const folder = join(import.meta.dirname, '..', 'data', 'workbench');

const Customer = z.object({
  customer_id: z.string().min(1),
  assigned_to_email: z.email(),
  customer_name: z.string().min(1),
  customer_email: z.string().nullable(),
  customer_phone: z.string().nullable(),
  last_contact_date: z.iso.date().nullable(),
  product_interest: z.string().nullable(),
  status: z.enum(['Lead', 'Qualified', 'Proposal', 'Won', 'Lost']),
  follow_up_by: z.iso.date().nullable(),
  notes: z.string().nullable(),
});
const Colleague = z.object({ email_address: z.email() });

/** A line of the source that was not taken. */
export interface Remark {
  /** Counted from 1. */
  line: number;
  reason: string;
}

export interface WorkBenchImport {
  rows: CompanyRow[];
  read: number;
  imported: number;
  skipped: Remark[];
  /** Lines that were taken although their e-mail address lacks a top-level domain. */
  incomplete: { line: number; address: string }[];
}

/** The bundled WorkBench customers and directory as records, made at a moment. */
export async function readWorkBench(at: Date): Promise<WorkBenchImport> {
  const [customers, directory] = await Promise.all([
    readFile(join(folder, 'db_customers.jsonl'), 'utf8'),
    readFile(join(folder, 'db_company_directory.jsonl'), 'utf8'),
  ]);
  return importWorkBench(customers, directory, at);
}

/**
 * WorkBench's CRM as records: every colleague a user, every customer a contact owned by one, the product
 * interest a field of the workspace.
 *
 * @param customers  the lines of `db_customers.jsonl`
 * @param directory  the lines of `db_company_directory.jsonl`; @throws where one is not a colleague
 */
export function importWorkBench(customers: string, directory: string, at: Date): WorkBenchImport {
  const users = new Set(linesOf(directory).map((line) => Colleague.parse(JSON.parse(line)).email_address));
  const { id, ...field } = productInterestField;
  const result: WorkBenchImport = {
    rows: [
      { kind: 'custom_field', row: stamped(id, at, field) },
      ...[...users].map((email): CompanyRow => ({ kind: 'user', row: userOf(email, at) })),
    ],
    read: 0,
    imported: 0,
    skipped: [],
    incomplete: [],
  };
  const seen = new Set<string>();

  for (const [index, line] of linesOf(customers).entries()) {
    result.read++;
    const remark = (reason: string): Remark => ({ line: index + 1, reason });
    const parsed = Customer.safeParse(parseJson(line));
    if (!parsed.success) {
      result.skipped.push(remark(z.prettifyError(parsed.error)));
      continue;
    }
    const customer = parsed.data;
    if (seen.has(customer.customer_id)) {
      result.skipped.push(remark(`customer_id ${customer.customer_id} stands here twice`));
      continue;
    }
    if (!users.has(customer.assigned_to_email)) {
      result.skipped.push(remark(`${customer.assigned_to_email} is not in the directory`));
      continue;
    }
    if (customer.customer_email !== null && !/@.+\.\w{2,}$/.test(customer.customer_email)) {
      result.incomplete.push({ line: index + 1, address: customer.customer_email });
    }
    seen.add(customer.customer_id);
    result.imported++;
    result.rows.push({ kind: 'contact', row: contactOf(customer, at) });
  }
  return result;
}

/** The id under which a WorkBench customer stands in our tables, and back. */
export const contactIdOf = (customerId: string): string => `con_wb${customerId}`;
export const customerIdOf = (contactId: string): string | undefined => contactId.match(/^con_wb(\w+)$/)?.[1];

/** The user of a directory address: `raj.patel@atlas.com` is Raj Patel, `usr_wb_raj_patel`. */
export const userIdOf = (email: string): string => `usr_wb_${email.split('@')[0]!.replaceAll('.', '_')}`;

function userOf(email: string, at: Date) {
  const name = email
    .split('@')[0]!
    .split('.')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ');
  return stamped(userIdOf(email), at, { name, email, role: 'representative', language: 'en' });
}

const contactOf = (customer: z.infer<typeof Customer>, at: Date) =>
  stamped(contactIdOf(customer.customer_id), at, {
    name: customer.customer_name,
    emails: customer.customer_email === null ? [] : [customer.customer_email],
    phones: customer.customer_phone === null ? [] : [customer.customer_phone],
    lifecycleStage: customer.status,
    language: 'en',
    ownerId: userIdOf(customer.assigned_to_email),
    lastContactOn: customer.last_contact_date,
    followUpOn: customer.follow_up_by,
    notes: customer.notes,
    custom: customer.product_interest === null ? {} : { productInterest: customer.product_interest },
  });

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
