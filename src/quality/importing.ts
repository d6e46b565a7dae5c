import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Field } from '../crm/index.ts';
import { type Language, quoted, RapportError } from '../trust/index.ts';
import {
  type ImportKind,
  type ImportProblem,
  importKinds,
  type MappedRow,
  type Mapping,
  type Source,
} from './contract.ts';
import { mapRows } from './mapping/apply.ts';
import { checkOnce, readMapFile, twice } from './mapping/map-file.ts';
import { proposeMapping } from './mapping/propose.ts';
import { openSource, openText } from './reading/open-source.ts';
import { refusal } from './reading/refusal.ts';

/** What to import and how, as the tool and the command line are told. */
export interface ImportInput {
  /** A file under the folder this process may read. */
  path?: string | undefined;
  /** Or the contents of a small one. */
  text?: string | undefined;
  /** Which sheet of a workbook. */
  sheet?: string | undefined;
  kind?: ImportKind | undefined;
  /** Column → field, or null to leave it out; by default proposed. */
  columns?: Readonly<Record<string, string | null>> | undefined;
  /** Column → value → value of ours. */
  values?: Readonly<Record<string, Readonly<Record<string, string | null>>>> | undefined;
  dateOrder?: Mapping['dateOrder'] | undefined;
  decimalComma?: boolean | undefined;
  /** Proposes a mapping even where something is left to decide: for it to be edited. */
  incomplete?: boolean | undefined;
}

/** Whose workspace the records go to. */
export interface ImportWorkspace {
  language: Language;
  currency: string;
  customFields: (kind: ImportKind) => readonly Field[];
}

/** A file that has been opened and understood; nothing is written yet. */
export interface PreparedImport {
  source: Source;
  mapping: Mapping;
  /** Where the records come from: the CRM where it is known, else the folder. External ids are unique within it. */
  origin: string;
  rows(): AsyncGenerator<MappedRow | ImportProblem>;
}

/** Opens what people bring. */
export interface Importing {
  /** @throws RapportError where the file or its mapping cannot be used, with what to do */
  prepare(input: ImportInput, workspace: ImportWorkspace): Promise<PreparedImport>;
}

/** @param folder  the one folder whose files may be read; none where it is absent */
export const createImporting = (folder: string | undefined): Importing => ({
  async prepare(input, workspace) {
    const { language } = workspace;
    const path = input.path === undefined ? undefined : await allowed(input.path, folder, language);
    const source =
      path === undefined
        ? await openText('text', input.text ?? '', { language })
        : await openSource(path, { language, sheet: input.sheet });
    const mapping = await mappingOf(source, input, workspace);
    const customFields = workspace.customFields(mapping.kind);
    return {
      source,
      mapping,
      origin: mapping.from ?? (path === undefined ? 'text' : basename(dirname(path))),
      rows: () => mapRows(source, mapping, { ...workspace, customFields }),
    };
  },
});

async function mappingOf(source: Source, input: ImportInput, workspace: ImportWorkspace): Promise<Mapping> {
  const { language, customFields } = workspace;
  const { kind, columns, values, incomplete } = input;
  const given = {
    ...(input.dateOrder && { dateOrder: input.dateOrder }),
    ...(input.decimalComma !== undefined && { decimalComma: input.decimalComma }),
  };
  if (columns) {
    if (!kind)
      throw refusal(language, {
        en: `Columns need a kind: ${importKinds.join(', ')}.`,
        zh: `指定 columns 时需要 kind：${importKinds.join('、')}。`,
      });
    return readMapFile(JSON.stringify({ kind, columns, ...(values && { values }), ...given }), source, {
      language,
      customFields,
    });
  }
  const { mapping, conflicts, undecided } = await proposeMapping(source, {
    language,
    kind,
    customFields,
    incomplete,
  });
  const [conflict] = conflicts;
  if (conflict && !incomplete) throw twice(conflict.field, ...conflict.columns, language);
  if (undecided && !given.dateOrder && !incomplete)
    throw refusal(
      language,
      {
        en: `${quoted(undecided.value)} in ${quoted(undecided.column)} may be day-month or month-day, and no date of the file tells.`,
        zh: `${quoted(undecided.column)} 中的 ${quoted(undecided.value)} 可能是日-月，也可能是月-日，文件中没有日期可以判断。`,
      },
      {
        en: 'Say which: --date-order day-month or month-day (dateOrder).',
        zh: '请指明：--date-order day-month 或 month-day（dateOrder）。',
      },
    );
  checkOnce(mapping.columns, language);
  return { ...mapping, ...given };
}

async function allowed(path: string, folder: string | undefined, language: Language): Promise<string> {
  if (folder === undefined)
    throw refusal(
      language,
      { en: 'This server reads no files.', zh: '本服务不读取文件。' },
      {
        en: 'Start it with --files DIR, or send the text itself.',
        zh: '请以 --files DIR 启动，或直接发送文本。',
      },
    );
  const root = await realpath(folder);
  const wanted = resolve(root, path);
  const real = await realpath(wanted).catch(() => wanted);
  const inside = relative(root, real);
  if (inside === '..' || inside.startsWith('../') || resolve(root, inside) !== real)
    throw new RapportError(
      'forbidden',
      {
        en: `${quoted(path)} lies outside the folder that may be read.`,
        zh: `${quoted(path)} 不在允许读取的目录内。`,
      }[language],
      {
        hint: { en: 'Copy it into the folder given by --files.', zh: '请复制到 --files 指定的目录中。' }[
          language
        ],
      },
    );
  return real;
}

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
