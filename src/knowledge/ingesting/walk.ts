import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { refusal } from '../../files/index.ts';
import { type Language, quoted, RapportError } from '../../trust/index.ts';
import { formatNamed } from '../reading/formats.ts';

/** A file to be read. */
export interface FoundFile {
  /** Where it lies, links followed. */
  path: string;
  /** What the document is called by: the folder's name and the way from there. */
  source: string;
  size: number;
  modifiedAt: Date;
}

/** What lies under the paths a person named. */
export interface FoundFiles {
  files: FoundFile[];
  /** The folders among the paths, links followed. */
  folders: string[];
  /** Files of kinds the knowledge base does not read. */
  ignored: number;
  problems: FileProblem[];
}

/** A file that was left out, with the reason and the next step. */
export interface FileProblem {
  file: string;
  reason: string;
}

const mostFiles = 100_000;

/**
 * Finds the documents under these paths: the files named, and in folders those that can be read, hidden ones
 * and what links lead out of the folder left out.
 *
 * @param root  the one folder that may be read
 * @throws RapportError where a path is not there, or outside
 */
export async function findFiles(
  paths: readonly string[],
  { root, language, signal }: { root: string; language: Language; signal: AbortSignal },
): Promise<FoundFiles> {
  const found: FoundFiles = { files: [], folders: [], ignored: 0, problems: [] };
  const seen = new Set<string>();
  const realRoot = await realpath(root);
  const take = (path: string, source: string, { size, mtime }: Stats): void => {
    if (seen.has(path)) return;
    seen.add(path);
    if (seen.size > mostFiles)
      throw refusal(language, {
        en: `There are more than ${mostFiles} files.`,
        zh: `文件超过 ${mostFiles} 个。`,
      });
    found.files.push({ path, source: source.split(sep).join('/').normalize('NFC'), size, modifiedAt: mtime });
  };

  for (const given of paths) {
    const path = await existing(resolve(realRoot, given), given, language);
    if (!isWithin(realRoot, path)) throw outside(given, language);
    const about = await stat(path);
    if (!about.isDirectory()) {
      take(path, join(basename(dirname(path)), basename(path)), about);
      continue;
    }
    found.folders.push(path);
    for await (const { entry, place } of entriesOf(path, signal)) {
      const source = join(basename(path), relative(path, place));
      const real = entry.isSymbolicLink() ? await realpath(place).catch(() => null) : place;
      if (real === null || !isWithin(path, real)) {
        found.problems.push({ file: source, reason: linkReason(real === null)[language] });
        continue;
      }
      const file = await stat(real).catch(() => null);
      if (!file?.isFile() || entry.isSymbolicLink()) continue;
      if (formatNamed(place) === undefined) found.ignored++;
      else take(real, source, file);
    }
  }
  found.files.sort((one, other) => (one.source < other.source ? -1 : 1));
  return found;
}

/** Everything in a folder that is no folder itself, links not followed. */
async function* entriesOf(
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<{ entry: Dirent; place: string }> {
  signal.throwIfAborted();
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name.startsWith('~$') || entry.name === 'node_modules') continue;
    const place = join(folder, entry.name);
    if (entry.isDirectory()) yield* entriesOf(place, signal);
    else yield { entry, place };
  }
}

export const isWithin = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path);
};

async function existing(path: string, given: string, language: Language): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    throw refusal(
      language,
      { en: `There is no file or folder ${quoted(given)}.`, zh: `没有文件或文件夹 ${quoted(given)}。` },
      { en: 'Check the path.', zh: '请检查路径。' },
    );
  }
}

const outside = (given: string, language: Language): RapportError =>
  new RapportError(
    'forbidden',
    {
      en: `${quoted(given)} lies outside the folder that may be read.`,
      zh: `${quoted(given)} 不在允许读取的目录内。`,
    }[language],
    {
      hint: { en: 'Copy it into the folder given by --files.', zh: '请复制到 --files 指定的目录中。' }[
        language
      ],
    },
  );

const linkReason = (broken: boolean): Readonly<Record<Language, string>> =>
  broken
    ? { en: 'The link leads nowhere.', zh: '链接指向不存在的位置。' }
    : {
        en: 'The link leads out of the folder; copy the file into it or name it yourself.',
        zh: '链接指向文件夹之外；请把文件复制进来，或直接指定该文件。',
      };
