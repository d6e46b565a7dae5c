export {
  type Applied,
  applyDraft,
  type ComparedField,
  type ComparedRecord,
  type ConflictChoice,
  closeApplied,
  compareDraft,
  conflictChoices,
} from './apply.ts';
export { type DraftedRecord, foldSteps, operationIn, valuesOf } from './fold.ts';
export {
  addStep,
  type Draft,
  type DraftKey,
  type DraftStep,
  discardDraft,
  draftedTool,
  draftNamed,
  findDraft,
  layOver,
  listDrafts,
  mostDrafted,
  type OpenedDraft,
  openDraft,
  readDraft,
  submitDraft,
  takeBack,
} from './store.ts';
