import { and, asc, desc, eq, or, sql } from 'drizzle-orm';
import { type DraftedItem, draftSteps, drafts, idempotencyKeys, type RecordKind } from '../../../db/index.ts';
import { RapportError } from '../errors.ts';
import { newId } from '../ids.ts';
import { rowsById, type WholeRow, wholeRow } from '../record-rows.ts';
import { fromImage } from '../record-store.ts';
import type { Scope } from '../scope.ts';
import { columnsOf, type DraftedRecord, foldSteps } from './fold.ts';

export type Draft = typeof drafts.$inferSelect;
export type DraftStep = typeof draftSteps.$inferSelect;

/** What calls find a draft by: its key, and its name for people. */
export interface DraftKey {
  key: string;
  name: string;
}

/** A draft with what was written in it. */
export interface OpenedDraft {
  draft: Draft;
  steps: DraftStep[];
  records: DraftedRecord[];
}

/** The most records one draft writes, and the most calls it takes. */
export const mostDrafted = 500;

const inWorkspace = ({ workspace }: Scope, id: string) =>
  and(eq(drafts.workspaceId, workspace.id), eq(drafts.id, id));

/** The actor's open draft of this key, or null. Held until the transaction ends where it is to be written in. */
export async function findDraft(scope: Scope, key: string, held = false): Promise<Draft | null> {
  const found = scope.tx
    .select()
    .from(drafts)
    .where(
      and(
        eq(drafts.workspaceId, scope.workspace.id),
        eq(drafts.actorId, scope.actor.id),
        eq(drafts.key, key),
        eq(drafts.status, 'open'),
      ),
    );
  const [draft] = await (held ? found.for('update') : found);
  return draft ?? null;
}

/** The same, opened where there is none. */
export async function openDraft(scope: Scope, { key, name }: DraftKey): Promise<Draft> {
  const { tx, workspace, actor, now } = scope;
  const lock = `${workspace.id}:${actor.id}:draft:${key}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
  const known = await findDraft(scope, key, true);
  if (known) return known;
  const [opened] = await tx
    .insert(drafts)
    .values({
      workspaceId: workspace.id,
      id: newId('draft', now),
      actorId: actor.id,
      client: actor.client,
      key,
      name,
      createdAt: now,
      updatedAt: now,
    })
    .returning();
  return opened!;
}

/** What was written in a draft, record by record. */
export async function readDraft(scope: Scope, draft: Draft): Promise<OpenedDraft> {
  const steps = await scope.tx
    .select()
    .from(draftSteps)
    .where(and(eq(draftSteps.workspaceId, scope.workspace.id), eq(draftSteps.draftId, draft.id)))
    .orderBy(asc(draftSteps.sequence));
  return { draft, steps, records: foldSteps(steps) };
}

/** Takes what a call wrote into a draft, and rolls nothing back itself. @returns the step's id */
export async function addStep(
  scope: Scope,
  { draft, steps }: OpenedDraft,
  call: {
    tool: string;
    conversationId: string | undefined;
    words: string | undefined;
    items: readonly DraftedItem[];
  },
): Promise<string> {
  const { tx, workspace, actor, now } = scope;
  const sequence = (steps.at(-1)?.sequence ?? 0) + 1;
  const written = foldSteps([...steps, { sequence, items: call.items }]).length;
  if (written > mostDrafted || steps.length >= mostDrafted)
    throw new RapportError('conflict', `A draft holds at most ${mostDrafted} records and calls.`, {
      hint: 'Let a person apply or discard it, then go on in another.',
    });
  const id = newId('draft_step', now);
  await tx.insert(draftSteps).values({
    workspaceId: workspace.id,
    draftId: draft.id,
    sequence,
    id,
    tool: call.tool,
    client: actor.client,
    conversationId: call.conversationId ?? null,
    occurredAt: now,
    words: call.words?.slice(0, longestWords) ?? null,
    items: [...call.items],
  });
  await touch(scope, draft);
  return id;
}

const longestWords = 500;

/** Makes what a person was shown of a draft another than it is now: its parts have other numbers. */
export const touch = (scope: Scope, draft: Draft) =>
  scope.tx
    .update(drafts)
    .set({ revision: draft.revision + 1, updatedAt: scope.now })
    .where(inWorkspace(scope, draft.id));

/**
 * Lays what a draft holds over the data of this transaction, search index included, to be rolled back with it.
 * Of a record that stands, the fields the draft wrote; all else stays as it is now.
 */
export async function layOver(scope: Scope, records: readonly DraftedRecord[]): Promise<void> {
  for (const [name, drafted] of Map.groupBy(records, ({ kind }) => kind)) {
    const kind = name as RecordKind;
    const { id: workspaceId } = scope.workspace;
    const ids = drafted.map(({ id }) => id);
    const live = await rowsById(scope.tx, workspaceId, kind, ids, { held: true });
    const added: WholeRow[] = [];
    const changed: WholeRow[] = [];
    for (const { id, before, after, fields, versions } of drafted) {
      const row = live.get(id) as WholeRow | undefined;
      const values = Object.fromEntries(fields.map((field) => [field.field, field.after]));
      const bookkeeping = { id, workspaceId, updatedAt: scope.now };
      if (row) {
        const version = row.version + versions;
        const columns = fromImage(kind, columnsOf(values, row));
        changed.push(wholeRow(kind, { ...row, ...columns, ...bookkeeping, version }));
      } else if (before === null) {
        const columns = fromImage(kind, columnsOf(after, {}));
        added.push(
          wholeRow(kind, {
            ...columns,
            ...bookkeeping,
            createdAt: scope.now,
            version: Math.max(1, versions),
          }),
        );
      }
    }
    await scope.records.layOver(kind, { added, changed });
  }
}

/** A draft by its id or, while it is open, its name: one's own, or for an owner or manager anybody's. @throws RapportError */
export async function draftNamed(scope: Scope, reference: string, held = false): Promise<Draft> {
  const found = scope.tx
    .select()
    .from(drafts)
    .where(and(visibleTo(scope), or(eq(drafts.id, reference), and(eq(drafts.name, reference), isOpen))))
    .orderBy(desc(drafts.updatedAt))
    .limit(1);
  const [meant] = await (held ? found.for('update') : found);
  if (meant) return meant;
  throw new RapportError('not_found', 'There is no such draft.', { hint: 'List them with: rapport drafts' });
}

/** Drafts one may see, open ones first, newest first; at most 100. */
export const listDrafts = (scope: Scope): Promise<Draft[]> =>
  scope.tx
    .select()
    .from(drafts)
    .where(visibleTo(scope))
    .orderBy(sql`${isOpen} desc`, desc(drafts.createdAt), desc(drafts.id))
    .limit(mostListed)
    .execute();

const mostListed = 100;
const isOpen = eq(drafts.status, 'open');

function visibleTo({ workspace, actor }: Scope) {
  const seesAll = actor.role === 'owner' || actor.role === 'manager';
  return and(eq(drafts.workspaceId, workspace.id), seesAll ? undefined : eq(drafts.actorId, actor.id));
}

/** Lets go of a draft with all it holds. @throws RapportError conflict where it was decided on already */
export async function discardDraft(scope: Scope, draft: Draft): Promise<void> {
  requireOpen(draft);
  const { tx, workspace } = scope;
  await forget(scope, draft);
  await tx
    .delete(draftSteps)
    .where(and(eq(draftSteps.workspaceId, workspace.id), eq(draftSteps.draftId, draft.id)));
  await tx.delete(drafts).where(inWorkspace(scope, draft.id));
}

/** Forgets how calls in a draft were answered. */
export const forget = async ({ tx, workspace }: Scope, draft: Draft): Promise<void> => {
  await tx
    .delete(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.workspaceId, workspace.id),
        eq(idempotencyKeys.actorId, draft.actorId),
        sql`starts_with(${idempotencyKeys.tool}, ${draftedTool(draft, '')})`,
      ),
    );
};

/** A tool's name as idempotency keeps it in a draft: the same call outside is another. */
export const draftedTool = ({ id }: Draft, tool: string): string => `${id}/${tool}`;

/** Leaves a draft for a person to decide: what its conversation writes from here on is not in it. */
export async function submitDraft(scope: Scope, draft: Draft): Promise<void> {
  requireOpen(draft);
  await scope.tx
    .update(drafts)
    .set({ key: `submitted:${draft.id}`, updatedAt: scope.now })
    .where(inWorkspace(scope, draft.id));
}

/** Notes that a person had all of a draft applied. */
export const markApplied = async (scope: Scope, { id }: Draft): Promise<void> => {
  await scope.tx
    .update(drafts)
    .set({ status: 'applied', decidedBy: scope.actor.id, decidedAt: scope.now })
    .where(inWorkspace(scope, id));
};

/**
 * Takes a call of the draft back, by default the last. Only where no later call wrote the same record.
 * @throws RapportError not_found or conflict
 */
export async function takeBack(scope: Scope, opened: OpenedDraft, stepId?: string): Promise<DraftStep> {
  const { draft, steps } = opened;
  const step = stepId === undefined ? steps.at(-1) : steps.find(({ id }) => id === stepId);
  if (!step)
    throw new RapportError('not_found', 'There is no such step in this draft.', {
      hint: 'show_draft lists them; what was written outside of the draft is undone outside of it.',
    });
  const own = new Set(step.items.map(({ kind, id }) => `${kind} ${id}`));
  const later = steps
    .filter(({ sequence }) => sequence > step.sequence)
    .flatMap(({ items }) => items.filter(({ kind, id }) => own.has(`${kind} ${id}`)));
  if (later.length > 0)
    throw new RapportError(
      'conflict',
      `Written again later in this draft: ${[...new Set(later.map(({ label }) => label))].slice(0, 5).join(', ')}.`,
      { hint: 'Take the later step back first.' },
    );
  await scope.tx
    .delete(draftSteps)
    .where(
      and(
        eq(draftSteps.workspaceId, scope.workspace.id),
        eq(draftSteps.draftId, draft.id),
        eq(draftSteps.sequence, step.sequence),
      ),
    );
  await scope.tx
    .delete(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.workspaceId, scope.workspace.id),
        eq(idempotencyKeys.actorId, draft.actorId),
        sql`${idempotencyKeys.response} ->> 'changeId' = ${step.id}`,
      ),
    );
  await touch(scope, draft);
  return step;
}

/** @throws RapportError conflict */
export function requireOpen(draft: Draft): void {
  if (draft.status === 'open') return;
  throw new RapportError('conflict', 'This draft was applied already.', {
    hint: 'Undo it with undo_change, or write another.',
  });
}
