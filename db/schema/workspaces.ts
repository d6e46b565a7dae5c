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
    active: boolean('active').notNull().default(true),
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
