import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { refusal } from '../files/index.ts';
import { type Language, quoted } from '../trust/index.ts';
import { importKinds, type Mapping } from './contract.ts';

const importable = /\.(csv|tsv|txt|json|jsonl|ndjson|xlsx)(\.gz)?$/i;

/** The files people name: themselves, or those of a folder that can be imported. @throws RapportError */
export async function expandPaths(paths: readonly string[], language: Language): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const kind = await stat(path).catch(() => null);
    if (!kind?.isDirectory()) {
      files.push(path);
      continue;
    }
    const inside = (await readdir(path)).filter((name) => importable.test(name)).sort();
    if (inside.length === 0)
      throw refusal(
        language,
        {
          en: `The folder ${quoted(path)} has no file to import.`,
          zh: `文件夹 ${quoted(path)} 中没有可导入的文件。`,
        },
        { en: 'Import takes CSV, XLSX and JSON.', zh: '可导入 CSV、XLSX 和 JSON。' },
      );
    files.push(...inside.map((name) => join(path, name)));
  }
  return [...new Set(files)];
}

/** Files in the order in which references between them resolve: companies before contacts before deals. */
export const inOrder = <File extends { mapping: Mapping }>(files: readonly File[]): File[] =>
  files.toSorted(
    (one, other) => importKinds.indexOf(one.mapping.kind) - importKinds.indexOf(other.mapping.kind),
  );
