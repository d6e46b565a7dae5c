import { parse } from 'node:path';
import { RapportError } from '../../trust/index.ts';
import { titleOf } from '../chunks.ts';
import type { NewDocument } from '../knowledge.ts';
import { isQuestionList } from '../media-types.ts';
import { largestFile } from '../reading/formats.ts';
import { createParserThread } from '../reading/parser-thread.ts';
import { type Reading, readFileDocument, tooLarge, wholeFile } from '../reading/read-document.ts';
import type { IngestBatches, IngestOptions, IngestReport } from './ingesting.ts';
import type { IngestPlan } from './plan.ts';

/** A transaction holds documents of about so many characters together. */
const charactersPerStep = 250_000;

/**
 * Reads the files of a plan and writes their documents, each whole. A file whose bytes are known is not
 * parsed; one that cannot be read is named, and what was known of it stays.
 */
export async function ingestFiles(
  plan: IngestPlan,
  batches: IngestBatches,
  options: IngestOptions,
): Promise<IngestReport> {
  const { language, signal, onProgress, removeMissing } = options;
  await using parser = createParserThread();
  const reading: Reading = { parser, language, signal };
  const report: IngestReport = {
    files: plan.toRead.length + plan.unchanged,
    added: 0,
    updated: 0,
    unchanged: plan.unchanged,
    removed: 0,
    chunks: 0,
    missing: removeMissing ? [] : plan.missing.map(({ source }) => source),
    ignored: plan.ignored,
    problems: [...plan.problems],
    documents: [],
  };
  const total = plan.toRead.reduce((sum, { file }) => sum + file.size, 0);
  let done = 0;
  let waiting: NewDocument[] = [];
  let characters = 0;

  async function write(): Promise<void> {
    if (waiting.length === 0) return;
    const documents = waiting;
    waiting = [];
    characters = 0;
    for (const { document, status } of await batches.step(({ knowledge }) =>
      knowledge.ingestMany(documents),
    )) {
      report[status]++;
      if (status === 'unchanged') continue;
      const { id, title, source, chunks } = document;
      report.chunks += chunks;
      report.documents.push({ id, title, source, status });
    }
  }

  for (const { file, known } of plan.toRead) {
    signal.throwIfAborted();
    try {
      const document = await readFile(file, known, options, reading);
      if (document) waiting.push(document);
      else report.unchanged++;
      characters += document?.text.length ?? 0;
    } catch (error) {
      if (!(error instanceof RapportError)) throw error;
      const reason = [error.message, error.hint].filter(Boolean).join(language === 'zh' ? '' : ' ');
      report.problems.push({ file: file.source, reason });
    }
    if (characters >= charactersPerStep) await write();
    done += file.size;
    onProgress?.(done, total, file.source);
  }
  await write();
  if (removeMissing && plan.missing.length > 0) {
    await batches.step(({ knowledge }) => knowledge.removeMany(plan.missing.map(({ id }) => id)));
    report.removed = plan.missing.length;
  }
  return report;
}

/** @returns null where the bytes are those that are known */
async function readFile(
  file: IngestPlan['toRead'][number]['file'],
  known: IngestPlan['toRead'][number]['known'],
  { language, untrusted = known?.untrusted ?? false, audience = known?.audience }: IngestOptions,
  reading: Reading,
): Promise<NewDocument | null> {
  if (file.size > largestFile) throw tooLarge(file.source, file.size, language);
  const whole = await wholeFile(file.path, reading);
  const isKnown = known?.fileHash === whole.hash && known.filePath === file.path;
  if (isKnown && untrusted === known.untrusted && audience === known.audience) return null;
  const { format, text, title, datedOn } = await readFileDocument(whole, reading);
  const headed = format !== 'pdf' && !isQuestionList(format);
  return {
    id: known?.id,
    source: known?.source ?? file.source,
    title: title ?? (headed ? titleOf(text) : undefined) ?? parse(file.path).name,
    text,
    format,
    untrusted,
    audience,
    datedOn,
    file: { path: file.path, size: file.size, modifiedAt: file.modifiedAt, hash: whole.hash },
  };
}
