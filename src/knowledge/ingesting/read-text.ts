import { createParserThread } from '../reading/parser-thread.ts';
import { readTextDocument } from '../reading/read-document.ts';
import type { Ingesting } from './ingesting.ts';

/** A text that was sent, as a document; its source's ending says what it is. */
export const readText: Ingesting['readText'] = async (
  { text, source, title, untrusted },
  { language, signal },
) => {
  await using parser = createParserThread();
  const { format, ...read } = await readTextDocument(text, source, { parser, language, signal });
  return { ...read, title: title ?? read.title, source, format, untrusted };
};
