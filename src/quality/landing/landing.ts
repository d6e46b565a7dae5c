import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { changes, recordTables } from '../../../db/index.ts';
import { type Catalogue, createCatalogue, type RuleSurroundings } from '../../crm/index.ts';
import { createSearch, wholeTerm } from '../../search/index.ts';
import {
  dayIn,
  erasedAmong,
  type Identities,
  newId,
  type Scope,
  standingInBulk,
  undoChanges,
} from '../../trust/index.ts';
import type { ImportKind, ImportProblem } from '../contract.ts';
import type { Child } from './children.ts';
import { type Decisions, decide } from './decide.ts';
import { findGoods } from './goods.ts';
import { createMatcher, type Matcher } from './match.ts';
import type { Landed, Memory } from './memory.ts';
import type { Ground, PreparedRow } from './prepare.ts';
import { findReferences, keepExternalIds, referenceProblem, textKey } from './references.ts';
import { writeChildren } from './write-children.ts';

/** Rows of an import on their way into the records, bound to one short transaction. */
export interface Landing {
  /** What the rows of an import are checked against. */
  ground(kind: ImportKind): Promise<Ground>;
  /** Whether there is any record of this kind. */
  isEmpty(kind: ImportKind): Promise<boolean>;
  /** Lets no other import into the workspace until the transaction ends. */
  lock(): Promise<void>;
  /** The newest entry of the change log that is not this import's. */
  lastForeignChange(importId: string): Promise<number>;
  /** Writes a batch of rows as records. */
  land(batch: LandingBatch, memory: Memory): Promise<Landed>;
  /** The entries of an import that stand, newest first. */
  entries(importId: string): Promise<string[]>;
  takeBack(entry: string): Promise<void>;
  /** Puts together some of what batches left in the search index. @returns whether there may be more */
  tidy(): Promise<boolean>;
}

export interface LandingBatch {
  kind: ImportKind;
  source: string;
  rows: readonly PreparedRow[];
  /** Called once the rows are on their way to the database: from then on this thread has little to do. */
  onWriting(): void;
}

export function createLanding(scope: Scope): Landing {
  const { tx, workspace } = scope;
  return {
    async ground(kind) {
      const fields = await createCatalogue(scope).fields(kind);
      const { currency, timeZone } = workspace;
      return { kind, fields: new Map(fields.map((field) => [field.name, field])), currency, timeZone };
    },
    async isEmpty(kind) {
      const table = recordTables[kind] as typeof recordTables.contact;
      const found = await tx
        .select({ id: table.id })
        .from(table)
        .where(and(eq(table.workspaceId, workspace.id), isNull(table.deletedAt)))
        .limit(1);
      return found.length === 0;
    },
    async lock() {
      const key = sql`hashtextextended(${`import:${workspace.id}`}, 0)`;
      await tx.execute(sql`select pg_advisory_xact_lock(${key})`);
    },
    async lastForeignChange(importId) {
      const [last] = await tx
        .select({ sequence: changes.sequence })
        .from(changes)
        .where(
          and(eq(changes.workspaceId, workspace.id), sql`${changes.bulkId} is distinct from ${importId}`),
        )
        .orderBy(desc(changes.sequence))
        .limit(1);
      return last?.sequence ?? 0;
    },
    land: (batch, memory) => landBatch(scope, batch, memory),
    entries: (importId) => standingInBulk(scope, importId),
    async takeBack(entry) {
      await undoChanges(scope, [entry]);
    },
    tidy: () => createSearch({ tx, workspaceId: workspace.id }).tidy(),
  };
}

async function landBatch(
  scope: Scope,
  { kind, source, rows, onWriting }: LandingBatch,
  memory: Memory,
): Promise<Landed> {
  const { tx, workspace } = scope;
  const search = createSearch({ tx, workspaceId: workspace.id });
  const catalogue = createCatalogue(scope);
  const landed: Landed = {
    created: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    problems: [],
    recordIds: [],
    made: null,
    keys: [],
    unknownOwners: [],
    held: new Map(),
    lookedUp: new Map(),
    wrote: false,
  };
  const leaveOut = (problem: ImportProblem) => {
    landed.problems.push(problem);
    landed.skipped += 1;
  };
  await addFields(scope, catalogue, kind, rows);
  const referring = await resolve(scope, { kind, source, rows, search, catalogue }, memory, landed, leaveOut);
  const rules = await rulesOf(scope, kind, catalogue);
  const matcher = await createMatcher(scope, search, { kind, source }, referring, memory);
  const goods = await findGoods(scope, search, source, referring, memory.isRehearsal);
  const isErased = await erasedIn(scope, kind, referring);
  const ground = { kind, rules, matcher, goods, memory, isErased, leaveOut };
  const decided: Decisions = { created: [], patches: new Map(), records: new Map() };
  for (const row of referring) decide(row, ground, decided, landed);
  landed.held = matcher.held;
  await write(scope, { kind, source, onWriting }, decided, landed, matcher);
  landed.wrote = scope.records.items.length > 0;
  return landed;
}

/** Tells rows of people who were erased. */
async function erasedIn(
  scope: Scope,
  kind: ImportKind,
  rows: readonly PreparedRow[],
): Promise<(row: PreparedRow) => boolean> {
  if (kind !== 'contact') return () => false;
  const known = ({ columns }: PreparedRow) => columns as Identities;
  const erased = await erasedAmong(scope, {
    emails: rows.flatMap((row) => known(row).emails ?? []),
    phones: rows.flatMap((row) => known(row).phones ?? []),
  });
  if (erased.size === 0) return () => false;
  return (row) =>
    [...(known(row).emails ?? []), ...(known(row).phones ?? [])].some((text) => erased.has(text));
}

/** Text fields of the workspace that rows bring along. */
async function addFields(
  { records }: Scope,
  catalogue: Catalogue,
  kind: ImportKind,
  rows: readonly PreparedRow[],
): Promise<void> {
  const names = new Set(rows.flatMap(({ custom }) => Object.keys(custom)));
  const known = new Set(
    (await catalogue.fields(kind)).flatMap(({ custom, column }) => (custom ? column : [])),
  );
  const added = [...names].filter((name) => !known.has(name));
  if (added.length > 0)
    await records.insertMany(
      'custom_field',
      added.map((name) => ({ kind, name, label: name, type: 'text' })),
    );
}

/** Puts the ids of the records that rows refer to into their columns; founds companies nobody knows. */
async function resolve(
  scope: Scope,
  batch: {
    kind: ImportKind;
    source: string;
    rows: readonly PreparedRow[];
    search: ReturnType<typeof createSearch>;
    catalogue: Catalogue;
  },
  memory: Memory,
  landed: Landed,
  leaveOut: (problem: ImportProblem) => void,
): Promise<PreparedRow[]> {
  const { records, now, actor } = scope;
  const { source, rows, search, catalogue, kind } = batch;
  const found = await findReferences(scope, search, catalogue, source, rows, memory.known);
  const lookedUp = new Map(found.lookedUp);
  landed.lookedUp = lookedUp;
  const founded = new Map<string, string>();
  for (const [term] of found.unknownCompanies) founded.set(term, newId('company', now));
  const complete: PreparedRow[] = [];
  const used = new Set<string>();
  for (const row of rows) {
    let isComplete = true;
    const { columns } = row;
    for (const reference of row.references) {
      const { field, text } = reference;
      const meant = found.of(reference);
      const isNew = !('id' in meant) && field.target === 'company' && text !== undefined;
      const term = isNew ? wholeTerm(text, 'name') : '';
      const id = 'id' in meant ? meant.id : founded.get(term);
      if (id !== undefined) {
        columns[field.column] = id;
        if (isNew) {
          used.add(term);
          lookedUp.set(textKey('company', text), id);
        }
      } else if (field.target === 'user') {
        const told = text ?? '';
        if (memory.toldOwners.has(told) || landed.unknownOwners.includes(told)) continue;
        landed.unknownOwners.push(told);
        const reason = `${(meant as { missing: string }).missing} Imported without this owner; further lines are not listed.`;
        landed.problems.push(referenceProblem(row.line, reference, reason));
      } else if (!memory.isRehearsal) {
        leaveOut(referenceProblem(row.line, reference, (meant as { missing: string }).missing));
        isComplete = false;
        break;
      }
    }
    if (!isComplete) continue;
    if (kind === 'interaction' && typeof columns.contactId !== 'string') {
      leaveOut({ line: row.line, column: 'contact', reason: 'An interaction needs a contact.' });
      continue;
    }
    complete.push(row);
  }
  const companies = [...used].map((term) => ({
    id: founded.get(term)!,
    name: found.unknownCompanies.get(term)!.trim().slice(0, 10_000),
    ownerId: actor.id,
  }));
  if (companies.length > 0) await records.insertMany('company', companies);
  return complete;
}

async function rulesOf(
  { workspace, actor, now }: Scope,
  kind: ImportKind,
  catalogue: Catalogue,
): Promise<RuleSurroundings> {
  const stages = kind === 'deal' ? await catalogue.stages() : [];
  const { currency, timeZone } = workspace;
  return { actorId: actor.id, currency, now, today: dayIn(timeZone, now), stages };
}

async function write(
  scope: Scope,
  { kind, source, onWriting }: Omit<LandingBatch, 'rows'>,
  { created, patches, records }: Decisions,
  landed: Landed,
  matcher: Matcher,
): Promise<void> {
  const inserting = created.length > 0 ? scope.records.insertMany(kind, created as never) : undefined;
  onWriting();
  await inserting;
  const children = new Map<string, readonly Child[]>();
  for (const [id, { children: ofRecord }] of records) if (ofRecord.length > 0) children.set(id, ofRecord);
  const isNew = (id: string) => records.get(id)?.isNew ?? false;
  const withNewChildren = await writeChildren(scope, children, isNew);
  if (patches.size > 0) await scope.records.updateMany(kind, patches as never);
  const externalIds = new Map<string, string>();
  for (const [id, { row }] of records)
    if (row.externalId !== undefined && !matcher.isKept(row.externalId, id))
      externalIds.set(row.externalId, id);
  await keepExternalIds(scope, source, kind, externalIds);
  const [first, last] = [created[0], created.at(-1)];
  if (first && last) landed.made = { first: String(first.id), last: String(last.id) };
  for (const [id, { isNew }] of records) {
    if (isNew) {
      landed.created += 1;
      continue;
    }
    landed.recordIds.push(id);
    if (patches.has(id) || withNewChildren.has(id)) landed.updated += 1;
    else landed.unchanged += 1;
  }
}
