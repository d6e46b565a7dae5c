import { chunksOf } from './chunks.ts';
import { cutBy } from './media-types.ts';

/** Where the passages of a document lie in its text, as it is cut to be searched. */
export const passagesOf = (content: string, mediaType: string): { start: number; end: number }[] =>
  chunksOf(content, cutBy(mediaType)).map(({ start, end }) => ({ start, end }));
