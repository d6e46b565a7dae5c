import type { RecordRow } from '../../db/index.ts';
import {
  applyDraft,
  type ComparedField,
  type ComparedRecord,
  type ConflictChoice,
  closeApplied,
  compareDraft,
  type Draft,
  type DraftKey,
  type DraftStep,
  discardDraft,
  draftNamed,
  findDraft,
  foldSteps,
  listDrafts,
  type OpenedDraft,
  onlyDrafts,
  openDraft,
  operationIn,
  quoted,
  RapportError,
  readDraft,
  type Scope,
  seenItem,
  submitDraft,
  takeBack,
} from '../trust/index.ts';
import type { Catalogue } from './catalogue.ts';
import { type Field, type ObjectKind, objectKindOf } from './fields.ts';
import type { References } from './references.ts';
import { shownValue } from './render.ts';
import { localMoment } from './zone.ts';

/** A draft in a list. */
export interface DraftEntry {
  draft: string;
  name: string;
  by: string;
  client: string;
  status: string;
  revision: number;
  records: number;
  updatedAt: string;
}

/** A field of a draft as people read it. */
export interface ShownField {
  field: string;
  label: { en: string; zh: string };
  before: unknown;
  after: unknown;
  /** What somebody else has changed it to since. */
  now?: unknown;
  source: { step: string; tool: string; client: string; at: string; words?: string };
}

export interface ShownDraftRecord {
  position: number;
  kind: string;
  id: string;
  label: string;
  operation: string;
  /** Taken away by others, or edited by them where the draft takes it away. */
  isInTheWay?: true;
  fields: ShownField[];
}

/** A draft in full: what would become of each field, and where that comes from. */
export interface DraftDetails extends DraftEntry {
  changeId?: string;
  changes: ShownDraftRecord[];
}

/** The drafts one may see, bound to one transaction. */
export interface Drafting {
  list(): Promise<DraftEntry[]>;
  /** @throws RapportError not_found */
  show(reference: string): Promise<DraftDetails>;
  /** The draft calls under this key write in; null where none is open. */
  current(key: string): Promise<DraftDetails | null>;
  start(key: DraftKey): Promise<DraftEntry>;
  submit(reference: string): Promise<DraftEntry>;
  discard(reference: string): Promise<DraftEntry>;
  /** Takes one call of a draft back, by default the last. @throws RapportError not_found or conflict */
  takeBack(key: string, stepId: string | undefined): Promise<DraftStep>;
  /** Takes all of them back. @throws RapportError not_found */
  takeAllBack(key: string): Promise<DraftStep[]>;
  /** @throws RapportError as `applyDraft` */
  apply(
    reference: string,
    choice: {
      revision: number | undefined;
      only?: readonly string[] | undefined;
      conflicts?: ConflictChoice | undefined;
    },
  ): Promise<DraftEntry & { applied: number; kept: string[]; left: number }>;
}

export function createDrafting(scope: Scope, references: References, catalogue: Catalogue): Drafting {
  const entryOf = async (draft: Draft, records: number): Promise<DraftEntry> => {
    const names = await references.labels('user', [draft.actorId]);
    return {
      draft: draft.id,
      name: draft.name,
      by: names.get(draft.actorId) ?? draft.actorId,
      client: draft.client,
      status: draft.status,
      revision: draft.revision,
      records,
      updatedAt: localMoment(scope.workspace.timeZone, draft.updatedAt),
    };
  };
  const details = async (draft: Draft): Promise<DraftDetails> => {
    const opened = seenBy(scope, await readDraft(scope, draft));
    const records = draft.status === 'open' ? await compareDraft(scope, opened.records) : asApplied(opened);
    return {
      ...(await entryOf(draft, records.length)),
      ...(draft.changeId !== null && { changeId: draft.changeId }),
      changes: await Promise.all(records.map((record) => shown(record, opened.steps, records))),
    };
  };

  async function shown(
    record: ComparedRecord,
    steps: readonly DraftStep[],
    all: readonly ComparedRecord[],
  ): Promise<ShownDraftRecord> {
    const kind = objectKindOf(record.kind);
    const fields = kind ? await catalogue.fields(kind) : [];
    const shownFields = record.fields.map(async (field): Promise<ShownField> => {
      const known = fields.find((one) => (one.custom ? `custom.${one.column}` : one.column) === field.field);
      const value = (it: unknown) => show(it, known, record, all);
      const step = steps.find(({ sequence }) => sequence === field.step);
      return {
        field: known?.name ?? field.field,
        label: known?.label ?? { en: field.field, zh: field.field },
        before: await value(field.before),
        after: await value(field.after),
        ...('now' in field && { now: await value(field.now) }),
        source: sourceOf(step, field),
      };
    });
    const { position, id, label, operation, isInTheWay } = record;
    return {
      position,
      kind: record.kind,
      id,
      label,
      operation,
      ...(isInTheWay && { isInTheWay }),
      fields: await Promise.all(shownFields),
    };
  }

  async function show(
    value: unknown,
    field: Field | undefined,
    record: ComparedRecord,
    all: readonly ComparedRecord[],
  ): Promise<unknown> {
    if (value === null || value === undefined || !field) return value ?? null;
    if (field.type === 'reference') {
      const drafted = all.find(({ id }) => id === value)?.label;
      return (
        drafted ?? (await references.labels(field.target!, [value as string])).get(value as string) ?? value
      );
    }
    const meant = field.type === 'moment' ? new Date(value as string) : value;
    const row = record.after as unknown as RecordRow<ObjectKind>;
    return shownValue(scope, field, meant, row, undefined, longestShown);
  }

  const sourceOf = (step: DraftStep | undefined, { words }: ComparedField): ShownField['source'] => {
    const said = words ?? step?.words ?? undefined;
    return {
      step: step?.id ?? '',
      tool: step?.tool ?? '',
      client: step?.client ?? '',
      at: step ? localMoment(scope.workspace.timeZone, step.occurredAt) : '',
      ...(said !== undefined && { words: said }),
    };
  };

  const opened = async (key: string): Promise<OpenedDraft> => {
    const draft = await findDraft(scope, key, true);
    if (draft) return readDraft(scope, draft);
    throw new RapportError('not_found', 'Nothing was written in this draft yet.', {
      hint: 'Look with show_draft.',
    });
  };

  return {
    async list() {
      const found = await listDrafts(scope);
      return Promise.all(
        found.map(async (draft) => entryOf(draft, (await readDraft(scope, draft)).records.length)),
      );
    },
    show: async (reference) => details(await draftNamed(scope, reference)),
    async current(key) {
      const draft = await findDraft(scope, key);
      return draft && details(draft);
    },
    start: async (key) => entryOf(await openDraft(scope, key), 0),
    async submit(reference) {
      const draft = await draftNamed(scope, reference, true);
      await submitDraft(scope, draft);
      return entryOf(draft, (await readDraft(scope, draft)).records.length);
    },
    async discard(reference) {
      const draft = await draftNamed(scope, reference, true);
      const entry = await entryOf(draft, (await readDraft(scope, draft)).records.length);
      await discardDraft(scope, draft);
      return { ...entry, status: 'discarded' };
    },
    takeBack: async (key, stepId) => takeBack(scope, await opened(key), stepId),
    async takeAllBack(key) {
      const taken: DraftStep[] = [];
      for (let left = await opened(key); left.steps.length > 0; left = await opened(key))
        taken.push(await takeBack(scope, left));
      return taken;
    },
    async apply(reference, { revision, only, conflicts }) {
      if (onlyDrafts(scope.actor))
        throw new RapportError('forbidden', 'This key may draft; a person applies what it drafted.', {
          hint: 'They do so with: rapport drafts',
        });
      const draft = await draftNamed(scope, reference, true);
      if (revision === undefined)
        throw new RapportError('invalid_input', 'Say which revision of the draft is to be applied.', {
          hint: `${quoted(draft.name)} is at revision ${draft.revision}: show it first.`,
        });
      const whole = await readDraft(scope, draft);
      const { records, kept, left } = await applyDraft(scope, whole, { revision, only, conflicts });
      await closeApplied(scope, whole, left);
      const status = left > 0 ? 'open' : 'applied';
      return { ...(await entryOf({ ...draft, status }, records)), applied: records, kept, left };
    },
  };
}

const longestShown = 2_000;

/** A draft as somebody sees it whose view of some fields may be limited. */
function seenBy({ actor }: Scope, { draft, steps }: OpenedDraft): OpenedDraft {
  const seen = steps.map((step) => ({ ...step, items: step.items.map((item) => seenItem(actor, item)) }));
  return { draft, steps: seen, records: foldSteps(seen) };
}

/** What an applied draft did, whatever became of it since. */
const asApplied = ({ steps }: OpenedDraft): ComparedRecord[] =>
  foldSteps(steps).map((record) => ({ ...record, operation: operationIn(record), isInTheWay: false }));
