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
