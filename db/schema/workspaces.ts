import { boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment, recordColumns, workspaceId } from './columns.ts';

export const workspaces = pgTable(
  'workspaces',
  {
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull(),
    currency: text('currency').notNull(),
    language: text('language').notNull(),
    fiscalYearStart: integer('fiscal_year_start').notNull().default(1),
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull().default({}),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId] })],
);

export const users = pgTable(
  'users',
  {
    ...recordColumns(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    role: text('role').notNull(),
    language: text('language'),
    /** Whose records they share where people see their own alone. */
    team: text('team'),
    /** What the sign-in service calls them, where it is not by their e-mail. */
    subject: text('subject'),
    active: boolean('active').notNull().default(true),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/** Keys of programs that act as one of the workspace's people, kept as their hash. */
export const apiKeys = pgTable(
  'api_keys',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    hash: text('hash').notNull(),
    userId: text('user_id').notNull(),
    /** What it may do at most, within what its person may. */
    scopes: text('scopes').array().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const customFields = pgTable(
  'custom_fields',
  {
    ...recordColumns(),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    label: text('label').notNull(),
    labelChinese: text('label_chinese'),
    type: text('type').notNull(),
    options: text('options').array().notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);
