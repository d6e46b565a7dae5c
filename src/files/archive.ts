import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { type Language, quoted } from '../trust/index.ts';
import { refusal, type Words } from './refusal.ts';

/** What an office file holds at most; a bomb is refused by its directory, before anything is unpacked. */
export const archiveLimits = {
  entries: 2_000,
  unpacked: 4 * 1024 ** 3,
  /** Of one entry that is held in memory as a whole. */
  held: 256 * 1024 ** 2,
  /** Unpacked to packed, for entries over 1 MB: sheets reach about 30. */
  ratio: 250,
};

/** What to do with an office file that cannot be used: one that is broken, one that unpacks to too much. */
export interface ArchiveAdvice {
  broken: Words;
  tooLarge: Words;
}

const workbook: ArchiveAdvice = {
  broken: {
    en: 'Open it in a spreadsheet program and save it again as .xlsx.',
    zh: '请用表格软件打开后另存为 .xlsx。',
  },
  tooLarge: { en: 'Save the one sheet as CSV.', zh: '请把所需的工作表另存为 CSV。' },
};

/** A ZIP file whose directory has been read and found harmless. */
export interface Archive extends AsyncDisposable {
  entries: ReadonlyMap<string, Entry>;
  /** The bytes of an entry; more than its directory says is an error. */
  stream(name: string): Promise<Readable>;
  /** @throws RapportError where the file is not the one that was opened */
  checkUnchanged(): Promise<void>;
}

/** Opens a ZIP file. @throws RapportError where it is broken, locked with a password, or a bomb */
export async function openArchive(path: string, language: Language, advice = workbook): Promise<Archive> {
  const name = basename(path);
  const broken = () =>
    refusal(
      language,
      { en: `${quoted(name)} is a broken file.`, zh: `${quoted(name)} 已损坏。` },
      advice.broken,
    );
  const bomb = () =>
    refusal(
      language,
      {
        en: `${quoted(name)} unpacks to far more than such a file holds; it was not opened.`,
        zh: `${quoted(name)} 解压后远大于正常文件，已拒绝打开。`,
      },
      advice.tooLarge,
    );
  const first = await stat(path);
  const file = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(() => {
    throw broken();
  });
  try {
    const entries = await harmlessEntries(file, { broken, bomb });
    return {
      entries,
      async stream(entryName) {
        const entry = entries.get(entryName);
        if (!entry || entry.isEncrypted()) throw broken();
        return file.openReadStreamPromise(entry).catch(() => {
          throw broken();
        });
      },
      async checkUnchanged() {
        const now = await stat(path).catch(() => null);
        if (now?.size === first.size && now.mtimeMs === first.mtimeMs && now.ino === first.ino) return;
        throw refusal(
          language,
          { en: `${quoted(name)} changed while it was read.`, zh: `读取过程中 ${quoted(name)} 被改动了。` },
          { en: 'Import a copy that nobody writes to.', zh: '请导入一份不再变动的副本。' },
        );
      },
      async [Symbol.asyncDispose]() {
        file.close();
      },
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

async function harmlessEntries(
  file: ZipFile,
  { broken, bomb }: { broken: () => Error; bomb: () => Error },
): Promise<Map<string, Entry>> {
  if (file.entryCount > archiveLimits.entries) throw bomb();
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  try {
    for await (const entry of file.eachEntry()) {
      unpacked += entry.uncompressedSize;
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      if (
        unpacked > archiveLimits.unpacked ||
        (entry.uncompressedSize > 1024 ** 2 && ratio > archiveLimits.ratio)
      )
        throw bomb();
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    throw error instanceof Error && error.name === 'RapportError' ? error : broken();
  }
  return entries;
}
