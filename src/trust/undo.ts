import type { ChangeItem, RecordKind } from '../../db/index.ts';
import { canonicalJson, digest } from './canonical.ts';
import { type Change, changedFields, listChanges, operationOf, standingChanges } from './change-log.ts';
import { RapportError } from './errors.ts';
import { rowsById } from './record-rows.ts';
import type { Scope } from './scope.ts';

/** What an undo put back. */
export interface Undone {
  changeIds: string[];
  restored: { kind: string; id: string; label: string; operation: string }[];
}

/**
 * Takes changes back, newest first. A record that was edited since stays as it is: the whole undo is
 * refused with the list of such records, nothing half-undone.
 *
 * @throws RapportError not_found where no such change stands, conflict where later edits are in the way
 */
export async function undoChanges(scope: Scope, ids: readonly string[]): Promise<Undone> {
  const standing = await standingChanges(scope, ids);
  if (standing.length === 0)
    throw new RapportError('not_found', 'There is no such change left to undo.', {
      hint: 'Look with list_changes: it may be undone already.',
    });
  const isOfPeople = standing.some(({ items }) => items?.some(({ kind }) => kind === 'user'));
  if (isOfPeople && !scope.actor.scopes.includes('crm:admin'))
    throw new RapportError(
      'forbidden',
      'This change is about who comes in, and only an owner takes it back.',
      { hint: 'Ask the workspace owner.' },
    );
  const restored: Undone['restored'] = [];
  const later: LaterEdit[] = [];
  for (const change of standing) {
    for (const [kind, items] of Map.groupBy(itemsOf(change), (item) => item.kind as RecordKind)) {
      const current = await scope.records.images(
        kind,
        items.map(({ id }) => id),
      );
      const before = new Map<string, ChangeItem['before']>();
      for (const item of items.toReversed()) {
        const now = current.get(item.id) ?? null;
        if (!sameContent(now, item.after)) {
          later.push({ name: nameOf(item), id: item.id, fields: editedFields(item, now) });
          continue;
        }
        before.set(item.id, item.before);
        restored.push({ kind, id: item.id, label: item.label, operation: operationOf(item) });
      }
      await scope.records.restoreMany(kind, before);
    }
  }
  if (later.length > 0) throw await editedLater(scope, later);
  const changeIds = standing.map((change) => change.id);
  scope.undoes.push(...changeIds);
  return { changeIds, restored };
}

/** A record in the way of an undo: what the change wrote beside what stands now. */
interface LaterEdit {
  name: string;
  id: string;
  fields: { field: string; written: unknown; now: unknown }[];
}

const editedFields = (item: ChangeItem, now: Record<string, unknown> | null): LaterEdit['fields'] =>
  changedFields({ ...item, before: item.after, after: now && JSON.parse(JSON.stringify(now)) }).map(
    ({ field, before, after }) => ({ field, written: before, now: after }),
  );

const mostExplained = 20;

/** The refusal of an undo, with each later edit: which fields, and the change that wrote the record last. */
async function editedLater(scope: Scope, later: readonly LaterEdit[]): Promise<RapportError> {
  const edits: Record<string, unknown>[] = [];
  for (const { name, id, fields } of later.slice(0, mostExplained)) {
    const [last] = await listChanges(scope, { recordId: id, limit: 1 });
    edits.push({
      record: name,
      fields: fields.slice(0, mostExplained),
      ...(last && { changeId: last.bulkId ?? last.id, by: last.actorId, at: last.occurredAt.toISOString() }),
    });
  }
  return editedSince(
    later.map(({ name, fields }) =>
      [
        name,
        fields
          .slice(0, 3)
          .map(({ field }) => field)
          .join(', '),
      ]
        .filter((part) => part !== '')
        .join(': '),
    ),
    edits,
  );
}

/** What the later of the entries looked at so far would put back, by record: a digest of its content. */
export type PutBack = Map<string, string>;

/**
 * Looks whether an entry can be taken back, those in `putBack` having been taken back before it, and adds what
 * it would put back itself.
 *
 * @returns the records that were edited since, which are in the way
 */
export async function inTheWay(scope: Scope, id: string, putBack: PutBack): Promise<string[]> {
  const found: string[] = [];
  for (const change of await standingChanges(scope, [id]))
    for (const [kind, items] of Map.groupBy(itemsOf(change), (item) => item.kind as RecordKind)) {
      const ids = items.map((item) => item.id).filter((record) => !putBack.has(`${kind} ${record}`));
      const current = await rowsById(scope.tx, scope.workspace.id, kind, ids);
      for (const item of items) {
        const key = `${kind} ${item.id}`;
        const standing = putBack.get(key) ?? digest(content(current.get(item.id) ?? null));
        if (standing !== digest(content(item.after))) found.push(nameOf(item));
        if (item.before !== null) putBack.set(key, digest(content(item.before)));
      }
    }
  return found;
}

/** The refusal of an undo that later edits are in the way of. */
export const editedSince = (
  later: readonly string[],
  edits?: readonly Record<string, unknown>[],
): RapportError =>
  new RapportError('conflict', `Edited since, so not undone: ${later.slice(0, 5).join(', ')}.`, {
    hint: 'Undo the later change first (list_changes shows it), or set the fields by hand.',
    details: { later: later.slice(0, mostNamed), ...(edits && { edits }) },
  });

function itemsOf(change: Change): ChangeItem[] {
  if (change.items?.some(({ kind }) => kind === 'erasure'))
    throw new RapportError('conflict', 'What was erased for good cannot be brought back.');
  if (change.items) return change.items;
  throw new RapportError('erased', 'What this change wrote was erased, so it cannot be taken back.');
}

const mostNamed = 100;
const nameOf = (item: ChangeItem): string => `${item.label} (${item.kind} ${item.id})`;

const content = (image: Record<string, unknown> | null): string => {
  if (image === null) return 'null';
  const { version, updatedAt, ...rest } = image;
  return canonicalJson(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)));
};
const sameContent = (left: Record<string, unknown> | null, right: Record<string, unknown> | null): boolean =>
  content(left) === content(right);
