import { and, asc, count, eq, isNull } from 'drizzle-orm';
import { knowledgeChunks, knowledgeDocuments, type RecordValues } from '../../db/index.ts';
import { detectLanguage, type Language } from '../language/index.ts';
import { cut } from '../search/index.ts';
import { digest, nearest, quoted, RapportError, type Scope } from '../trust/index.ts';
import { type Passage, type Quote, quoteFrom } from './answer.ts';
import { titleOf } from './chunks.ts';
import { retrieve } from './retrieval.ts';

/** A document to answer from: Markdown or plain text. */
export interface NewDocument {
  /** By default its first heading, then its source. */
  title?: string | undefined;
  /** Where it comes from, such as a file name or an address; what was ingested from there before is replaced. */
  source: string;
  text: string;
  /** Whether outsiders wrote it. */
  untrusted?: boolean | undefined;
}

export interface DocumentSummary {
  id: string;
  title: string;
  source: string;
  language: Language;
  chunks: number;
  ingestedAt: Date;
  untrusted: boolean;
  version: number;
}

/** What the knowledge base says to a question. */
export interface KnowledgeAnswer {
  /** The sentence that answers best; null where nothing does. */
  answer: Quote | null;
  /** The passages found, best first, whether they answer or not. */
  passages: Passage[];
  /** Whether the passages speak of too little of what was asked. */
  abstained: boolean;
}

/** The documents of one workspace, and answers from them word for word. */
export interface Knowledge {
  /** @throws RapportError invalid_input where there is no text or more than a million characters */
  ingest(
    document: NewDocument,
  ): Promise<{ document: DocumentSummary; status: 'added' | 'updated' | 'unchanged' }>;
  /** @param document  id, source or title @throws RapportError not_found or ambiguous */
  remove(document: string): Promise<DocumentSummary>;
  list(): Promise<DocumentSummary[]>;
  /** A document with its text. @throws RapportError not_found or ambiguous */
  read(document: string): Promise<DocumentSummary & { text: string }>;
  search(question: string, options: { limit: number }): Promise<KnowledgeAnswer>;
}

const longestDocument = 1_000_000;
const longestTitle = 200;
const passagesRead = 3;

/**
 * The record a document is kept as.
 * @throws RapportError invalid_input where there is no text or more than a million characters
 */
export function documentValues(
  { title, source, text, untrusted = false }: NewDocument,
  now: Date,
): RecordValues<'knowledge_document'> {
  if (text.trim() === '' || text.length > longestDocument)
    throw new RapportError('invalid_input', 'A document has between 1 and 1,000,000 characters.');
  const content = text.replaceAll('\0', '').toWellFormed();
  return {
    title: cut(title ?? titleOf(content) ?? source, longestTitle),
    source,
    mediaType: 'text/markdown',
    language: detectLanguage(content),
    content,
    contentHash: digest(title ?? '', content, String(untrusted)),
    untrusted,
    ingestedAt: now,
  };
}

export function createKnowledge(scope: Scope): Knowledge {
  const { tx, workspace, records, now } = scope;
  const standing = and(
    eq(knowledgeDocuments.workspaceId, workspace.id),
    isNull(knowledgeDocuments.deletedAt),
  );

  async function summaries(): Promise<DocumentSummary[]> {
    return tx
      .select({
        id: knowledgeDocuments.id,
        title: knowledgeDocuments.title,
        source: knowledgeDocuments.source,
        language: knowledgeDocuments.language,
        ingestedAt: knowledgeDocuments.ingestedAt,
        untrusted: knowledgeDocuments.untrusted,
        version: knowledgeDocuments.version,
        chunks: count(knowledgeChunks.id),
      })
      .from(knowledgeDocuments)
      .leftJoin(
        knowledgeChunks,
        and(
          eq(knowledgeChunks.workspaceId, knowledgeDocuments.workspaceId),
          eq(knowledgeChunks.documentId, knowledgeDocuments.id),
        ),
      )
      .where(standing)
      .groupBy(knowledgeDocuments.workspaceId, knowledgeDocuments.id)
      .orderBy(asc(knowledgeDocuments.title), asc(knowledgeDocuments.id)) as Promise<DocumentSummary[]>;
  }

  async function resolve(reference: string): Promise<DocumentSummary> {
    const documents = await summaries();
    const wanted = reference.trim().toLowerCase();
    const found = documents.filter(({ id, title, source }) =>
      [id, title, source].some((value) => value.toLowerCase() === wanted),
    );
    if (found.length === 1) return found[0]!;
    if (found.length > 1)
      throw new RapportError('ambiguous', `${found.length} documents are called ${quoted(reference)}.`, {
        hint: `Say which by its id: ${found.map(({ id, source }) => `${id} (${source})`).join(', ')}.`,
      });
    const near = nearest(
      reference,
      documents.map(({ title }) => title),
    );
    throw new RapportError('not_found', `No document is called ${quoted(reference)}.`, {
      hint: near.length > 0 ? `Nearest: ${near.join(', ')}.` : 'list_knowledge shows all documents.',
    });
  }

  const summaryOf = async (id: string) => (await summaries()).find((document) => document.id === id)!;

  return {
    list: summaries,

    async ingest(document) {
      const values = documentValues(document, now);
      const [known] = await tx
        .select({ id: knowledgeDocuments.id, contentHash: knowledgeDocuments.contentHash })
        .from(knowledgeDocuments)
        .where(and(standing, eq(knowledgeDocuments.source, values.source)))
        .limit(1);
      if (!known) {
        const added = await records.insert('knowledge_document', values);
        return { document: await summaryOf(added.id), status: 'added' };
      }
      if (known.contentHash === values.contentHash)
        return { document: await summaryOf(known.id), status: 'unchanged' };
      await records.update('knowledge_document', known.id, values);
      return { document: await summaryOf(known.id), status: 'updated' };
    },

    async remove(reference) {
      const document = await resolve(reference);
      await records.remove('knowledge_document', document.id);
      return document;
    },

    async read(reference) {
      const document = await resolve(reference);
      const [row] = await tx
        .select({ text: knowledgeDocuments.content })
        .from(knowledgeDocuments)
        .where(and(standing, eq(knowledgeDocuments.id, document.id)));
      return { ...document, text: row!.text };
    },

    async search(question, { limit }) {
      const bound = { tx, workspaceId: workspace.id };
      const { passages, weights } = await retrieve(bound, question, Math.max(limit, passagesRead));
      const answer = quoteFrom(question, passages, weights);
      return { answer, passages: passages.slice(0, limit), abstained: answer === null };
    },
  };
}
