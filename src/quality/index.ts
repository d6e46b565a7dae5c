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
export { openSource, openText, type ReadingOptions } from './reading/open-source.ts';
