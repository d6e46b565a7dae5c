import { isAscii } from 'node:buffer';
import { type Language, quoted } from '../trust/index.ts';
import type { Bytes } from './bytes.ts';
import { refusal, type Words } from './refusal.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';

/** What an import takes, as a refusal says it. */
const tables: Words = { en: 'Import takes CSV, XLSX and JSON.', zh: '可导入 CSV、XLSX 和 JSON。' };

/** What other kinds of file begin with, and what to do with one. */
const signatures: readonly { start: string; en: string; zh: string }[] = [
  {
    start: 'd0cf11e0',
    en: 'an old Excel file (.xls): save it as .xlsx',
    zh: '旧版 Excel 文件（.xls）：请另存为 .xlsx',
  },
  { start: '504b0304', en: 'a ZIP archive: unpack it', zh: 'ZIP 压缩包：请先解压' },
  { start: '25504446', en: 'a PDF: export the table as CSV', zh: 'PDF 文件：请把表格导出为 CSV' },
  {
    start: '53514c697465',
    en: 'an SQLite database: export a table as CSV',
    zh: 'SQLite 数据库：请把表导出为 CSV',
  },
  { start: '89504e47', en: 'a picture', zh: '图片' },
  { start: 'ffd8ff', en: 'a picture', zh: '图片' },
  { start: '47494638', en: 'a picture', zh: '图片' },
];

/**
 * The encoding of a text, from its bytes: a byte order mark; else UTF-16 by its zeros, UTF-8 where it is
 * valid, GB18030 where the high bytes come in pairs, Windows-1252 otherwise. Where the start is plain
 * ASCII the first other byte decides.
 *
 * @param takes  what is read here, for whoever brings something else
 * @throws RapportError where the bytes are no text
 */
export async function encodingOf(bytes: Bytes, language: Language, takes = tables): Promise<Encoding> {
  const { head, name } = bytes;
  const hex = head.subarray(0, 8).toString('hex');
  const known = signatures.find(({ start }) => hex.startsWith(start));
  if (known)
    throw refusal(
      language,
      { en: `${quoted(name)} is ${known.en}.`, zh: `${quoted(name)} 是${known.zh}。` },
      takes,
    );
  if (hex.startsWith('efbbbf')) return 'utf-8';
  if (hex.startsWith('fffe')) return 'utf-16le';
  if (hex.startsWith('feff')) return 'utf-16be';
  const wide = wideEncoding(head);
  if (wide) return wide;
  if (looksBinary(head))
    throw refusal(
      language,
      { en: `${quoted(name)} is no text.`, zh: `${quoted(name)} 不是文本文件。` },
      takes,
    );
  if (!isAscii(head)) return narrowEncoding(head);
  for await (const chunk of bytes.stream()) {
    if (isAscii(chunk)) continue;
    const first = chunk.findIndex((byte) => byte >= 0x80);
    return narrowEncoding(chunk.subarray(first, first + 64 * 1024));
  }
  return 'utf-8';
}

/** The text of a stream of bytes, piece by piece; its byte order mark is left out, broken bytes become U+FFFD. */
export async function* decoded(stream: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of stream) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** The first characters of a text. */
export const decodedHead = (head: Buffer, encoding: Encoding): string =>
  new TextDecoder(encoding).decode(head, { stream: true });

function wideEncoding(head: Buffer): Encoding | null {
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2]!++;
  const [even, odd] = zeros as [number, number];
  const enough = head.length / 50;
  if (Math.max(even, odd) < head.length / 5 && isValid(head, 'utf-8')) return null;
  if (odd > enough && even === 0 && isValid(head, 'utf-16le')) return 'utf-16le';
  if (even > enough && odd === 0 && isValid(head, 'utf-16be')) return 'utf-16be';
  return null;
}

function looksBinary(head: Buffer): boolean {
  let controls = 0;
  for (const byte of head) if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) controls++;
  return controls > Math.max(2, head.length / 100);
}

function narrowEncoding(bytes: Buffer): Encoding {
  if (isValid(bytes, 'utf-8')) return 'utf-8';
  const mostlyUtf8 = brokenShare(bytes) < 0.02;
  if (mostlyUtf8) return 'utf-8';
  let high = 0;
  let paired = 0;
  for (let index = 0; index < bytes.length; index++) {
    if (bytes[index]! < 0x80) continue;
    const pair = (bytes[index + 1] ?? 0) >= 0xa1 && bytes[index]! >= 0xa1;
    high += pair ? 2 : 1;
    paired += pair ? 2 : 0;
    if (pair) index++;
  }
  return paired >= high / 2 && brokenShare(bytes, 'gb18030') < 0.02 ? 'gb18030' : 'windows-1252';
}

function isValid(bytes: Buffer, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The share of broken characters among those that are not ASCII. */
function brokenShare(bytes: Buffer, encoding: Encoding = 'utf-8'): number {
  const text = decodedHead(bytes, encoding);
  let broken = 0;
  let wide = 0;
  for (const character of text) {
    if (character >= '\u0080') wide++;
    if (character === '\uFFFD') broken++;
  }
  return wide === 0 ? 0 : broken / wide;
}
