import { and, eq, inArray, isNull } from 'drizzle-orm';
import { externalIds, users } from '../../../db/index.ts';
import type { Catalogue, Field, ObjectKind } from '../../crm/index.ts';
import { type Search, wholeTerm } from '../../search/index.ts';
import { didYouMean, isId, kindName, quoted, rowsById, type Scope } from '../../trust/index.ts';
import type { ImportKind, ImportProblem } from '../contract.ts';
import { usualStage } from '../mapping/origins.ts';
import type { GivenReference, PreparedRow } from './prepare.ts';

/** The records that rows of a batch refer to. */
export interface Found {
  /** The id a reference means, or why it means none. */
  of(reference: GivenReference): { id: string } | { missing: string };
  /** Companies that are named and nowhere known, each by its name as first written. */
  unknownCompanies: ReadonlyMap<string, string>;
  /** What was looked up and means one record, by `kind text`: what later batches need not look up again. */
  lookedUp: ReadonlyMap<string, string>;
}

type Target = NonNullable<Field['target']>;
type Whole = Parameters<typeof wholeTerm>[1];

/** What a text is remembered by that names a record of this kind. */
export const textKey = (target: Target, text: string): string => `${target} ${text}`;

/** How a text names a record of this kind. */
function wholeOf(target: ObjectKind, text: string): Whole {
  if (target === 'order' || target === 'ticket') return 'code';
  if (target !== 'contact') return 'name';
  if (text.includes('@')) return 'email';
  return /^[\d\s()+./-]{5,}$/.test(text) ? 'phone' : 'name';
}

/**
 * Finds what the rows of a batch refer to, in a few statements for all of them.
 *
 * @param known  what earlier batches looked up
 */
export async function findReferences(
  scope: Scope,
  search: Search,
  catalogue: Catalogue,
  source: string,
  rows: readonly PreparedRow[],
  known: ReadonlyMap<string, string>,
): Promise<Found> {
  const given = rows.flatMap((row) => row.references);
  const byExternalId = await recordsByExternalId(scope, source, given);
  const byText = new Map<string, string[]>();
  const lookedUp = new Map<string, string>();
  for (const [target, references] of Map.groupBy(given, ({ field }) => field.target!)) {
    const texts: string[] = [];
    for (const text of textsOf(references)) {
      const id = known.get(textKey(target, text));
      if (id === undefined) texts.push(text);
      else byText.set(textKey(target, text), [id]);
    }
    const found =
      target === 'user'
        ? await usersNamed(scope, texts)
        : target === 'stage'
          ? await stagesNamed(catalogue, texts)
          : await recordsNamed(scope, search, target, texts);
    for (const [text, ids] of found) {
      byText.set(textKey(target, text), ids);
      if (ids.length === 1 && target !== 'user' && target !== 'stage')
        lookedUp.set(textKey(target, text), ids[0]!);
    }
  }
  const unknown = given.filter(
    ({ field, text, externalId }) =>
      field.target === 'company' &&
      text !== undefined &&
      !byText.has(textKey('company', text)) &&
      !(externalId !== undefined && byExternalId.has(`company ${externalId}`)) &&
      wholeTerm(text, 'name').length > 2,
  );
  const unknownCompanies = new Map(
    unknown.map(({ text }) => [wholeTerm(text!, 'name'), text!] as const).reverse(),
  );
  const targets = new Set(given.map(({ field }) => field.target));
  const names = {
    user: targets.has('user') ? (await allUsers(scope)).map(({ name }) => name) : [],
    stage: targets.has('stage')
      ? (await catalogue.stages()).flatMap(({ name, nameChinese }) => [name, nameChinese ?? []].flat())
      : [],
  };
  return {
    unknownCompanies,
    lookedUp,
    of({ field, text, externalId }) {
      const target = field.target!;
      const known = externalId === undefined ? undefined : byExternalId.get(`${target} ${externalId}`);
      if (known !== undefined) return { id: known };
      if (text === undefined)
        return { missing: `No ${kindName(target)} was imported from here as ${quoted(externalId ?? '')}.` };
      const ids = byText.get(textKey(target, text)) ?? [];
      if (ids.length === 1) return { id: ids[0]! };
      if (ids.length > 1)
        return { missing: `${quoted(text)} may be ${ids.length} ${kindName(target)} records.` };
      const near = target === 'user' || target === 'stage' ? ` ${didYouMean(text, names[target])}` : '';
      return { missing: `No ${kindName(target)} is called ${quoted(text)}.${near}` };
    },
  };
}

/** Each text of some references once. */
function textsOf(references: readonly GivenReference[]): Set<string> {
  const texts = new Set<string>();
  for (const { text } of references) if (text !== undefined) texts.add(text);
  return texts;
}

/** The records of external ids, by kind and external id; those taken away left out. */
async function recordsByExternalId(
  scope: Scope,
  source: string,
  given: readonly GivenReference[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const withId = given.filter(({ externalId }) => externalId !== undefined);
  for (const [target, references] of Map.groupBy(withId, ({ field }) => field.target!)) {
    if (target === 'user' || target === 'stage') continue;
    const wanted = references.map(({ externalId }) => externalId!);
    for (const [externalId, id] of await idsOfExternal(scope, source, target, wanted))
      found.set(`${target} ${externalId}`, id);
  }
  return found;
}

/** The standing record of each external id of a source. */
export async function idsOfExternal(
  scope: Scope,
  source: string,
  kind: ObjectKind,
  wanted: readonly string[],
): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map();
  const rows = await scope.tx
    .select({ externalId: externalIds.externalId, recordId: externalIds.recordId })
    .from(externalIds)
    .where(
      and(
        eq(externalIds.workspaceId, scope.workspace.id),
        eq(externalIds.kind, kind),
        eq(externalIds.source, source),
        inArray(externalIds.externalId, [...new Set(wanted)]),
      ),
    );
  const ids = rows.map(({ recordId }) => recordId);
  const records = await rowsById(scope.tx, scope.workspace.id, kind, ids);
  const standing = rows.filter(({ recordId }) => records.get(recordId)?.deletedAt === null);
  return new Map(standing.map(({ externalId, recordId }) => [externalId, recordId]));
}

async function recordsNamed(
  scope: Scope,
  search: Search,
  target: ObjectKind,
  texts: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const isGivenById = (text: string) => isId(target, text);
  const byId = await rowsById(scope.tx, scope.workspace.id, target, texts.filter(isGivenById));
  for (const [id, row] of byId) if (row.deletedAt === null) found.set(id, [id]);
  const named = texts.filter((text) => !isGivenById(text));
  for (const [as, group] of Map.groupBy(named, (text) => wholeOf(target, text)))
    for (const [text, ids] of await search.named(target, group, as)) found.set(text, ids);
  if (target === 'product')
    for (const [text, ids] of await search.named(target, named, 'code')) found.set(text, ids);
  return found;
}

const allUsers = ({ tx, workspace }: Scope) =>
  tx
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(and(eq(users.workspaceId, workspace.id), isNull(users.deletedAt)));

async function usersNamed(scope: Scope, texts: readonly string[]): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>();
  for (const { id, name, email } of await allUsers(scope))
    for (const text of new Set([id, name.toLowerCase(), email.toLowerCase()]))
      ids.set(text, [...(ids.get(text) ?? []), id]);
  for (const me of ['me', '我']) ids.set(me, [scope.actor.id]);
  return chosen(texts, ids);
}

/** Stages by id or name; one that none is called by is looked for by what other CRMs mean by it. */
async function stagesNamed(catalogue: Catalogue, texts: readonly string[]): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>();
  for (const { id, name, nameChinese } of await catalogue.stages())
    for (const text of new Set([id, name.toLowerCase(), nameChinese ?? name.toLowerCase()]))
      ids.set(text, [...(ids.get(text) ?? []), id]);
  const named = chosen(texts, ids);
  const others = texts.filter((text) => !named.has(text));
  const meant = chosen(others.map(usualStage), ids);
  for (const other of others) {
    const found = meant.get(usualStage(other));
    if (found !== undefined) named.set(other, found);
  }
  return named;
}

const chosen = (texts: readonly string[], ids: ReadonlyMap<string, string[]>): Map<string, string[]> =>
  new Map(
    texts.flatMap((text) => {
      const found = ids.get(text.trim().toLowerCase()) ?? ids.get(text.trim());
      return found ? [[text, found] as const] : [];
    }),
  );

/** Why a reference leaves its row out. */
export const referenceProblem = (
  line: number,
  { field, text, externalId }: GivenReference,
  reason: string,
): ImportProblem => ({ line, column: field.name, value: (text ?? externalId ?? '').slice(0, 100), reason });

/** Keeps the external ids of records, so that the next import of the same source knows them again. */
export async function keepExternalIds(
  scope: Scope,
  source: string,
  kind: ImportKind,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  if (ids.size === 0) return;
  const rows = Array.from(ids, ([externalId, recordId]) => ({
    workspaceId: scope.workspace.id,
    kind,
    source,
    externalId,
    recordId,
  }));
  const { tx } = scope;
  await tx
    .delete(externalIds)
    .where(
      and(
        eq(externalIds.workspaceId, scope.workspace.id),
        eq(externalIds.kind, kind),
        eq(externalIds.source, source),
        inArray(externalIds.externalId, [...ids.keys()]),
      ),
    );
  await tx.insert(externalIds).values(rows);
}
