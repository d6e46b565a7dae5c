import { basename } from 'node:path';
import { z } from 'zod';
import { readItems } from '../read-items.ts';
import { EvalUsageError } from '../suite.ts';

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const FieldValue = z.union([
  Scalar,
  z.object({ must_contain: z.array(Scalar), must_keep_old: z.boolean().optional() }),
]);

/** One expected net effect on the customers, in the table's own field names. */
export const ExpectedWrite = z.object({
  op: z.enum(['update', 'create', 'delete']),
  customer_id: z.string().optional(),
  fields: z.record(z.string(), FieldValue).optional(),
});
export type ExpectedWrite = z.infer<typeof ExpectedWrite>;

const Expected = z.object({
  writes: z.array(ExpectedWrite),
  interaction: z
    .object({
      customer_id: z.string(),
      channel: z.string(),
      date: z.string(),
      summary_must_contain: z.array(Scalar),
      sentiment: z.string().nullable().optional(),
      follow_up_date: z.string().nullable().optional(),
    })
    .nullish(),
  read_answer: z
    .object({ must_contain: z.array(Scalar), must_not_contain: z.array(Scalar).default([]) })
    .nullish(),
  clarify: z.boolean().default(false),
  refuse: z.boolean().default(false),
  clarify_ok: z.boolean().default(false),
  confirm_ok: z.boolean().default(false),
  pending_writes: z.array(ExpectedWrite).optional(),
  optional_fields: z.record(z.string(), Scalar).optional(),
});
export type Expected = z.infer<typeof Expected>;

/** A task: what is said in turn, on which day, and how the world must look after. */
export interface Task {
  id: string;
  language: 'en' | 'zh';
  kind: string;
  turns: string[];
  today: string;
  expected: Expected;
  /** WorkBench's own calls, where the task comes from there. */
  gold?: GoldCall[];
}

const GoldCall = z.object({ tool: z.string(), args: z.record(z.string(), z.string()) });
export type GoldCall = z.infer<typeof GoldCall>;

const OwnTask = z.object({
  id: z.string(),
  lang: z.enum(['en', 'zh']),
  kind: z.string(),
  turns: z.array(z.string()).min(1),
  today: z.iso.date(),
  expected: Expected,
});
const WorkBenchTask = z.object({
  id: z.string(),
  set: z.string().optional(),
  intent: z.string().optional(),
  base_template: z.string().optional(),
  query: z.string(),
  gold_calls: z.array(GoldCall),
});
const workBenchDay = '2023-11-30';

/** The tasks of a file, in either format, plain or gzipped; WorkBench's other sets are left out. */
export async function readTasks(path: string): Promise<Task[]> {
  const raws = await readItems(path, z.unknown());
  return raws.flatMap((raw, index) => {
    const own = OwnTask.safeParse(raw);
    if (own.success) return [{ ...own.data, language: own.data.lang }];
    const workBench = WorkBenchTask.safeParse(raw);
    if (!workBench.success) {
      const { path: field, message } = own.error.issues[0]!;
      throw new EvalUsageError(
        `${basename(path)}, item ${index + 1} is no task: ${field.join('.')}: ${message}`,
      );
    }
    return workBench.data.set === undefined || workBench.data.set === 'customer_relationship_manager'
      ? [fromWorkBench(workBench.data)]
      : [];
  });
}

function fromWorkBench(task: z.infer<typeof WorkBenchTask>): Task {
  const writes = task.gold_calls.map(({ tool, args }): ExpectedWrite => {
    const { customer_id, field, new_value, ...fields } = args;
    if (tool.endsWith('.update_customer'))
      return { op: 'update', customer_id: customer_id!, fields: { [field!]: new_value! } };
    if (tool.endsWith('.delete_customer')) return { op: 'delete', customer_id: customer_id! };
    return { op: 'create', fields };
  });
  return {
    id: task.id,
    language: 'en',
    kind: task.intent ?? 'workbench',
    turns: [task.query],
    today: workBenchDay,
    expected: { ...Expected.parse({ writes }), confirm_ok: writes.length > 0 },
    gold: task.gold_calls,
  };
}
