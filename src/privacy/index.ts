export { type AnonymisedLine, anonymisedLines, createAnonymiser, knownData } from './anonymised.ts';
export { countUnsealed, type SealingProgress, sealWorkspace } from './encryption.ts';
export { findPersonalData, type PersonalKind, type PersonalSpan, personalKinds } from './find.ts';
export { createMasking, type Masking } from './mask.ts';
export { createNameFinder, type NameFinder } from './names.ts';
export type { ErasureReport } from './persons/erase.ts';
export type { PersonExport } from './persons/export.ts';
export { createPrivacy, type Privacy } from './privacy.ts';
export type { RetentionReport, RetentionRules } from './retention.ts';
