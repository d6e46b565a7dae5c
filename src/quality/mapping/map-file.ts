import { type Field, standardFields } from '../../crm/index.ts';
import { refusal } from '../../files/index.ts';
import { didYouMean, type Language, quoted, type RapportError } from '../../trust/index.ts';
import { type ImportKind, importKinds, type MappedColumn, type Mapping } from '../contract.ts';
import { dictionaries, listNames } from './dictionary.ts';
import { collecting } from './propose.ts';

/** A mapping as people edit it. */
interface MapFile {
  kind: ImportKind;
  from?: Mapping['from'];
  dateOrder?: Mapping['dateOrder'];
  decimalComma?: boolean;
  /** Column → field, or null to leave it out. */
  columns: Record<string, string | null>;
  /** Column → value → value of ours, or null to leave it out. */
  values?: Record<string, Record<string, string | null>>;
}

/** A mapping as a file to edit: JSON, one line a column. */
export function writeMapFile({ kind, from, columns, dateOrder, decimalComma }: Mapping): string {
  const translated = columns.filter(({ values }) => values);
  const file: MapFile = {
    kind,
    ...(from && { from }),
    ...(dateOrder && { dateOrder }),
    ...(decimalComma !== undefined && { decimalComma }),
    columns: Object.fromEntries(columns.map(({ column, field }) => [column, field])),
    ...(translated.length > 0 && {
      values: Object.fromEntries(translated.map(({ column, values }) => [column, values!])),
    }),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads an edited mapping and checks it against the fields there are and the columns of a file.
 * @throws RapportError naming the first thing that is wrong, with what may have been meant
 */
export function readMapFile(
  text: string,
  source: { name: string; columns: readonly string[]; lists: readonly string[] },
  options: { language: Language; customFields?: ((kind: ImportKind) => readonly Field[]) | undefined },
): Mapping {
  const { language } = options;
  const file = parsed(text, language);
  if (!importKinds.includes(file.kind))
    throw refusal(language, {
      en: `The mapping's kind ${quoted(String(file.kind))} is none. ${didYouMean(String(file.kind), importKinds)}`,
      zh: `映射文件的 kind ${quoted(String(file.kind))} 不存在。可用：${importKinds.join('、')}。`,
    });
  if (file.dateOrder !== undefined && file.dateOrder !== 'day-month' && file.dateOrder !== 'month-day')
    throw refusal(language, {
      en: 'The mapping’s dateOrder is day-month or month-day.',
      zh: '映射文件的 dateOrder 应为 day-month 或 month-day。',
    });
  const known = [...source.columns, ...source.lists.map((list) => `${list}[]`)];
  const fields = fieldsOf(file.kind, options.customFields?.(file.kind) ?? []);
  const columns: MappedColumn[] = Object.entries(file.columns).map(([column, field]) => {
    if (!known.includes(column))
      throw refusal(language, {
        en: `${quoted(source.name)} has no column ${quoted(column)}. ${didYouMean(column, known)}`,
        zh: `${quoted(source.name)} 没有列 ${quoted(column)}。${near(column, known)}`,
      });
    const values = file.values?.[column];
    return {
      column,
      field: fieldMeant(field, column, fields, file.kind, language),
      sure: 1,
      ...(values && { values }),
    };
  });
  for (const column of Object.keys(file.values ?? {}))
    if (!columns.some((mapped) => mapped.column === column))
      throw refusal(language, {
        en: `The mapping translates values of ${quoted(column)}, which is not among its columns.`,
        zh: `映射文件翻译了 ${quoted(column)} 的值，但该列不在 columns 中。`,
      });
  checkOnce(columns, language);
  return {
    kind: file.kind,
    ...(file.from && { from: file.from }),
    columns,
    ...(file.dateOrder && { dateOrder: file.dateOrder }),
    ...(file.decimalComma !== undefined && { decimalComma: file.decimalComma }),
  };
}

/** Refuses two columns for one field, naming both. @throws RapportError */
export function checkOnce(columns: readonly MappedColumn[], language: Language): void {
  const seen = new Map<string, string>();
  for (const { column, field } of columns) {
    if (field === null || collecting.has(field)) continue;
    const other = seen.get(field);
    if (other !== undefined) throw twice(field, other, column, language);
    seen.set(field, column);
  }
}

/** Two columns mean one field. */
export const twice = (field: string, one: string, other: string, language: Language): RapportError =>
  refusal(
    language,
    {
      en: `The columns ${quoted(one)} and ${quoted(other)} both mean ${field}.`,
      zh: `列 ${quoted(one)} 和 ${quoted(other)} 都对应 ${field}。`,
    },
    {
      en: 'Write the mapping with --save-map FILE, set one of them to null, and import with --map FILE.',
      zh: '请用 --save-map FILE 写出映射，把其中一列设为 null，再用 --map FILE 导入。',
    },
  );

/** Every name a column may be mapped to. */
function fieldsOf(kind: ImportKind, custom: readonly Field[]): string[] {
  const writable = [...standardFields(kind), ...custom].filter(({ readOnly }) => !readOnly);
  return [
    ...new Set([
      ...writable.map(({ name }) => name),
      ...Object.keys(dictionaries[kind]),
      'externalId',
      ...Object.keys(listNames[kind] ?? {}),
    ]),
  ];
}

function fieldMeant(
  field: unknown,
  column: string,
  fields: readonly string[],
  kind: ImportKind,
  language: Language,
): string | null {
  if (field === null || field === '') return null;
  const name = String(field);
  const found = fields.find((one) => one.toLowerCase() === name.toLowerCase());
  const label = standardFields(kind).find(
    ({ label: { en, zh } }) => zh === name || en.toLowerCase() === name.toLowerCase(),
  );
  if (found ?? label) return found ?? label!.name;
  if (/^custom\.[\p{L}\p{N}_][\p{L}\p{N}_ -]{0,58}$/u.test(name)) return name;
  throw refusal(
    language,
    {
      en: `The mapping of ${quoted(column)}: a ${kind} has no field ${quoted(name)}. ${didYouMean(name, fields)}`,
      zh: `列 ${quoted(column)} 的映射：${kind} 没有字段 ${quoted(name)}。${near(name, fields)}`,
    },
    {
      en: `A field of your own is written custom.NAME, such as "custom.${column.replace(/[^\p{L}\p{N}]+/gu, '_')}"; null leaves the column out.`,
      zh: `自定义字段写作 custom.名称，例如 "custom.${column.replace(/[^\p{L}\p{N}]+/gu, '_')}"；null 表示不导入该列。`,
    },
  );
}

const near = (word: string, candidates: readonly string[]): string => {
  const found = /Did you mean (.*)\?/.exec(didYouMean(word, candidates))?.[1];
  return found === undefined
    ? `可用：${candidates.slice(0, 20).join('、')}。`
    : `是否为 ${found.replaceAll(' or ', '、')}？`;
};

function parsed(text: string, language: Language): MapFile {
  const broken = refusal(
    language,
    {
      en: 'The mapping is no JSON with "kind" and "columns".',
      zh: '映射文件不是含 "kind" 和 "columns" 的 JSON。',
    },
    { en: 'Write one with --save-map FILE and edit that.', zh: '请用 --save-map FILE 生成后再编辑。' },
  );
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw broken;
  }
  const isMap = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap(file) || !isMap(file.columns) || typeof file.kind !== 'string') throw broken;
  if (!Object.values(file.columns).every((field) => field === null || typeof field === 'string'))
    throw broken;
  if (file.values !== undefined && !(isMap(file.values) && Object.values(file.values).every(isMap)))
    throw broken;
  return file as unknown as MapFile;
}
