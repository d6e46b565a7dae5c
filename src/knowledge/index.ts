export type { Passage, Quote } from './answer.ts';
export { createKnowledgeIndexer } from './indexer.ts';
export {
  createIngesting,
  type IngestBatches,
  type Ingesting,
  type IngestReport,
} from './ingesting/ingesting.ts';
export {
  createKnowledge,
  type DocumentSummary,
  documentValues,
  type Ingested,
  type Knowledge,
  type KnowledgeAnswer,
  type NewDocument,
} from './knowledge.ts';
export { retrieve, retrieveByBm25 } from './retrieval.ts';
