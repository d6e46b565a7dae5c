import type { Source } from './flow.ts';
import type { Row } from './mentions.ts';
import { say } from './sayings.ts';
import { isRecord, type Scope, valueAt } from './scope.ts';
import type { Option } from './state.ts';
import { over, type Steps, type Surroundings } from './steps.ts';

/** A read's result under its name; where it fails, why. */
export function* readInto(
  name: string,
  scope: Scope,
  around: Surroundings,
): Steps<{ scope: Scope } | { text: string }> {
  const [outcome] = yield* around.read(name, [scope]);
  if (outcome!.ok) return { scope: { ...scope, [name]: outcome!.data } };
  const { message, hint } = outcome!.error;
  return { text: say(around.language).failed(message, hint) };
}

/** The records a slot is chosen from, and the scope with the read they came from. */
export function* rowsOf(
  source: Source,
  scope: Scope,
  around: Surroundings,
): Steps<{ rows: Row[]; scope: Scope } | { text: string }> {
  let full = scope;
  if (source.from in around.domain.reads && !(source.from in scope)) {
    const read = yield* readInto(source.from, scope, around);
    if ('text' in read) return read;
    full = read.scope;
  }
  return { rows: listIn(full[source.from], source), scope: full };
}

export function listIn(data: unknown, { list }: Source): Row[] {
  const found = list === undefined ? data : valueAt(data, list);
  return (Array.isArray(found) ? found : []).filter(isRecord);
}

export const optionsOf = (
  rows: readonly Row[],
  source: Source,
  scope: Scope,
  around: Surroundings,
): Option[] =>
  rows.map((row) => ({ label: around.fill(source.label[around.language], over(scope, row)), value: row }));
