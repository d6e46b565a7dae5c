import type { DraftedItem } from '../../../db/index.ts';
import { canonicalJson } from '../canonical.ts';

/** A record's values by field; a field of the workspace's own is called `custom.NAME`. */
export type Values = Readonly<Record<string, unknown>>;

/** What one call wrote, in the order of the draft. */
export interface FoldedStep {
  sequence: number;
  items: readonly DraftedItem[];
}

/** A field as a draft has it: what it was when the draft first changed it, what it would be, and which call said so. */
export interface DraftedField {
  field: string;
  before: unknown;
  after: unknown;
  step: number;
  /** The words of a text it rests on. */
  words?: string;
}

/** What a whole draft does to one record. */
export interface DraftedRecord {
  /** Its number in the draft, from 1. */
  position: number;
  kind: string;
  id: string;
  label: string;
  /** Its values when the draft first wrote it; null where the draft made it. */
  before: Values | null;
  after: Values;
  fields: DraftedField[];
  /** How many versions the draft takes it further. */
  versions: number;
}

const bookkeeping: ReadonlySet<string> = new Set(['workspaceId', 'id', 'version', 'createdAt', 'updatedAt']);

/** A record's image as its values, bookkeeping left out. */
export function valuesOf(image: object): Values {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(image as Values)) {
    if (bookkeeping.has(name)) continue;
    if (name !== 'custom') values[name] = value ?? null;
    else for (const [own, said] of Object.entries((value ?? {}) as Values)) values[`custom.${own}`] = said;
  }
  return values;
}

/** Values put over a row, as its columns hold them. */
export function columnsOf(values: Values, over: Values): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(values)) {
    const [, own] = /^custom\.(.+)$/su.exec(field) ?? [];
    if (own === undefined) columns[field] = value;
    else {
      const custom = { ...((columns.custom ?? over.custom ?? {}) as Record<string, unknown>) };
      if (value === null || value === undefined) delete custom[own];
      else custom[own] = value;
      columns.custom = custom;
    }
  }
  return columns;
}

/** Whether two values say the same. */
export const isSame = (one: unknown, other: unknown): boolean =>
  canonicalJson(one ?? null) === canonicalJson(other ?? null);

/** The fields in which two sets of values differ, in the order of the later one. */
export function differing(before: Values | null, after: Values): string[] {
  const names = new Set([...Object.keys(after), ...Object.keys(before ?? {})]);
  return [...names].filter((field) => !isSame(before?.[field], after[field]));
}

/**
 * What the calls of a draft come to, record by record in the order they were first written. A field that went
 * back to what it was, and a record that was made and taken away, leave nothing.
 */
export function foldSteps(steps: readonly FoldedStep[]): DraftedRecord[] {
  const records = new Map<string, Omit<DraftedRecord, 'fields'> & { said: Map<string, DraftedField> }>();
  for (const { sequence, items } of steps)
    for (const item of items) {
      const key = `${item.kind} ${item.id}`;
      const before = item.before && valuesOf(item.before);
      const after = valuesOf(item.after ?? {});
      const known = records.get(key);
      const changed = differing(before, after);
      const said = known?.said ?? new Map<string, DraftedField>();
      for (const field of changed) {
        const words = item.cited?.[field];
        const first = said.get(field);
        said.set(field, {
          field,
          before: first ? first.before : (before?.[field] ?? null),
          after: after[field] ?? null,
          step: sequence,
          ...(words !== undefined && { words }),
        });
      }
      const values = Object.fromEntries(changed.map((field) => [field, after[field] ?? null]));
      const label = item.label;
      const versions = versionOf(item.after) - versionOf(item.before);
      if (known) {
        known.after = { ...known.after, ...values };
        known.versions += versions;
        known.label = label;
      } else
        records.set(key, {
          position: records.size + 1,
          kind: item.kind,
          id: item.id,
          label,
          before,
          after,
          versions,
          said,
        });
    }
  return [...records.values()].flatMap(({ said, ...record }) => {
    const fields = [...said.values()].filter(({ before, after }) => !isSame(before, after));
    const isGone = record.before === null && Boolean(record.after.deletedAt);
    return isGone || fields.length === 0 ? [] : [{ ...record, fields }];
  });
}

const versionOf = (image: Values | null): number => Number(image?.version ?? 0);

/** What becomes of the record. */
export function operationIn({ before, after }: DraftedRecord): 'create' | 'update' | 'delete' | 'restore' {
  if (before === null) return 'create';
  if (Boolean(before.deletedAt) === Boolean(after.deletedAt)) return 'update';
  return after.deletedAt ? 'delete' : 'restore';
}
