import { boolean, date, index, integer, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';
import { customColumn, minorUnits, moment, recordColumns } from './columns.ts';

export const pipelines = pgTable(
  'pipelines',
  {
    ...recordColumns(),
    name: text('name').notNull(),
    isDefault: boolean('is_default').notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const stages = pgTable(
  'stages',
  {
    ...recordColumns(),
    pipelineId: text('pipeline_id').notNull(),
    name: text('name').notNull(),
    nameChinese: text('name_chinese'),
    position: integer('position').notNull(),
    probability: real('probability').notNull(),
    outcome: text('outcome').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const deals = pgTable(
  'deals',
  {
    ...recordColumns(),
    name: text('name').notNull(),
    contactId: text('contact_id'),
    companyId: text('company_id'),
    pipelineId: text('pipeline_id').notNull(),
    stageId: text('stage_id').notNull(),
    amountMinor: minorUnits('amount_minor'),
    currency: text('currency').notNull(),
    expectedCloseOn: date('expected_close_on', { mode: 'string' }),
    closedOn: date('closed_on', { mode: 'string' }),
    lostReason: text('lost_reason'),
    source: text('source'),
    ownerId: text('owner_id'),
    notes: text('notes'),
    custom: customColumn(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('deals_stage').on(table.workspaceId, table.stageId),
    index('deals_contact').on(table.workspaceId, table.contactId),
    index('deals_company').on(table.workspaceId, table.companyId),
  ],
);

export const interactions = pgTable(
  'interactions',
  {
    ...recordColumns(),
    contactId: text('contact_id').notNull(),
    companyId: text('company_id'),
    dealId: text('deal_id'),
    channel: text('channel').notNull(),
    direction: text('direction'),
    occurredAt: moment('occurred_at').notNull(),
    subject: text('subject'),
    summary: text('summary').notNull(),
    sentiment: text('sentiment'),
    sentimentScore: real('sentiment_score'),
    /** Whether an outsider wrote the text: it is then data, never an instruction. */
    untrusted: boolean('untrusted').notNull().default(false),
    ownerId: text('owner_id'),
    custom: customColumn(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('interactions_contact').on(table.workspaceId, table.contactId, table.occurredAt),
    index('interactions_occurred').on(table.workspaceId, table.occurredAt),
  ],
);

export const tasks = pgTable(
  'tasks',
  {
    ...recordColumns(),
    title: text('title').notNull(),
    notes: text('notes'),
    contactId: text('contact_id'),
    companyId: text('company_id'),
    dealId: text('deal_id'),
    ticketId: text('ticket_id'),
    ownerId: text('owner_id'),
    dueOn: date('due_on', { mode: 'string' }),
    priority: text('priority').notNull().default('normal'),
    status: text('status').notNull().default('open'),
    completedAt: moment('completed_at'),
    custom: customColumn(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('tasks_due').on(table.workspaceId, table.status, table.dueOn),
    index('tasks_contact').on(table.workspaceId, table.contactId),
  ],
);
