import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { TicketReference, TicketView, ticketLine } from './kernel/service.ts';

const mostSteps = 40;

export default defineTool({
  name: 'get_ticket',
  title: 'Get a ticket',
  toolset: 'service',
  scope: 'service:own',
  description:
    'One support ticket: status, priority, queue, assignee, deadline, and every step since it was opened (hand-offs, transfers, replies, resolutions). ' +
    'Use to see where a matter stands. Not for lists: search_records with kind ticket.',
  phrases: {
    en: [
      'show ticket {ticket}',
      'what happened with ticket {ticket}',
      "what's the status of ticket {ticket}",
      'where does ticket {ticket} stand',
      'who is working on ticket {ticket}',
      'details of ticket {ticket}',
      'history of ticket {ticket}',
      'is {ticket} resolved',
      'when is ticket {ticket} due',
      'which queue is ticket {ticket} in',
      'has anyone replied to ticket {ticket} yet',
      'walk me through every step of ticket {ticket}',
      'how urgent is ticket {ticket}',
      'any news on my support ticket {ticket}',
      'is ticket {ticket} overdue',
      'could you look up ticket {ticket}',
      'how was ticket {ticket} finally solved',
      'I want to know who passed ticket {ticket} to whom',
    ],
    zh: [
      '查看工单{ticket}',
      '工单{ticket}处理到哪一步了',
      '工单{ticket}现在怎么样了',
      '工单{ticket}谁在处理',
      '工单{ticket}什么状态',
      '看下工单{ticket}的进展',
      '工单{ticket}解决了吗',
      '工单{ticket}的详情',
      '工单{ticket}什么时候到期',
      '工单{ticket}现在在哪个队列',
      '{ticket}号工单有人回复了吗',
      '工单{ticket}从头到尾转过几手',
      '工单{ticket}急不急，什么优先级',
      '工单{ticket}超时没有',
      '麻烦查一下{ticket}号工单',
      '客户在催工单{ticket}，现在到哪了',
      '工单{ticket}最后是怎么解决的',
      '我想看工单{ticket}的全部流转记录',
    ],
  },
  input: z.strictObject({ ticket: TicketReference }),
  output: z.strictObject({
    ticket: TicketView,
    steps: z.array(
      z.strictObject({
        at: z.string(),
        step: z.string(),
        by: z.string(),
        from: z.string().optional(),
        to: z.string().optional(),
        note: z.string().optional(),
      }),
    ),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: ({ ticket }, language) => ticketLine(ticket, language),

  handler({ ticket }, { read, actor }) {
    return read(async ({ desk }) => {
      const row = await desk.tickets.get(ticket);
      const steps = await desk.show.steps((await desk.tickets.steps(row.id)).slice(-mostSteps));
      return {
        ticket: await desk.show.ticket(row),
        steps: actor.role === 'customer' ? steps.map(({ at, step, by }) => ({ at, step, by })) : steps,
      };
    });
  },
});
