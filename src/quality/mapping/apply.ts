import type { Address } from '../../../db/index.ts';
import { type Field, requiredField, standardFields } from '../../crm/index.ts';
import { type Language, quoted } from '../../trust/index.ts';
import {
  type ImportProblem,
  isProblem,
  type MappedChildren,
  type MappedColumn,
  type MappedRow,
  type Mapping,
  type Row,
  type Source,
} from '../contract.ts';
import { distinct, parseBooleanCell, parseDateCell, parseNumberCell, partsOf } from './cells.ts';
import { mapChildren, totalOf } from './children.ts';
import { scaleOf } from './header-key.ts';
import { gatherLines, isByLine, linePrefix } from './order-lines.ts';
import { meaningOf } from './origins.ts';

export interface MappingContext {
  language: Language;
  /** The workspace's currency: what `$` or `¥` alone stands for, where it may be. */
  currency: string;
  customFields?: readonly Field[];
}

/** The longest text a field takes. */
const longestText = 10_000;

/** Why a cell cannot be taken. */
class Unreadable extends Error {
  readonly column: string;
  readonly value: string;
  constructor(column: string, value: string, reason: string) {
    super(reason);
    this.column = column;
    this.value = value;
  }
}

/**
 * The rows of a source as its mapping reads them, as many at a time as are read at once; a row with a cell that
 * cannot be read arrives as its problem.
 */
export async function* mapRows(
  source: Source,
  mapping: Mapping,
  context: MappingContext,
): AsyncGenerator<(MappedRow | ImportProblem)[]> {
  const map = rowMapper(source, mapping, context);
  const rows = mapped(source, map);
  yield* isByLine(mapping) ? gatherLines(rows, context.language) : rows;
}

async function* mapped(
  source: Source,
  map: (row: Row) => MappedRow | ImportProblem,
): AsyncGenerator<(MappedRow | ImportProblem)[]> {
  for await (const piece of source.pieces()) yield piece.map((row) => (isProblem(row) ? row : map(row)));
}

/** A function that maps one row. */
export function rowMapper(
  source: Pick<Source, 'columns'>,
  mapping: Mapping,
  context: MappingContext,
): (row: Row) => MappedRow | ImportProblem {
  const fields = new Map(
    [...standardFields(mapping.kind), ...(context.customFields ?? [])].map((field) => [field.name, field]),
  );
  const places = new Map(source.columns.map((column, index) => [column, index]));
  const readers = mapping.columns.flatMap((column) => {
    const index = places.get(column.column);
    return column.field === null || index === undefined
      ? []
      : { index, ...readerOf(column, column.field, fields.get(column.field), mapping, context) };
  });
  const lists = mapping.columns.flatMap(({ column, field }) =>
    field !== null && column.endsWith('[]')
      ? { name: column.slice(0, -2), kind: field as keyof MappedChildren }
      : [],
  );
  return (row) => {
    const draft: Draft = { line: row.line, values: {}, references: {}, address: {}, parts: {} };
    try {
      for (const { index, put } of readers) {
        const text = row.cells[index]!.trim();
        if (text !== '') put(draft, text);
      }
      const children = childrenOf(row, lists, mapping, context.language);
      return completed(draft, children, mapping, context.language);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const { column, value, message: reason } = error;
      return {
        line: row.line,
        ...(column !== '' && { column, value: value.length > 64 ? `${value.slice(0, 63)}…` : value }),
        reason,
      };
    }
  };
}

interface Draft {
  line: number;
  values: Record<string, string | string[]>;
  references: Record<string, string>;
  address: Address;
  parts: { first?: string; last?: string; outcome?: string };
  /** What the row says of a line of the order it is. */
  orderLine?: OrderLine;
  externalId?: string;
  currency?: string;
}

type OrderLine = NonNullable<MappedChildren['order_line']>[number];

type Put = (draft: Draft, text: string) => void;

function readerOf(
  { column, values }: MappedColumn,
  target: string,
  field: Field | undefined,
  mapping: Mapping,
  { language, currency }: MappingContext,
): { put: Put } {
  const places = scaleOf(column);
  const refuse = (text: string, en: string, zh: string): never => {
    throw new Unreadable(column, text, { en, zh }[language]);
  };
  const bounded = (text: string): string =>
    text.length <= longestText
      ? text
      : refuse(text, 'A text has at most 10,000 characters.', '文本最多 10,000 个字符。');
  const translate = (text: string): string =>
    values && Object.hasOwn(values, text) ? (values[text] ?? '') : meaningOf(mapping.kind, target, text);
  const set = (name: string, read: (text: string) => string): { put: Put } => ({
    put(draft, text) {
      const value = read(text);
      if (value !== '') draft.values[name] = value;
    },
  });
  if (target === 'externalId') return { put: (draft, text) => (draft.externalId = bounded(text)) };
  if (target.endsWith('.externalId')) {
    const name = target.slice(0, -'.externalId'.length);
    return { put: (draft, text) => (draft.references[name] = text.split(/[;,]/)[0]!.trim()) };
  }
  if (/^(shippingAddress|address)\./.test(target)) {
    const part = target.slice(target.indexOf('.') + 1) as keyof Address;
    return { put: (draft, text) => (draft.address[part] = bounded(text)) };
  }
  if (target.startsWith(linePrefix)) {
    const part = target.slice(linePrefix.length) as keyof OrderLine;
    const isNumber = part === 'quantity' || part === 'unitPrice' || part === 'discount';
    return {
      put(draft, text) {
        const read = isNumber ? parseNumberCell(text, mapping, places) : { value: bounded(text) };
        if (read === null) return refuse(text, 'This is no number.', '不是数字。');
        draft.orderLine = { ...draft.orderLine, [part]: read.value };
        if ('currency' in read && read.currency !== undefined)
          draft.currency ??= currencyMeant(text, read.currency, currency);
      },
    };
  }
  if (target === 'name.first') return { put: (draft, text) => (draft.parts.first = bounded(text)) };
  if (target === 'name.last') return { put: (draft, text) => (draft.parts.last = bounded(text)) };
  if (target === 'stage.outcome')
    return { put: (draft, text) => (draft.parts.outcome = meaningOf('deal', 'stage', text)) };
  switch (field?.type) {
    case 'texts':
      return {
        put(draft, text) {
          const found = partsOf(text, target as 'emails' | 'phones');
          const cut = found.find((part) => /^\d(\.\d+)?e\+\d+$/i.test(part));
          if (cut !== undefined)
            refuse(cut, 'A spreadsheet has cut the digits of this number.', '表格软件截断了该号码的数字。');
          const before = draft.values[target];
          draft.values[target] = before === undefined ? found : distinct([...before, ...found]);
        },
      };
    case 'date':
    case 'moment':
      return set(target, (text) => {
        const read = parseDateCell(translate(text), mapping);
        if (read === null)
          return refuse(text, 'This is no date; write it as 2026-03-05.', '不是日期；请写成 2026-03-05。');
        return field.type === 'date' ? read.slice(0, 10) : read;
      });
    case 'money':
      return {
        put(draft, text) {
          const read = parseNumberCell(text, mapping, places);
          if (read === null) return refuse(text, 'This is no amount.', '不是金额。');
          draft.values[target] = read.value;
          if (read.currency !== undefined) draft.currency ??= currencyMeant(text, read.currency, currency);
        },
      };
    case 'number':
      return set(
        target,
        (text) =>
          parseNumberCell(text, mapping, places)?.value ?? refuse(text, 'This is no number.', '不是数字。'),
      );
    case 'boolean':
      return set(
        target,
        (text) =>
          parseBooleanCell(text) ?? refuse(text, 'This is neither yes nor no.', '既不是“是”也不是“否”。'),
      );
    default:
      return set(target, (text) => bounded(translate(text)));
  }
}

function childrenOf(
  row: Row,
  lists: readonly { name: string; kind: keyof MappedChildren }[],
  mapping: Mapping,
  language: Language,
): MappedChildren | undefined {
  if (lists.length === 0) return undefined;
  const children: Record<string, unknown> = {};
  for (const { name, kind } of lists) {
    const records = row.nested?.[name];
    if (!records) continue;
    const mapped = mapChildren(kind, records, mapping);
    if (mapped.problem)
      throw new Unreadable(
        `${name}[].${mapped.problem.name}`,
        mapped.problem.value,
        { en: 'This value cannot be read.', zh: '无法读取该值。' }[language],
      );
    children[kind] = mapped.children;
  }
  return Object.keys(children).length === 0 ? undefined : (children as MappedChildren);
}

/** Fills in what other values imply: a name from its parts, a number from the id, a total from its lines. */
function completed(
  draft: Draft,
  children: MappedChildren | undefined,
  { kind }: Mapping,
  language: Language,
): MappedRow {
  const { line, values, references, address, parts, externalId, currency, orderLine } = draft;
  const fill = (field: string, value: string | undefined) => {
    if (values[field] === undefined && value !== undefined && value !== '') values[field] = value;
  };
  const firstOf = (field: string): string | undefined => values[field]?.[0];
  if (kind === 'contact') {
    fill('name', joinedName(parts));
    fill('name', firstOf('emails') ?? firstOf('phones'));
    const city = textIn(values.city);
    if (city !== undefined && isFilled(address)) address.city ??= city;
  }
  if (parts.outcome === 'Won' || parts.outcome === 'Lost') values.stage = parts.outcome;
  if (kind === 'company') fill('name', textIn(values.domain));
  if (kind === 'product') fill('name', textIn(values.sku));
  if (kind === 'interaction') fill('summary', textIn(values.subject));
  if (kind === 'ticket') fill('subject', textIn(values.description)?.slice(0, 120));
  if (kind === 'order' || kind === 'ticket') fill('number', externalId);
  if (kind === 'order' && children?.order_line) fill('total', totalOf(children.order_line));
  if (kind === 'deal' || kind === 'order' || kind === 'product') fill('currency', currency);
  const missing = requiredField(kind);
  if (values[missing] === undefined)
    throw new Unreadable(
      '',
      '',
      {
        en: `The row has no ${missing}.`,
        zh: `该行缺少 ${missing}。`,
      }[language],
    );
  const id = externalId ?? (kind === 'order' || kind === 'ticket' ? textIn(values.number) : undefined);
  return {
    line,
    values,
    ...(id !== undefined && { externalId: id }),
    ...(isFilled(references) && { references }),
    ...(isFilled(address) && { address }),
    ...(children && { children }),
    ...(orderLine && namesGoods(orderLine) && { children: { ...children, order_line: [orderLine] } }),
  };
}

function isFilled(object: object): boolean {
  for (const _ in object) return true;
  return false;
}

/** Whether it is told what was sold; a number of pieces alone is no line. */
const namesGoods = ({ product, productName, variant, sku }: OrderLine): boolean =>
  [product, productName, variant, sku].some((text) => text !== undefined);

const textIn = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** First and last name in the order of their script: 张伟, but Wei Zhang. */
function joinedName({ first = '', last = '' }: Draft['parts']): string {
  const han = /^\p{Script=Han}+$/u;
  return han.test(first + last) ? last + first : [first, last].filter(Boolean).join(' ');
}

/** The currency of an amount; a bare `$` or `¥` is the workspace's own where that is written so. */
function currencyMeant(text: string, found: string, own: string): string {
  const symbolAlone = !/[A-Z]{2,}|[A-Z]\$|元|美/i.test(text);
  const dollars = ['AUD', 'CAD', 'HKD', 'MXN', 'NZD', 'SGD', 'TWD', 'USD'];
  if (symbolAlone && found === 'USD' && dollars.includes(own)) return own;
  return symbolAlone && found === 'CNY' && own === 'JPY' ? own : found;
}

/** A problem as one line of text. */
export const problemLine = (
  { source, line, column, value, reason }: ImportProblem,
  language: Language,
): string =>
  [
    source === undefined ? '' : `${source}, `,
    { en: `line ${line}`, zh: `第 ${line} 行` }[language],
    column === undefined ? '' : `, ${column}`,
    value === undefined ? '' : ` ${quoted(value)}`,
    `: ${reason}`,
  ].join('');
