import type { RecordKind } from '../../db/index.ts';
import { canonicalJson } from './canonical.ts';
import { operationOf, standingChanges } from './change-log.ts';
import { RapportError } from './errors.ts';
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
  const restored: Undone['restored'] = [];
  const later: string[] = [];
  for (const change of standing) {
    if (!change.items)
      throw new RapportError('erased', 'What this change wrote was erased, so it cannot be taken back.');
    for (const item of [...change.items].reverse()) {
      const current = await scope.records.image(item.kind as RecordKind, item.id);
      if (!sameContent(current, item.after)) {
        later.push(`${item.label} (${item.kind} ${item.id})`);
        continue;
      }
      if (item.before === null) await scope.records.remove(item.kind as RecordKind, item.id);
      else await scope.records.restore(item.kind as RecordKind, item.before);
      restored.push({ kind: item.kind, id: item.id, label: item.label, operation: operationOf(item) });
    }
  }
  if (later.length > 0)
    throw new RapportError('conflict', `Edited since, so not undone: ${later.slice(0, 5).join(', ')}.`, {
      hint: 'Undo the later change first (list_changes shows it), or set the fields by hand.',
      details: { later },
    });
  const changeIds = standing.map((change) => change.id);
  scope.undoes.push(...changeIds);
  return { changeIds, restored };
}

const content = (image: Record<string, unknown> | null): string => {
  if (image === null) return 'null';
  const { version, updatedAt, ...rest } = image;
  return canonicalJson(rest);
};
const sameContent = (left: Record<string, unknown> | null, right: Record<string, unknown> | null): boolean =>
  content(left) === content(right);
