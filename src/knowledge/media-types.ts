import type { ChunkOptions } from './chunks.ts';
import type { DocumentFormat } from './reading/contract.ts';

/** What a document came as, as it is kept with it. */
export const mediaTypes: Readonly<Record<DocumentFormat, string>> = {
  markdown: 'text/markdown',
  text: 'text/plain',
  html: 'text/html',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  jsonl: 'application/jsonl',
};

/** Formats of tables, which are read as lists of questions and answers. */
const questionLists: ReadonlySet<DocumentFormat> = new Set(['csv', 'xlsx', 'json', 'jsonl']);

export const isQuestionList = (format: DocumentFormat): boolean => questionLists.has(format);

/** How the text of a document is cut, by what it came as. */
export function cutBy(mediaType: string): ChunkOptions {
  const format = (Object.keys(mediaTypes) as DocumentFormat[]).find((one) => mediaTypes[one] === mediaType);
  if (format === undefined || format === 'markdown' || format === 'text') return {};
  return { writtenBy: 'readers', questions: questionLists.has(format) };
}
