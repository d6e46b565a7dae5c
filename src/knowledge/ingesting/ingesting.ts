import { type Language, RapportError } from '../../trust/index.ts';
import type { Audience, Knowledge, NewDocument } from '../knowledge.ts';
import type { IngestPlan } from './plan.ts';
import type { FileProblem } from './walk.ts';

/** The transactions a run takes: each commits whole documents. */
export interface IngestBatches {
  step<Result>(work: (services: { knowledge: Knowledge }) => Promise<Result>): Promise<Result>;
}

export interface IngestOptions {
  language: Language;
  /** Whether outsiders wrote the files; by default what is known of each already. */
  untrusted?: boolean | undefined;
  /** Who is answered from them; by default what is known of each already, at first staff alone. */
  audience?: Audience | undefined;
  /** Takes documents away whose files are gone from the folders. */
  removeMissing?: boolean | undefined;
  signal: AbortSignal;
  /** Hears how much is done, in bytes, and of which file. */
  onProgress?: ((done: number, total: number, file: string) => void) | undefined;
}

/** What a run came to. */
export interface IngestReport {
  files: number;
  added: number;
  updated: number;
  unchanged: number;
  removed: number;
  /** Passages written. */
  chunks: number;
  /** Documents whose files are gone; they stay unless `removeMissing`. */
  missing: string[];
  /** Files of kinds the knowledge base does not read. */
  ignored: number;
  problems: FileProblem[];
  /** The documents written, in the order of their sources. */
  documents: { id: string; title: string; source: string; status: 'added' | 'updated' }[];
}

/** A text as it was sent; only one with a text and a source, and without paths, is whole. */
export interface SentText {
  text?: string | undefined;
  source?: string | undefined;
  title?: string | undefined;
  untrusted?: boolean | undefined;
  audience?: Audience | undefined;
  paths?: readonly string[] | undefined;
}

/** Opens what people bring into the knowledge base, outside any transaction. */
export interface Ingesting {
  /** Reads a text that was sent. @throws RapportError where it cannot be read, or is not all there */
  readText(document: SentText, options: { language: Language; signal: AbortSignal }): Promise<NewDocument>;
  /** Where a file lies, links followed. @throws RapportError where it is not there, or may not be read */
  locate(path: string, options: Pick<IngestOptions, 'language' | 'signal'>): Promise<string>;
  /** The text of one document, to be looked at and not kept. @throws RapportError where it cannot be read */
  readFile(
    path: string,
    options: Pick<IngestOptions, 'language' | 'signal'>,
  ): Promise<{ name: string; text: string }>;
  /**
   * Finds the files under these paths and holds them against what is known.
   * @throws RapportError where one is not there, or may not be read
   */
  plan(
    paths: readonly string[],
    known: readonly KnownFile[],
    options: Pick<IngestOptions, 'language' | 'signal' | 'untrusted' | 'audience'>,
  ): Promise<IngestPlan>;
  /** Reads what is new or changed and writes it, document by document. */
  ingest(plan: IngestPlan, batches: IngestBatches, options: IngestOptions): Promise<IngestReport>;
}

/** A document of the knowledge base, and the file it was read from. */
export interface KnownFile {
  id: string;
  source: string;
  contentHash: string;
  untrusted: boolean;
  audience: Audience;
  filePath: string | null;
  fileSize: number | null;
  fileModifiedAt: Date | null;
  fileHash: string | null;
}

/**
 * What reads files is loaded with the first of them.
 *
 * @param folder  the one folder whose files may be read; none where it is absent
 */
export const createIngesting = (folder: string | undefined): Ingesting => ({
  async readText(document, options) {
    const { readText } = await import('./read-text.ts');
    return readText(document, options);
  },
  async locate(path, { language, signal }) {
    const { locateFile } = await import('./read-file.ts');
    return locateFile(path, { root: rootOf(folder, language), language, signal });
  },
  async readFile(path, { language, signal }) {
    const { readFile } = await import('./read-file.ts');
    return readFile(path, { root: rootOf(folder, language), language, signal });
  },
  async plan(paths, known, { language, signal, untrusted, audience }) {
    const { findFiles } = await import('./walk.ts');
    const found = await findFiles(paths, { root: rootOf(folder, language), language, signal });
    const { planIngest } = await import('./plan.ts');
    return planIngest(found, known, { language, untrusted, audience });
  },
  async ingest(plan, batches, options) {
    const { ingestFiles } = await import('./ingest-files.ts');
    return ingestFiles(plan, batches, options);
  },
});

/** @throws RapportError where no folder may be read */
function rootOf(folder: string | undefined, language: Language): string {
  if (folder !== undefined) return folder;
  throw new RapportError(
    'invalid_input',
    { en: 'This server reads no files.', zh: '本服务不读取文件。' }[language],
    {
      hint: {
        en: 'Start it with --files DIR, or send the text itself.',
        zh: '请以 --files DIR 启动，或直接发送文本。',
      }[language],
    },
  );
}
