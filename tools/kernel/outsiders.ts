import { z } from 'zod';
import type { Tool } from './define-tool.ts';

/**
 * Whose words a text of a result is. The rule needs nothing from a new tool: a free text is an outsider's unless
 * its schema says it is the house's own, and what is short enough to be a name is taken for one. A record that is
 * marked `untrusted` is an outsider's whatever its schema says.
 */

/** A name may have this many bytes in UTF-8: 60 letters, 20 Han characters. */
const longestName = 60;
/** What no name holds; times, addresses of mail and money do. */
const unlikeName = /[!?！？。；;{}[\]<>"“”`|=\\\n\r\t]|https?|www\./iu;
const plainForm =
  /^(?:\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?|[^\s@]{1,64}@[^\s@/?#]{1,190}|[a-z]{2,5}_[\w-]{1,80})$/iu;
/** What outsiders write in records that are marked, however short it is. */
const writtenFields = new Set(
  'subject summary description text quote comment content resolution title notes reason message words'.split(
    ' ',
  ),
);

const house = z.registry<{ ours: true }>();

/** Says that a text of an output is our own: written by this program, or in a source people here keep. */
export function ours<Schema extends z.ZodType>(schema: Schema): Schema {
  house.add(schema, { ours: true });
  return schema;
}

/** A text of a result that outsiders may have written, and the way to it. */
export interface OutsidersText {
  path: string;
  text: string;
}

/** The texts of a result that outsiders may have written. */
export function outsidersTexts(tool: Pick<Tool, 'output'> | undefined, data: unknown): OutsidersText[] {
  const found: OutsidersText[] = [];
  changeTexts(tool, data, (text, path) => {
    found.push({ path, text });
    return text;
  });
  return found;
}

/** A result with those texts changed, the rest as it is. */
export const changeTexts = (
  tool: Pick<Tool, 'output'> | undefined,
  data: unknown,
  change: (text: string, path: string) => string,
): unknown => walk(data, { schema: tool?.output, path: '', isMarked: false, isOurs: false }, change);

interface Place {
  schema: z.core.$ZodType | undefined;
  path: string;
  isMarked: boolean;
  isOurs: boolean;
}

function walk(value: unknown, place: Place, change: (text: string, path: string) => string): unknown {
  const { schema, isOurs } = bare(place, value);
  if (typeof value === 'string')
    return isOutsiders(value, { ...place, schema, isOurs }) ? change(value, place.path) : value;
  if (Array.isArray(value)) {
    const element = schema instanceof z.core.$ZodArray ? schema._zod.def.element : undefined;
    return value.map((item, index) =>
      walk(item, { ...place, schema: element, isOurs, path: `${place.path}[${index}]` }, change),
    );
  }
  if (value === null || typeof value !== 'object') return value;
  const isMarked = place.isMarked || Reflect.get(value, 'untrusted') === true;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const path = place.path === '' ? key : `${place.path}.${key}`;
      if (!isName(key)) change(key, path);
      return [key, walk(item, { schema: fieldOf(schema, key), path, isMarked, isOurs }, change)];
    }),
  );
}

/** A schema without what is wrapped around it, and whether it, or what is around it, is the house's own. */
function bare(place: Place, value: unknown): { schema: Place['schema']; isOurs: boolean } {
  let { schema, isOurs } = place;
  for (;;) {
    isOurs ||= schema !== undefined && house.has(schema);
    if (schema instanceof z.core.$ZodUnion) {
      const options: readonly z.core.$ZodType[] = schema._zod.def.options;
      schema = options.find((option) => z.safeParse(option, value).success);
      continue;
    }
    const inner: unknown = schema && Reflect.get(schema._zod.def, 'innerType');
    if (!(inner instanceof z.core.$ZodType)) return { schema, isOurs };
    schema = inner;
  }
}

function fieldOf(schema: Place['schema'], key: string): Place['schema'] {
  if (schema instanceof z.core.$ZodObject) return schema._zod.def.shape[key] ?? schema._zod.def.catchall;
  return schema instanceof z.core.$ZodRecord ? schema._zod.def.valueType : undefined;
}

function isOutsiders(text: string, { schema, path, isMarked, isOurs }: Place): boolean {
  if (schema instanceof z.core.$ZodEnum || schema instanceof z.core.$ZodLiteral) return false;
  if (schema instanceof z.core.$ZodStringFormat) return false;
  const checks = schema instanceof z.core.$ZodString ? (schema._zod.def.checks ?? []) : [];
  if (checks.some(({ _zod }) => Reflect.get(_zod.def, 'format') === 'regex')) return false;
  if (isMarked) return writtenFields.has(/(\w+)(?:\[\d+\])*$/u.exec(path)?.[1] ?? '') || !isName(text);
  return !isOurs && !isName(text);
}

/** Whether a text may be a name, a number, a day or an address of mail. */
const isName = (text: string): boolean =>
  plainForm.test(text) || (Buffer.byteLength(text) <= longestName && !unlikeName.test(text));
