import type { RecordRow } from '../../db/index.ts';
import type { Search } from '../search/index.ts';
import {
  dayIn,
  type Identities,
  isSomeId,
  kindName,
  quoted,
  RapportError,
  refuseErased,
  type Scope,
} from '../trust/index.ts';
import type { Catalogue } from './catalogue.ts';
import type { ObjectKind } from './fields.ts';
import type { Listing } from './listing.ts';
import type { References } from './references.ts';
import { render, type ShownRecord } from './render.ts';
import { consequences, type RuleSurroundings, requiredField, withDefaults } from './rules.ts';
import { type GivenValues, prepareValues } from './values.ts';

/** What to write, and to which records: one by reference, many by filter, or a new one by neither. */
export interface SaveRequest extends GivenValues {
  record?: string | undefined;
  filter?: string | undefined;
  appendNote?: string | undefined;
  allowDuplicate?: boolean | undefined;
  expectedVersion?: number | undefined;
}

export interface SaveResult {
  record: ShownRecord | null;
  changed: number;
  created: boolean;
  warnings: string[];
}

export interface Saving {
  /** Creates one record or updates one or many. @throws RapportError */
  save(kind: ObjectKind, request: SaveRequest): Promise<SaveResult>;
  /** Takes records away, softly. */
  remove(
    kind: ObjectKind,
    request: {
      record?: string | undefined;
      filter?: string | undefined;
      expectedVersion?: number | undefined;
    },
  ): Promise<{ deleted: { id: string; label: string }[] }>;
}

const mostAtOnce = 500;

export function createSaving(
  scope: Scope,
  search: Search,
  references: References,
  catalogue: Catalogue,
  listing: Listing,
): Saving {
  const { workspace, actor, records, now } = scope;
  const today = dayIn(workspace.timeZone, now);

  async function targets(
    kind: ObjectKind,
    request: { record?: string | undefined; filter?: string | undefined },
  ): Promise<string[]> {
    if (request.record !== undefined && request.filter !== undefined)
      throw new RapportError('invalid_input', `Give either one ${kind} or a filter, not both.`);
    if (request.record !== undefined) return [(await references.forWrite(kind, request.record)).id];
    return listing.idsOf(kind, request.filter!, mostAtOnce);
  }

  const rulesFor = async (kind: ObjectKind): Promise<RuleSurroundings> => ({
    actorId: actor.id,
    currency: workspace.currency,
    now,
    today,
    stages: kind === 'deal' ? await catalogue.stages() : [],
  });

  async function refuseDuplicate(kind: ObjectKind, columns: Record<string, unknown>): Promise<void> {
    if (kind !== 'contact' && kind !== 'company' && kind !== 'product') return;
    const probes = [
      columns.name,
      ...((columns.emails as string[]) ?? []),
      ...((columns.phones as string[]) ?? []),
    ];
    for (const probe of probes) {
      if (typeof probe !== 'string') continue;
      const alike = (await search.find(kind, probe, { limit: 5 })).filter((hit) => hit.match === 'exact');
      if (alike.length === 0) continue;
      const labels = await references.labels(
        kind,
        alike.map((hit) => hit.id),
      );
      if (labels.size === 0) continue;
      const shown = [...labels].map(([id, label]) => `${label} (${id})`);
      throw new RapportError(
        'conflict',
        `There is already a ${kind} with ${quoted(probe)}: ${shown.join(', ')}.`,
        {
          hint: `Update that one, or set allowDuplicate for a second ${kind}.`,
          details: { candidates: [...labels].map(([id, label]) => ({ id, label })) },
        },
      );
    }
  }

  /** A person's or deal's company, founded where nothing of that name is near. */
  async function withCompany(kind: ObjectKind, request: SaveRequest): Promise<SaveRequest> {
    const name = request.fields.company;
    if (typeof name !== 'string' || (kind !== 'contact' && kind !== 'deal')) return request;
    const near = await references.candidates('company', name);
    if (near.length > 0 || isSomeId(name)) return request;
    const founded = await records.insert('company', { name, ownerId: actor.id });
    return { ...request, fields: { ...request.fields, company: founded.id } };
  }

  async function create(kind: ObjectKind, request: SaveRequest): Promise<SaveResult> {
    const required = requiredField(kind);
    if (!String(request.fields[required] ?? '').trim())
      throw new RapportError('invalid_input', `A new ${kindName(kind)} needs a ${required}.`, {
        hint: `Give ${required}; or name the ${kindName(kind)} to update.`,
      });
    const currency = String(request.fields.currency ?? workspace.currency);
    const prepared = await prepareValues(catalogue, references, kind, request, currency);
    if (!request.allowDuplicate) await refuseDuplicate(kind, prepared.columns);
    if (kind === 'contact') await refuseErased(scope, prepared.columns as Identities);
    if (request.appendNote !== undefined)
      prepared.columns.notes = [prepared.columns.notes, request.appendNote].filter(Boolean).join('\n');
    const surroundings = await rulesFor(kind);
    const values = {
      ...consequences(kind, withDefaults(kind, prepared.columns, surroundings), surroundings),
      ...(Object.keys(prepared.custom).length > 0 && { custom: prepared.custom }),
    };
    const row = await records.insert(kind, values as never);
    return { record: await shown(kind, row), changed: 1, created: true, warnings: prepared.warnings };
  }

  async function update(
    kind: ObjectKind,
    id: string,
    request: SaveRequest,
    warnings: Set<string>,
  ): Promise<RecordRow<ObjectKind>> {
    const image = await records.image(kind, id);
    const currency = String(request.fields.currency ?? image?.currency ?? workspace.currency);
    const prepared = await prepareValues(catalogue, references, kind, request, currency);
    for (const warning of prepared.warnings) warnings.add(warning);
    const patch = consequences(kind, prepared.columns, await rulesFor(kind));
    if (Object.keys(prepared.custom).length > 0)
      patch.custom = { ...(image?.custom as object), ...prepared.custom };
    if (request.appendNote !== undefined)
      patch.notes = [patch.notes ?? image?.notes, request.appendNote].filter(Boolean).join('\n');
    if (Object.keys(patch).length === 0)
      throw new RapportError('invalid_input', 'There is nothing to change in this call.', {
        hint: 'Give the fields to set, or clear.',
      });
    return records.update(kind, id, patch as never, request.expectedVersion);
  }

  async function shown(kind: ObjectKind, row: RecordRow<ObjectKind>): Promise<ShownRecord> {
    const [record] = await render(scope, references, await catalogue.fields(kind), [row], 'full');
    return record!;
  }

  return {
    async save(kind, request) {
      const complete = await withCompany(kind, request);
      if (request.record === undefined && request.filter === undefined) return create(kind, complete);
      const ids = await targets(kind, request);
      const warnings = new Set<string>();
      const rows: RecordRow<ObjectKind>[] = [];
      for (const id of ids) rows.push(await update(kind, id, complete, warnings));
      const single = rows.length === 1 ? await shown(kind, rows[0]!) : null;
      return { record: single, changed: rows.length, created: false, warnings: [...warnings] };
    },
    async remove(kind, request) {
      if (request.record === undefined && request.filter === undefined)
        throw new RapportError('invalid_input', `Name the ${kind} to delete, or give a filter.`);
      const deleted: { id: string; label: string }[] = [];
      for (const id of await targets(kind, request)) {
        await records.remove(kind, id, request.expectedVersion);
        deleted.push({ id, label: records.items.find((item) => item.id === id)!.label });
      }
      return { deleted };
    },
  };
}
