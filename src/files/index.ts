export { type Archive, type ArchiveAdvice, archiveLimits, openArchive } from './archive.ts';
export { type Bytes, fileBytes, textBytes } from './bytes.ts';
export type { Row, RowProblem, Source } from './contract.ts';
export { decoded, decodedHead, type Encoding, encodingOf } from './encoding.ts';
export { textOf } from './flatten.ts';
export { openSource, openText, type ReadingOptions } from './open-source.ts';
export { refusal, type Words } from './refusal.ts';
