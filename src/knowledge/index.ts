export type { Passage, Quote } from './answer.ts';
export { createKnowledgeIndexer } from './indexer.ts';
export {
  createKnowledge,
  type DocumentSummary,
  documentValues,
  type Knowledge,
  type KnowledgeAnswer,
  type NewDocument,
} from './knowledge.ts';
