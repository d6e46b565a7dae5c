import { refusal } from '../../files/index.ts';
import { createParserThread } from '../reading/parser-thread.ts';
import { readTextDocument } from '../reading/read-document.ts';
import type { Ingesting } from './ingesting.ts';

/** A text that was sent, as a document; its source's ending says what it is. */
export const readText: Ingesting['readText'] = async (
  { text, source, title, untrusted, audience, paths },
  { language, signal },
) => {
  if (text === undefined || source === undefined || paths !== undefined)
    throw refusal(
      language,
      {
        en: 'A document is either a text with its source, or a file among the paths.',
        zh: '文档可以是 text 加 source，也可以是 paths 中的文件，二者选一。',
      },
      {
        en: 'Send text and source, or paths alone.',
        zh: '请发送 text 和 source，或者只发送 paths。',
      },
    );
  await using parser = createParserThread();
  const { format, ...read } = await readTextDocument(text, source, { parser, language, signal });
  return { ...read, title: title ?? read.title, source, format, untrusted, audience };
};
