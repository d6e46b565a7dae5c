export { expectSegment } from './filing-thread.ts';
export { cut, fold, remembering } from './fold.ts';
export { hashesOf } from './hash.ts';
export { createPostings, type Entry, type Postings } from './postings.ts';
export type { SearchHit } from './rank.ts';
export { createSearch, type Search, wholeTerm } from './search.ts';
export type { IndexedText } from './terms.ts';
export { createVocabulary } from './vocabulary.ts';
