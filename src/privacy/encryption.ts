import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import * as schema from '../../db/index.ts';
import { indexedTexts } from '../crm/index.ts';
import { createSearch, createVocabulary } from '../search/index.ts';
import { overwriteRows, RapportError, type RecordKind, rowsById, wholeRow } from '../trust/index.ts';

/** How far the encryption of a workspace is. */
export interface SealingProgress {
  /** Rows looked at, and those of them that were written. */
  rows: number;
  sealed: number;
}

/** A table with columns that are sealed, and where its rows stand in order. */
interface SealedTable {
  name: string;
  table: PgTable;
  columns: Readonly<Record<string, PgColumn>>;
  /** By which rows are walked: unique together with the workspace. */
  key: readonly string[];
  /** What is looked up by what is sealed. */
  kind?: RecordKind;
  isCurrent(stored: Readonly<Record<string, unknown>>): boolean;
  sealed: readonly string[];
}

type Shapes = Readonly<Record<string, schema.SealedShape>>;

function tableOf(name: string, table: PgTable, shapes: Shapes, more: Partial<SealedTable> = {}): SealedTable {
  return {
    name,
    table,
    columns: getTableColumns(table) as Readonly<Record<string, PgColumn>>,
    key: ['id'],
    sealed: Object.keys(shapes),
    isCurrent: (stored) =>
      Object.entries(shapes).every(([property, shape]) => schema.isCurrent(shape, stored[property])),
    ...more,
  };
}

const areCurrent = (stored: unknown): boolean =>
  stored === null || schema.areImagesCurrent(stored as Parameters<typeof schema.areImagesCurrent>[0]);
const isBytesCurrent = (stored: unknown): boolean =>
  stored === null || (schema.sealing()?.isCurrent(stored as Buffer) ?? true);

/** Every table with columns that are sealed. */
const sealedTables: readonly SealedTable[] = [
  ...Object.entries(schema.sealedFields).map(([kind, shapes]) =>
    tableOf(kind, schema.recordTables[kind as RecordKind] as PgTable, shapes as Shapes, {
      kind: kind as RecordKind,
    }),
  ),
  tableOf('messages', schema.messages, { content: 'json' }, { key: ['conversationId', 'ordinal'] }),
  tableOf(
    'idempotency',
    schema.idempotencyKeys,
    { response: 'response' },
    { key: ['actorId', 'tool', 'key'] },
  ),
  tableOf(
    'approvals',
    schema.approvals,
    { arguments: 'json' },
    {
      sealed: ['arguments', 'preview'],
      isCurrent: (stored) => schema.isCurrent('json', stored.arguments) && areCurrent(stored.preview),
    },
  ),
  tableOf(
    'drafts',
    schema.draftSteps,
    { words: 'text' },
    {
      key: ['draftId', 'sequence'],
      sealed: ['words', 'items'],
      isCurrent: (stored) => schema.isCurrent('text', stored.words) && areCurrent(stored.items),
    },
  ),
  tableOf(
    'changes',
    schema.changes,
    { salt: 'text' },
    {
      key: ['sequence'],
      sealed: ['salt', 'items', 'packedItems'],
      isCurrent: (stored) =>
        schema.isCurrent('text', stored.salt) &&
        areCurrent(stored.items) &&
        isBytesCurrent(stored.packedItems),
    },
  ),
];

const rowsPerBatch = 1_000;

/** Where a walk over the sealed tables stands; nothing of it need be kept, as what is sealed is passed over. */
interface Standing {
  table: number;
  after: readonly unknown[] | undefined;
}

/**
 * Seals what is stored of one workspace with the key that seals now: what was written before there was a key, and
 * what another key sealed. A transaction a batch, so that it may be broken off and begun again, while others work;
 * one at a time.
 *
 * @param write  runs a transaction of the workspace
 * @throws RapportError conflict where another one is under way
 */
export async function sealWorkspace(
  workspaceId: string,
  write: <Result>(work: (tx: schema.Transaction) => Promise<Result>) => Promise<Result>,
  onProgress: (progress: SealingProgress) => void,
): Promise<SealingProgress> {
  const progress: SealingProgress = { rows: 0, sealed: 0 };
  for (let standing: Standing | undefined = { table: 0, after: undefined }; standing; ) {
    const here: Standing = standing;
    const batch = await write(async (tx) => {
      await holdRotation(tx);
      return sealBatch(tx, workspaceId, sealedTables[here.table]!, here.after);
    });
    progress.rows += batch.rows;
    progress.sealed += batch.sealed;
    onProgress({ ...progress });
    const isLast = here.table === sealedTables.length - 1;
    standing = batch.last
      ? { table: here.table, after: batch.last }
      : isLast
        ? undefined
        : { table: here.table + 1, after: undefined };
  }
  return progress;
}

/** How many rows of a workspace the key that seals now has not sealed, of how many. */
export async function countUnsealed(
  tx: schema.Transaction,
  workspaceId: string,
): Promise<{ rows: number; unsealed: number }> {
  const found = { rows: 0, unsealed: 0 };
  for (const sealed of sealedTables)
    for (let after: readonly unknown[] | undefined; ; ) {
      const rows = await storedRows(tx, workspaceId, sealed, after, { held: false });
      found.rows += rows.length;
      found.unsealed += rows.filter((row) => !sealed.isCurrent(row)).length;
      if (rows.length < rowsPerBatch) break;
      after = keyOf(sealed, rows.at(-1)!);
    }
  return found;
}

async function holdRotation(tx: schema.Transaction): Promise<void> {
  const [row] = await tx.execute<{ held: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('rapport:encryption', 0)) as held`,
  );
  if (row?.held) return;
  throw new RapportError('conflict', 'Somebody else is encrypting this database just now.', {
    hint: 'Wait until it is done; what it has sealed stays sealed.',
  });
}

const keyOf = ({ key }: SealedTable, row: Readonly<Record<string, unknown>>): unknown[] =>
  key.map((property) => row[property]);

/** Rows behind a key as they are stored, sealed or not. */
async function storedRows(
  tx: schema.Transaction,
  workspaceId: string,
  { table, columns, key, sealed }: SealedTable,
  after: readonly unknown[] | undefined,
  { held }: { held: boolean },
): Promise<Record<string, unknown>[]> {
  const of = (property: string) => columns[property]!;
  const names = sql.join(
    key.map((property) => sql`${of(property)}`),
    sql`, `,
  );
  const beyond =
    after &&
    sql`(${names}) > (${sql.join(
      after.map((value) => sql`${value}`),
      sql`, `,
    )})`;
  const raw = Object.fromEntries(
    sealed.map((property) => [property, sql<unknown>`${of(property)}`.as(property)]),
  );
  const keys = Object.fromEntries(key.map((property) => [property, of(property)]));
  const rows = tx
    .select({ ...keys, ...raw })
    .from(table)
    .where(and(eq(of('workspaceId'), workspaceId), beyond))
    .orderBy(...key.map((property) => asc(of(property))))
    .limit(rowsPerBatch);
  return held ? rows.for('update') : rows;
}

async function sealBatch(
  tx: schema.Transaction,
  workspaceId: string,
  sealed: SealedTable,
  after: readonly unknown[] | undefined,
): Promise<SealingProgress & { last: readonly unknown[] | undefined }> {
  const rows = await storedRows(tx, workspaceId, sealed, after, { held: true });
  const open = rows.filter((row) => !sealed.isCurrent(row));
  if (sealed.kind) await sealRecords(tx, workspaceId, sealed.kind, open);
  else for (const row of open) await sealRow(tx, workspaceId, sealed, row);
  const last = rows.length < rowsPerBatch ? undefined : keyOf(sealed, rows.at(-1)!);
  return { rows: rows.length, sealed: open.length, last };
}

/** Writes a row as it is, which seals it. */
async function sealRow(
  tx: schema.Transaction,
  workspaceId: string,
  { table, columns, key, sealed }: SealedTable,
  row: Readonly<Record<string, unknown>>,
): Promise<void> {
  const values = sealed.map((property) => {
    const stored = row[property];
    return [property, stored === null ? null : columns[property]!.mapFromDriverValue(stored)];
  });
  const same = key.map((property) => eq(columns[property]!, row[property]));
  await tx
    .update(table)
    .set(Object.fromEntries(values))
    .where(and(eq(columns.workspaceId!, workspaceId), ...same));
}

/** Writes records as they are, which seals them, and files them under the hashes of their e-mails and phones. */
async function sealRecords(
  tx: schema.Transaction,
  workspaceId: string,
  kind: RecordKind,
  stored: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  if (stored.length === 0) return;
  const ids = stored.map(({ id }) => String(id));
  const rows = [...(await rowsById(tx, workspaceId, kind, ids)).values()];
  await overwriteRows(
    tx,
    workspaceId,
    kind,
    rows.map((row) => wholeRow(kind, row)),
  );
  const standing = rows.filter(({ deletedAt }) => deletedAt === null);
  const entries = standing
    .map((row) => ({ id: row.id, texts: indexedTexts(kind, row) }))
    .filter(({ texts }) => texts.length > 0);
  if (entries.length === 0) return;
  const search = createSearch({ tx, workspaceId });
  await search.remove(ids);
  await search.add(kind, entries);
  const wereClear = new Set(stored.filter((row) => !isAnySealed(row)).map(({ id }) => id));
  const emails = entries.flatMap(({ id, texts }) =>
    wereClear.has(id) ? texts.filter(({ as }) => as === 'email') : [],
  );
  const vocabulary = createVocabulary({ tx, workspaceId });
  await vocabulary.forget(await vocabulary.wordsOf([], emails));
}

const isAnySealed = (row: Readonly<Record<string, unknown>>): boolean =>
  Object.values(row).flat().some(schema.isSealed);
