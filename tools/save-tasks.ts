import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { titleOf, wrote } from './kernel/lines.ts';
import { Filter, IsoDate, Name, Note, Reference, Saved, writeControls } from './kernel/params.ts';

export default defineTool({
  name: 'save_tasks',
  title: 'Create or change tasks',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:write',
  drafts: 'lands',
  description:
    'Creates a task (title), changes one (task) or many (filter): due day, owner, priority, done. ' +
    'Use for reminders and plans. Not for what already happened: log_interaction.',
  phrases: {
    en: [
      'remind me to {title} on {dueOn}',
      'create a task to {title} for {contact} by {dueOn}',
      'mark the task {task} as done',
      'move the task {task} to {dueOn}',
      'put a call with {contact} on {dueOn}',
      'give the task {task} to {owner}',
      "don't let me forget to {title}",
      'add to my to-do list: {title}',
      'I have to {title} before {dueOn}, write that down as a task',
      'task for {owner}: {title}, priority {priority}',
      'schedule a follow-up call with {contact} for {dueOn}',
      "cancel the task {task}, it's no longer needed",
      'I finished the task {task}, tick it off',
      'make the task {task} {priority} priority',
      'postpone all tasks {filter} to {dueOn}',
      'new to-do on the deal {deal}: {title}',
    ],
    zh: [
      '提醒我{dueOn}{title}',
      '给{contact}建个任务：{title}，{dueOn}前',
      '任务{task}完成了',
      '把任务{task}推迟到{dueOn}',
      '{dueOn}安排给{contact}打电话',
      '把任务{task}交给{owner}',
      '别让我忘了{title}',
      '加个待办：{title}',
      '{dueOn}之前我得{title}，记成任务',
      '给{owner}派个任务，{title}，优先级{priority}',
      '{dueOn}约{contact}回访，建个提醒',
      '任务{task}不做了，取消掉',
      '{task}我做完了，任务勾掉',
      '把任务{task}设成{priority}优先级',
      '{filter}的任务都延到{dueOn}',
      '围绕商机{deal}安排一个待办：{title}',
    ],
  },
  input: z.strictObject({
    task: Reference.optional(),
    filter: Filter.optional(),
    title: Name.optional(),
    contact: Reference.optional(),
    deal: Reference.optional(),
    owner: Reference.optional(),
    dueOn: IsoDate.optional(),
    priority: z.enum(['low', 'normal', 'high']).optional(),
    status: z.enum(['open', 'done', 'cancelled']).optional(),
    notes: Note.optional(),
    clear: z.array(Name).max(20).optional(),
    expectedVersion: z.int().min(1).optional(),
    ...writeControls,
  }),
  output: Saved,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(result, language) {
    const which = result.record
      ? `${titleOf(result.record)} (${String(result.record.dueOn ?? '–')})`
      : String(result.changed);
    const what =
      language === 'zh'
        ? `${result.created ? '已建任务' : '已更新任务'} ${which}`
        : `${result.created ? 'Task' : 'Updated task'} ${which}`;
    return wrote(result, what, language);
  },

  handler({ task, filter, clear, expectedVersion, idempotencyKey, dryRun, repeat, ...fields }, { write }) {
    return write(({ crm }) => crm.save('task', { record: task, filter, fields, clear, expectedVersion }));
  },
});
