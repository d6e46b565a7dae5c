import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { IsoDateTime, mostNamed, Name, Written, writeControls } from './kernel/params.ts';

const Restored = z.strictObject({
  kind: z.string(),
  id: z.string(),
  label: z.string(),
  operation: z.string(),
});
type Restored = z.infer<typeof Restored>;

const isMoment = (text: string): boolean => IsoDateTime.safeParse(text).success;

export default defineTool({
  name: 'undo_change',
  title: 'Undo a change',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:write',
  drafts: 'manages',
  description:
    'Takes back one change (changeId), all of this conversation, or all of one person in a time (dryRun shows it). Where records were edited later it names them and undoes nothing. ' +
    'list_changes shows the ids. Undoing an undo restores it.',
  phrases: {
    en: [
      'undo that',
      'undo the change {changeId}',
      'take that back',
      'revert my last change',
      'undo everything I did since {since}',
      'cancel that',
      'sorry, cancel that',
      'roll back change {changeId}',
      'oops, that was wrong, put it back',
      'undo all the changes from this conversation',
      'reverse everything {actor} changed since {since}',
      'I made a mistake, restore the previous values',
      'can you undo what {actor} did between {since} and {until}',
      'bring back what I just deleted',
      "what would be undone if we revert {actor}'s edits",
      'please revert the import, it was the wrong file',
      'restore change {changeId}, it should not have been undone',
    ],
    zh: [
      '撤销',
      '撤销刚才的修改',
      '撤销{changeId}',
      '取消刚才的操作',
      '恢复原样',
      '撤回',
      '把变更{changeId}回滚',
      '哎呀弄错了，改回去',
      '这次对话里的修改全部撤销',
      '{actor}从{since}起改的全部还原',
      '我改错了，恢复成之前的值',
      '撤掉{actor}在{since}到{until}之间的改动',
      '刚删掉的帮我找回来',
      '撤销{actor}的修改会影响哪些记录，先试一下',
      '导入错文件了，整个撤回吧',
      '不该撤销的，把撤销{changeId}再撤回来',
    ],
  },
  input: z.strictObject({
    changeId: z.string().max(80).optional(),
    conversation: z.boolean().optional().describe('All changes of this conversation'),
    since: IsoDateTime.optional(),
    until: z.string().refine(isMoment, 'must be a moment such as 2026-03-05T09:00:00+08:00').optional(),
    actor: Name.optional(),
    ...writeControls,
  }),
  output: Written.extend({
    undone: z.array(z.string()),
    restored: z.array(Restored),
    more: z.int(),
  }),
  deadline: 900_000,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  summarize(result, language) {
    const names = result.restored
      .slice(0, 5)
      .map((record) => record.label)
      .join(', ');
    const what =
      language === 'zh'
        ? `已撤销${result.undone.length}次改动：${names}`
        : `Undid ${result.undone.length}: ${names}`;
    const isDraft = result.changeId === null && result.undone.some((id) => id.startsWith('dst_'));
    return isDraft ? what : wrote(result, what, language);
  },

  async handler({ changeId, conversation, since, until, actor, dryRun }, context) {
    const { read, write, inBatches, conversationId, draft } = context;
    if (draft)
      return write(async ({ crm: { drafts } }) => {
        const isAll = conversation === true || since !== undefined;
        const taken = isAll
          ? await drafts.takeAllBack(draft.key)
          : [await drafts.takeBack(draft.key, changeId)];
        const restored = taken.flatMap(({ tool, items }) =>
          items.map(({ kind, id, label }) => ({ kind, id, label, operation: tool })),
        );
        const more = Math.max(0, restored.length - mostNamed);
        return { undone: taken.map(({ id }) => id), restored: restored.slice(0, mostNamed), more };
      });
    const meant = conversation ? (conversationId ?? null) : undefined;
    const plan = await read(({ crm }) =>
      crm.planUndo({ changeId, conversationId: meant, since, until, actor }),
    );
    if (!plan.isBulk)
      return write(async ({ crm }) => {
        const { undone, restored } = await crm.undo(plan.changeIds);
        const more = Math.max(0, restored.length - mostNamed);
        return { undone, restored: restored.slice(0, mostNamed), more };
      });
    const steps = plan.changeIds.length;
    for (const [index, id] of plan.changeIds.entries()) {
      await read(({ crm }) => crm.checkUndo(plan, id));
      context.progress(index + 1, 2 * steps, 'checked');
    }
    return inBatches('undo', async ({ step }) => {
      const result = { undone: [] as string[], restored: [] as Restored[], more: 0 };
      for (const [index, id] of dryRun ? [] : plan.changeIds.entries()) {
        const { restored } = await step(({ crm }) => crm.undo([id]));
        const named = restored.slice(0, mostNamed - result.restored.length);
        result.restored.push(...named);
        result.more += restored.length - named.length;
        context.progress(steps + index + 1, 2 * steps, 'undone');
      }
      return { ...result, undone: [changeId ?? plan.changeIds[0]!] };
    });
  },
});
