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
): unknown => walk(data, { ...outermost, schema: tool?.output }, change);

/** By these a record is known again. */
const labels = /(?:^|\.)(?:name|title|number|subject)$/u;

/**
 * What a write answers, without texts that outsiders may have written and the call did not say: of a record what
 * names it, its values and what is new, so that nobody reads strangers' words by writing.
 *
 * @param isSaid  whether the call itself said a text
 * @returns the texts that were left out, too
 */
export function withoutForeign(
  tool: Pick<Tool, 'output'>,
  data: Record<string, unknown>,
  isSaid: (text: string) => boolean,
): { data: Record<string, unknown>; left: OutsidersText[] } {
  const left: OutsidersText[] = [];
  const kept = walk(data, { ...outermost, schema: tool.output }, (text, path, mayGo) => {
    if (!mayGo || labels.test(path) || isSaid(text)) return text;
    left.push({ path, text });
    return undefined;
  });
  return { data: kept as Record<string, unknown>, left };
}

interface Place {
  schema: z.core.$ZodType | undefined;
  path: string;
  isMarked: boolean;
  isOurs: boolean;
  /** Whether the result may do without it: a field of a record, which no schema asks for. */
  mayGo: boolean;
}

const outermost: Place = { schema: undefined, path: '', isMarked: false, isOurs: false, mayGo: false };

/** What becomes of a text; undefined takes it out of what may do without it. */
type Change = (text: string, path: string, mayGo: boolean) => string | undefined;

function walk(value: unknown, place: Place, change: Change): unknown {
  const { schema, isOurs } = bare(place, value);
  if (typeof value === 'string')
    return isOutsiders(value, { ...place, schema, isOurs }) ? change(value, place.path, place.mayGo) : value;
  if (Array.isArray(value)) {
    const element = schema instanceof z.core.$ZodArray ? schema._zod.def.element : undefined;
    return value
      .map((item, index) =>
        walk(item, { ...place, schema: element, isOurs, path: `${place.path}[${index}]` }, change),
      )
      .filter((item) => item !== undefined);
  }
  if (value === null || typeof value !== 'object') return value;
  const isMarked = place.isMarked || Reflect.get(value, 'untrusted') === true;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const path = place.path === '' ? key : `${place.path}.${key}`;
      if (!isName(key)) change(key, path, false);
      const field = fieldOf(schema, key);
      const mayGo = schema === undefined ? place.mayGo : isBeyond(schema, key);
      const changed = walk(item, { schema: field, path, isMarked, isOurs, mayGo }, change);
      return changed === undefined ? [] : [[key, changed]];
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

/** Whether a field is one an object takes without naming it. */
const isBeyond = (schema: z.core.$ZodType, key: string): boolean =>
  schema instanceof z.core.$ZodObject && !Object.hasOwn(schema._zod.def.shape, key);

function isOutsiders(text: string, { schema, path, isMarked, isOurs }: Place): boolean {
  if (schema instanceof z.core.$ZodEnum || schema instanceof z.core.$ZodLiteral) return false;
  if (schema instanceof z.core.$ZodStringFormat) return false;
  const checks = schema instanceof z.core.$ZodString ? (schema._zod.def.checks ?? []) : [];
  if (checks.some(({ _zod }) => Reflect.get(_zod.def, 'format') === 'regex')) return false;
  if (isMarked) return writtenFields.has(/(\w+)(?:\[\d+\])*$/u.exec(path)?.[1] ?? '') || !isName(text);
  return !isOurs && !isName(text);
}

/** Whether a text may be a name, a number, a day or an address of mail. */
export const isName = (text: string): boolean =>
  plainForm.test(text) || (Buffer.byteLength(text) <= longestName && !unlikeName.test(text));
