import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Archive, type ArchiveAdvice, openArchive } from '../../files/index.ts';
import type { Language } from '../../trust/index.ts';
import { type ReadDocument, Unreadable, withoutText } from './contract.ts';
import { createWordBody } from './docx-body.ts';
import { type ListFormats, numberingReader, type ParagraphStyles, stylesReader } from './docx-styles.ts';
import { createMarkdownWriter } from './markdown-writer.ts';
import { dayAnnounced, dayWritten } from './own-date.ts';
import { isTitle, onOneLine } from './plain.ts';

const advice: ArchiveAdvice = {
  broken: {
    en: 'Open it in a word processor and save it again as .docx.',
    zh: '请用文字处理软件打开后另存为 .docx。',
  },
  tooLarge: { en: 'Save its text alone as a new .docx or .md.', zh: '请只把文字另存为新的 .docx 或 .md。' },
};

/** One part of a document, unpacked, in bytes. */
const largestPart = 64 * 1024 ** 2;

/** What hears the elements of a part, by their names without prefix. */
export interface PartReader {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * The text of a Word document as Markdown: headings, paragraphs, lists, tables, footnotes. What was deleted
 * under revision, hidden text and field codes are left out.
 *
 * @throws Unreadable, or RapportError where the archive is broken or a bomb
 */
export async function readDocx(path: string, language: Language): Promise<ReadDocument> {
  await using archive = await openArchive(path, language, advice);
  if (!archive.entries.has('word/document.xml'))
    throw new Unreadable({ en: 'It is no Word document.', zh: '不是 Word 文档。' }, advice.broken);
  const styles: ParagraphStyles = new Map();
  await readPart(archive, 'word/styles.xml', stylesReader(styles));
  const lists: ListFormats = new Map();
  await readPart(archive, 'word/numbering.xml', numberingReader(lists));
  const writer = createMarkdownWriter();
  await readPart(archive, 'word/document.xml', createWordBody(writer, styles, lists));
  await readPart(archive, 'word/footnotes.xml', createWordBody(writer, styles, lists));
  const text = writer.text();
  if (text.trim() === '') throw withoutText();
  const core = new Map<string, string>();
  await readPart(archive, 'docProps/core.xml', coreReader(core));
  const title = onOneLine(core.get('title') ?? '');
  const day = dayAnnounced(text) ?? dayWritten(core.get('modified') ?? core.get('created') ?? '');
  return { title: isTitle(title) ? title : undefined, text, datedOn: day };
}

function coreReader(values: Map<string, string>): PartReader {
  let open = '';
  return {
    open(name) {
      open = name;
    },
    text(text) {
      values.set(open, (values.get(open) ?? '') + text);
    },
    close() {
      open = '';
    },
  };
}

async function readPart(archive: Archive, name: string, reader: PartReader): Promise<void> {
  const entry = archive.entries.get(name);
  if (!entry) return;
  if (entry.uncompressedSize > largestPart)
    throw new Unreadable(
      { en: 'Its text unpacks to more than 64 MB.', zh: '正文解压后超过 64 MB。' },
      advice.tooLarge,
    );
  const broken = new Unreadable(
    { en: 'It is a broken Word document.', zh: 'Word 文档已损坏。' },
    advice.broken,
  );
  const parser = new SaxesParser();
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const attributes = Object.entries(tag.attributes).map(([key, value]) => [local(key), value] as const);
    reader.open?.(local(tag.name), Object.fromEntries(attributes));
  });
  parser.on('closetag', (tag) => reader.close?.(local(tag.name)));
  parser.on('text', (text) => reader.text?.(text));
  parser.on('error', () => {
    throw broken;
  });
  const decoder = new TextDecoder();
  const stream = await archive.stream(name);
  try {
    for await (const chunk of stream) parser.write(decoder.decode(chunk as Buffer, { stream: true }));
    parser.write(decoder.decode()).close();
  } catch (error) {
    throw error instanceof Unreadable ? error : broken;
  } finally {
    stream.destroy();
  }
}
