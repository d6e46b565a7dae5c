import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { ours } from './kernel/outsiders.ts';
import { IsoDate, Limit, Reference } from './kernel/params.ts';

export default defineTool({
  name: 'list_changes',
  title: 'List changes',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:read',
  description:
    'Who changed what and when, newest first, with each changed field and whether it was undone. ' +
    'Use for the history of a record or before undo_change. Not for interactions with customers: search_records.',
  phrases: {
    en: [
      'what changed today',
      'who changed {record}',
      'history of {record}',
      'show the latest changes',
      'what did I just change',
      'what have I changed today',
      'what did {actor} change',
      'list changes since {since}',
      'what was changed {since}',
      'who edited {record} last',
      'who modified {record}',
      'show the change log',
      'what has {actor} been editing',
      'audit trail of {record}',
      'which records were edited recently',
      'edit log for {kind} records since {since}',
      'can you tell me who last touched {record}',
      'I need to see every field changed on {record}',
      'which edits did {actor} make after {since}',
      'was {record} altered by anyone recently',
      'pull up the revision history for {record}',
      'what has been modified in the CRM over the last few days',
      'somebody changed the data of {record}, who was it',
      'recent modifications to {kind}s, newest first',
      "have any of today's edits been undone already",
    ],
    zh: [
      '今天改了什么',
      '谁改了{record}',
      '{record}的修改记录',
      '最近的改动',
      '我刚才改了什么',
      '我今天改了什么',
      '{actor}改了什么',
      '{since}以来的改动',
      '{since}谁改了什么',
      '最近有哪些修改',
      '最近谁动过{record}',
      '看一下修改日志',
      '{actor}最近改过哪些数据',
      '{record}被谁改过',
      '{record}的数据怎么变了，谁改的',
      '查一下{actor}从{since}起改过的东西',
      '{kind}的变更历史给我看看',
      '{record}的哪些字段被改了，改之前是什么',
      '这周系统里的数据都有谁动过',
      '麻烦调一下{record}的修改历史',
      '我想知道{record}最后一次是谁编辑的',
      '昨天有人改过客户资料吗',
      '最新的变更记录，按时间倒着排',
      '刚才那几笔修改有没有被撤销过',
    ],
  },
  input: z.strictObject({
    record: z.string().max(80).optional().describe('Record id'),
    kind: z.string().max(40).optional(),
    actor: Reference.optional(),
    since: IsoDate.optional(),
    limit: Limit.optional(),
    cursor: z.string().max(20).optional(),
  }),
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        changeId: z.string(),
        at: z.string(),
        actor: z.string(),
        tool: z.string(),
        undone: z.boolean(),
        records: z.array(
          z.looseObject({ kind: z.string(), id: z.string(), label: z.string(), operation: z.string() }),
        ),
        more: z.int(),
      }),
    ),
    nextCursor: ours(z.string()).nullable(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(result, language) {
    const lines = result.items.slice(0, 5).map(
      (change) =>
        `${change.at} ${change.actor}: ${change.tool} ${change.records
          .map((record) => record.label)
          .slice(0, 3)
          .join(', ')} (${change.changeId})`,
    );
    return lines.length > 0 ? lines.join('\n') : language === 'zh' ? '没有改动。' : 'No changes.';
  },

  handler(query, { read }) {
    return read(({ crm }) => crm.history(query));
  },
});
