import { date, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment, workspaceId } from './columns.ts';

/** What was foretold, and once its day has come, what really happened. No record: nobody edits it. */
export const predictions = pgTable(
  'predictions',
  {
    workspaceId: workspaceId(),
    /** Made of what it says, so that the same prediction is kept once. */
    id: text('id').notNull(),
    /** forecast, churn, purchase or recommendation. */
    kind: text('kind').notNull(),
    /** A record's id, or the key of a series such as `total` or `product:pro_…`. */
    subject: text('subject').notNull(),
    /** What of the subject, such as `revenue by month`. */
    target: text('target').notNull(),
    /** Name and version, such as `churn@3`. */
    model: text('model').notNull(),
    inputs: jsonb('inputs').$type<Record<string, unknown>>().notNull(),
    value: doublePrecision('value').notNull(),
    lower80: doublePrecision('lower_80'),
    upper80: doublePrecision('upper_80'),
    lower95: doublePrecision('lower_95'),
    upper95: doublePrecision('upper_95'),
    /** What the plainest method says: the last season, or the base rate. */
    naive: doublePrecision('naive'),
    madeAt: moment('made_at').notNull(),
    /** The first day on which the outcome is whole. */
    dueOn: date('due_on', { mode: 'string' }).notNull(),
    /** Null where it was never to be known, as for a subject that is gone. */
    outcome: doublePrecision('outcome'),
    scoredAt: moment('scored_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('predictions_due').on(table.workspaceId, table.scoredAt, table.dueOn),
    index('predictions_kind').on(table.workspaceId, table.kind, table.target),
    index('predictions_subject').on(table.workspaceId, table.subject),
  ],
);

/** Models learnt from the workspace's own data, every version of them. */
export const models = pgTable(
  'models',
  {
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    version: integer('version').notNull(),
    /** The days its training data span, both within. */
    trainedFrom: date('trained_from', { mode: 'string' }).notNull(),
    trainedTo: date('trained_to', { mode: 'string' }).notNull(),
    sampleSize: integer('sample_size').notNull(),
    features: text('features').array().notNull(),
    /** Measured on what it had not seen. */
    metrics: jsonb('metrics').$type<Record<string, number>>().notNull(),
    codeVersion: text('code_version').notNull(),
    parameters: jsonb('parameters').$type<Record<string, unknown>>().notNull(),
    /** How the features were spread in training, to measure drift by. */
    spread: jsonb('spread').$type<Record<string, unknown>>().notNull(),
    /** active, candidate (which was not better) or retired. */
    status: text('status').notNull(),
    trainedAt: moment('trained_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.name, table.version] })],
);

/** What somebody should hear of without having asked. */
export const alerts = pgTable(
  'alerts',
  {
    workspaceId: workspaceId(),
    /** Made of what it is about, so that nothing is raised twice. */
    id: text('id').notNull(),
    /** churn_risk or forecast_miss. */
    kind: text('kind').notNull(),
    subject: text('subject').notNull(),
    target: text('target').notNull(),
    value: doublePrecision('value').notNull(),
    /** The limit that was crossed. */
    bound: doublePrecision('bound').notNull(),
    details: jsonb('details').$type<Record<string, unknown>>().notNull(),
    raisedAt: moment('raised_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('alerts_raised').on(table.workspaceId, table.raisedAt, table.id),
  ],
);
