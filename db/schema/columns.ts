import { bigint, customType, integer, jsonb, text, timestamp } from 'drizzle-orm/pg-core';

/** A moment, stored in UTC. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** An amount of money in minor units of its currency (cents, 分). */
export const minorUnits = (name: string) => bigint(name, { mode: 'number' });

/** The workspace every row belongs to: first in every primary key and index. */
export const workspaceId = () => text('workspace_id').notNull();

/** What every record carries: its key, its version and when it was written or taken away. */
export const recordColumns = () => ({
  workspaceId: workspaceId(),
  id: text('id').notNull(),
  version: integer('version').notNull().default(1),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
  deletedAt: moment('deleted_at'),
});

/** Values of the workspace's own fields, by field name. */
export const customColumn = () => jsonb('custom').$type<Record<string, unknown>>().notNull().default({});

/** Text that is compared byte by byte, which is quicker than by the rules of a language. */
export const plainText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/** A postal address as its parts were given. */
export interface Address {
  line1?: string;
  line2?: string;
  city?: string;
  region?: string;
  postcode?: string;
  country?: string;
}

/** Whether a person wants to hear from us by one way, since when, and how we know. */
export interface Consent {
  state: 'given' | 'withdrawn';
  on: string;
  source?: string;
}
export const consentChannels = ['email', 'phone', 'post', 'chat'] as const;
export type ConsentChannel = (typeof consentChannels)[number];
export type Consents = Partial<Record<ConsentChannel, Consent>>;

/** Bytes as they are. */
export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
