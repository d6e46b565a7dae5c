import { basename } from 'node:path';
import { refusal } from '../../files/index.ts';
import { type Language, quoted } from '../../trust/index.ts';
import { createParserThread } from '../reading/parser-thread.ts';
import { readFileDocument, wholeFile } from '../reading/read-document.ts';
import { findFiles } from './walk.ts';

interface Within {
  /** The one folder that may be read. */
  root: string;
  language: Language;
  signal: AbortSignal;
}

/** Where one file lies, links followed. @throws RapportError where it is a folder, missing or outside */
export async function locateFile(path: string, { root, language, signal }: Within): Promise<string> {
  const { files, folders } = await findFiles([path], { root, language, signal });
  if (folders.length > 0)
    throw refusal(
      language,
      { en: `${quoted(path)} is a folder.`, zh: `${quoted(path)} 是文件夹。` },
      { en: 'Name one file.', zh: '请指定一个文件。' },
    );
  return files[0]!.path;
}

/** The text of one document. @throws RapportError that says why it cannot be read */
export async function readFile(path: string, within: Within): Promise<{ name: string; text: string }> {
  const place = await locateFile(path, within);
  await using parser = createParserThread();
  const reading = { parser, language: within.language, signal: within.signal };
  const { text } = await readFileDocument(await wholeFile(place, reading), reading);
  return { name: basename(place), text };
}
