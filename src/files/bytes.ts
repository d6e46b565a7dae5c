import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Language, quoted } from '../trust/index.ts';
import { refusal } from './refusal.ts';

const chunkSize = 256 * 1024;
const headSize = 64 * 1024;

/** The bytes of a file or of an inline text, unpacked where they are gzipped; read as often as wanted. */
export interface Bytes {
  name: string;
  /** Where the file lies; absent for inline text. */
  path?: string;
  /** Size as stored. */
  size: number;
  /** How many of the stored bytes the latest stream has read. */
  read(): number;
  /** The first bytes, at most 64 kB. */
  head: Buffer;
  /** From the start. @throws RapportError where the file changes meanwhile or its gzip is broken */
  stream(): AsyncGenerator<Buffer, void, undefined>;
}

/** Opens a file. @throws RapportError where there is none, it is a folder, may not be read, or is empty */
export async function fileBytes(path: string, language: Language): Promise<Bytes> {
  const name = basename(path);
  const file = await openToRead(path, language);
  try {
    const stat = await file.stat();
    if (stat.isDirectory()) throw isFolder(path, language);
    if (!stat.isFile())
      throw refusal(language, {
        en: `${quoted(path)} is no file that can be read twice: save it to the disk first.`,
        zh: `${quoted(path)} 不是普通文件，无法重复读取：请先保存到磁盘。`,
      });
    const first = Buffer.alloc(2);
    await file.read(first, 0, 2, 0);
    const gzipped = first[0] === 0x1f && first[1] === 0x8b;
    let done = 0;
    const bytes: Bytes = {
      name,
      path,
      size: stat.size,
      read: () => done,
      head: Buffer.alloc(0),
      stream: () => {
        done = 0;
        const stored = readUnchanged(path, stat, language, (count) => {
          done += count;
        });
        return gzipped ? unpacked(stored, name, language) : stored;
      },
    };
    bytes.head = await headOf(bytes.stream());
    if (bytes.head.length === 0) throw isEmpty(name, language);
    return bytes;
  } finally {
    await file.close();
  }
}

/** A text as if it were a file. @throws RapportError where it is empty */
export function textBytes(name: string, text: string, language: Language): Bytes {
  const whole = Buffer.from(text);
  if (whole.length === 0) throw isEmpty(name, language);
  let done = 0;
  return {
    name,
    size: whole.length,
    read: () => done,
    head: whole.subarray(0, headSize),
    async *stream() {
      done = whole.length;
      yield whole;
    },
  };
}

async function openToRead(path: string, language: Language): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case 'ENOENT':
      case 'ENOTDIR':
        throw refusal(
          language,
          { en: `There is no file ${quoted(path)}.`, zh: `没有文件 ${quoted(path)}。` },
          { en: 'Check the path.', zh: '请检查路径。' },
        );
      case 'EISDIR':
        throw isFolder(path, language);
      case 'EACCES':
      case 'EPERM':
        throw refusal(
          language,
          { en: `${quoted(path)} may not be read.`, zh: `没有权限读取 ${quoted(path)}。` },
          { en: 'Give yourself the right to read it.', zh: '请为自己加上读取权限。' },
        );
      default:
        throw refusal(language, {
          en: `${quoted(path)} cannot be opened.`,
          zh: `无法打开 ${quoted(path)}。`,
        });
    }
  }
}

async function* readUnchanged(
  path: string,
  first: { size: number; mtimeMs: number; ino: number },
  language: Language,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  const file = await openToRead(path, language);
  try {
    let position = 0;
    for (;;) {
      const { size, mtimeMs, ino } = await file.stat();
      if (size !== first.size || mtimeMs !== first.mtimeMs || ino !== first.ino)
        throw refusal(
          language,
          {
            en: `${quoted(basename(path))} changed while it was read.`,
            zh: `读取过程中 ${quoted(basename(path))} 被改动了。`,
          },
          { en: 'Bring in a copy that nobody writes to.', zh: '请使用一份不再变动的副本。' },
        );
      const buffer = Buffer.allocUnsafe(chunkSize);
      const { bytesRead } = await file.read(buffer, 0, chunkSize, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      count(bytesRead);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function* unpacked(
  stored: AsyncIterable<Buffer>,
  name: string,
  language: Language,
): AsyncGenerator<Buffer, void, undefined> {
  const gunzip = createGunzip({ chunkSize });
  const fed = pipeline(stored, gunzip).catch(() => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('Z_')) throw error;
    throw refusal(language, {
      en: `${quoted(name)} is a broken gzip file.`,
      zh: `${quoted(name)} 是损坏的 gzip 文件。`,
    });
  } finally {
    // Where no more is wanted, the file is closed before this ends.
    gunzip.destroy();
    await fed;
  }
}

async function headOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= headSize) break;
  }
  return Buffer.concat(parts).subarray(0, headSize);
}

const isEmpty = (name: string, language: Language) =>
  refusal(
    language,
    { en: `${quoted(name)} is empty.`, zh: `${quoted(name)} 是空文件。` },
    { en: 'Save or export it again, with what it should hold.', zh: '请重新保存或导出，并确认其中有内容。' },
  );

const isFolder = (path: string, language: Language) =>
  refusal(
    language,
    { en: `${quoted(path)} is a folder.`, zh: `${quoted(path)} 是文件夹。` },
    { en: 'Name the files in it.', zh: '请指明其中的文件。' },
  );
