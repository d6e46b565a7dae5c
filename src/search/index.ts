export { addTo, bytesFor, mayBeIn } from './bloom.ts';
export { expectSegment } from './filing-thread.ts';
export { cut, fold, remembering } from './fold.ts';
export { type Hashes, hashesOf, hashInto } from './hash.ts';
export { createPostings, type Entry, type Postings } from './postings.ts';
export type { SearchHit } from './rank.ts';
export { createSearch, type Search, wholeTerm } from './search.ts';
export type { IndexedText } from './terms.ts';
export { createVocabulary } from './vocabulary.ts';
