import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { ours } from './kernel/outsiders.ts';
import { Cursor } from './kernel/params.ts';
import { HandOffView, handOffLine, Queue } from './kernel/service.ts';

export default defineTool({
  name: 'list_handoffs',
  title: 'List hand-offs',
  toolset: 'service',
  scope: 'crm:read',
  description:
    'Customer conversations that wait for a person or have one: the most urgent first, of those the oldest; reason, summary, mood, ticket, who has it. ' +
    'Use to see who needs a person. Read the talk with get_conversation; answer with reply_to_conversation.',
  phrases: {
    en: [
      'which customers are waiting for a person',
      'list the hand-offs',
      'show hand-offs in queue {queue}',
      'is any customer waiting for a human',
      'show me the open hand-offs',
      'who needs a human agent',
      'which chats wait for us',
      'any escalated conversations',
      'how long is the hand-off queue',
      'which customers want to talk to a real person right now',
      'show hand-offs with status {status}',
      'who in the {queue} queue is waiting for an agent',
      'how many chats are waiting for someone to pick up',
      'is there a waiting chat I should jump into',
      'most urgent hand-off on the waiting list',
      'which colleague has taken over which customer conversation',
      'finished hand-offs, the ones already given back',
      'I want to see the customers the bot passed on to us',
      'do any customers in {queue} still need a human',
    ],
    zh: [
      '哪些客户在等人工',
      '列出转人工的对话',
      '队列{queue}里有哪些待接手的对话',
      '现在有客户在等人工客服吗',
      '有没有待接手的对话',
      '谁在等人工',
      '转人工的排队情况',
      '看看有哪些对话要人接',
      '有几个客户等着人工接待',
      '{queue}队列现在谁在等人工客服',
      '状态是{status}的转人工给我列一下',
      '机器人转过来的会话有哪些',
      '最急的那个转人工是谁',
      '哪些转人工的对话已经有同事接了',
      '已经处理完的转人工看一下',
      '我想看看哪些客户还没有人工接待',
      '人工客服那边排队的人多吗',
      '转人工清单，急的排前面',
    ],
  },
  input: z.strictObject({
    status: z
      .enum(['waiting', 'taken', 'open', 'done', 'all'])
      .optional()
      .describe('open, the default: waiting and taken; done: given back and resolved'),
    queue: Queue.optional(),
    limit: z.int().min(1).max(20).optional().describe('10 by default'),
    cursor: Cursor.optional(),
  }),
  output: z.strictObject({
    items: z.array(HandOffView),
    total: z.int(),
    nextCursor: ours(z.string()).nullable(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize({ items, total }, language) {
    if (total === 0) return language === 'zh' ? '没有这样的转人工对话。' : 'No hand-offs like that.';
    const plural = total === 1 ? 'hand-off' : 'hand-offs';
    const heading = language === 'zh' ? `共${total}个转人工对话：` : `${total} ${plural}:`;
    return [heading, ...items.map((item) => handOffLine(item, language))].join('\n');
  },

  handler({ status = 'open', queue, limit = 10, cursor }, { read }) {
    const statuses = {
      open: ['waiting', 'taken'],
      waiting: ['waiting'],
      taken: ['taken'],
      done: ['given_back', 'resolved'],
      all: ['waiting', 'taken', 'given_back', 'resolved'],
    } as const;
    return read(async ({ desk }) => {
      const page = await desk.handOffs.list({ statuses: statuses[status], queue, limit, cursor });
      return {
        items: await desk.show.handOffs(page.rows),
        total: page.total,
        nextCursor: page.nextCursor,
      };
    });
  },
});
