import { type SQL, sql } from 'drizzle-orm';

/** What stands where something of an erased person stood. */
export const erasedSign = '[erased]';

/** Finds a person in texts: by addresses, numbers and a full name, and by the ids of what is theirs. */
export interface Traces {
  /** A condition on a text that holds wherever the person may be spoken of. */
  mayStandIn(text: SQL): SQL;
  standsIn(text: string): boolean;
  /** Whether a text names them by address, number or full name. */
  isNamedIn(text: string): boolean;
  /** A condition on a text that holds where an address, a number or the name stands in it. */
  mayBeNamedIn(text: SQL): SQL;
  /** A value without addresses, numbers and name, in all its texts. */
  without<Value>(value: Value): Value;
}

/** Of a phone so many digits at its end tell it, however its country is written. */
const tellingDigits = 8;
const anId = '[a-z]{3}_[0-9A-Za-z_-]{3,60}';
const idsIn = new RegExp(anId, 'g');

/**
 * @param names  full names that are nobody else's
 * @param ids    of the person and of every row that is theirs
 */
export function tracesOf(
  {
    names,
    emails,
    phones,
  }: { names: readonly string[]; emails: readonly string[]; phones: readonly string[] },
  ids: ReadonlySet<string>,
): Traces {
  const patterns = [
    ...emails.map(literally),
    ...phones.flatMap(phonePattern),
    ...names.filter(isTelling).map((name) => literally(name).replaceAll(/\s+/g, '\\s+')),
  ];
  const pattern = patterns.length === 0 ? undefined : patterns.join('|');
  const named = pattern === undefined ? undefined : new RegExp(pattern, 'giu');
  const isNamedIn = (text: string) => named !== undefined && text.search(named) >= 0;
  const mayBeNamedIn = (text: SQL) => (pattern === undefined ? sql`false` : sql`${text} ~* ${pattern}`);
  const without = <Value>(value: Value): Value => {
    if (named === undefined) return value;
    if (typeof value === 'string') return value.replace(named, erasedSign) as Value;
    if (Array.isArray(value)) return value.map(without) as Value;
    if (value === null || typeof value !== 'object' || value instanceof Date) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [without(key), without(item)]),
    ) as Value;
  };
  return {
    isNamedIn,
    mayBeNamedIn,
    mayStandIn: (text) => sql`(${mayBeNamedIn(text)} or exists (
      select from regexp_matches(${text}, ${anId}, 'g') as found(ids)
      where found.ids[1] = any(array(select json_array_elements_text(cast(${JSON.stringify([...ids])}::text as json))))))`,
    standsIn: (text) => isNamedIn(text) || Array.from(text.matchAll(idsIn)).some(([id]) => ids.has(id)),
    without,
  };
}

/** A name of one word, or a Chinese one of two signs, may be another's, or no name at all. */
const isTelling = (name: string): boolean =>
  /^\p{Script=Han}+$/u.test(name.trim()) ? name.trim().length > 2 : /\S\s+\S/u.test(name.trim());

const literally = (text: string): string => text.trim().replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Its last digits with what may stand between them, and what stands before them. */
function phonePattern(phone: string): string[] {
  const digits = phone.replace(/\D/g, '').slice(-tellingDigits);
  if (digits.length < tellingDigits - 1) return [];
  return [`(?:[+(0-9][0-9() .-]{0,9})?${[...digits].join('[() .-]{0,3}')}`];
}
