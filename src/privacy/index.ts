export { findPersonalData, type PersonalKind, type PersonalSpan, personalKinds } from './find.ts';
export { createMasking, type Masking } from './mask.ts';
export { createNameFinder, type NameFinder } from './names.ts';
