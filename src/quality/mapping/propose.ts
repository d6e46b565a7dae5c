import { type Field, standardFields } from '../../crm/index.ts';
import { refusal } from '../../files/index.ts';
import { type Language, quoted, kindOf as wordOf } from '../../trust/index.ts';
import { type ImportKind, importKinds, type MappedColumn, type Mapping, type Source } from '../contract.ts';
import { parseBooleanCell, parseDateCell, parseNumberCell } from './cells.ts';
import { dictionaries, fileNames, listNames, needed, signs } from './dictionary.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { headerKey, keysOf, prefixOf } from './header-key.ts';
import { linePrefix } from './order-lines.ts';
import { isOutcome, meaningOf, originOf } from './origins.ts';

export interface ProposalOptions {
  language: Language;
  /** What the file holds; by default recognised from its columns. */
  kind?: ImportKind | undefined;
  /** Fields the workspace added to a kind. */
  customFields?: ((kind: ImportKind) => readonly Field[]) | undefined;
  /** Proposes even where columns that the kind needs are missing: for a mapping to be completed by hand. */
  incomplete?: boolean | undefined;
}

/** A mapping, and what a person must decide before it can be used. */
export interface Proposal {
  mapping: Mapping;
  /** Columns that mean the same field. */
  conflicts: { field: string; columns: [string, string] }[];
  /** Dates that may be read either way. */
  undecided?: Evidence['undecided'];
}

/** Fields that take several columns. */
export const collecting: ReadonlySet<string> = new Set(['emails', 'phones']);

/**
 * Proposes how a file's columns become fields, from their names and, where those do not decide, their values.
 * @throws RapportError where no kind of record fits the columns, or two fit alike
 */
export async function proposeMapping(source: Source, options: ProposalOptions): Promise<Proposal> {
  const from = originOf(source.columns);
  const kind = options.kind ?? kindOf(source, options);
  const custom = options.customFields?.(kind) ?? [];
  const { columns, conflicts } = byTheLine(assigned(source, kind, custom));
  const listed = listsOf(source, kind);
  if (!options.incomplete && !isEnough(kind, [...columns, ...listed]))
    throw unfit(source, kind, options.language);
  const types = new Map([...standardFields(kind), ...custom].map((field) => [field.name, field.type]));
  const indexes = (wanted: readonly string[]) =>
    columns.flatMap(({ field }, index) =>
      field !== null && wanted.includes(types.get(field) ?? '') ? index : [],
    );
  const evidence = await evidenceOf(source, indexes(['date', 'moment']), indexes(['money', 'number']));
  const { undecided, ...notation } = evidence;
  return {
    mapping: {
      kind,
      ...(from && { from }),
      columns: [...columns.map((column, index) => translated(column, index, kind, source)), ...listed],
      ...notation,
    },
    conflicts: from === undefined ? conflicts : [],
    ...(undecided && { undecided }),
  };
}

/** The kind of record a file holds. */
function kindOf(source: Source, { language, customFields }: ProposalOptions): ImportKind {
  const named = fileNames.find(([pattern]) => pattern.test(source.name))?.[1];
  const scored = importKinds
    .map((kind) => {
      const { columns } = assigned(source, kind, customFields?.(kind) ?? []);
      const lists = listsOf(source, kind);
      // Anyone may have an address: it does not speak for a person.
      const telling = columns.filter(({ field }) => field !== null && !field.startsWith('address.'));
      const fit = telling.reduce((sum, { sure }) => sum + sure / 2, 0);
      const keys = new Set(signs[kind].split(' '));
      const signed = source.columns.filter((column) =>
        keysOf(column, kind).some((key) => keys.has(key)),
      ).length;
      const prefixed = source.columns.filter((column) => prefixOf(column)?.kind === kind).length;
      const score = fit + signed + 2 * prefixed + 2 * lists.filter(({ field }) => field !== null).length;
      return {
        kind,
        score: score + (named === kind ? 1.5 : 0) + (kind === 'contact' ? 0.5 : 0),
        enough: isEnough(kind, [...columns, ...lists]),
      };
    })
    .filter(({ enough }) => enough)
    .sort((one, other) => other.score - one.score);
  const [best, second] = scored;
  if (!best || best.score < 1) throw unfit(source, undefined, language);
  if (second && best.score - second.score < 0.4)
    throw refusal(
      language,
      {
        en: `${quoted(source.name)} may hold ${best.kind} or ${second.kind} records.`,
        zh: `${quoted(source.name)} 可能是 ${best.kind}，也可能是 ${second.kind}。`,
      },
      { en: `Say which: --kind ${best.kind}.`, zh: `请指明：--kind ${best.kind}。` },
    );
  return best.kind;
}

interface Candidate {
  index: number;
  field: string;
  sure: number;
}

function assigned(
  source: Source,
  kind: ImportKind,
  custom: readonly Field[],
): { columns: MappedColumn[]; conflicts: Proposal['conflicts'] } {
  const { columns, sample } = source;
  const fields = [...standardFields(kind), ...custom];
  const valuesOf = columns.map((_, index) =>
    sample.map(({ cells }) => cells[index]!.trim()).filter((cell) => cell !== ''),
  );
  const candidates = columns
    .flatMap((column, index) => candidatesFor(column, index, valuesOf[index]!, kind, fields))
    .sort((one, other) => other.sure - one.sure || one.index - other.index);
  const byColumn = new Map<number, Candidate>();
  const byField = new Map<string, Candidate>();
  const conflicts: Proposal['conflicts'] = [];
  for (const candidate of candidates) {
    const { index, field, sure } = candidate;
    if (byColumn.has(index) || sure < 0.5) continue;
    const holder = byField.get(field);
    if (!holder || collecting.has(field)) {
      byColumn.set(index, candidate);
      byField.set(field, candidate);
    } else if (sure >= 0.9 && holder.sure >= 0.9 && !field.endsWith('xternalId')) {
      const same = sample.every(({ cells }) => cells[index] === cells[holder.index] || cells[index] === '');
      if (!same) conflicts.push({ field, columns: [columns[holder.index]!, columns[index]!] });
    }
  }
  const whole = byField.has('name');
  return {
    columns: columns.map((column, index) => {
      const found = byColumn.get(index);
      const part = whole && found?.field.startsWith('name.');
      return found && !part
        ? { column, field: found.field, sure: Math.round(found.sure * 100) / 100 }
        : { column, field: null, sure: 0 };
    }),
    conflicts: conflicts.filter(({ columns: [, later] }) => !byColumn.has(columns.indexOf(later))),
  };
}

/** Where rows tell what was sold, a column that is only called a price is that of the goods, not of the order. */
function byTheLine(proposed: ReturnType<typeof assigned>): ReturnType<typeof assigned> {
  const has = (field: string) => proposed.columns.some((column) => column.field === field);
  const isOfLines = goods.some(has) && !has(unitPrice);
  return {
    ...proposed,
    columns: proposed.columns.map((column) =>
      isOfLines && column.field === 'total' && prices.includes(headerKey(column.column))
        ? { ...column, field: unitPrice }
        : column,
    ),
  };
}

const unitPrice = `${linePrefix}unitPrice`;
const goods = ['product', 'productName', 'variant', 'sku'].map((part) => linePrefix + part);
const prices = ['price', '价格', '售价'];

function candidatesFor(
  column: string,
  index: number,
  values: readonly string[],
  kind: ImportKind,
  fields: readonly Field[],
): Candidate[] {
  const keys = keysOf(column, kind);
  const found = new Map<string, number>();
  const offer = (field: string, sure: number) => found.set(field, Math.max(found.get(field) ?? 0, sure));
  for (const [depth, key] of keys.entries()) {
    for (const [field, [surely, perhaps = '']] of Object.entries(dictionaries[kind])) {
      const place = surely.split(' ').indexOf(key);
      if (place >= 0) offer(field, 0.98 - place / 2_000 - depth * 0.1);
      else if (perhaps.split(' ').includes(key)) offer(field, 0.65 - depth * 0.1);
    }
    for (const { name, label, synonyms = [], readOnly } of fields)
      if (!readOnly && [name, label.en, label.zh, ...synonyms].some((word) => headerKey(word) === key))
        offer(name, 0.9 - depth * 0.1);
  }
  if (kind === 'contact' && found.size === 0 && values.length > 0) {
    if (share(values, isEmail) >= 0.8) offer('emails', 0.6);
    else if (share(values, isPhone) >= 0.8) offer('phones', 0.55);
  }
  const byName = new Map(fields.map((field) => [field.name, field]));
  return [...found].map(([field, sure]) => ({
    index,
    field,
    sure: values.length === 0 ? sure * 0.9 : sure * fitting(field, byName.get(field), values),
  }));
}

/** How well values fit a field: 1 where they do, less where most of them cannot be it. */
function fitting(name: string, field: Field | undefined, values: readonly string[]): number {
  const most = (test: (value: string) => boolean) => (share(values, test) >= 0.5 ? 1 : 0.4);
  if (name === 'emails') return most((value) => value.includes('@'));
  if (name === 'phones')
    return most((value) => (value.match(/\d/g)?.length ?? 0) >= 5 && !value.includes('@'));
  if (name === 'stage.outcome') return values.every(isOutcome) ? 1 : 0.3;
  if (name === 'name' || name.startsWith('name.')) return share(values, isEmail) > 0.5 ? 0.4 : 1;
  switch (field?.type) {
    case 'date':
    case 'moment':
      return most(
        (value) =>
          parseDateCell(value, { dateOrder: 'day-month' }) !== null ||
          parseDateCell(value, { dateOrder: 'month-day' }) !== null,
      );
    case 'money':
    case 'number':
      return most((value) => parseNumberCell(value, {}) !== null);
    case 'boolean':
      return most((value) => parseBooleanCell(value) !== null);
    default:
      return 1;
  }
}

/** The column with what its picklist values mean, where that is not themselves. */
function translated(column: MappedColumn, index: number, kind: ImportKind, { sample }: Source): MappedColumn {
  const { field } = column;
  if (field === null) return column;
  const values = new Set(sample.map(({ cells }) => cells[index]!.trim()).filter((value) => value !== ''));
  const changed = [...values].slice(0, 50).flatMap((value) => {
    const meaning = meaningOf(kind, field, value);
    return meaning === value ? [] : [[value, meaning === '' ? null : meaning] as const];
  });
  return changed.length === 0 ? column : { ...column, values: Object.fromEntries(changed) };
}

function listsOf({ lists }: Source, kind: ImportKind): MappedColumn[] {
  const names = Object.entries(listNames[kind] ?? {});
  return lists.map((list) => {
    const key = headerKey(list.split('.').at(-1)!);
    const child = names.find(([, words]) => words.split(' ').includes(key))?.[0] ?? null;
    return { column: `${list}[]`, field: child, sure: child === null ? 0 : 0.95 };
  });
}

function isEnough(kind: ImportKind, columns: readonly MappedColumn[]): boolean {
  const fields = new Set(columns.map(({ field }) => field));
  return needed[kind].every((any) => any.some((field) => fields.has(field)));
}

function unfit(source: Source, kind: ImportKind | undefined, language: Language) {
  const shown = source.columns.slice(0, 8).map(quoted).join({ en: ', ', zh: '、' }[language]);
  const data = source.columns.some((column) => isEmail(column) || parseDateCell(column, {}) !== null);
  const what = {
    en: kind ? `as ${kind} records` : 'as records of any kind',
    zh: kind ? `${wordOf(kind)}记录` : '任何一种记录',
  };
  return refusal(
    language,
    {
      en: `The columns of ${quoted(source.name)} cannot be read ${what.en}: ${shown}.`,
      zh: `${quoted(source.name)} 的列无法识别为${what.zh}：${shown}。`,
    },
    data
      ? {
          en: 'The first row seems to be data: put a header above it.',
          zh: '首行似乎是数据：请在上方加一行表头。',
        }
      : {
          en: 'Rename them, or say what they mean in a file: --kind K --save-map FILE writes one to edit.',
          zh: '请修改列名，或用映射文件说明含义：--kind K --save-map FILE 可生成供编辑的文件。',
        },
  );
}

const share = (values: readonly string[], test: (value: string) => boolean): number =>
  values.filter(test).length / Math.max(1, values.length);
const isEmail = (value: string): boolean => /^\S+@\S+\.\w+$/.test(value);
const isPhone = (value: string): boolean =>
  /^\+?[\d\s().-]{7,20}$/.test(value) && parseDateCell(value, { dateOrder: 'day-month' }) === null;
