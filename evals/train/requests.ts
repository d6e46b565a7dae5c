import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  directoryOf,
  exampleOf,
  judgeRequestModels,
  type MentionPart,
  type NamedInRequest,
  type RequestAct,
  type RequestExamples,
  trainRequestModels,
} from '../../src/agent/index.ts';
import { encodeLinearModel } from '../../src/language/index.ts';
import { contactIdOf, customerIdOf } from '../company/index.ts';
import { type CustomerRow, customerNow } from '../crm-tasks/state.ts';
import { readTasks, type Task } from '../crm-tasks/tasks.ts';
import { openWorld } from '../crm-tasks/world.ts';
import { EvalUsageError } from '../suite.ts';
import type { DevScore } from './sentiment.ts';

const data = join(import.meta.dirname, '..', 'data');
const models = join(import.meta.dirname, '..', '..', 'src', 'language', 'models');

/** Sets of tasks that nothing may learn from: they tell how it does on the words of people it never met. */
const unread = /-(?:sample|blind10|reworded-blind|requests-blind\d?)\.jsonl$/u;

/** Four authors, two a language, two of them of orders with their like that are none: a reader that learned from all others is judged by their requests. */
const heldBack = /^(?:en12|en19|zh14|zh20)-/u;

/**
 * Trains the reader of requests on our sets of tasks in other people's words, those said in one turn, writes it, and
 * says how a reader that learned without two of the authors does on their requests.
 *
 * @throws EvalUsageError in a package, which is without these sets
 * @param folder  where its two models go
 */
export async function trainRequests(_: string, folder = models): Promise<DevScore[]> {
  if (!existsSync(join(data, 'crm-tasks-requests-en.jsonl')))
    throw new EvalUsageError('The requests it learns from are not in the package: train it in a checkout.');
  const files = (await readdir(data)).filter(
    (name) => /^crm-tasks-.*\.jsonl$/u.test(name) && !unread.test(name),
  );
  const tasks = (await Promise.all(files.map((name) => readTasks(join(data, name))))).flat();
  const examples = await examplesOf(tasks);
  const { acts, parts } = trainRequestModels(examples.map(({ learned }) => learned));
  await writeFile(join(folder, 'request-acts.bin'), encodeLinearModel(acts.model));
  await writeFile(join(folder, 'request-parts.bin'), encodeLinearModel(parts.model));
  const isHeld = ({ task }: { task: Task }) => heldBack.test(task.id);
  const others = trainRequestModels(examples.filter((one) => !isHeld(one)).map(({ learned }) => learned));
  return (['en', 'zh'] as const).flatMap((language) => {
    const held = examples.filter((one) => isHeld(one) && one.task.language === language);
    const right = judgeRequestModels(
      others,
      held.map(({ learned }) => learned),
    );
    const n = held.flatMap(({ learned }) => learned.parts).length;
    return [
      { set: `requests ${language}: what is wanted`, n: held.length, accuracy: right.acts },
      { set: `requests ${language}: parts`, n, accuracy: right.parts },
    ];
  });
}

/** What is learned from tasks: nothing from those that must be asked back about, and from several turns. */
async function examplesOf(tasks: readonly Task[]): Promise<{ task: Task; learned: RequestExamples }[]> {
  await using world = await openWorld(process.env.TEST_DATABASE_URL);
  const examples: { task: Task; learned: RequestExamples }[] = [];
  for (const task of tasks.toSorted((one, other) => one.language.localeCompare(other.language))) {
    const [text, ...more] = task.turns;
    const act = actOf(task);
    if (text === undefined || more.length > 0 || act === undefined) continue;
    const { app, before } = await world.enter(task);
    const rows = task.expected.writes.map(({ customer_id }) =>
      customerNow(before, contactIdOf(customer_id ?? '')),
    );
    const changes = act === 'update' || act === 'delete';
    const labelled = { text, language: task.language, act };
    const learned = await exampleOf(
      changes ? { ...labelled, partOf: (named) => partOf(named, task, rows) } : labelled,
      directoryOf(app),
    );
    if (learned !== undefined) examples.push({ task, learned });
  }
  return examples;
}

/** What a task wants; undefined where it wants several things, or something that must be asked about first. */
function actOf({
  expected: { writes, interaction, refuse, clarify, read_answer },
}: Task): RequestAct | undefined {
  if (clarify) return undefined;
  const [op, ...others] = new Set(writes.map((write) => write.op));
  if (others.length > 0) return undefined;
  if (interaction) return 'log';
  if (op === undefined) return refuse || !read_answer ? 'none' : 'read';
  const notes = writes.every(({ fields = {} }) => Object.keys(fields).join() === 'notes');
  return op === 'update' && notes ? 'note' : op;
}

/** The part of something named, by what became of the records. */
function partOf(
  { records, given, name, days }: NamedInRequest,
  { expected: { writes } }: Task,
  rows: readonly (CustomerRow | null)[],
): MentionPart {
  if (records.length > 0)
    return records.some((id) => writes.some((write) => write.customer_id === customerIdOf(id)))
      ? 'target'
      : writes.length > 1
        ? 'exception'
        : 'other';
  if (name !== undefined) {
    const firm = name.toLowerCase().replaceAll(' ', '');
    return rows.every((row) => row?.customer_email?.includes(firm)) ? 'condition' : 'other';
  }
  const isThen = (field: string) =>
    days !== undefined &&
    rows.every((row) => row !== null && (row[field] ?? '') >= days.from && (row[field] ?? '') <= days.to);
  const onDays = dayColumns.some(isThen) ? 'condition' : 'other';
  if (given === undefined) return onDays;
  const column = columns[given.field];
  const value = spelled(given.value);
  const holds = (row: Record<string, unknown> | null | undefined) =>
    column !== undefined && row?.[column] !== undefined && spelled(row[column]) === value;
  if (writes.some(({ fields }) => holds(fields))) return 'new';
  return rows.every(holds) ? 'condition' : onDays;
}

const dayColumns = ['follow_up_by', 'last_contact_date'];

/** The table's names of our fields. */
const columns: Readonly<Record<string, string>> = {
  lifecycleStage: 'status',
  owner: 'assigned_to_email',
  productInterest: 'product_interest',
  followUpOn: 'follow_up_by',
  phones: 'customer_phone',
  emails: 'customer_email',
};

/** Values alike however they are written: "Sofia Santos" is sofia.santos@…, a number its digits. */
const spelled = (value: unknown): string => {
  const text = String(value ?? '').toLowerCase();
  return /^[+\d][\d\s().-]{6,}$/.test(text) && !/^\d{4}-\d{2}-\d{2}$/.test(text)
    ? text.replace(/\D/g, '')
    : text.replace(/@atlas\.com$/, '').replace(/ /g, '.');
};
