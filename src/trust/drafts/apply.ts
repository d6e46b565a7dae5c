import { and, eq } from 'drizzle-orm';
import { type DraftedItem, draftSteps, type RecordKind } from '../../../db/index.ts';
import { RapportError } from '../errors.ts';
import { requiredColumns, rowsById } from '../record-rows.ts';
import { fromImage } from '../record-store.ts';
import type { Scope } from '../scope.ts';
import {
  columnsOf,
  type DraftedField,
  type DraftedRecord,
  differing,
  isSame,
  operationIn,
  type Values,
  valuesOf,
} from './fold.ts';
import { forget, markApplied, type OpenedDraft, requireOpen, touch } from './store.ts';

/** What to do with a field that somebody else has changed since the draft first did. */
export const conflictChoices = ['theirs', 'draft'] as const;
export type ConflictChoice = (typeof conflictChoices)[number];

/** Which part of a draft a person approves, by the numbers or ids of its records and the names of fields. */
export interface Choice {
  /** The revision they were shown. */
  revision: number;
  /** Such as `2`, `con_1a` or `2.city`; everything where it is left out. */
  only?: readonly string[] | undefined;
  conflicts?: ConflictChoice | undefined;
}

/** A field of a draft beside what stands now. */
export interface ComparedField extends DraftedField {
  /** What stands now, where somebody else has changed it since. */
  now?: unknown;
}

/** A record of a draft beside the one that stands now. */
export interface ComparedRecord extends Omit<DraftedRecord, 'fields'> {
  operation: ReturnType<typeof operationIn>;
  fields: ComparedField[];
  /** Whether it was taken away, or, where the draft takes it away, edited since. */
  isInTheWay: boolean;
}

/** A draft's records beside what stands now; fields that stand so already are left out. */
export async function compareDraft(
  scope: Scope,
  records: readonly DraftedRecord[],
): Promise<ComparedRecord[]> {
  const compared: ComparedRecord[] = [];
  for (const [name, drafted] of Map.groupBy(records, ({ kind }) => kind)) {
    const kind = name as RecordKind;
    const ids = drafted.map(({ id }) => id);
    const live = await rowsById(scope.tx, scope.workspace.id, kind, ids);
    for (const record of drafted) {
      const row = live.get(record.id);
      const now = row ? valuesOf(JSON.parse(JSON.stringify(row))) : null;
      const one = compareRecord(record, now);
      if (one.fields.length > 0) compared.push(one);
    }
  }
  return compared.toSorted((a, b) => a.position - b.position);
}

function compareRecord(record: DraftedRecord, now: Values | null): ComparedRecord {
  const operation = now && record.before === null ? 'update' : operationIn(record);
  const isAlready = (field: DraftedField) => now !== null && isSame(now[field.field], field.after);
  const fields = record.fields
    .filter((field) => !isAlready(field))
    .map((field): ComparedField => {
      const stands = now?.[field.field] ?? null;
      return now && !isSame(stands, field.before) ? { ...field, now: stands } : field;
    });
  const others = now && record.before ? differing(record.before, now) : [];
  const drafted = new Set(record.fields.map(({ field }) => field));
  const isEdited = operation === 'delete' && others.some((field) => !drafted.has(field));
  const isTakenAway = operation === 'update' && Boolean(now?.deletedAt) && !drafted.has('deletedAt');
  return { ...record, operation, fields, isInTheWay: isEdited || isTakenAway };
}

/** What a draft was applied as. */
export interface Applied {
  records: number;
  fields: number;
  /** What others had changed and stays as they have it. */
  kept: string[];
  /** How many records are left in the draft. */
  left: number;
}

/**
 * Writes what a person approved of a draft, in this transaction. What is left stays in the draft.
 *
 * @throws RapportError conflict where the draft is another than they saw, or others have changed what it
 *   changes and nobody said whose to take; invalid_input where a part there is not was chosen, or one that
 *   needs another
 */
export async function applyDraft(scope: Scope, opened: OpenedDraft, choice: Choice): Promise<Applied> {
  const { draft, records: drafted } = opened;
  requireOpen(draft);
  if (draft.revision !== choice.revision)
    throw new RapportError(
      'conflict',
      `The draft was changed since it was shown: it is at revision ${draft.revision}, not ${choice.revision}.`,
      { hint: 'Look at it again, then decide.' },
    );
  const compared = await compareDraft(scope, drafted);
  const chosen = chosenOf(compared, choice.only);
  refuseDangling(compared, chosen);
  const contested = chosen.filter(({ isInTheWay, fields }) => isInTheWay || fields.some(isContested));
  if (contested.length > 0 && choice.conflicts === undefined) throw contestedError(contested);
  const kept: string[] = [];
  const settled =
    choice.conflicts === 'draft' ? chosen : chosen.flatMap((one) => withoutContested(one, kept));
  for (const [kind, parts] of Map.groupBy(settled, (record) => record.kind as RecordKind))
    await write(scope, kind, parts);
  const done = new Set(
    chosen.flatMap(({ position, fields }) => fields.map((one) => `${position} ${one.field}`)),
  );
  const left = compared.filter(({ position, fields }) =>
    fields.some((one) => !done.has(`${position} ${one.field}`)),
  );
  if (left.length > 0) await leaveRest(scope, opened, chosen);
  return {
    records: settled.length,
    fields: settled.reduce((sum, { fields }) => sum + fields.length, 0),
    kept,
    left: left.length,
  };
}

/** Closes a draft of which nothing is left. */
export async function closeApplied(scope: Scope, { draft }: OpenedDraft, left: number): Promise<void> {
  scope.applies = draft.id;
  if (left > 0) return;
  await forget(scope, draft);
  await markApplied(scope, draft);
}

const isContested = (field: ComparedField): boolean => 'now' in field;

function chosenOf(records: readonly ComparedRecord[], only: readonly string[] | undefined): ComparedRecord[] {
  if (only === undefined) return [...records];
  const wanted = new Map<ComparedRecord, Set<string> | 'all'>();
  for (const part of only) {
    const [, which = '', field] = /^([^.]+)(?:\.(.+))?$/su.exec(part) ?? [];
    const record = records.find(({ position, id }) => String(position) === which || id === which);
    if (!record || (field !== undefined && !record.fields.some((one) => isNamed(one.field, field))))
      throw new RapportError('invalid_input', 'The draft has no such part to choose.', {
        hint: 'Name records by their number, fields as 2.city; the draft lists them.',
      });
    const fields = wanted.get(record) ?? new Set<string>();
    if (field === undefined) wanted.set(record, 'all');
    else if (fields !== 'all') {
      for (const one of record.fields) if (isNamed(one.field, field)) fields.add(one.field);
      wanted.set(record, fields);
    }
  }
  return records.flatMap((record) => {
    const fields = wanted.get(record);
    if (fields === undefined) return [];
    if (fields === 'all') return [record];
    const needed = record.operation === 'create' ? requiredColumns(record.kind as RecordKind) : new Set();
    return [
      { ...record, fields: record.fields.filter(({ field }) => fields.has(field) || needed.has(field)) },
    ];
  });
}

/** Whether people call a column so: `company` is `companyId`, `amount` is `amountMinor`. */
const isNamed = (column: string, name: string): boolean =>
  column === name || column === `${name}Id` || column === `${name}Minor` || column === `custom.${name}`;

/** What is chosen may not speak of a record that is not. */
function refuseDangling(all: readonly ComparedRecord[], chosen: readonly ComparedRecord[]): void {
  const isWhole = new Set(chosen.map(({ id }) => id));
  const missing = new Map(
    all.filter(({ operation, id }) => operation === 'create' && !isWhole.has(id)).map((one) => [one.id, one]),
  );
  for (const { fields, label } of chosen)
    for (const { after } of fields) {
      const needed = typeof after === 'string' ? missing.get(after) : undefined;
      if (needed)
        throw new RapportError(
          'invalid_input',
          `${label} belongs to ${needed.label}, which the draft makes and you left out.`,
          { hint: `Choose ${needed.position} too.` },
        );
    }
}

const contestedError = (contested: readonly ComparedRecord[]): RapportError =>
  new RapportError(
    'conflict',
    `Changed by others since: ${contested
      .slice(0, 5)
      .map(({ position, label, fields }) => {
        const names = fields.filter(isContested).map(({ field }) => field);
        return `${position} ${label}${names.length > 0 ? ` (${names.join(', ')})` : ''}`;
      })
      .join('; ')}.`,
    {
      hint: 'Nothing was applied. Say whose to take, theirs or draft, or choose the other parts.',
      details: {
        conflicts: contested.slice(0, 50).map(({ position, id, label, fields }) => ({
          position,
          id,
          label,
          fields: fields
            .filter(isContested)
            .map(({ field, before, after, now }) => ({ field, before, draft: after, now })),
        })),
      },
    },
  );

function withoutContested(record: ComparedRecord, kept: string[]): ComparedRecord[] {
  const fields = record.isInTheWay ? [] : record.fields.filter((field) => !isContested(field));
  for (const { field } of record.fields)
    if (!fields.some((one) => one.field === field)) kept.push(`${record.position}.${field}`);
  return fields.length > 0 ? [{ ...record, fields }] : [];
}

async function write(scope: Scope, kind: RecordKind, parts: readonly ComparedRecord[]): Promise<void> {
  const made = parts.filter(({ operation }) => operation === 'create');
  const changed = parts.filter(({ operation }) => operation !== 'create');
  const values = ({ fields }: ComparedRecord) =>
    Object.fromEntries(fields.map(({ field, after }) => [field, after]));
  if (made.length > 0)
    await scope.records.insertMany(
      kind,
      made.map((record) => {
        const columns = fromImage(kind, columnsOf(values(record), {}));
        return { ...columns, id: record.id } as never;
      }),
    );
  if (changed.length === 0) return;
  const live = await rowsById(
    scope.tx,
    scope.workspace.id,
    kind,
    changed.map(({ id }) => id),
    { held: true },
  );
  const images = changed.flatMap((record) => {
    const row = live.get(record.id);
    if (!row) return [];
    const back = record.isInTheWay && record.operation === 'update' ? { deletedAt: null } : {};
    return [[record.id, { ...columnsOf(values(record), row as unknown as Values), ...back }] as const];
  });
  await scope.records.restoreMany(kind, new Map(images));
}

/** Takes what was decided on out of the draft's calls, so that the rest can be decided on later. */
async function leaveRest(
  scope: Scope,
  { draft, steps }: OpenedDraft,
  chosen: readonly ComparedRecord[],
): Promise<void> {
  const settled = new Map(
    chosen.map((record) => [
      `${record.kind} ${record.id}`,
      new Map(record.fields.map(({ field, after }) => [field, after])),
    ]),
  );
  for (const { sequence, items } of steps) {
    const touched = items.some(({ kind, id }) => settled.has(`${kind} ${id}`));
    if (!touched) continue;
    const rest = items.flatMap((item) => restOf(item, settled.get(`${item.kind} ${item.id}`)));
    await scope.tx
      .update(draftSteps)
      .set({ items: rest })
      .where(
        and(
          eq(draftSteps.workspaceId, scope.workspace.id),
          eq(draftSteps.draftId, draft.id),
          eq(draftSteps.sequence, sequence),
        ),
      );
  }
  await touch(scope, draft);
}

/** What of an item is not settled yet: in both its images a settled field is as it was decided. */
function restOf(item: DraftedItem, settled: ReadonlyMap<string, unknown> | undefined): DraftedItem[] {
  if (!settled) return [item];
  const decided = Object.fromEntries(settled);
  const after = { ...valuesOf(item.after ?? {}), ...decided };
  const before = { ...(item.before ? valuesOf(item.before) : blank(after)), ...decided };
  if (differing(before, after).length === 0) return [];
  const image = (values: Values, version: unknown) => ({ ...columnsOf(values, {}), version });
  return [
    {
      ...item,
      before: image(before, item.before?.version ?? 1),
      after: image(after, item.after?.version),
    },
  ];
}

const blank = (values: Values): Values => Object.fromEntries(Object.keys(values).map((name) => [name, null]));
