export type { Answer, Passage, Quote } from './answer.ts';
export { type Embedding, embeddingWith } from './embedder/embedding.ts';
export { dimensions, hashedEmbedder } from './embedder/hashed.ts';
export { type ChunkVectors, nearestChunks } from './embedder/vectors.ts';
export { isFollowUp } from './follow-up.ts';
export { createKnowledgeIndexer } from './indexer.ts';
export {
  createIngesting,
  type IngestBatches,
  type Ingesting,
  type IngestReport,
} from './ingesting/ingesting.ts';
export {
  type Audience,
  createKnowledge,
  type DocumentSummary,
  documentValues,
  type Ingested,
  type Knowledge,
  type NewDocument,
} from './knowledge.ts';
export { translateWords } from './lexicon/lexicon.ts';
export { passagesOf } from './passages.ts';
export { retrieve, retrieveByBm25 } from './retrieval.ts';
export type { KnowledgeAnswer, SearchOptions } from './search.ts';
export { type Span, sentencesOf } from './sentences.ts';
export { termsMeant, termsOf } from './words.ts';
export { type CheckOptions, checkSentences, createCheck } from './writing/check.ts';
export { givesOrders, placeOf, type Source } from './writing/sources.ts';
export { type AnswerWriter, answerWriterWith, type Written } from './writing/write-answer.ts';
