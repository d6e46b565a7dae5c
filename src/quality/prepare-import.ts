import { realpath } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import { openSource, openText, refusal } from '../files/index.ts';
import { type Language, quoted, RapportError } from '../trust/index.ts';
import { type ImportProblem, importKinds, type Mapping, type Source } from './contract.ts';
import type { ImportInput, ImportWorkspace, PreparedImport } from './importing.ts';
import { importRows } from './landing/index.ts';
import { mapRows } from './mapping/apply.ts';
import { checkOnce, readMapFile, twice } from './mapping/map-file.ts';
import { proposeMapping } from './mapping/propose.ts';

/**
 * Opens a file and understands its columns.
 *
 * @param folder     the one folder whose files may be read
 * @param onProblem  hears of every row that is left out
 * @throws RapportError where the file or its mapping cannot be used, with what to do
 */
export async function prepareImport(
  input: ImportInput,
  workspace: ImportWorkspace,
  folder: string | undefined,
  onProblem: ((problem: ImportProblem) => void) | undefined,
): Promise<PreparedImport> {
  const { language } = workspace;
  if ((input.path === undefined) === (input.text === undefined))
    throw refusal(language, {
      en: 'An import takes either a path or a text.',
      zh: '导入需要 path 或 text 之一。',
    });
  const path = input.path === undefined ? undefined : await allowed(input.path, folder, language);
  const source =
    path === undefined
      ? await openText('text', input.text ?? '', { language })
      : await openSource(path, { language, sheet: input.sheet });
  const mapping = await mappingOf(source, input, workspace);
  const customFields = workspace.customFields(mapping.kind);
  const origin = mapping.from ?? (path === undefined ? 'text' : basename(dirname(path)));
  return {
    source,
    mapping,
    origin,
    land(batches, { dryRun, onProgress }) {
      const { kind } = mapping;
      const rows = mapRows(source, mapping, { ...workspace, customFields });
      return importRows(batches, {
        kind,
        source: origin,
        rows,
        dryRun,
        language,
        onProgress: () => onProgress?.(source.bytesRead(), source.bytesTotal),
        ...(onProblem && { onProblem }),
      });
    },
  };
}

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
