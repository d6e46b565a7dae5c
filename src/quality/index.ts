export type {
  ImportKind,
  ImportOrigin,
  ImportProblem,
  ImportReport,
  ImportRequest,
  MappedChildren,
  MappedColumn,
  MappedRow,
  Mapping,
  Row,
  Source,
} from './contract.ts';
export { importKinds, isProblem } from './contract.ts';
export {
  createImporting,
  expandPaths,
  type Importing,
  type ImportInput,
  type ImportWorkspace,
  inOrder,
  type PreparedImport,
} from './importing.ts';
export { createLanding, type ImportBatches, importRows, type Landing } from './landing/index.ts';
export { type MappingContext, mapRows, problemLine } from './mapping/apply.ts';
export { readMapFile, twice, writeMapFile } from './mapping/map-file.ts';
export { type Proposal, proposeMapping } from './mapping/propose.ts';
export { openSource, openText, type ReadingOptions } from './reading/open-source.ts';
