import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  vector,
} from 'drizzle-orm/pg-core';
import { moment, plainText, recordColumns, workspaceId } from './columns.ts';

export const knowledgeDocuments = pgTable(
  'knowledge_documents',
  {
    ...recordColumns(),
    title: text('title').notNull(),
    source: text('source').notNull(),
    mediaType: text('media_type').notNull(),
    language: text('language').notNull(),
    content: text('content').notNull(),
    contentHash: text('content_hash').notNull(),
    untrusted: boolean('untrusted').notNull().default(false),
    /** Who is answered from it: `staff` alone, or `customers` too. */
    audience: text('audience').notNull().default('staff'),
    ingestedAt: moment('ingested_at').notNull(),
    /** The day the document itself bears. */
    datedOn: date('dated_on'),
    /** The file it was read from: where it lies on the machine that read it, and by what it is known again. */
    filePath: text('file_path'),
    fileSize: bigint('file_size', { mode: 'number' }),
    fileModifiedAt: moment('file_modified_at'),
    fileHash: text('file_hash'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('knowledge_documents_source').on(table.workspaceId, table.source),
  ],
);

export const knowledgeChunks = pgTable(
  'knowledge_chunks',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    documentId: text('document_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    headings: text('headings').array().notNull().default([]),
    text: text('text').notNull(),
    /** What the text answers, where the document is a list of questions and answers. */
    question: text('question'),
    startOffset: integer('start_offset').notNull(),
    endOffset: integer('end_offset').notNull(),
    termCount: integer('term_count').notNull(),
    /** That of its document. */
    audience: text('audience').notNull().default('staff'),
    embedder: text('embedder'),
    embedding: vector('embedding', { dimensions: 1024 }),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('knowledge_chunks_document').on(table.workspaceId, table.documentId),
    // Vectors of letters are compared one by one, in small workspaces alone.
    index('knowledge_chunks_embedding')
      .using('hnsw', table.embedding.op('vector_cosine_ops'))
      .where(sql`${table.embedder} <> 'hashed-1'`),
  ],
);

/** The inverted index: which terms stand in which record or chunk, and how often. */
export const terms = pgTable(
  'terms',
  {
    workspaceId: workspaceId(),
    kind: text('kind').notNull(),
    term: text('term').notNull(),
    recordId: text('record_id').notNull(),
    frequency: integer('frequency').notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.kind, table.term, table.recordId] }),
    index('terms_record').on(table.workspaceId, table.recordId, table.kind),
  ],
);

/**
 * The inverted index of records that were filed together, as an import does: their terms spread over blocks, a
 * row a block. A record is filed either here or in `terms`.
 */
export const termBlocks = pgTable(
  'term_blocks',
  {
    workspaceId: workspaceId(),
    kind: text('kind').notNull(),
    block: integer('block').notNull(),
    /** The id of its first record. */
    segment: text('segment').notNull(),
    /** How many characters of that id begin all ids of the segment. */
    shared: integer('shared').notNull(),
    /** A line for each term: the term, a tab, and the rest of each id, with blanks between; a line break before the first. */
    terms: plainText('terms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.kind, table.block, table.segment] })],
);

/** The records that were filed together. */
export const segments = pgTable(
  'segments',
  {
    workspaceId: workspaceId(),
    kind: text('kind').notNull(),
    segment: text('segment').notNull(),
    /** How many of them stand. */
    standing: integer('standing').notNull(),
    /** A Bloom filter of its terms, in base 64: what tells, without a look, that none of them has this one. */
    filter: text('filter').notNull(),
    /** The segment that has taken in its blocks, after which it has none, no filter and nobody standing. */
    partOf: text('part_of'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.kind, table.segment] })],
);

/** Which records a segment holds, and by which texts they were filed, so that they can be taken out again. */
export const segmentRecords = pgTable(
  'segment_records',
  {
    workspaceId: workspaceId(),
    recordId: text('record_id').notNull(),
    kind: text('kind').notNull(),
    segment: text('segment').notNull(),
    texts: text('texts').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.recordId] })],
);
