import { and, eq, ne, type SQL, sql } from 'drizzle-orm';
import {
  type ChangeItem,
  contacts,
  type ErasedRows,
  externalIds,
  knowledgeDocuments,
  messages,
  type RecordRow,
  sealing,
} from '../../../db/index.ts';
import { passagesOf } from '../../knowledge/index.ts';
import { createVocabulary } from '../../search/index.ts';
import {
  erasureOf,
  holdChangeLog,
  labelOf,
  newId,
  quoted,
  RapportError,
  type RecordIndexer,
  type RecordKind,
  redactChanges,
  rememberErased,
  type Scope,
} from '../../trust/index.ts';
import { among, type OwnRows, rowsOfPerson, type WalkedTable, walkedTables } from './belonging.ts';
import { tableClasses } from './classes.ts';
import { erasedSign, type Traces, tracesOf } from './traces.ts';

/** What an erasure did, or had done before. */
export interface ErasureReport {
  erasureId: string;
  subjectId: string;
  /** What they were called, in quotation marks: told before it is done, kept nowhere; null where it is gone. */
  name: string | null;
  alreadyErased: boolean;
  erasedAt: Date;
  /** By table: rows taken out, and rows that stay without what was personal in them. */
  tables: Record<string, ErasedRows>;
  /** Entries of the change log something was taken out of. */
  changes: number;
  /** Documents of the knowledge base that spoke of them; the files they came from still do. */
  documents: string[];
}

/**
 * Erases a person: every row of theirs, in every table the classification names, what the search index and the
 * change log hold of it, what waits or was answered about it, and their addresses, numbers and name in what others
 * wrote. Leaves a tombstone that tells nothing of who it was. Done once: a second call tells of the first.
 *
 * @throws RapportError not_found where there never was such a person
 */
export async function erasePerson(
  scope: Scope,
  indexer: RecordIndexer,
  contactId: string,
): Promise<ErasureReport> {
  const { tx, workspace, now, records } = scope;
  const earlier = await erasureOf(scope, contactId);
  if (earlier)
    return {
      erasureId: earlier.id,
      subjectId: contactId,
      name: null,
      alreadyErased: true,
      erasedAt: earlier.createdAt,
      tables: earlier.report,
      changes: earlier.redactions.length,
      documents: [],
    };
  await holdChangeLog(scope);
  const person = (
    await tx
      .select()
      .from(contacts)
      .where(and(eq(contacts.workspaceId, workspace.id), eq(contacts.id, contactId)))
      .for('update')
  )[0];
  if (!person) throw new RapportError('not_found', `There is no contact ${contactId}.`);

  const names = (await sharesName(scope, person)) ? [] : [person.name];
  const ownIds = (await rowsOfPerson(scope, contactId)).flatMap(({ ids }) => ids);
  const speaking = await conversationsThatSpeakOf(
    scope,
    tracesOf({ ...person, names }, new Set([contactId, ...ownIds])),
  );
  const own = await rowsOfPerson(scope, contactId, speaking);
  const removed = own.filter(({ name }) => tableClasses[name].erasing === 'remove');
  const blanked = own.filter(({ name }) => tableClasses[name].erasing === 'blank');
  const removedIds = new Set(removed.flatMap(({ ids }) => ids));
  const blankedIds = new Map(blanked.flatMap((rows) => rows.ids.map((id) => [id, rows] as const)));
  const traces = tracesOf({ ...person, names }, new Set([...removedIds, ...blankedIds.keys()]));

  const tables: Record<string, ErasedRows> = {};
  const count = (name: string, more: Partial<ErasedRows>) => {
    const before = tables[name] ?? { removed: 0, blanked: 0 };
    const [gone, left] = [more.removed ?? 0, more.blanked ?? 0];
    if (gone + left > 0) tables[name] = { removed: before.removed + gone, blanked: before.blanked + left };
  };
  const identities = await externalIdentities(scope, [...removedIds]);
  const vocabulary = createVocabulary({ tx, workspaceId: workspace.id });
  const words = await vocabulary.wordsOf(
    [...removedIds, ...blankedIds.keys()],
    [
      { text: person.name, as: 'name' },
      ...person.emails.map((text) => ({ text, as: 'email' }) as const),
      ...person.phones.map((text) => ({ text, as: 'phone' }) as const),
    ],
  );
  for (const rows of removed) {
    const gone = await tx.delete(rows.table).where(rows.condition).returning({ one: sql`1` });
    count(rows.name, { removed: gone.length });
    if (rows.kind) await indexer.removed(rows.kind, rows.ids);
  }
  for (const rows of blanked) count(rows.name, { blanked: await blankRows(scope, indexer, rows) });
  const gone = await tx
    .delete(externalIds)
    .where(and(eq(externalIds.workspaceId, workspace.id), among(externalIds.recordId, [...removedIds])))
    .returning({ one: sql`1` });
  count('externalIds', { removed: gone.length });
  for (const walked of walkedTables(scope)) {
    const { erasing } = tableClasses[walked.name];
    if (erasing === 'mentions') count(walked.name, { removed: await removeSpeaking(scope, walked, traces) });
  }
  const documents = await cutDocuments(scope, indexer, traces);
  count('knowledgeDocuments', { blanked: documents.length });
  for (const walked of walkedTables(scope))
    count(walked.name, { blanked: await maskTexts(scope, indexer, walked, traces) });
  await vocabulary.forget(words);

  const redactions = await redactChanges(scope, {
    speaksOf: traces.mayStandIn,
    isSpokenOf: traces.standsIn,
    keep: (items) => items.flatMap((item) => keptOf(item, removedIds, blankedIds, traces)),
  });
  count('changes', { blanked: redactions.length });
  const erasureId = newId('erasure', now);
  await records.insert('erasure', { subjectId: contactId, report: tables, redactions }, erasureId);
  await rememberErased(scope, erasureId, { ...person, externalIds: identities });
  return {
    erasureId,
    subjectId: contactId,
    name: quoted(person.name),
    alreadyErased: false,
    erasedAt: now,
    tables,
    changes: redactions.length,
    documents,
  };
}

/** Whether others are called the same, so that the name does not tell the person. */
async function sharesName({ tx, workspace }: Scope, { id, name }: RecordRow<'contact'>): Promise<boolean> {
  const others = await tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(
      and(
        eq(contacts.workspaceId, workspace.id),
        ne(contacts.id, id),
        sql`lower(${contacts.name}) = lower(${name})`,
      ),
    )
    .limit(1);
  return others.length > 0;
}

/** Conversations in which somebody, whoever it was, spoke of the person. */
async function conversationsThatSpeakOf({ tx, workspace }: Scope, traces: Traces): Promise<string[]> {
  if (sealing()) {
    const all = await tx
      .select({ id: messages.conversationId, content: messages.content })
      .from(messages)
      .where(eq(messages.workspaceId, workspace.id));
    const speaking = all.filter(({ content }) => traces.standsIn(JSON.stringify(content)));
    return [...new Set(speaking.map(({ id }) => id))];
  }
  const found = await tx
    .selectDistinct({ id: messages.conversationId })
    .from(messages)
    .where(and(eq(messages.workspaceId, workspace.id), traces.mayStandIn(sql`${messages.content}::text`)));
  return found.map(({ id }) => id);
}

async function externalIdentities({ tx, workspace }: Scope, ids: readonly string[]): Promise<string[]> {
  const found = await tx
    .select()
    .from(externalIds)
    .where(and(eq(externalIds.workspaceId, workspace.id), among(externalIds.recordId, ids)));
  return found
    .filter(({ kind }) => kind === 'contact')
    .map(({ source, externalId }) => `${source} ${externalId}`);
}

/** What a blanked row holds: nothing in what was personal, a text, or the link to the person. */
function blankOf({ name, columns }: WalkedTable): Record<string, unknown> {
  const blank: Record<string, unknown> = {};
  for (const [property, held] of Object.entries(tableClasses[name].columns)) {
    const column = columns[property];
    if (!column || !['personal', 'text', 'link'].includes(held)) continue;
    const empty = column.dataType === 'array' ? [] : column.getSQLType() === 'jsonb' ? {} : erasedSign;
    blank[property] = column.notNull ? empty : null;
  }
  return blank;
}

async function blankRows({ tx }: Scope, indexer: RecordIndexer, rows: OwnRows): Promise<number> {
  if (rows.ids.length === 0) return 0;
  const written = await tx
    .update(rows.table)
    .set(blankOf(rows))
    .where(and(rows.inWorkspace, among(rows.columns.id!, rows.ids)))
    .returning();
  await reindex(indexer, rows.kind, written);
  return written.length;
}

async function reindex(
  indexer: RecordIndexer,
  kind: RecordKind | undefined,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const standing = rows.filter(({ deletedAt }) => deletedAt === null);
  if (kind && standing.length > 0)
    await indexer.written(kind, standing as unknown as RecordRow<RecordKind>[]);
}

const textColumns = ({ name, columns }: WalkedTable) =>
  Object.entries(columns).filter(([property]) => tableClasses[name].columns[property] === 'text');

const asText = (columns: readonly (readonly [string, SQL.Aliased | unknown])[]): SQL =>
  sql`concat_ws(' ', ${sql.join(
    columns.map(([, column]) => sql`${column}::text`),
    sql`, `,
  )})`;

/** Whether texts of a table are encrypted, so that the database cannot look into them. */
const isSealedTable = (walked: WalkedTable): boolean =>
  sealing() !== undefined && textColumns(walked).some(([, column]) => column.columnType === 'PgCustomColumn');

const textIn = (row: Readonly<Record<string, unknown>>, texts: ReturnType<typeof textColumns>): string =>
  texts.map(([property]) => JSON.stringify(row[property] ?? null)).join(' ');

/** The rows of a table that are meant, as a condition on where they stand until they are written. */
async function placesOf(
  tx: Scope['tx'],
  walked: WalkedTable,
  isMeant: (row: Record<string, unknown>) => boolean,
): Promise<SQL> {
  const rows = await tx
    .select({ ...walked.columns, place: sql<string>`ctid::text` })
    .from(walked.table)
    .where(walked.inWorkspace)
    .for('update');
  const places = rows.filter(isMeant).map(({ place }) => place);
  return sql`ctid = any(array(select place::tid from json_array_elements_text(cast(${JSON.stringify(places)}::text as json)) as place))`;
}

/** Takes out rows of nobody that speak of the person. */
async function removeSpeaking({ tx }: Scope, walked: WalkedTable, traces: Traces): Promise<number> {
  const texts = textColumns(walked);
  const speaking = isSealedTable(walked)
    ? await placesOf(tx, walked, (row) => traces.standsIn(textIn(row, texts)))
    : traces.mayStandIn(asText(texts));
  const gone = await tx
    .delete(walked.table)
    .where(and(walked.inWorkspace, speaking))
    .returning({ one: sql`1` });
  return gone.length;
}

/** Takes the person's addresses, numbers and name out of texts that stay. */
async function maskTexts(
  { tx }: Scope,
  indexer: RecordIndexer,
  walked: WalkedTable,
  traces: Traces,
): Promise<number> {
  const texts = textColumns(walked);
  const { id } = walked.columns;
  if (!id || texts.length === 0 || ['log', 'index', 'mentions'].includes(tableClasses[walked.name].erasing))
    return 0;
  const isSealed = isSealedTable(walked);
  const named = isSealed ? undefined : traces.mayBeNamedIn(asText(texts));
  const rows = await tx.select().from(walked.table).where(and(walked.inWorkspace, named));
  const found = isSealed ? rows.filter((row) => traces.isNamedIn(textIn(row, texts))) : rows;
  const written: Record<string, unknown>[] = [];
  for (const row of found as Record<string, unknown>[]) {
    const set = Object.fromEntries(texts.map(([property]) => [property, traces.without(row[property])]));
    await tx
      .update(walked.table)
      .set(set)
      .where(and(walked.inWorkspace, eq(id, row.id)));
    written.push({ ...row, ...set });
  }
  await reindex(indexer, walked.kind, written);
  return written.length;
}

/** Takes passages that speak of the person out of documents, and has the rest cut anew. */
async function cutDocuments(
  { tx, workspace }: Scope,
  indexer: RecordIndexer,
  traces: Traces,
): Promise<string[]> {
  const speaking = await tx
    .select()
    .from(knowledgeDocuments)
    .where(
      and(
        eq(knowledgeDocuments.workspaceId, workspace.id),
        traces.mayBeNamedIn(sql`${knowledgeDocuments.content}`),
      ),
    );
  for (const document of speaking) {
    const content = withoutPassages(document.content, document.mediaType, traces);
    await tx
      .update(knowledgeDocuments)
      .set({ content })
      .where(and(eq(knowledgeDocuments.workspaceId, workspace.id), eq(knowledgeDocuments.id, document.id)));
    await reindex(indexer, 'knowledge_document', [{ ...document, content }]);
  }
  return speaking.map(({ title }) => traces.without(title));
}

/** A document's text without the passages in which the person is named. */
function withoutPassages(content: string, mediaType: string, traces: Traces): string {
  let left = content;
  for (const { start, end } of passagesOf(content, mediaType).sort((one, other) => other.start - one.start))
    if (traces.isNamedIn(left.slice(start, end)))
      left = `${left.slice(0, start)}${erasedSign}${left.slice(end)}`;
  return traces.without(left);
}

/** What stays of an item of the change log: nothing of the person's rows, the books' part of those that stay. */
function keptOf(
  item: ChangeItem,
  removed: ReadonlySet<string>,
  blanked: ReadonlyMap<string, OwnRows>,
  traces: Traces,
): ChangeItem[] {
  if (removed.has(item.id)) return [];
  const rows = blanked.get(item.id);
  if (item.kind === 'knowledge_document') return [traces.without(withoutContent(item, traces))];
  if (!rows) return [traces.without(item)];
  const blank = blankOf(rows);
  const image = (whole: ChangeItem['before']) => whole && traces.without({ ...whole, ...blank });
  const [before, after] = [image(item.before), image(item.after)];
  return [{ ...item, before, after, label: labelOf(after ?? before ?? { id: item.id }) }];
}

/** A document's item of the change log without the passages that speak of the person. */
function withoutContent(item: ChangeItem, traces: Traces): ChangeItem {
  const image = (whole: ChangeItem['before']) =>
    typeof whole?.content === 'string'
      ? { ...whole, content: withoutPassages(whole.content, String(whole.mediaType), traces) }
      : whole;
  return { ...item, before: image(item.before), after: image(item.after) };
}
