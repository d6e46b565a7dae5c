import { setImmediate as turn } from 'node:timers/promises';
import { and, eq, getTableColumns, isNull } from 'drizzle-orm';
import type { ChangeItem, RecordKind, RecordRow, RecordValues, Transaction } from '../../db/index.ts';
import { canonicalJson } from './canonical.ts';
import { RapportError } from './errors.ts';
import { newId } from './ids.ts';
import { type PackedItems, packItems } from './packed-items.ts';
import { insertRows, overwriteRows, rowsById, tableOf, type WholeRow, wholeRow } from './record-rows.ts';

/** What keeps the search index true to the records. */
export interface RecordIndexer {
  written(kind: RecordKind, rows: readonly RecordRow<RecordKind>[]): Promise<void>;
  /** Of many records that are new. */
  added(kind: RecordKind, rows: readonly RecordRow<RecordKind>[]): Promise<void>;
  removed(kind: RecordKind, ids: readonly string[]): Promise<void>;
}

/** Several indexers as one. */
export function joinIndexers(indexers: readonly RecordIndexer[]): RecordIndexer {
  return {
    async written(kind, rows) {
      for (const indexer of indexers) await indexer.written(kind, rows);
    },
    async added(kind, rows) {
      for (const indexer of indexers) await indexer.added(kind, rows);
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
  /** The same as canonical JSON. */
  itemsJson(): string;
  /** The same as an entry of many keeps it. */
  packedItems(): PackedItems;
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
  /** Adds many records in few statements; those that come from elsewhere may be older than today. */
  insertMany<Kind extends RecordKind>(
    kind: Kind,
    values: readonly (RecordValues<Kind> & { id?: string; createdAt?: Date })[],
  ): Promise<RecordRow<Kind>[]>;
  /** Changes many records in few statements. @throws RapportError not_found where one is not there */
  updateMany<Kind extends RecordKind>(
    kind: Kind,
    patches: ReadonlyMap<string, Partial<RecordValues<Kind>>>,
  ): Promise<RecordRow<Kind>[]>;
  /**
   * Puts records back to images they once had; those whose image is null are taken away.
   * @throws RapportError not_found where one is not there
   */
  restoreMany(kind: RecordKind, images: ReadonlyMap<string, Record<string, unknown> | null>): Promise<void>;
  /** Puts whole rows in and over others without noting them: to be looked at, and rolled back. */
  layOver(
    kind: RecordKind,
    rows: { added: readonly WholeRow[]; changed: readonly WholeRow[] },
  ): Promise<void>;
  /** The record as it stands, deleted or not, and held so until the transaction ends. */
  image(kind: RecordKind, id: string): Promise<Record<string, unknown> | null>;
  /** The same of many, by id. */
  images(kind: RecordKind, ids: readonly string[]): Promise<Map<string, Record<string, unknown>>>;
}

const rowsPerStatement = 500;
/** With fewer rows nothing is gained by sending them off before anything else is done. */
const worthATurn = 500;

export function createRecordStore(scope: {
  tx: Transaction;
  workspaceId: string;
  now: Date;
  indexer: RecordIndexer;
}): RecordStore {
  const { tx, workspaceId, now, indexer } = scope;
  const items: ChangeItem[] = [];
  const noted = new Map<RecordKind, Map<string, ChangeItem>>();
  /** As long as none is added or changes. */
  let packed: { count: number; items: PackedItems } | undefined;
  const key = (kind: RecordKind, id: string) =>
    and(eq(tableOf(kind).workspaceId, workspaceId), eq(tableOf(kind).id, id));

  function note(kind: RecordKind, id: string, before: object | null, after: object): void {
    const ofKind = noted.get(kind) ?? new Map<string, ChangeItem>();
    const known = ofKind.get(id);
    if (known) {
      known.after = after as Record<string, unknown>;
      packed = undefined;
      return;
    }
    const label = labelOf(after as Record<string, unknown>);
    const item = { after, before, id, kind, label } as ChangeItem;
    noted.set(kind, ofKind.set(id, item));
    items.push(item);
  }

  function packedItems(): PackedItems {
    if (packed?.count !== items.length) packed = { count: items.length, items: packItems(items) };
    return packed.items;
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

  /** Gives many records new content, each a version further. */
  async function overwrite(
    kind: RecordKind,
    contents: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
  ): Promise<WholeRow[]> {
    const found = await rowsById(tx, workspaceId, kind, [...contents.keys()], { held: true });
    const rows: WholeRow[] = [];
    for (const [id, content] of contents) {
      const before = found.get(id);
      if (!before) throw new RapportError('not_found', `There is no ${kindName(kind)} ${id} to change.`);
      const version = before.version + 1;
      const after = wholeRow(kind, { ...before, ...content, id, workspaceId, version, updatedAt: now });
      note(kind, id, wholeRow(kind, before), after);
      rows.push(after);
    }
    await put(kind, rows);
    return rows;
  }

  /** Writes rows over those with their ids. */
  async function put(kind: RecordKind, rows: readonly WholeRow[]): Promise<void> {
    await overwriteRows(tx, workspaceId, kind, rows);
    const isGone = (row: WholeRow) => row.deletedAt !== null;
    const gone = rows.filter(isGone).map((row) => row.id);
    if (gone.length > 0) await indexer.removed(kind, gone);
    if (gone.length < rows.length)
      await indexer.written(kind, rows.filter((row) => !isGone(row)) as unknown as RecordRow<RecordKind>[]);
  }

  async function write(kind: RecordKind, id: string, set: object, before: object) {
    const [row] = await tx
      .update(tableOf(kind))
      .set(set as never)
      .where(key(kind, id))
      .returning();
    note(kind, id, toImage(before), toImage(row!));
    if (row!.deletedAt) await indexer.removed(kind, [id]);
    else await indexer.written(kind, [row as never]);
    return row!;
  }

  /** Notes and files rows that are on their way to the database, which has to do with them meanwhile. */
  async function follow(kind: RecordKind, rows: readonly WholeRow[]): Promise<void> {
    if (rows.length >= worthATurn) await turn();
    const moments = new Map<Date, string>();
    for (const row of rows) note(kind, row.id, null, imageOfNew(row, moments));
    const filing = indexer.added(kind, rows as unknown as RecordRow<RecordKind>[]);
    if (rows.length >= worthATurn) packedItems();
    await filing;
  }

  return {
    items,
    itemsJson: () => canonicalJson(items),
    packedItems,
    async insert(kind, values, id = newId(kind, now)) {
      const [row] = await tx
        .insert(tableOf(kind))
        .values({ ...values, workspaceId, id, createdAt: now, updatedAt: now } as never)
        .returning();
      note(kind, id, null, toImage(row!));
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
    async insertMany(kind, values) {
      const rows = values.map((given) => {
        const id = given.id ?? newId(kind, now);
        const createdAt = given.createdAt ?? now;
        return wholeRow(kind, given, { id, workspaceId, createdAt, updatedAt: now });
      });
      const written = rows as unknown as RecordRow<typeof kind>[];
      await Promise.all([insertRows(tx, kind, rows), follow(kind, rows)]);
      return written;
    },
    async updateMany(kind, patches) {
      const rows = await overwrite(kind, patches as ReadonlyMap<string, Record<string, unknown>>);
      return rows as unknown as RecordRow<typeof kind>[];
    },
    async restoreMany(kind, images) {
      const contents = Array.from(images, ([id, image]) => {
        return [id, image ? fromImage(kind, image) : { deletedAt: now }] as const;
      });
      await overwrite(kind, new Map(contents));
    },
    async layOver(kind, { added, changed }) {
      if (added.length > 0) {
        await insertRows(tx, kind, added);
        await indexer.written(kind, added as unknown as RecordRow<RecordKind>[]);
      }
      if (changed.length > 0) await put(kind, changed);
    },
    async image(kind, id) {
      const [row] = await tx.select().from(tableOf(kind)).where(key(kind, id)).for('update');
      return row ? toImage(row) : null;
    },
    images: (kind, ids) => rowsById(tx, workspaceId, kind, ids, { held: true }),
  };
}

/** The image of a record that is new among many: what it says, and that as it is written, which is made once. */
function imageOfNew(row: WholeRow, moments: Map<Date, string>): Record<string, unknown> {
  const image: Record<string, unknown> = {};
  for (const column in row) {
    const value = row[column];
    if (value === null) continue;
    image[column] = value instanceof Date ? writtenMoment(value, moments) : value;
  }
  return image;
}

function writtenMoment(moment: Date, known: Map<Date, string>): string {
  const written = known.get(moment) ?? moment.toISOString();
  known.set(moment, written);
  return written;
}

const toImage = (row: object): Record<string, unknown> => JSON.parse(JSON.stringify(row));

/** An image as the values of its columns. */
export function fromImage(kind: RecordKind, image: Record<string, unknown>): Record<string, unknown> {
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
  const label = row.name ?? row.title ?? row.number ?? row.subject ?? row.summary ?? row.subjectId ?? row.id;
  return String(label).slice(0, 80);
}

/** A record kind as a word in a sentence. */
export const kindName = (kind: string): string => kind.replaceAll('_', ' ');
