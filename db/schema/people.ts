import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { type Address, type Consents, customColumn, recordColumns } from './columns.ts';
import { sealedJsonb, sealedText } from './sealed.ts';

export const companies = pgTable(
  'companies',
  {
    ...recordColumns(),
    name: text('name').notNull(),
    domain: text('domain'),
    industry: text('industry'),
    phone: sealedText('phone', 'company.phone'),
    city: text('city'),
    country: text('country'),
    employees: integer('employees'),
    ownerId: text('owner_id'),
    notes: text('notes'),
    custom: customColumn(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('companies_owner').on(table.workspaceId, table.ownerId),
  ],
);

export const contacts = pgTable(
  'contacts',
  {
    ...recordColumns(),
    name: text('name').notNull(),
    companyId: text('company_id'),
    jobTitle: text('job_title'),
    emails: sealedText('emails', 'contact.emails').array().notNull().default([]),
    phones: sealedText('phones', 'contact.phones').array().notNull().default([]),
    lifecycleStage: text('lifecycle_stage').notNull(),
    leadSource: text('lead_source'),
    language: text('language'),
    city: text('city'),
    /** Where their goods go by default. */
    address: sealedJsonb<Address>('address', 'address', 'contact.address'),
    ownerId: text('owner_id'),
    lastContactOn: date('last_contact_on', { mode: 'string' }),
    followUpOn: date('follow_up_on', { mode: 'string' }),
    doNotContact: boolean('do_not_contact').notNull().default(false),
    /** What they have said of being written to or called; of a way that is missing nothing is known. */
    consents: jsonb('consents').$type<Consents>().notNull().default({}),
    notes: text('notes'),
    custom: customColumn(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('contacts_owner').on(table.workspaceId, table.ownerId),
    index('contacts_company').on(table.workspaceId, table.companyId),
    index('contacts_stage').on(table.workspaceId, table.lifecycleStage),
    index('contacts_created').on(table.workspaceId, table.createdAt, table.id),
  ],
);
