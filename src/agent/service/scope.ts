import type { ArgumentValue, CallArguments, Condition } from './flow.ts';

/** Everything a flow's templates, conditions and calls may speak of, by name. */
export type Scope = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * The value at a path such as `order.lines.product`; through a list, that of every element. `undefined` where
 * the path leads nowhere.
 */
export function valueAt(scope: unknown, path: string): unknown {
  let value: unknown = scope;
  for (const step of path.split('.')) {
    if (Array.isArray(value) && !/^\d+$/.test(step))
      value = value.flatMap((element) => valueAt(element, step) ?? []);
    else if (isRecord(value) || Array.isArray(value)) value = (value as Record<string, unknown>)[step];
    else return undefined;
  }
  return value;
}

/** Every text at some paths of a record. */
export const textsAt = (record: unknown, paths: readonly string[]): string[] =>
  paths.flatMap((path) => {
    const value = valueAt(record, path);
    return (Array.isArray(value) ? value : [value]).filter(
      (one): one is string => typeof one === 'string' && one !== '',
    );
  });

export const holds = (conditions: readonly Condition[], scope: unknown): boolean =>
  conditions.every(({ path, is, not }) => {
    const value = (valueAt(scope, path) ?? null) as string | number | boolean | null;
    return (is === undefined || is.includes(value)) && (not === undefined || !not.includes(value));
  });

/** A call's arguments with their places filled. */
export function argumentsOf(
  given: CallArguments,
  scope: Scope,
  fill: (template: string, scope: Scope) => string,
): Record<string, unknown> {
  const entries = Object.entries(given).flatMap(([name, value]): [string, unknown][] => {
    const filled = argumentOf(value, scope, fill);
    return filled === undefined || filled === null || filled === '' ? [] : [[name, filled]];
  });
  return Object.fromEntries(entries);
}

function argumentOf(
  value: ArgumentValue,
  scope: Scope,
  fill: (template: string, scope: Scope) => string,
): unknown {
  if (typeof value === 'object') {
    const list = valueAt(scope, value.each);
    return Array.isArray(list)
      ? list.map((element) =>
          argumentsOf(value.as, { ...scope, ...(isRecord(element) ? element : { it: element }) }, fill),
        )
      : undefined;
  }
  if (typeof value !== 'string') return value;
  const alone = /^\{([\w.]+)\}$/.exec(value)?.[1];
  return alone === undefined ? fill(value, scope) : valueAt(scope, alone);
}
