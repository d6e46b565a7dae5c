import { and, asc, count, eq, inArray, type SQL } from 'drizzle-orm';
import { knowledgeChunks, knowledgeDocuments, type RecordValues } from '../../db/index.ts';
import { detectLanguage, type Language } from '../language/index.ts';
import { cut } from '../search/index.ts';
import { digest, nearest, newId, quoted, RapportError, type Scope } from '../trust/index.ts';
import { titleOf } from './chunks.ts';
import { withFileDay } from './file-day.ts';
import type { KnownFile } from './ingesting/ingesting.ts';
import { mediaTypes } from './media-types.ts';
import { type DocumentFormat, longestText } from './reading/contract.ts';
import { createAnswering, type KnowledgeAnswer, type SearchOptions } from './search.ts';
import { documentsWithin } from './within.ts';

/** Who is answered from a document: the company's own people, or its customers too. */
export type Audience = 'staff' | 'customers';

/** A document to answer from, as a reader left it: its text is Markdown or plain text. */
export interface NewDocument {
  /** Of the document it replaces, where that is known already. */
  id?: string | undefined;
  /** By default its first heading, then its source. */
  title?: string | undefined;
  /** Where it comes from, such as a file name or an address; what was ingested from there before is replaced. */
  source: string;
  text: string;
  /** What it came as; Markdown by default. */
  format?: DocumentFormat | undefined;
  /** Whether outsiders wrote it. */
  untrusted?: boolean | undefined;
  /** Who is answered from it; by default as before, at first staff alone. */
  audience?: Audience | undefined;
  /** The day it bears, as YYYY-MM-DD. */
  datedOn?: string | undefined;
  /** The file it was read from. */
  file?: { path: string; size: number; modifiedAt: Date; hash: string } | undefined;
}

export interface DocumentSummary {
  id: string;
  title: string;
  source: string;
  language: Language;
  chunks: number;
  ingestedAt: Date;
  /** The day the document bears, as YYYY-MM-DD; null where it bears none. */
  datedOn: string | null;
  /** The day its file was last changed, where it bears none itself and came as a file. */
  fileDay: string | null;
  untrusted: boolean;
  audience: Audience;
  version: number;
}

/** A document that was written, or found to be there already. */
export interface Ingested {
  document: DocumentSummary;
  status: 'added' | 'updated' | 'unchanged';
}

/** The documents of one workspace, and answers from them word for word. */
export interface Knowledge {
  /**
   * Adds a document, or makes a new version of the one from the same source; its id stays.
   * @throws RapportError invalid_input where there is no text or more than two million characters
   */
  ingest(document: NewDocument): Promise<Ingested>;
  /** The same of several, in few statements and in their order. */
  ingestMany(documents: readonly NewDocument[]): Promise<Ingested[]>;
  /** @param document  id, source or title @throws RapportError not_found or ambiguous */
  remove(document: string): Promise<DocumentSummary>;
  /** @param ids  of documents that stand @throws RapportError not_found */
  removeMany(ids: readonly string[]): Promise<void>;
  /** The documents and the files they were read from. */
  files(): Promise<KnownFile[]>;
  list(): Promise<DocumentSummary[]>;
  /** A document with its text. @throws RapportError not_found or ambiguous */
  read(document: string): Promise<DocumentSummary & { text: string }>;
  search(question: string, options: SearchOptions): Promise<KnowledgeAnswer>;
}

const kind = 'knowledge_document';
const longestTitle = 200;

/**
 * The record a document is kept as.
 * @throws RapportError invalid_input where there is no text or more than two million characters
 */
export function documentValues(
  {
    title,
    source,
    text,
    format = 'markdown',
    untrusted = false,
    audience = 'staff',
    datedOn,
    file,
  }: NewDocument,
  now: Date,
): RecordValues<'knowledge_document'> {
  if (text.trim() === '' || text.length > longestText)
    throw new RapportError('invalid_input', 'A document has between 1 and 2,000,000 characters.');
  const content = text.replaceAll('\0', '').toWellFormed();
  return {
    title: cut(title ?? titleOf(content) ?? source, longestTitle),
    source,
    mediaType: mediaTypes[format],
    language: detectLanguage(content),
    content,
    contentHash: digest(title ?? '', content, String(untrusted)),
    untrusted,
    audience,
    ingestedAt: now,
    datedOn: datedOn ?? null,
    filePath: file?.path ?? null,
    fileSize: file?.size ?? null,
    fileModifiedAt: file?.modifiedAt ?? null,
    fileHash: file?.hash ?? null,
  };
}

export function createKnowledge(scope: Scope): Knowledge {
  const { tx, workspace, records, now } = scope;
  const forCustomers = scope.actor.role === 'customer';
  const standing = documentsWithin({ workspaceId: workspace.id, forCustomers });

  async function summaries(ids?: readonly string[]): Promise<DocumentSummary[]> {
    const rows = await tx
      .select({
        id: knowledgeDocuments.id,
        title: knowledgeDocuments.title,
        source: knowledgeDocuments.source,
        language: knowledgeDocuments.language,
        ingestedAt: knowledgeDocuments.ingestedAt,
        datedOn: knowledgeDocuments.datedOn,
        fileModifiedAt: knowledgeDocuments.fileModifiedAt,
        untrusted: knowledgeDocuments.untrusted,
        audience: knowledgeDocuments.audience,
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
      .where(and(standing, ids && inArray(knowledgeDocuments.id, [...ids])))
      .groupBy(knowledgeDocuments.workspaceId, knowledgeDocuments.id)
      .orderBy(asc(knowledgeDocuments.title), asc(knowledgeDocuments.id));
    return rows.map(withFileDay) as DocumentSummary[];
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

  /** The standing documents that these replace, by their place in the list. */
  async function replacedBy(documents: readonly NewDocument[]) {
    const { id, source, contentHash, audience, fileHash, filePath, fileModifiedAt } = knowledgeDocuments;
    const columns = { id, source, contentHash, audience, fileHash, filePath, fileModifiedAt };
    const sources = documents.map((document) => document.source);
    const ids = documents.flatMap((document) => document.id ?? []);
    const select = (condition: SQL) =>
      tx.select(columns).from(knowledgeDocuments).where(and(standing, condition));
    const rows = [
      ...(await select(inArray(source, sources))),
      ...(ids.length > 0 ? await select(inArray(id, ids)) : []),
    ];
    const byId = new Map(rows.map((row) => [row.id, row]));
    const bySource = new Map(rows.map((row) => [row.source, row]));
    return documents.map((document) => byId.get(document.id ?? '') ?? bySource.get(document.source));
  }

  async function ingestMany(documents: readonly NewDocument[]): Promise<Ingested[]> {
    const replaced = await replacedBy(documents);
    const given = documents.map((document, index) => {
      const audience = document.audience ?? (replaced[index]?.audience as Audience | undefined);
      return documentValues({ ...document, audience }, now);
    });
    const added: (RecordValues<typeof kind> & { id: string })[] = [];
    const patches = new Map<string, RecordValues<typeof kind>>();
    const written = given.map((values, index): { id: string; status: Ingested['status'] } => {
      const known = replaced[index];
      if (!known) {
        const id = newId(kind, now);
        added.push({ ...values, id });
        return { id, status: 'added' };
      }
      const sameFile =
        values.fileHash === known.fileHash &&
        values.filePath === known.filePath &&
        values.fileModifiedAt?.getTime() === known.fileModifiedAt?.getTime();
      const isSame = known.contentHash === values.contentHash && known.audience === values.audience;
      if (isSame && sameFile) return { id: known.id, status: 'unchanged' };
      patches.set(known.id, values);
      return { id: known.id, status: 'updated' };
    });
    if (added.length > 0) await records.insertMany(kind, added);
    if (patches.size > 0) await records.updateMany(kind, patches);
    const shown = new Map((await summaries(written.map(({ id }) => id))).map((one) => [one.id, one]));
    return written.map(({ id, status }) => ({ document: shown.get(id)!, status }));
  }

  return {
    list: () => summaries(),
    ingestMany,
    ingest: async (document) => (await ingestMany([document]))[0]!,
    async remove(reference) {
      const document = await resolve(reference);
      await records.remove(kind, document.id);
      return document;
    },
    async removeMany(ids) {
      await records.restoreMany(kind, new Map(ids.map((id) => [id, null])));
    },
    async files() {
      const { id, source, contentHash, untrusted, audience, filePath, fileSize, fileModifiedAt, fileHash } =
        knowledgeDocuments;
      return tx
        .select({
          id,
          source,
          contentHash,
          untrusted,
          audience,
          filePath,
          fileSize,
          fileModifiedAt,
          fileHash,
        })
        .from(knowledgeDocuments)
        .where(standing) as Promise<KnownFile[]>;
    },
    async read(reference) {
      const document = await resolve(reference);
      const [row] = await tx
        .select({ text: knowledgeDocuments.content })
        .from(knowledgeDocuments)
        .where(and(standing, eq(knowledgeDocuments.id, document.id)));
      return { ...document, text: row!.text };
    },

    search: createAnswering({ tx, workspaceId: workspace.id, forCustomers }),
  };
}
