import { and, eq, inArray } from 'drizzle-orm';
import { externalIds, interactions, type RecordRow } from '../../../db/index.ts';
import { type Search, wholeTerm } from '../../search/index.ts';
import { canonicalJson, type Scope } from '../../trust/index.ts';
import type { ImportKind } from '../contract.ts';
import { agree, type Columns, isSameByExternalId, keysAt, type Level, levels } from './levels.ts';
import type { Memory } from './memory.ts';
import type { PreparedRow } from './prepare.ts';
import { idsOfExternal } from './references.ts';

/** Texts looked up at once: thousands of records may have each, as people have a common name. */
const textsAtOnce = 1_000;
/** Records looked at closely at once: what cannot be meant after all is let go before the next are read. */
const recordsAtOnce = 500;

/** Records a row may be, those of this batch among them. */
export interface Matcher {
  /**
   * The record this row is, `several` where it cannot be told which, or null where it is none.
   * @param isTaken  whether an earlier line is this record: of several it comes first, as it did when it was new
   */
  match(row: PreparedRow, isTaken: (id: string) => boolean): Columns | 'several' | null;
  /** Adds the keys by which a row may be known again. */
  noteKeys(row: PreparedRow, into: string[]): void;
  /** Makes a record of this batch one that later rows may be. */
  add(row: PreparedRow, record: Columns): void;
  /** Makes the external id of a row that of the record it is. */
  claim(row: PreparedRow, recordId: string): void;
  /**
   * Holds the external id of a row until the import ends, as the first line that has it decides whose it is.
   * @param recordId  the record that an earlier line is already, or null where the row was left out
   */
  hold(row: PreparedRow, recordId: string | null): void;
  /** External ids that are held, and by which record. */
  held: ReadonlyMap<string, string | null>;
  /** Whether an external id need not be written: it was this record's before the batch, or is held. */
  isKept(externalId: string, recordId: string): boolean;
}

/**
 * Looks up what the rows of a batch may be, in a few statements for all of them.
 *
 * @param memory  `mayBeKnown` is false for a text that no record can have, which spares its look-up
 */
export async function createMatcher(
  scope: Scope,
  search: Search,
  ground: { kind: ImportKind; source: string },
  rows: readonly PreparedRow[],
  { mayBeKnown, held: heldBefore }: Pick<Memory, 'mayBeKnown' | 'held'>,
): Promise<Matcher> {
  const { kind, source } = ground;
  const { tx, workspace, records } = scope;
  const byTerm = new Map<string, string[]>();
  const known = new Map<string, Columns>();
  for (const [place, level] of levels[kind].entries()) {
    const wanted = new Map<string, string>();
    for (const row of rows) if (isWanted(level, place, row, mayBeKnown)) addTexts(level, place, row, wanted);
    if (wanted.size === 0) continue;
    const rowsOf = rowsByTerm(place, rows);
    for (const texts of slicesOf([...wanted.values()], textsAtOnce)) {
      const found = await search.named(kind, texts, level.as);
      const termsOf = new Map<string, string[]>();
      for (const [text, ids] of found)
        for (const id of ids) {
          const terms = termsOf.get(id);
          if (terms) terms.push(wholeTerm(text, level.as));
          else termsOf.set(id, [wholeTerm(text, level.as)]);
        }
      const unseen = [...termsOf.keys()].filter((id) => !known.has(id));
      for (const ids of slicesOf(unseen, recordsAtOnce))
        for (const [id, record] of await records.images(kind, ids)) {
          const isMeant = (row: PreparedRow) => isAlike(level, row, record);
          if (termsOf.get(id)!.some((term) => rowsOf.get(term)!.some(isMeant))) known.set(id, record);
        }
      for (const [text, ids] of found) {
        const met = ids.filter((id) => known.has(id));
        if (met.length > 0) byTerm.set(wholeTerm(text, level.as), met);
      }
    }
  }
  const given = rows.flatMap(({ externalId }) => externalId ?? []);
  const wantedExternal = given.filter((externalId) => mayBeKnown(`x:${externalId}`));
  const byExternalId = await idsOfExternal(scope, source, kind, wantedExternal);
  const held = new Map<string, string | null>();
  for (const externalId of given) {
    const holder = heldBefore.get(externalId);
    if (holder !== undefined) held.set(externalId, holder);
  }
  if (kind === 'interaction')
    for (const [key, id] of await sameInteractions(scope, rows)) byTerm.set(key, [id]);

  const ids = new Set([
    ...byExternalId.values(),
    ...[...held.values()].filter((id) => id !== null),
    ...[...byTerm.values()].flat(),
  ]);
  const unseen = [...ids].filter((id) => !known.has(id));
  for (const [id, record] of await records.images(kind, unseen)) known.set(id, record);
  const kept = new Map(byExternalId);
  const externalIdOf = new Map(Array.from(byExternalId, ([externalId, id]) => [id, externalId]));
  const unnamed = [...ids].filter((id) => !externalIdOf.has(id));
  if (given.length > 0 && unnamed.length > 0)
    for (const row of await tx
      .select()
      .from(externalIds)
      .where(
        and(
          eq(externalIds.workspaceId, workspace.id),
          inArray(externalIds.recordId, unnamed),
          eq(externalIds.source, source),
        ),
      ))
      externalIdOf.set(row.recordId, row.externalId);

  /** Two ids of one source are two records, however alike they are. */
  const isAnother = ({ externalId }: PreparedRow, id: string) =>
    externalId !== undefined && (externalIdOf.get(id) ?? externalId) !== externalId;
  const standing = (id: string) => {
    const record = known.get(id);
    return record && !record.deletedAt ? [record] : [];
  };

  /** The record that a row is by what some have in common with it, `several` where it cannot be told which. */
  const meantAt = (
    level: Level,
    terms: readonly string[],
    row: PreparedRow,
    isTaken: (id: string) => boolean,
  ): Columns | 'several' | null => {
    const fitting = [...new Set(terms.flatMap((term) => byTerm.get(term) ?? []))]
      .filter((id) => !isAnother(row, id))
      .flatMap(standing)
      .filter((record) => isAlike(level, row, record));
    const taken = fitting.filter(({ id }) => isTaken(String(id)));
    const found = taken.length > 0 ? taken : fitting;
    const alike = found.length > 1 ? found.filter(({ name }) => agree('name')(row.columns, { name })) : found;
    if (alike.length === 1) return alike[0]!;
    return found.length > 1 ? 'several' : null;
  };

  /** The record that the external id of a row means. */
  const idOf = ({ externalId = '' }: PreparedRow): string | null | undefined =>
    held.has(externalId) ? held.get(externalId) : byExternalId.get(externalId);
  const claim = ({ externalId }: PreparedRow, id: string): void => {
    if (externalId === undefined || held.has(externalId)) return;
    externalIdOf.set(id, externalId);
    byExternalId.set(externalId, id);
  };

  const hold = (term: string, id: string): void => {
    const holders = byTerm.get(term);
    if (holders === undefined) byTerm.set(term, [id]);
    else if (holders.at(-1) !== id) holders.push(id);
  };

  return {
    isKept: (externalId, recordId) => kept.get(externalId) === recordId || held.has(externalId),
    noteKeys(row, into) {
      for (const [place, level] of levels[kind].entries())
        into.push(...keysAt(level, row.terms[place]!, row.columns));
      if (row.externalId !== undefined) into.push(`x:${row.externalId}`);
    },
    claim,
    held,
    hold({ externalId }, recordId) {
      if (externalId === undefined || held.has(externalId)) return;
      if (byExternalId.get(externalId) !== recordId) held.set(externalId, recordId);
    },
    match(row, isTaken) {
      const named = idOf(row) ?? '';
      for (const record of standing(named))
        if (isTaken(named) || isSameByExternalId(kind, row.columns, record)) return record;
      const byContent = kind === 'interaction' ? (byTerm.get(interactionKey(row.columns)) ?? []) : [];
      for (const record of byContent.flatMap(standing)) return record;
      for (const [place, level] of levels[kind].entries()) {
        const terms = row.terms[place]!;
        if (!terms.some((term) => byTerm.has(term))) continue;
        const found = meantAt(level, terms, row, isTaken);
        if (found !== null) return found;
      }
      return null;
    },
    add(row, record) {
      const id = String(record.id);
      known.set(id, record);
      claim(row, id);
      for (const terms of row.terms) for (const term of terms) hold(term, id);
      if (kind === 'interaction') hold(interactionKey(row.columns), id);
    },
  };
}

/** Whether a record may have one of the row's keys at a level. */
function isWanted(
  level: Level,
  place: number,
  { terms, columns }: PreparedRow,
  mayBeKnown: Memory['mayBeKnown'],
): boolean {
  for (const key of keysAt(level, terms[place]!, columns)) if (mayBeKnown(key)) return true;
  return false;
}

/** Adds the texts of a row at a level, by their terms. */
function addTexts(
  { texts }: Level,
  place: number,
  { terms, columns }: PreparedRow,
  wanted: Map<string, string>,
): void {
  for (const [index, text] of texts(columns).entries()) wanted.set(terms[place]![index]!, text);
}

/** Whether a record that has a text of the row may be what the row means. */
const isAlike = (level: Level, { columns }: PreparedRow, record: Columns): boolean =>
  (level.agreeing ?? []).every((column) => agree(column)(columns, record)) && level.fits(columns, record);

/** The rows of a batch by their terms at a level. */
function rowsByTerm(place: number, rows: readonly PreparedRow[]): Map<string, PreparedRow[]> {
  const rowsOf = new Map<string, PreparedRow[]>();
  for (const row of rows)
    for (const term of row.terms[place]!) {
      const others = rowsOf.get(term);
      if (others) others.push(row);
      else rowsOf.set(term, [row]);
    }
  return rowsOf;
}

function* slicesOf<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

const interactionKey = ({ contactId, occurredAt, channel, summary }: Columns): string =>
  canonicalJson([contactId, occurredAt, channel, summary]);

/** Interactions that say the very same, by their key. */
async function sameInteractions(
  { tx, workspace }: Scope,
  rows: readonly PreparedRow[],
): Promise<Map<string, string>> {
  const contactIds = [...new Set(rows.map(({ columns }) => columns.contactId as string))];
  const moments = rows.map(({ columns }) => columns.occurredAt as Date).filter(Boolean);
  if (contactIds.length === 0 || moments.length === 0) return new Map();
  const found: Pick<
    RecordRow<'interaction'>,
    'id' | 'contactId' | 'occurredAt' | 'channel' | 'summary' | 'deletedAt'
  >[] = await tx
    .select()
    .from(interactions)
    .where(
      and(
        eq(interactions.workspaceId, workspace.id),
        inArray(interactions.contactId, contactIds),
        inArray(interactions.occurredAt, moments),
      ),
    );
  const standing = found.filter(({ deletedAt }) => deletedAt === null);
  return new Map(standing.map((interaction) => [interactionKey(interaction), interaction.id]));
}
