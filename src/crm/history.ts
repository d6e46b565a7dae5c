import {
  changedFields,
  editedSince,
  inTheWay,
  type ListedChange,
  listChanges,
  operationOf,
  type PutBack,
  RapportError,
  type Scope,
  standingInBulk,
  type Undone,
  undoChanges,
} from '../trust/index.ts';
import type { References } from './references.ts';
import { localMoment, momentAt } from './zone.ts';

export interface HistoryQuery {
  record?: string | undefined;
  kind?: string | undefined;
  actor?: string | undefined;
  /** A day, YYYY-MM-DD. */
  since?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

export interface HistoryEntry {
  changeId: string;
  at: string;
  actor: string;
  tool: string;
  undone: boolean;
  records: {
    kind: string;
    id: string;
    label: string;
    operation: string;
    fields?: { field: string; before: unknown; after: unknown }[];
  }[];
  more: number;
}

/** What to take back: one change, or all of a person's in a conversation or a time; else one's own last. */
export interface UndoQuery {
  changeId?: string | undefined;
  /** null where the caller means its conversation and has none. */
  conversationId?: string | null | undefined;
  since?: string | undefined;
  until?: string | undefined;
  /** Whose, where not one's own: for owners and managers. */
  actor?: string | undefined;
}

const mostRecords = 3;
const pageOfUndone = 200;
const mostUndone = 2_000;

/** The change log as people read it, newest first. */
export async function history(
  scope: Scope,
  references: References,
  query: HistoryQuery,
): Promise<{ items: HistoryEntry[]; nextCursor: string | null }> {
  const limit = query.limit ?? 10;
  const found = await listChanges(scope, {
    recordId: query.record,
    kind: query.kind,
    actorId: query.actor === undefined ? undefined : (await references.forRead('user', query.actor)).id,
    since: query.since === undefined ? undefined : dayStart(scope, query.since),
    before: query.cursor === undefined ? undefined : sequenceOf(query.cursor),
    limit: limit + 1,
  });
  const shown = found.slice(0, limit);
  const actors = await references.labels(
    'user',
    shown.map((change) => change.actorId),
  );
  const items = shown.map((change) => entry(scope, change, actors.get(change.actorId) ?? change.actorId));
  return { items, nextCursor: found.length > limit ? String(shown.at(-1)!.sequence) : null };
}

/** What an undo takes back: entries of the change log, newest first. */
export interface UndoPlan {
  changeIds: string[];
  /** Whether that is too much for one transaction: to be looked over and taken back entry by entry. */
  isBulk: boolean;
  putBack: PutBack;
}

/** @throws RapportError not_found where nothing is left to undo */
export async function planUndo(scope: Scope, references: References, query: UndoQuery): Promise<UndoPlan> {
  const { changeId } = query;
  const meant = changeId === undefined ? await standing(scope, references, query) : [changeId];
  const parts: string[][] = [];
  for (const id of meant) parts.push(await standingInBulk(scope, id));
  const isBulk = parts.some((part) => part.length > 0);
  const changeIds = meant.flatMap((id, index) => (parts[index]!.length > 0 ? parts[index]! : [id]));
  return { changeIds, isBulk, putBack: new Map() };
}

/**
 * Looks whether the entry of a plan can be taken back, those before it taken back already.
 * @throws RapportError conflict where later edits are in the way
 */
export async function checkUndo(scope: Scope, plan: UndoPlan, changeId: string): Promise<void> {
  const later = await inTheWay(scope, changeId, plan.putBack);
  if (later.length > 0) throw editedSince(later);
}

/** Takes changes back in this transaction. @throws RapportError not_found or conflict */
export async function undo(
  scope: Scope,
  changeIds: readonly string[],
): Promise<{ undone: string[]; restored: Undone['restored'] }> {
  const undone = await undoChanges(scope, changeIds);
  return { undone: undone.changeIds, restored: undone.restored };
}

async function standing(scope: Scope, references: References, query: UndoQuery): Promise<string[]> {
  const { conversationId } = query;
  if (conversationId === null)
    throw new RapportError('invalid_input', 'Your client keeps no conversations apart here.', {
      hint: 'Undo by changeId (list_changes shows them) or since a moment.',
    });
  const since = query.since === undefined ? undefined : new Date(query.since);
  const until = query.until === undefined ? undefined : new Date(query.until);
  const actorId = await actorOf(scope, references, query.actor);
  const isLastAlone = [conversationId, since, until, query.actor].every((part) => part === undefined);
  const ids: string[] = [];
  let before: number | undefined;
  for (let pages = 0; pages * pageOfUndone <= mostUndone; pages++) {
    const page = await listChanges(scope, { actorId, conversationId, since, before, limit: pageOfUndone });
    const left = page.filter(
      (change) =>
        change.undoneBy === null &&
        change.undoes === null &&
        (until === undefined || change.occurredAt <= until),
    );
    ids.push(...left.map((change) => change.bulkId ?? change.id));
    before = page.at(-1)?.sequence;
    if (page.length < pageOfUndone || (isLastAlone && ids.length > 0)) break;
  }
  if (ids.length > mostUndone)
    throw new RapportError('invalid_input', `That is more than ${mostUndone} changes to take back at once.`, {
      hint: 'Choose a shorter time, and undo the later part first.',
    });
  if (ids.length === 0)
    throw new RapportError('not_found', 'There is nothing of yours left to undo here.', {
      hint: 'Look with list_changes.',
    });
  return isLastAlone ? ids.slice(0, 1) : ids;
}

/** @throws RapportError not_found, or forbidden for another's where the role does not allow it */
async function actorOf({ actor }: Scope, references: References, named: string | undefined): Promise<string> {
  if (named === undefined) return actor.id;
  const { id } = await references.forWrite('user', named);
  if (id !== actor.id && actor.role !== 'owner' && actor.role !== 'manager')
    throw new RapportError('forbidden', 'Only owners and managers undo what others changed.', {
      hint: 'Ask one of them.',
    });
  return id;
}

function entry(scope: Scope, change: ListedChange, actor: string): HistoryEntry {
  const items = change.items ?? [];
  const records = items.slice(0, mostRecords).map((item) => {
    const operation = operationOf(item);
    const base = { kind: item.kind, id: item.id, label: item.label, operation };
    return operation === 'update' ? { ...base, fields: changedFields(item) } : base;
  });
  return {
    changeId: change.bulkId ?? change.id,
    at: localMoment(scope.workspace.timeZone, change.occurredAt),
    actor,
    tool: change.tool,
    undone: change.undoneBy !== null,
    records,
    more: change.itemCount - records.length,
  };
}

function sequenceOf(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new RapportError('invalid_input', 'The cursor does not belong to this list.', {
    hint: 'Use nextCursor of the page before.',
  });
}

/** The moment a day begins in the workspace. */
const dayStart = (scope: Scope, day: string): Date => momentAt(scope.workspace.timeZone, `${day}T00:00`);
