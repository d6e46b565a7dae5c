import { and, eq, getTableColumns, inArray, isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/index.ts';
import {
  type ChangeItem,
  type customFields,
  type RecordKind,
  type RecordRow,
  type RecordValues,
  recordTables,
} from '../../db/index.ts';
import { RapportError } from './errors.ts';
import { newId } from './ids.ts';

/** What keeps the search index true to the records. */
export interface RecordIndexer {
  written(kind: RecordKind, rows: readonly RecordRow<RecordKind>[]): Promise<void>;
  removed(kind: RecordKind, ids: readonly string[]): Promise<void>;
}

/** Several indexers as one. */
export function joinIndexers(indexers: readonly RecordIndexer[]): RecordIndexer {
  return {
    async written(kind, rows) {
      for (const indexer of indexers) await indexer.written(kind, rows);
    },
    async removed(kind, ids) {
      for (const indexer of indexers) await indexer.removed(kind, ids);
    },
  };
}

/** Writes records of one transaction, noting each record's image before and after. */
export interface RecordStore {
  /** What was written so far: one item a record, its image at the start and now. */
  readonly items: readonly ChangeItem[];
  insert<Kind extends RecordKind>(
    kind: Kind,
    values: RecordValues<Kind>,
    id?: string,
  ): Promise<RecordRow<Kind>>;
  /** Adds many rows in few statements, without noting them one by one: for loading, not for editing. */
  load<Kind extends RecordKind>(
    kind: Kind,
    rows: readonly (RecordValues<Kind> & { id: string })[],
  ): Promise<void>;
  /** @throws RapportError not_found, or conflict where `expectedVersion` is not the record's */
  update<Kind extends RecordKind>(
    kind: Kind,
    id: string,
    patch: Partial<RecordValues<Kind>>,
    expectedVersion?: number,
  ): Promise<RecordRow<Kind>>;
  /** Takes a record away; it can be restored. @throws RapportError not_found or conflict */
  remove<Kind extends RecordKind>(kind: Kind, id: string, expectedVersion?: number): Promise<RecordRow<Kind>>;
  /** Puts a record back to an image it once had. */
  restore(kind: RecordKind, image: Record<string, unknown>): Promise<void>;
  /** The record as it stands, deleted or not, and held so until the transaction ends. */
  image(kind: RecordKind, id: string): Promise<Record<string, unknown> | null>;
}

type AnyTable = typeof customFields;
const tableOf = (kind: RecordKind): AnyTable => recordTables[kind] as unknown as AnyTable;
const rowsPerStatement = 500;

export function createRecordStore(scope: {
  tx: Transaction;
  workspaceId: string;
  now: Date;
  indexer: RecordIndexer;
}): RecordStore {
  const { tx, workspaceId, now, indexer } = scope;
  const items: ChangeItem[] = [];
  const key = (kind: RecordKind, id: string) =>
    and(eq(tableOf(kind).workspaceId, workspaceId), eq(tableOf(kind).id, id));

  function note(kind: RecordKind, id: string, before: object | null, after: object | null): void {
    const known = items.find((item) => item.kind === kind && item.id === id);
    const image = after && toImage(after);
    if (known) {
      known.after = image;
      return;
    }
    const label = labelOf((after ?? before) as Record<string, unknown>);
    items.push({ kind, id, label, before: before && toImage(before), after: image });
  }

  async function current(kind: RecordKind, id: string, expectedVersion: number | undefined) {
    const [row] = await tx
      .select()
      .from(tableOf(kind))
      .where(and(key(kind, id), isNull(tableOf(kind).deletedAt)))
      .for('update');
    if (!row)
      throw new RapportError('not_found', `There is no ${kindName(kind)} ${id}.`, {
        hint: 'It may have been deleted: look with list_changes.',
      });
    if (expectedVersion !== undefined && row.version !== expectedVersion)
      throw new RapportError(
        'conflict',
        `The ${kindName(kind)} is at version ${row.version}, not ${expectedVersion}: somebody changed it since it was read.`,
        {
          hint: 'Read it again, then repeat the change with its present version.',
        },
      );
    return row;
  }

  async function write(kind: RecordKind, id: string, set: object, before: object) {
    const [row] = await tx
      .update(tableOf(kind))
      .set(set as never)
      .where(key(kind, id))
      .returning();
    note(kind, id, before, row!);
    if (row!.deletedAt) await indexer.removed(kind, [id]);
    else await indexer.written(kind, [row as never]);
    return row!;
  }

  return {
    items,
    async insert(kind, values, id = newId(kind, now)) {
      const [row] = await tx
        .insert(tableOf(kind))
        .values({ ...values, workspaceId, id, createdAt: now, updatedAt: now } as never)
        .returning();
      note(kind, id, null, row!);
      await indexer.written(kind, [row as never]);
      return row as never;
    },
    async load(kind, rows) {
      for (let start = 0; start < rows.length; start += rowsPerStatement) {
        const stamped = rows
          .slice(start, start + rowsPerStatement)
          .map((row) => ({ createdAt: now, updatedAt: now, ...row, workspaceId }));
        const written = await tx
          .insert(tableOf(kind))
          .values(stamped as never)
          .returning();
        await indexer.written(kind, written as never);
      }
    },
    async update(kind, id, patch, expectedVersion) {
      const before = await current(kind, id, expectedVersion);
      const version = before.version + 1;
      return (await write(kind, id, { ...patch, version, updatedAt: now }, before)) as never;
    },
    async remove(kind, id, expectedVersion) {
      const before = await current(kind, id, expectedVersion);
      const version = before.version + 1;
      return (await write(kind, id, { deletedAt: now, version, updatedAt: now }, before)) as never;
    },
    async restore(kind, image) {
      const id = String(image.id);
      const before = await this.image(kind, id);
      if (!before) throw new RapportError('not_found', `There is no ${kindName(kind)} ${id} to restore.`);
      const version = Number(before.version) + 1;
      await write(kind, id, { ...fromImage(kind, image), version, updatedAt: now }, before);
    },
    async image(kind, id) {
      const [row] = await tx.select().from(tableOf(kind)).where(key(kind, id)).for('update');
      return row ? toImage(row) : null;
    },
  };
}

/** Rows of one kind by id, those taken away included. */
export async function rowsById<Kind extends RecordKind>(
  tx: Transaction,
  workspaceId: string,
  kind: Kind,
  ids: readonly string[],
): Promise<Map<string, RecordRow<Kind>>> {
  if (ids.length === 0) return new Map();
  const table = tableOf(kind);
  const rows = await tx
    .select()
    .from(table)
    .where(and(eq(table.workspaceId, workspaceId), inArray(table.id, [...new Set(ids)])));
  return new Map(rows.map((row) => [row.id, row as never]));
}

const toImage = (row: object): Record<string, unknown> => JSON.parse(JSON.stringify(row));

function fromImage(kind: RecordKind, image: Record<string, unknown>): Record<string, unknown> {
  const columns = getTableColumns(tableOf(kind)) as Record<string, { dataType: string }>;
  return Object.fromEntries(
    Object.entries(image).map(([name, value]) =>
      columns[name]?.dataType === 'date' && typeof value === 'string'
        ? [name, new Date(value)]
        : [name, value],
    ),
  );
}

/** A record's own name for itself, at most 80 characters. */
export function labelOf(row: Record<string, unknown>): string {
  const label = row.name ?? row.title ?? row.number ?? row.subject ?? row.summary ?? row.id;
  return String(label).slice(0, 80);
}

/** A record kind as a word in a sentence. */
export const kindName = (kind: string): string => kind.replaceAll('_', ' ');
