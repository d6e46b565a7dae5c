import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getDocumentProxy } from 'unpdf';
import { type ReadDocument, Unreadable } from './contract.ts';
import { createMarkdownWriter } from './markdown-writer.ts';
import { dayAnnounced, dayWritten } from './own-date.ts';
import { linesOfPage, type PageItem, type PageLine } from './pdf-lines.ts';
import { isTitle, onOneLine } from './plain.ts';

/** How the characters of Chinese fonts that a file only names are numbered (Adobe's CMap resources). */
const characterMaps = `${join(import.meta.dirname, 'cmaps')}/`;

/** Reads character maps from this machine and nothing from any other. */
class OwnCharacterMaps {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    return new Uint8Array(await readFile(join(characterMaps, filename.replaceAll(/[^\w.-]/g, ''))));
  }
}

/**
 * The text of a PDF as Markdown, each page under a heading with its number, the headings on it below that.
 * @throws Unreadable where the file is locked, broken, a scan without text, or too long
 */
export async function readPdf(data: Uint8Array): Promise<ReadDocument> {
  const pdf = await opened(data);
  try {
    const pages: PageLine[][] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const content = await page.getTextContent();
      pages.push(linesOfPage(content.items as PageItem[]));
      page.cleanup();
    }
    if (pages.every((lines) => lines.length === 0)) throw scanned(pdf.numPages);
    const text = textOf(withoutMargins(pages));
    const info = (await pdf.getMetadata().catch(() => ({ info: {} }))).info as Record<string, unknown>;
    const title = onOneLine(String(info.Title ?? ''));
    const day = dayAnnounced(text) ?? dayWritten(String(info.ModDate ?? info.CreationDate ?? ''));
    return { title: isTitle(title) ? title : headline(pages), text, datedOn: day };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

/** How far down the first page a document's headline is looked for, in lines. */
const headlineWithin = 12;
const longestHeadline = 150;

/** The largest lines near the top of the first page with words, where they stand out. */
function headline(pages: readonly (readonly PageLine[])[]): string | undefined {
  const lines = pages.find((page) => page.length > 0)?.slice(0, headlineWithin) ?? [];
  const bodySize = bodySizeOf(pages);
  const size = Math.max(
    ...lines.filter((line) => isHeading(line.text, line.size, bodySize)).map((line) => line.size),
  );
  const first = lines.findIndex((line) => line.size === size);
  if (first < 0) return undefined;
  const rest = lines.slice(first);
  const end = rest.findIndex((line) => line.size !== size);
  const words = rest.slice(0, end < 0 ? rest.length : end).map(({ text }) => text);
  const title = words.reduce((all, line) =>
    /\p{Script=Han}$/u.test(all) && /^\p{Script=Han}/u.test(line) ? all + line : `${all} ${line}`,
  );
  return title.length <= longestHeadline ? onOneLine(title) : onOneLine(words[0]!);
}

function textOf(pages: readonly (readonly PageLine[])[]): string {
  const writer = createMarkdownWriter();
  const bodySize = bodySizeOf(pages);
  const chinese =
    pages.flat().filter(({ text }) => /\p{Script=Han}/u.test(text)).length * 2 > pages.flat().length;
  for (const [index, lines] of pages.entries()) {
    if (lines.length === 0) continue;
    writer.heading(1, chinese ? `第 ${index + 1} 页` : `Page ${index + 1}`);
    for (const { text, size, startsBlock } of lines) {
      if (isHeading(text, size, bodySize)) writer.heading(2, text);
      else if (startsBlock) writer.block(text);
      else writer.line(text);
    }
  }
  return writer.text();
}

/** The size most of the text is written in. */
function bodySizeOf(pages: readonly (readonly PageLine[])[]): number {
  const sizes = new Map<number, number>();
  for (const { size, text } of pages.flat()) sizes.set(size, (sizes.get(size) ?? 0) + text.length);
  return [...sizes].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? 0;
}

/** From so many pages on, what stands first or last on half of them is their margin. */
const pagesWithMargins = 3;

/** Pages without the lines that repeat at their top and bottom, page numbers among them. */
function withoutMargins(pages: readonly PageLine[][]): PageLine[][] {
  if (pages.length < pagesWithMargins) return [...pages];
  const keyOf = (line: PageLine | undefined): string => line?.text.replace(/\d+/g, '#') ?? '';
  const counts = new Map<string, number>();
  for (const lines of pages)
    for (const key of new Set([keyOf(lines[0]), keyOf(lines.at(-1))]))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const repeats = (line: PageLine | undefined): boolean => (counts.get(keyOf(line)) ?? 0) * 2 >= pages.length;
  return pages.map((lines) => {
    const from = repeats(lines[0]) ? 1 : 0;
    return lines.slice(from, repeats(lines.at(-1)) ? -1 : lines.length);
  });
}

const longestHeading = 80;

/** Whether a line stands out by its size, and reads like a heading. */
const isHeading = (text: string, size: number, bodySize: number): boolean =>
  size > bodySize * 1.12 && text.length <= longestHeading && /\p{L}/u.test(text) && !/[。；;,，]$/.test(text);

async function opened(data: Uint8Array) {
  try {
    return await getDocumentProxy(data, {
      verbosity: 0,
      cMapUrl: characterMaps,
      cMapPacked: true,
      useWorkerFetch: false,
      useSystemFonts: false,
      disableFontFace: true,
      isEvalSupported: false,
      BinaryDataFactory: OwnCharacterMaps,
    } as Parameters<typeof getDocumentProxy>[1]);
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException')
      throw new Unreadable(
        { en: 'It is locked with a password.', zh: '文件有密码保护。' },
        { en: 'Save a copy without the password.', zh: '请另存一份不带密码的副本。' },
      );
    throw new Unreadable(
      { en: 'It is a broken PDF.', zh: 'PDF 已损坏。' },
      { en: 'Open it in a PDF program and save it again.', zh: '请用 PDF 软件打开后重新保存。' },
    );
  }
}

const scanned = (pages: number): Unreadable =>
  new Unreadable(
    {
      en: `It has ${pages} page(s) and no text: a scan.`,
      zh: `共 ${pages} 页，没有文字：是扫描件。`,
    },
    {
      en: 'Run text recognition (OCR) over it and bring in the result.',
      zh: '请先做文字识别（OCR），再导入结果。',
    },
  );
