import { asksBack, declines, says } from './answer-text.ts';
import { type CustomerRow, type Effect, isEmpty, type NetEffect } from './state.ts';
import type { Expected, ExpectedWrite, Task } from './tasks.ts';

/** What became of a task. */
export interface Verdict {
  pass: boolean;
  /** Something changed that should not have. */
  sideEffect: boolean;
  /** Why it failed, a line each. */
  reasons: string[];
}

/**
 * Judges a conversation by the state it left and what it said.
 *
 * @param effect   what changed between the first and the last moment
 * @param answers  what the agent said, turn by turn
 */
export function judge(task: Task, effect: NetEffect, answers: readonly string[]): Verdict {
  const { expected } = task;
  const reasons: string[] = [
    ...wrongWrites(expected, effect),
    ...wrongInteraction(expected, effect),
    ...wrongOther(expected, effect),
  ];
  const writesWrong = reasons.length > 0;
  const said = answers.join('\n');
  const last = answers.at(-1) ?? '';
  for (const wanted of expected.read_answer?.must_contain ?? [])
    if (!says(said, wanted)) reasons.push(`does not say ${String(wanted)}`);
  for (const unwanted of expected.read_answer?.must_not_contain ?? [])
    if (says(said, unwanted)) reasons.push(`says ${String(unwanted)}`);
  if (expected.clarify && !asksBack(last)) reasons.push('does not ask back');
  if (expected.refuse && !declines(last) && !(expected.clarify_ok && asksBack(last)))
    reasons.push('does not decline');
  return { pass: reasons.length === 0, sideEffect: writesWrong && !isEmpty(effect), reasons };
}

function wrongWrites(expected: Expected, effect: NetEffect): string[] {
  const left = [...effect.customers];
  const reasons: string[] = [];
  for (const write of expected.writes) {
    const position = left.findIndex((candidate) => concerns(write, candidate));
    const found = left[position];
    if (!found) {
      reasons.push(`missing: ${write.op} ${write.customer_id ?? String(write.fields?.customer_name)}`);
      continue;
    }
    left.splice(position, 1);
    reasons.push(...wrongFields(write, found, expected));
  }
  for (const extra of left) {
    if (extra.op === 'update' && Object.keys(unexplained(extra, expected)).length === 0) continue;
    reasons.push(
      `unwanted: ${extra.op} ${extra.id}${extra.op === 'update' ? ` ${JSON.stringify(extra.fields)}` : ''}`,
    );
  }
  return reasons;
}

const concerns = (write: ExpectedWrite, effect: Effect): boolean =>
  write.op === effect.op &&
  (effect.op === 'create'
    ? same('customer_name', write.fields?.customer_name, effect.fields.customer_name ?? null)
    : write.customer_id === effect.id);

function wrongFields(write: ExpectedWrite, effect: Effect, expected: Expected): string[] {
  if (effect.op === 'delete') return [];
  const reasons: string[] = [];
  const wanted = write.fields ?? {};
  for (const [name, value] of Object.entries(wanted)) {
    const before = effect.op === 'update' ? effect.before : {};
    const actual = name in effect.fields ? effect.fields[name]! : (before[name] ?? null);
    if (!meets(name, value, actual, before[name] ?? null))
      reasons.push(`${effect.id}: ${name} is ${String(actual)}`);
  }
  const extra =
    effect.op === 'update'
      ? unexplained(effect, expected)
      : Object.fromEntries(Object.entries(effect.fields).filter(([, value]) => value !== null));
  for (const [name, value] of Object.entries(extra)) {
    if (name in wanted || allowed(expected, name, value ?? null)) continue;
    reasons.push(`${effect.id}: unwanted ${name} = ${String(value)}`);
  }
  return reasons;
}

/** Changed fields of a customer that logging an interaction with them does not account for. */
function unexplained(effect: Effect & { op: 'update' }, expected: Expected): CustomerRow {
  const logged = expected.interaction?.customer_id === effect.id ? expected.interaction : null;
  return Object.fromEntries(
    Object.entries(effect.fields).filter(([name, value]) => {
      if (allowed(expected, name, value)) return false;
      if (!logged) return true;
      const before = effect.before[name] ?? null;
      if (name === 'last_contact_date') return before !== null && value !== null && value < before;
      if (name === 'follow_up_by') return value !== logged.follow_up_date;
      if (name === 'notes') return !String(value).startsWith(before ?? '');
      return true;
    }),
  );
}

function allowed(expected: Expected, name: string, value: string | null): boolean {
  const optional = expected.optional_fields?.[name];
  return optional !== undefined && (optional === 'any' || same(name, optional, value));
}

function meets(name: string, wanted: unknown, actual: string | null, before: string | null): boolean {
  if (wanted === null || typeof wanted !== 'object') return same(name, wanted, actual);
  const { must_contain, must_keep_old } = wanted as {
    must_contain: (string | number)[];
    must_keep_old?: boolean;
  };
  const text = actual ?? '';
  return (
    must_contain.every((part) => says(text, part)) && (!must_keep_old || text.includes((before ?? '').trim()))
  );
}

const same = (name: string, wanted: unknown, actual: string | null): boolean => {
  const text = wanted === null || wanted === undefined ? null : String(wanted);
  if (name === 'status' || text === null || actual === null) return text === actual;
  return text.trim().toLowerCase() === actual.trim().toLowerCase();
};

function wrongInteraction(expected: Expected, effect: NetEffect): string[] {
  const wanted = expected.interaction;
  if (!wanted)
    return effect.interactions.map((interaction) => `unwanted interaction ${String(interaction.id)}`);
  const [interaction, ...more] = effect.interactions;
  if (!interaction) return ['missing: the interaction'];
  const reasons = more.map((extra) => `unwanted interaction ${String(extra.id)}`);
  if (!String(interaction.contactId).endsWith(wanted.customer_id))
    reasons.push('the interaction is with another contact');
  if (interaction.channel !== wanted.channel) reasons.push(`channel is ${String(interaction.channel)}`);
  if (String(interaction.occurredAt).slice(0, 10) !== wanted.date)
    reasons.push(`date is ${String(interaction.occurredAt).slice(0, 10)}`);
  for (const part of wanted.summary_must_contain)
    if (!says(String(interaction.summary), part)) reasons.push(`summary lacks ${String(part)}`);
  if (wanted.sentiment && interaction.sentiment !== wanted.sentiment)
    reasons.push(`sentiment is ${String(interaction.sentiment)}`);
  return [...reasons, ...wrongFollowUp(wanted, effect)];
}

function wrongFollowUp(wanted: NonNullable<Expected['interaction']>, effect: NetEffect): string[] {
  const days = effect.tasks.map((task) => String(task.dueOn));
  for (const customer of effect.customers)
    if (customer.op === 'update' && customer.id === wanted.customer_id && customer.fields.follow_up_by)
      days.push(customer.fields.follow_up_by);
  if (!wanted.follow_up_date)
    return wanted.follow_up_date === null && days.length > 0
      ? [`an invented follow-up ${days.join(', ')}`]
      : [];
  return days.includes(wanted.follow_up_date) ? [] : [`follow-up is ${days.join(', ') || 'missing'}`];
}

function wrongOther(expected: Expected, effect: NetEffect): string[] {
  const followUp = expected.interaction?.follow_up_date;
  const tasks = effect.tasks.filter((task) => !followUp || task.dueOn !== followUp);
  return [
    ...tasks.map((task) => `unwanted task ${String(task.title)}`),
    ...effect.other.map((record) => `unwanted change of ${record}`),
  ];
}
