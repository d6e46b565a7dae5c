import {
  byAmount,
  type Chosen,
  chooseInstead,
  chooseRow,
  eligible,
  type Picked,
  pickRows,
  preferred,
} from './choosing.ts';
import { contestOf } from './contest.ts';
import { type FeatureTable, featureTable } from './features.ts';
import type { Flow, Slot, Source, Template } from './flow.ts';
import { inEither } from './lexicon.ts';
import { everyMeant, featuresSaid } from './meant.ts';
import { mentionsOf, type Row } from './mentions.ts';
import { normalForm } from './normal.ts';
import { rankingOf } from './ranking.ts';
import { framed, type PlainSlot, readPlain, type Said } from './readers.ts';
import { listIn, optionsOf, readInto, rowsOf } from './rows.ts';
import { say } from './sayings.ts';
import { holds, isRecord, type Scope, valueAt } from './scope.ts';
import { isSpokenOfAgain, lackingKind } from './spoken.ts';
import type { Option, Task } from './state.ts';
import { over, type Steps, type Surroundings } from './steps.ts';

/** What a task has come to: everything is known, something must be asked, or something is in the way. */
export type Filling =
  | { is: 'filled'; scope: Scope; slots: Scope }
  | { is: 'open'; slot: string; question: string; options: Option[]; slots: Scope }
  | { is: 'stuck'; text: string; slots: Scope };

/** What one slot came to. */
type SlotFilling =
  /** `isUnknown` where it was cited and is none of those to choose from. */
  | { is: 'known'; value: unknown; isUnknown?: boolean }
  | { is: 'asked'; slot: string; question: string; options: Option[] }
  | { is: 'stuck'; text: string };

const known = (value: unknown): SlotFilling => ({ is: 'known', value });
const mostOptions = 8;

/** Fills the slots of a task from all that was said of it, anew each time, with what the records hold now. */
export function* fill(flow: Flow, task: Task, around: Surroundings): Steps<Filling> {
  let scope: Scope = {};
  const slots: Record<string, unknown> = {};
  for (const slot of flow.slots) {
    const filling = yield* fillSlot(slot, flow, task, scope, around);
    if (filling.is === 'asked') return { ...filling, is: 'open', slots };
    if (filling.is === 'stuck') return { ...filling, slots };
    if (filling.value !== undefined) slots[slot.name] = filling.value;
    scope = { ...scope, ...slots };
    if (slot.kind === 'record' && filling.isUnknown) {
      const needed = yield* readNeeds(flow, scope, around);
      if ('text' in needed) return { is: 'stuck', text: needed.text, slots };
    }
    if (slot.check === undefined || filling.value === undefined) continue;
    const checked = yield* readInto(slot.check, scope, around);
    if ('text' in checked) return { ...(yield* askAnew(slot, checked.text, scope, around)), slots };
  }
  const needed = yield* readNeeds(flow, scope, around);
  if ('text' in needed) return { is: 'stuck', text: needed.text, slots };
  return { is: 'filled', scope: needed.scope, slots };
}

/** The scope with what the flow needs to know beside its slots; why where that cannot be had. */
export function* readNeeds(
  flow: Flow,
  scope: Scope,
  around: Surroundings,
): Steps<{ scope: Scope } | { text: string }> {
  let full = scope;
  for (const name of flow.needs ?? []) {
    const read = yield* readInto(name, full, around);
    if ('text' in read) return read;
    full = read.scope;
  }
  return { scope: full };
}

const saidOf = (task: Task, slot: string): Said[] =>
  task.texts.map((text) => ({ raw: text.raw, isAnswer: text.slot === slot }));

function* fillSlot(
  slot: Slot,
  flow: Flow,
  task: Task,
  scope: Scope,
  around: Surroundings,
): Steps<SlotFilling> {
  if (slot.name in task.chosen) return known(task.chosen[slot.name]);
  if ('source' in slot) {
    const rows = yield* rowsOf(slot.source, scope, around);
    if ('text' in rows) return slot.optional ? known(undefined) : { is: 'stuck', text: rows.text };
    const full = { ...scope, ...rows.scope };
    const texts = task.texts.map(({ raw }) => normalForm(raw));
    if (slot.kind === 'features') return known(featuresSaid(slot, texts, rows.rows, around));
    if (slot.kind === 'ranking') return known(rankingOf(slot, texts, rows.rows, around));
    if (slot.kind === 'contest') return known(yield* contestOf(slot, texts, rows.rows, around));
    if (slot.kind === 'every') {
      const meant = everyMeant(slot, texts, rows.rows);
      return meant.length > 0
        ? known(meant)
        : { is: 'stuck', text: say(around.language).none(flow.title[around.language]) };
    }
    return slot.kind === 'record'
      ? fillRecord(slot, flow, task, rows.rows, full, around)
      : yield* fillRecords(slot, flow, task, rows.rows, full, around);
  }
  const value = readTexts(slot, task, around);
  if (value !== undefined) return known(value);
  if (slot.default !== undefined) {
    const standing = defaultOf(slot.default, scope);
    if (standing !== undefined) return known(standing);
  }
  if (slot.optional || (slot.when && !holds(slot.when, scopeWithUnread(flow, task, scope, around))))
    return known(undefined);
  const options =
    slot.kind === 'choice'
      ? slot.choices.map((choice) => ({ label: choice.label[around.language], value: choice.value }))
      : [];
  return ask(slot.name, slot.question[around.language], options, scope, around);
}

/** What the newest text that says anything of a slot says. */
function readTexts(slot: PlainSlot, task: Task, around: Surroundings): unknown {
  for (const said of saidOf(task, slot.name).toReversed()) {
    const [value] = readPlain(slot, said, around);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** With the plain slots that come later: whether a slot is asked may hang on them. */
const scopeWithUnread = (flow: Flow, task: Task, scope: Scope, around: Surroundings): Scope => {
  const later = flow.slots.flatMap((slot): [string, unknown][] =>
    'source' in slot ? [] : [[slot.name, readTexts(slot, task, around)]],
  );
  return { ...Object.fromEntries(later), ...scope };
};

function defaultOf({ path, value, only = [] }: NonNullable<Slot['default']>, scope: Scope): unknown {
  const found = valueAt(scope, path);
  const last = Array.isArray(found) ? found.findLast((one) => holds(only, one)) : found;
  return value === undefined ? last : valueAt(last, value);
}

const ask = (
  slot: string,
  question: Template,
  options: Option[],
  scope: Scope,
  around: Surroundings,
): SlotFilling => ({
  is: 'asked',
  slot,
  question: around.fill(question, scope),
  options: options.slice(0, mostOptions),
});

/** Asks for a slot whose value cannot be, with why. */
function* askAnew(
  slot: Slot,
  why: string,
  scope: Scope,
  around: Surroundings,
): Steps<Extract<Filling, { is: 'open' }>> {
  const question = `${why} ${around.fill(slot.question[around.language], scope)}`;
  const rows = slot.kind === 'record' ? yield* rowsOf(slot.source, scope, around) : undefined;
  const options =
    rows === undefined || 'text' in rows || slot.kind !== 'record'
      ? []
      : optionsOf(preferred(eligible(rows.rows, slot.source), slot.source), slot.source, rows.scope, around);
  return { is: 'open', slot: slot.name, question, options: options.slice(0, mostOptions), slots: {} };
}

function fillRecord(
  slot: Slot & { kind: 'record' },
  flow: Flow,
  task: Task,
  rows: readonly Row[],
  scope: Scope,
  around: Surroundings,
): SlotFilling {
  const { source } = slot;
  const said = saidOf(task, slot.name);
  const texts = said.flatMap((one) => framed(slot, one) ?? []).map(normalForm);
  const spoken = around.focus[slot.name];
  const spokenRow = isRecord(spoken)
    ? rows.find((row) => valueAt(row, source.value) === valueAt(spoken, source.value))
    : undefined;
  if (spokenRow !== undefined && isSpokenOfAgain(texts, rows, source, around)) return known(spokenRow);
  const chosen = chooseRow(texts, rows, source, around.vocabulary);
  if (chosen.is === 'one') return { is: 'known', value: chosen.row, isUnknown: !rows.includes(chosen.row) };
  const isAsked = !slot.when || holds(slot.when, scope);
  if (chosen.is === 'several' && isAsked)
    return ask(
      slot.name,
      slot.question[around.language],
      optionsOf(chosen.rows, source, scope, around),
      scope,
      around,
    );
  const lacking = lackingKind(texts, rows, source, around);
  if (lacking !== undefined) {
    const question = `${say(around.language).notToBeHad(lacking)} ${slot.question[around.language]}`;
    return ask(slot.name, question, optionsOf(eligible(rows, source), source, scope, around), scope, around);
  }
  const standing = slot.default && defaultOf(slot.default, scope);
  const standingRow = rows.find((row) => standing !== undefined && valueAt(row, source.value) === standing);
  if (standingRow !== undefined) return known(standingRow);
  const choices = preferred(eligible(rows, source), source);
  const isPointedAt = inEither(texts.at(-1) ?? '', ({ choosing }) => choosing.pointing);
  if (spokenRow !== undefined && (isPointedAt || choices.includes(spokenRow))) return known(spokenRow);
  if (choices.length === 1) return known(choices[0]);
  if (slot.optional || !isAsked) return known(undefined);
  if (choices.length === 0)
    return { is: 'stuck', text: say(around.language).none(flow.title[around.language]) };
  return ask(
    slot.name,
    slot.question[around.language],
    optionsOf(choices, source, scope, around),
    scope,
    around,
  );
}

function* fillRecords(
  slot: Slot & { kind: 'records' },
  flow: Flow,
  task: Task,
  rows: readonly Row[],
  scope: Scope,
  around: Surroundings,
): Steps<SlotFilling> {
  const { source, instead } = slot;
  const texts = saidOf(task, slot.name)
    .flatMap((one) => framed(slot, one) ?? [])
    .map(normalForm);
  const corrected = texts.findLastIndex(
    (said, index) =>
      index > 0 &&
      (inEither(said, ({ replies }) => replies.correction) ||
        inEither(said, ({ choosing }) => choosing.only)) &&
      mentionsOf(said, rows, source, around.vocabulary).length > 0,
  );
  const text = texts.slice(Math.max(0, corrected)).join('. ');
  const own = featureTable(rows, source.features ?? '');
  const candidates = eligible(rows, source);
  if (candidates.length === 0)
    return { is: 'stuck', text: say(around.language).none(flow.title[around.language]) };
  let tables = new Map<Row, readonly Row[]>();
  const tableOf = (row: Row): FeatureTable => {
    const others = tables.get(row);
    return others === undefined || instead === undefined
      ? own
      : featureTable(
          [row, ...others].map((one) => ({
            features: valueAt(one, one === row ? (source.features ?? '') : instead.source.features),
          })),
          'features',
        );
  };
  const pick = () => pickRows(text, rows, source, around.vocabulary, tableOf);
  let found = pick();
  if (instead !== undefined) {
    const named = [...found.picked.map(({ row }) => row), ...found.unclear.flat()];
    const read = yield* becoming(instead.source, named.length > 0 ? named : candidates, scope, around);
    if ('text' in read) return { is: 'stuck', text: read.text };
    tables = read.tables;
    found = pick();
  }
  const chosen = task.chosen[`${slot.name}/`];
  const [unclear] = found.unclear;
  let picked: readonly Picked[] = found.picked;
  if (Array.isArray(chosen)) {
    const more = chosen.filter(isRecord).flatMap((one) => {
      const row = candidates.find((candidate) => candidate[source.value] === one[source.value]);
      return row === undefined || picked.some((other) => other.row === row)
        ? []
        : [{ row, wishes: noWishes }];
    });
    picked = [...picked, ...more];
  } else if (unclear !== undefined)
    return ask(
      `${slot.name}/`,
      slot.question[around.language],
      optionsOf(unclear, source, scope, around),
      scope,
      around,
    );
  if (picked.length === 0) {
    const isWhole =
      candidates.length === 1 ||
      [slot.whole?.en, slot.whole?.zh].some(
        (words) => words !== undefined && new RegExp(words, 'iu').test(text),
      );
    if (!isWhole)
      return ask(
        `${slot.name}/`,
        slot.question[around.language],
        optionsOf(candidates, source, scope, around),
        scope,
        around,
      );
    picked = candidates.map((row) => ({ row, wishes: noWishes }));
  }
  if (instead === undefined) return known(picked.map(({ row }) => row));
  const missing = picked.map(({ row }) => row).filter((row) => !tables.has(row));
  if (missing.length > 0) {
    const read = yield* becoming(instead.source, missing, scope, around);
    if ('text' in read) return { is: 'stuck', text: read.text };
    tables = new Map([...tables, ...read.tables]);
  }
  const values: Row[] = [];
  for (const { row, wishes } of picked) {
    const path = `${slot.name}/${String(row[source.value])}`;
    const others = tables.get(row) ?? [];
    const known_ = task.chosen[path];
    const choice: Chosen = isRecord(known_)
      ? { is: 'one', row: known_ }
      : chooseInstead(wishes, valueAt(row, source.features ?? ''), others, instead.source, text);
    if (choice.is !== 'one') {
      const sold = eligible(others, instead.source);
      const options = choice.is === 'several' ? choice.rows : nearestFirst(sold, wishes.hard, instead.source);
      const question = around.fill(instead.question[around.language], over(scope, row));
      const wish = [...wishes.hard].map(([name, value]) => `${name}: ${value}`).join(', ');
      const words = say(around.language);
      return {
        is: 'asked',
        slot: path,
        question: choice.is === 'none' && wish !== '' ? `${words.notToBeHad(wish)} ${question}` : question,
        options: optionsOf(options, instead.source, scope, around).slice(0, mostOptions),
      };
    }
    values.push({ ...row, [instead.name]: choice.row });
  }
  return known(values);
}

const noWishes = { hard: new Map(), soft: new Map(), free: new Set<string>() };

/** What each of some records may become. */
function* becoming(
  source: Source,
  rows: readonly Row[],
  scope: Scope,
  around: Surroundings,
): Steps<{ tables: Map<Row, readonly Row[]> } | { text: string }> {
  const outcomes = yield* around.read(
    source.from,
    rows.map((row) => over(scope, row)),
  );
  const failed = outcomes.find((outcome) => !outcome.ok);
  if (failed && !failed.ok)
    return { text: say(around.language).failed(failed.error.message, failed.error.hint) };
  return {
    tables: new Map(
      rows.map((row, index) => {
        const outcome = outcomes[index]!;
        return [row, outcome.ok ? listIn(outcome.data, source) : []];
      }),
    ),
  };
}

/** Those that have most of what was wished for first, of those the cheaper. */
function nearestFirst(
  rows: readonly Row[],
  wishes: ReadonlyMap<string, string>,
  source: Source & { features: string },
): Row[] {
  const priced = byAmount(rows, source);
  const fits = (row: Row) =>
    [...wishes].filter(([name, value]) => String(valueAt(row, `${source.features}.${name}`)) === value)
      .length;
  return (priced.length === rows.length ? priced : [...rows]).sort((one, other) => fits(other) - fits(one));
}
