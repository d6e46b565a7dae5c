import { createHash } from 'node:crypto';
import {
  type Bytes,
  decoded,
  type Encoding,
  encodingOf,
  fileBytes,
  openSource,
  openText,
  refusal,
} from '../../files/index.ts';
import { type Language, quoted, RapportError } from '../../trust/index.ts';
import { type DocumentFormat, type ReadDocument, Unreadable } from './contract.ts';
import { readQuestions } from './faq.ts';
import { documentsTaken, formatNamed, largestFile } from './formats.ts';
import { readMarkdown, readPlainText } from './markdown.ts';
import type { ParserThread } from './parser-thread.ts';

/** What reading takes: a thread to parse in, and the language of what is said about the document. */
export interface Reading {
  parser: ParserThread;
  language: Language;
  signal: AbortSignal;
}

/** The bytes of a file, whole, and by what they are known again. */
export interface WholeFile {
  bytes: Bytes;
  content: Buffer<ArrayBuffer>;
  hash: string;
}

/** Reads a file whole. @throws RapportError where it cannot be, or holds more than 50 MB */
export async function wholeFile(path: string, { language, signal }: Reading): Promise<WholeFile> {
  const bytes = await fileBytes(path, language);
  const hash = createHash('sha256');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of bytes.stream()) {
    signal.throwIfAborted();
    size += part.length;
    if (size > largestFile) throw tooLarge(bytes.name, size, language);
    hash.update(part);
    parts.push(part);
  }
  return { bytes, content: Buffer.concat(parts), hash: hash.digest('hex') };
}

/** What is said of a file over the limit. @param size  in bytes */
export const tooLarge = (name: string, size: number, language: Language): RapportError => {
  const megabytes = Math.ceil(size / 1024 ** 2);
  return refusal(
    language,
    {
      en: `${quoted(name)} has ${megabytes} MB; documents are read up to 50 MB.`,
      zh: `${quoted(name)} 有 ${megabytes} MB；单个文档最大 50 MB。`,
    },
    {
      en: 'Split it, or save it without its pictures.',
      zh: '请拆分文件，或去掉图片后另存。',
    },
  );
};

/** Reads a document from its file. @throws RapportError that says why it cannot be, and what to do */
export async function readFileDocument(
  { bytes, content }: WholeFile,
  reading: Reading,
): Promise<ReadDocument & { format: DocumentFormat }> {
  const { language, parser, signal } = reading;
  const format = formatOf(bytes, language);
  const path = bytes.path!;
  return named(bytes.name, language, async () => {
    switch (format) {
      case 'pdf':
        return { format, ...(await parser.parse({ format, data: new Uint8Array(content) }, signal)) };
      case 'docx':
        return { format, ...(await parser.parse({ format, path, language }, signal)) };
      case 'csv':
      case 'xlsx':
      case 'json':
      case 'jsonl':
        return { format, ...(await readQuestions(await openSource(path, { language }))) };
      default:
        return readText(await textOf(bytes, content, format, language), format, reading);
    }
  });
}

/**
 * Reads a document from a text that was sent.
 *
 * @param source  a name whose ending says what the text is; Markdown by default
 * @throws RapportError that says why it cannot be read, and what to do
 */
export async function readTextDocument(
  text: string,
  source: string,
  reading: Reading,
): Promise<ReadDocument & { format: DocumentFormat }> {
  const { language } = reading;
  const wanted = formatNamed(source) ?? 'markdown';
  const format = wanted === 'pdf' || wanted === 'docx' || wanted === 'xlsx' ? 'markdown' : wanted;
  return named(source, language, async () => {
    if (format === 'csv' || format === 'json' || format === 'jsonl')
      return { format, ...(await readQuestions(await openText(source, text, { language }))) };
    return readText(text, format, reading);
  });
}

async function readText(
  text: string,
  format: 'markdown' | 'text' | 'html',
  { parser, signal }: Reading,
): Promise<ReadDocument & { format: DocumentFormat }> {
  if (format === 'html') return { format, ...(await parser.parse({ format, text }, signal)) };
  return { format, ...(format === 'markdown' ? readMarkdown(text) : readPlainText(text)) };
}

/** What a file is, by its first bytes where they say so, else by its name. @throws RapportError */
function formatOf({ name, head }: Bytes, language: Language): DocumentFormat {
  const format = formatNamed(name);
  if (head.subarray(0, 1024).includes('%PDF-')) return 'pdf';
  const zipped = head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
  if (zipped && (format === 'docx' || format === 'xlsx')) return format;
  if (format === 'pdf' || format === 'docx' || format === 'xlsx')
    throw refusal(
      language,
      {
        en: `${quoted(name)} is no ${format.toUpperCase()} file, whatever its name says.`,
        zh: `${quoted(name)} 并不是 ${format.toUpperCase()} 文件。`,
      },
      {
        en: 'Open it in the program it was made with and save it again.',
        zh: '请用生成它的软件打开后重新保存。',
      },
    );
  if (format === undefined)
    throw refusal(
      language,
      {
        en: `${quoted(name)} is no kind of document known here.`,
        zh: `${quoted(name)} 不是可识别的文档类型。`,
      },
      documentsTaken,
    );
  return format;
}

async function textOf(
  bytes: Bytes,
  content: Buffer,
  format: DocumentFormat,
  language: Language,
): Promise<string> {
  const declared = format === 'html' ? declaredEncoding(bytes.head) : undefined;
  const encoding = declared ?? (await encodingOf(bytes, language, documentsTaken));
  let text = '';
  for await (const part of decoded(inPieces(content), encoding)) text += part;
  if (text.split('\uFFFD').length - 1 > text.length / 100)
    throw new Unreadable(
      { en: 'Its encoding is not known here.', zh: '无法识别文件编码。' },
      { en: 'Save it as UTF-8.', zh: '请另存为 UTF-8。' },
    );
  return text;
}

async function* inPieces(content: Buffer): AsyncGenerator<Buffer> {
  const size = 1024 ** 2;
  for (let start = 0; start < content.length; start += size) yield content.subarray(start, start + size);
}

/** The encoding a page names itself, where it is another one than our own tests tell apart. */
function declaredEncoding(head: Buffer): Encoding | undefined {
  const label = /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,20})/i.exec(head.toString('latin1'))?.[1];
  if (label === undefined || /^utf-?8$/i.test(label)) return undefined;
  try {
    return new TextDecoder(label).encoding as Encoding;
  } catch {
    return undefined;
  }
}

/** Puts the document's name before what is wrong with it. */
async function named<Result>(name: string, language: Language, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { words, hint } = error;
    const separator = { en: ': ', zh: '：' }[language];
    throw new RapportError(
      'invalid_input',
      quoted(name) + separator + words[language],
      hint && { hint: hint[language] },
    );
  }
}
