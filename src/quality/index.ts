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
  type ImportInput,
  type Importing,
  type ImportWorkspace,
  type PreparedImport,
} from './importing.ts';
export { createLanding, type ImportBatches, importRows, type Landing } from './landing/index.ts';
