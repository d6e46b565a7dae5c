export type { RecordKind, RecordRow, RecordValues } from '../../db/index.ts';
export {
  type Actor,
  type Language,
  mayUse,
  narrowed,
  neededScope,
  onlyDrafts,
  type Role,
  requireUse,
  scopesFor,
  type ToolScope,
  toolScopes,
} from './actor.ts';
export {
  type Approval,
  ApprovalRefused,
  approvalReason,
  pendingApprovals,
  requestApproval,
  requireCovered,
  takeApproval,
  type WaitingApproval,
} from './approvals.ts';
export { type AuditEvent, listEvents, noteEvent } from './audit-events.ts';
export { type AuditLine, auditPage } from './audit-export.ts';
export { callDigest, canonicalJson, digest } from './canonical.ts';
export {
  type Change,
  type ChangeQuery,
  changedFields,
  type ListedChange,
  listChanges,
  type Origin,
  operationOf,
  standingInBulk,
} from './change-log.ts';
export { commitChange } from './commit.ts';
export { readCursor, strangeCursor, writeCursor } from './cursor.ts';
export * from './drafts/index.ts';
export { entryHash } from './entry-hash.ts';
export {
  erasedAmong,
  erasureOf,
  type Identities,
  readmit,
  refuseErased,
  rememberErased,
  sayErased,
} from './erased.ts';
export { errorText } from './error-texts.ts';
export { type ErrorCode, errorCodes, publicError, quoted, RapportError } from './errors.ts';
export { isHidden, mayHide, withoutHidden } from './hidden-characters.ts';
export { type Call, keepResponse, replay } from './idempotency.ts';
export * from './identity/index.ts';
export { isId, isSomeId, momentIn, newId } from './ids.ts';
export { kindOf } from './kind-names.ts';
export { leadsToOneOf, linkHosts, setLinkHost } from './link-hosts.ts';
export { filterLinks, type LinkFilter, withoutLinks } from './links.ts';
export { type PreviewedField, type PreviewedRecord, previewOf } from './previews.ts';
export { overwriteRows, rowsById, wholeRow } from './record-rows.ts';
export {
  createRecordStore,
  joinIndexers,
  kindName,
  labelOf,
  type RecordIndexer,
  type RecordStore,
} from './record-store.ts';
export { type ChangeRedaction, eraseChangesBefore, holdChangeLog, redactChanges } from './redact-changes.ts';
export { rollBackTo, savepoint } from './savepoint.ts';
export { dayIn, type Scope, type Workspace } from './scope.ts';
export { hashOfSecret, matchesHash, newSecret } from './secrets.ts';
export { type Snapshot, snapshotOf } from './snapshot.ts';
export { didYouMean, editDistance, nearest, withNearest } from './suggest.ts';
export { editedSince, inTheWay, type PutBack, type Undone, undoChanges } from './undo.ts';
export {
  type Anchor,
  type Break,
  type ChainReport,
  readAnchor,
  verifyChain,
  writeAnchor,
} from './verify-chain.ts';
export { type EventsReport, verifyEvents } from './verify-events.ts';
export { workspaceSecret } from './workspace-secret.ts';
export { keepConventions, keepSettings } from './workspace-settings.ts';
