import type { SQL } from 'drizzle-orm';
import { createSearch } from '../search/index.ts';
import { dayIn, type Scope } from '../trust/index.ts';
import { type DailyBrief, dailyBrief } from './brief.ts';
import { createCatalogue } from './catalogue.ts';
import { type ConsentEntry, objectionOf, recordConsent } from './consents.ts';
import { type CustomerView, viewCustomer, whoIs } from './customer.ts';
import { describe, type WorkspaceDescription } from './describing.ts';
import { createDrafting, type Drafting } from './drafting.ts';
import { type Field, type ObjectKind, objectKinds } from './fields.ts';
import {
  checkUndo,
  type HistoryQuery,
  history,
  planUndo,
  type UndoPlan,
  type UndoQuery,
  undo,
} from './history.ts';
import { type InteractionEntry, type LoggedInteraction, logInteraction } from './interactions.ts';
import { convertLead, type LeadConversion } from './leads.ts';
import { createListing, type ListQuery, type RecordPage } from './listing.ts';
import { belongings, type FoundRecord, named } from './naming.ts';
import { peopleNames } from './people-names.ts';
import { createReferences, type References } from './references.ts';
import type { ShownRecord } from './render.ts';
import { createSaving, type Saving } from './saving.ts';
import { type Summary, type SummaryQuery, summarize } from './summarizing.ts';
import { createVisibleSearch } from './visible-search.ts';

export { type Catalogue, createCatalogue } from './catalogue.ts';
export type { DraftDetails, DraftEntry, ShownDraftRecord, ShownField } from './drafting.ts';
export { enter, type Proof } from './entering.ts';
export { type Field, type ObjectKind, objectKindOf, objectKinds, standardFields } from './fields.ts';
export { createRecordIndexer, expectedTexts, indexedTexts } from './indexed-texts.ts';
export { toMajor, toMinor } from './money.ts';
export { addDays, type Days, daysOf, isRealDate, shift } from './relative-dates.ts';
export type { ShownRecord } from './render.ts';
export { consequences, type RuleSurroundings, requiredField, withDefaults } from './rules.ts';
export { standardStages } from './standard-pipeline.ts';
export { type Measure, measures } from './summarizing.ts';
export { checkedValue } from './values.ts';
export { hideableField } from './visibility.ts';
export { openWorkspace, sessionOf, type WorkspaceDetails } from './workspaces.ts';
export { localMoment, momentAt } from './zone.ts';
export type {
  CustomerView,
  DailyBrief,
  FoundRecord,
  InteractionEntry,
  ListQuery,
  LoggedInteraction,
  RecordPage,
  References,
  Summary,
  UndoPlan,
  WorkspaceDescription,
};

/** The business of one workspace, bound to one transaction. */
export interface Crm {
  references: References;
  list(kind: ObjectKind, query: ListQuery): Promise<RecordPage>;
  summarize(kind: ObjectKind, query: SummaryQuery): Promise<Summary>;
  /** The condition of a filter, for a query of another room. @throws RapportError invalid_input */
  condition(kind: ObjectKind, filter: string): Promise<SQL>;
  describe(kind?: ObjectKind): Promise<WorkspaceDescription>;
  /** The fields of a kind, the workspace's own included. */
  fields(kind: ObjectKind): Promise<readonly Field[]>;
  customer(reference: string): Promise<CustomerView>;
  /** Which contact or company is meant, loosely. @throws RapportError not_found */
  whoIs(reference: string): ReturnType<typeof whoIs>;
  brief(owner: string | undefined, date: string | undefined): Promise<DailyBrief>;
  /** Whom a text may mean, with all fields as values; best first, at most 20. */
  find(kind: ObjectKind, text: string): Promise<FoundRecord[]>;
  /** The records of some kinds that have exactly one of these names, by the name. */
  named(kinds: readonly ObjectKind[], names: readonly string[]): Promise<Map<string, FoundRecord[]>>;
  /** The records of a kind that belong to a contact or company by the field of that name; at most 20. */
  belongings(kind: ObjectKind, owner: { kind: 'contact' | 'company'; id: string }): Promise<FoundRecord[]>;
  /** The kinds of which any record can be found. */
  kindsInUse(): Promise<ObjectKind[]>;
  /** The names of the contacts and of the workspace's own people. */
  peopleNames(): Promise<string[]>;
  save: Saving['save'];
  remove: Saving['remove'];
  logInteraction(entry: InteractionEntry): Promise<LoggedInteraction>;
  recordConsent(entry: ConsentEntry): ReturnType<typeof recordConsent>;
  /** Whether a contact asked not to be contacted. */
  mayNotBeReached(contactId: string): Promise<boolean>;
  convertLead(conversion: LeadConversion): Promise<{ contact: ShownRecord; deal: ShownRecord }>;
  drafts: Drafting;
  history(query: HistoryQuery): ReturnType<typeof history>;
  planUndo(query: UndoQuery): Promise<UndoPlan>;
  /** @throws RapportError conflict where later edits are in the way of undoing this entry of a plan */
  checkUndo(plan: UndoPlan, changeId: string): Promise<void>;
  undo(changeIds: readonly string[]): ReturnType<typeof undo>;
}

export function createCrm(scope: Scope): Crm {
  const search = createVisibleSearch(createSearch({ tx: scope.tx, workspaceId: scope.workspace.id }), scope);
  const references = createReferences(scope, search);
  const catalogue = createCatalogue(scope);
  const listing = createListing(scope, search, references, catalogue);
  const saving = createSaving(scope, search, references, catalogue, listing);
  return {
    references,
    list: listing.page,
    summarize: (kind, query) => summarize({ scope, listing, catalogue, references }, kind, query),
    condition: listing.condition,
    describe: (kind) => describe(scope, catalogue, kind),
    fields: catalogue.fields,
    customer: (reference) => viewCustomer(scope, references, listing, reference),
    whoIs: (reference) => whoIs(references, reference),
    async brief(owner, date) {
      const person = await references.forRead('user', owner ?? 'me');
      return dailyBrief(listing, person, date ?? dayIn(scope.workspace.timeZone, scope.now));
    },
    async find(kind, text) {
      const found = await references.candidates(kind, text);
      const ids = found.map(({ id }) => id);
      const records = await listing.several(kind, ids);
      return found.map(({ id, label, match }) => ({
        kind,
        id,
        name: label,
        match,
        values: records.get(id)!,
      }));
    },
    named: (kinds, names) => named(search, listing, kinds, names),
    belongings: (kind, owner) => belongings(listing, kind, owner),
    async kindsInUse() {
      const inUse = await search.kindsFiled(objectKinds);
      return objectKinds.filter((kind) => inUse.has(kind));
    },
    peopleNames: () => peopleNames(scope),
    save: saving.save,
    remove: saving.remove,
    logInteraction: (entry) => logInteraction(scope, references, entry),
    recordConsent: (entry) => recordConsent(scope, references, entry),
    mayNotBeReached: async (id) => objectionOf(await listing.one('contact', id)) !== null,
    convertLead: (conversion) => convertLead(scope, references, saving, conversion),
    drafts: createDrafting(scope, references, catalogue),
    history: (query) => history(scope, references, query),
    planUndo: (query) => planUndo(scope, references, query),
    checkUndo: (plan, changeId) => checkUndo(scope, plan, changeId),
    undo: (changeIds) => undo(scope, changeIds),
  };
}
