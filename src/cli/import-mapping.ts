import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { kindNameIn } from '../../tools/kernel/lines.ts';
import type { ImportInput, PreparedImport } from '../quality/index.ts';
import { writeMapFile } from '../quality/mapping/map-file.ts';
import { type Language, quoted, RapportError } from '../trust/index.ts';
import type { Terminal } from './terminal.ts';

/** Mappings as --save-map writes them: one, or several by the name of their file. */
type Maps = { one: Partial<ImportInput> } | { files: Record<string, Partial<ImportInput>> };

/** Reads the file of --map. @throws RapportError where it cannot be read or is no JSON */
export async function readMaps(path: string | undefined, language: Language): Promise<Maps | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(path, 'utf8').catch(() => {
    throw new RapportError(
      'invalid_input',
      { en: `The mapping ${quoted(path)} cannot be read.`, zh: `无法读取映射文件 ${quoted(path)}。` }[
        language
      ],
      { hint: { en: 'Write one with --save-map FILE.', zh: '请用 --save-map FILE 生成。' }[language] },
    );
  });
  try {
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Error('no object');
    return 'files' in parsed
      ? { files: parsed.files as Record<string, Partial<ImportInput>> }
      : { one: parsed };
  } catch {
    throw new RapportError(
      'invalid_input',
      { en: `The mapping ${quoted(path)} is no JSON.`, zh: `映射文件 ${quoted(path)} 不是 JSON。` }[language],
      {
        hint: {
          en: 'Write one with --save-map FILE and edit that.',
          zh: '请用 --save-map FILE 生成后再编辑。',
        }[language],
      },
    );
  }
}

/** What the mapping says about a file. */
export function mapFor(maps: Maps | undefined, path: string): Partial<ImportInput> {
  if (!maps) return {};
  const { kind, columns, values, dateOrder, decimalComma } =
    ('one' in maps ? maps.one : maps.files[basename(path)]) ?? {};
  return {
    ...(kind && { kind }),
    ...(columns && { columns }),
    ...(values && { values }),
    ...(dateOrder && { dateOrder }),
    ...(decimalComma !== undefined && { decimalComma }),
  };
}

/** The mappings of these files, to be edited. */
export function mapsToWrite(files: readonly PreparedImport[]): string {
  const [only] = files;
  if (files.length === 1 && only) return writeMapFile(only.mapping);
  const maps = files.map(({ source, mapping }) => [source.name, JSON.parse(writeMapFile(mapping))]);
  return `${JSON.stringify({ files: Object.fromEntries(maps) }, null, 2)}\n`;
}

/** How a file's columns become fields, as a table with the first value of each. */
export function mappingTable({ source, mapping }: PreparedImport, { language, words }: Terminal): string {
  const from = mapping.from === undefined ? '' : ` · ${mapping.from}`;
  const place = source.format === 'xlsx' ? quoted(source.encoding) : source.encoding;
  const head = `${source.name}: ${kindNameIn(language, mapping.kind)}${from} · ${source.format} · ${place}`;
  const lines = mapping.columns.map(({ column, field, sure, values }) => {
    const index = source.columns.indexOf(column);
    const example = source.sample.find(({ cells }) => (cells[index] ?? '') !== '')?.cells[index] ?? '';
    const target = field ?? words({ en: '– left out', zh: '– 不导入' });
    const doubt = field !== null && sure < 0.7 ? ' ?' : '';
    const meant = Object.entries(values ?? {}).map(([theirs, ours]) => `${theirs} → ${ours ?? '–'}`);
    const more =
      meant.length === 0 ? '' : `  (${meant.slice(0, 4).join(', ')}${meant.length > 4 ? ', …' : ''})`;
    return [column, `${target}${doubt}`, `${shortened(example)}${more}`] as const;
  });
  const [first, second] = [0, 1].map((place) =>
    Math.min(40, Math.max(...lines.map((line) => widthOf(line[place]!)))),
  );
  const rows = lines.map(([column, target, example]) =>
    `  ${padded(shortened(column), first!)}  →  ${padded(target, second!)}  ${example}`.trimEnd(),
  );
  const order =
    mapping.dateOrder === undefined
      ? []
      : [words({ en: `  dates are ${mapping.dateOrder}`, zh: `  日期顺序：${mapping.dateOrder}` })];
  return [head, ...rows, ...order].join('\n');
}

const shortened = (text: string): string => {
  const plain = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return plain.length > 40 ? `${plain.slice(0, 39)}…` : plain;
};

/** Columns a text takes at a terminal: Han characters take two. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, character) => sum + (/[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/u.test(character) ? 2 : 1),
    0,
  );
const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
