import { parentPort } from 'node:worker_threads';
import type { RapportError } from '../../trust/index.ts';
import { type ReadDocument, Unreadable } from './contract.ts';
import type { ParserReply, ParserRequest } from './parser-thread.ts';

async function parse(request: ParserRequest): Promise<ReadDocument> {
  switch (request.format) {
    case 'pdf':
      return (await import('./pdf.ts')).readPdf(request.data);
    case 'docx':
      return (await import('./docx.ts')).readDocx(request.path, request.language);
    case 'html':
      return (await import('./html.ts')).readHtml(request.text);
  }
}

/** Known by its name, so that the thread need not load the class. */
const isRefusal = (error: unknown): error is RapportError =>
  error instanceof Error && error.name === 'RapportError';

function refusalOf(error: unknown): ParserReply {
  if (error instanceof Unreadable) return { refused: { words: error.words, hint: error.hint } };
  if (!isRefusal(error)) return { failed: String(error) };
  const { message, hint } = error;
  return {
    refused: {
      words: { en: message, zh: message },
      hint: hint === undefined ? undefined : { en: hint, zh: hint },
    },
  };
}

parentPort?.on('message', (request: ParserRequest) => {
  parse(request).then(
    (document) => parentPort?.postMessage({ document } satisfies ParserReply),
    (error: unknown) => parentPort?.postMessage(refusalOf(error)),
  );
});
