import type { ColumnRole, Matrix } from './matrix.ts';

/** A column as people write it; cells are texts. */
export interface TextColumn {
  name: string;
  cells: readonly string[];
}

/** Why a column is not learned from. */
export type Ignored = 'empty' | 'constant' | 'identifier' | 'free_text';

/** One column of the matrix, and the column of the table it comes from. */
export type Feature = { column: string } & (
  | { of: 'number'; isDate: boolean }
  | { of: 'missing' }
  | { of: 'level'; level: string; isOnly: boolean }
  | { of: 'code'; levels: readonly string[] }
);

/** How the cells of a table become numbers: fixed on what is learned from, the same for what is judged. */
export interface Encoder {
  features: readonly Feature[];
  ignored: readonly { column: string; why: Ignored }[];
}

const numberShare = 0.95;
const rowsForIdentifiers = 50;
/** A category must be worn by so many rows, and so large a share of them, to be told from the rest. */
const leastLevel = { rows: 10, share: 0.003 };
const mostLevels = 40;

const missing = new Set(
  ['', '-', '--', '?', 'na', 'n/a', '#n/a', 'nan', 'null', 'nil', 'select', 'please select'].concat([
    '无',
    '空',
    '未填',
    '未填写',
    '请选择',
    '暂无',
  ]),
);

/** Whether a cell says nothing: blank, `NA`, `null`, a form's untouched "Select" or “请选择”. */
export const isMissing = (cell: string): boolean => missing.has(cell.trim().toLowerCase());

/** A cell as a number: digits with thousands separators, a currency sign or a percent sign; else NaN. */
export function numberIn(cell: string): number {
  const plain = cell.trim().replace(/^([-+]?)[$€£¥￥]\s*/, '$1');
  const grouped = /^[-+]?\d{1,3}([,\s]\d{3})+(\.\d+)?%?$/.test(plain);
  const text = (grouped ? plain.replaceAll(/[,\s]/g, '') : plain).replace(/%$/, '');
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && !/^[-+]?0[xob]/i.test(text) ? value : Number.NaN;
}

/** A day or moment in ISO 8601 or `2026/3/5`, in days since 1970; else NaN. */
export function dateIn(cell: string): number {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s](\d{1,2}):(\d{2}).*)?$/.exec(cell.trim());
  if (!found) return Number.NaN;
  const [, year, month, day, hour = '0', minute = '0'] = found;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)) / 86_400_000;
}

/**
 * Decides what each column is: a number, a date, or a category whose frequent values become features of
 * their own; whether it is missing is a feature too. Columns that say nothing of a customer (always the
 * same, or another in every row) are left out, with the reason.
 */
export function fitEncoder(columns: readonly TextColumn[]): Encoder {
  const read = columns.map((column) => ({ column: column.name, ...kindOf(column.cells) }));
  return {
    features: read.flatMap(({ column, features }) => features.map((feature) => ({ column, ...feature }))),
    ignored: read.flatMap(({ column, why }) => (why === undefined ? [] : [{ column, why }])),
  };
}

/** The matrix of a table; a column that is not there is missing throughout. */
export function encode({ features }: Encoder, columns: readonly TextColumn[], rows: number): Matrix {
  const byName = new Map(columns.map(({ name, cells }) => [name, cells]));
  return {
    rows,
    columns: features.map((feature) => {
      const read = readerOf(feature);
      const cells = byName.get(feature.column);
      return cells === undefined
        ? new Float64Array(rows).fill(read(''))
        : Float64Array.from(cells, (cell) => read(cell));
    }),
    roles: features.map(roleOf),
  };
}

const roleOf = (feature: Feature): ColumnRole => {
  if (feature.of === 'code') return 'code';
  return feature.of === 'level' && !feature.isOnly ? 'flag' : 'value';
};

/** How a cell becomes a feature's value. Of a category's code 0 is any rare level, 1 a missing one. */
function readerOf(feature: Feature): (cell: string) => number {
  switch (feature.of) {
    case 'number':
      return feature.isDate ? dateIn : numberIn;
    case 'missing':
      return (cell) => (isMissing(cell) ? 1 : 0);
    case 'level':
      return (cell) => (cell.trim() === feature.level ? 1 : 0);
    case 'code': {
      const codes = new Map(feature.levels.map((level, index) => [level, index + 2]));
      return (cell) => codes.get(cell.trim()) ?? (isMissing(cell) ? 1 : 0);
    }
  }
}

type OwnFeature = Feature extends infer One ? (One extends Feature ? Omit<One, 'column'> : never) : never;

function kindOf(cells: readonly string[]): { features: OwnFeature[]; why?: Ignored } {
  const known = cells.filter((cell) => !isMissing(cell));
  if (known.length === 0) return { features: [], why: 'empty' };
  const counts = new Map<string, number>();
  for (const cell of known) counts.set(cell.trim(), (counts.get(cell.trim()) ?? 0) + 1);
  const gaps: OwnFeature[] = isFrequent(cells.length - known.length, cells.length) ? [{ of: 'missing' }] : [];
  if (counts.size === 1 && gaps.length === 0) return { features: [], why: 'constant' };
  const isOnce = counts.size === known.length && known.length >= rowsForIdentifiers;
  for (const [isDate, parse] of [
    [false, numberIn],
    [true, dateIn],
  ] as const) {
    const read = known.filter((cell) => !Number.isNaN(parse(cell)));
    if (read.length < numberShare * known.length) continue;
    if (!isDate && isOnce && read.every((cell) => Number.isInteger(numberIn(cell))))
      return { features: [], why: 'identifier' };
    return { features: [{ of: 'number', isDate }, ...gaps] };
  }
  if (counts.size > numberShare * known.length && known.length >= rowsForIdentifiers)
    return { features: [], why: 'identifier' };
  const levels = [...counts]
    .filter(([, count]) => isFrequent(count, cells.length))
    .sort(([, one], [, other]) => other - one)
    .slice(0, mostLevels)
    .map(([level]) => level);
  if (levels.length === 0 && gaps.length === 0) return { features: [], why: 'free_text' };
  // Of two values that fill a column the second says nothing the first has not said.
  if (counts.size === 2 && gaps.length === 0)
    return { features: [{ of: 'level', level: levels[0]!, isOnly: true }] };
  const flags = levels.map((level): OwnFeature => ({ of: 'level', level, isOnly: false }));
  return { features: [...flags, { of: 'code', levels }, ...gaps] };
}

const isFrequent = (count: number, rows: number): boolean =>
  count >= Math.max(Math.min(leastLevel.rows, rows / 10), leastLevel.share * rows);
