import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { Written, writeControls } from './kernel/params.ts';
import { TicketReference, TicketView, ticketLine } from './kernel/service.ts';

export default defineTool({
  name: 'resolve_ticket',
  title: 'Resolve a ticket',
  toolset: 'service',
  scope: 'crm:write',
  description:
    'Marks a ticket as resolved or closed with what was done, and ends the hand-off of its conversation; or, with status open, reopens it with a new deadline. ' +
    'Use when the matter is settled, or comes back. Not for passing it on: transfer_ticket.',
  phrases: {
    en: [
      'resolve ticket {ticket}: {resolution}',
      'close ticket {ticket}, {resolution}',
      'reopen ticket {ticket}',
      'close ticket {ticket}: {resolution}',
      'ticket {ticket} is solved, {resolution}',
      'ticket {ticket} is done: {resolution}',
      'mark ticket {ticket} as resolved, {resolution}',
      'the problem of ticket {ticket} came back, reopen it',
      'we fixed {ticket}: {resolution}',
      'open ticket {ticket} again: {resolution}',
      '{ticket} can be closed now, {resolution}',
      'set ticket {ticket} to {status}: {resolution}',
      'customer confirmed the fix, close ticket {ticket}',
      'please wrap up ticket {ticket} with the note {resolution}',
      'the issue in {ticket} is back, open the ticket again',
      'no further action needed on ticket {ticket}, {resolution}',
      "I've sorted out ticket {ticket}: {resolution}",
      'finish off support case {ticket}, the outcome was {resolution}',
      'ticket {ticket} settled, {resolution}, mark it {status}',
      'could you reopen the closed ticket {ticket}, {resolution}',
    ],
    zh: [
      '解决工单{ticket}：{resolution}',
      '关闭工单{ticket}，{resolution}',
      '重新打开工单{ticket}',
      '工单{ticket}处理完了：{resolution}',
      '把工单{ticket}关掉，{resolution}',
      '工单{ticket}解决了，{resolution}',
      '工单{ticket}结案，{resolution}',
      '工单{ticket}的问题又出现了，重新打开',
      '把工单{ticket}标记为已解决：{resolution}',
      '工单{ticket}已办结，{resolution}',
      '{ticket}可以关单了，{resolution}',
      '工单{ticket}状态改成{status}，{resolution}',
      '客户确认没问题了，工单{ticket}关闭',
      '{ticket}这张工单搞定了：{resolution}',
      '老问题又犯了，把工单{ticket}重开',
      '工单{ticket}收尾，处理结果{resolution}',
      '麻烦给工单{ticket}结单，{resolution}',
      '工单{ticket}不用再跟了，{resolution}',
      '售后把{ticket}修好了，工单标为解决',
      '我想恢复已关闭的工单{ticket}，因为{resolution}',
    ],
  },
  input: z.strictObject({
    ticket: TicketReference.describe('Number or id, or the id of its hand-off'),
    resolution: z.string().trim().min(1).max(2_000).describe('What was done, or why it is reopened'),
    status: z.enum(['resolved', 'closed', 'open']).optional().describe('resolved by default'),
    ...writeControls,
  }),
  output: Written.extend({ ticket: TicketView }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: (result, language) => wrote(result, ticketLine(result.ticket, language), language),

  handler({ ticket, resolution, status = 'resolved' }, { write }) {
    return write(async ({ desk }) => {
      const { id } = await desk.tickets.get(await desk.handOffs.ticketOf(ticket));
      const row =
        status === 'open'
          ? await desk.tickets.reopen(id, resolution)
          : await desk.tickets.resolve(id, resolution, status);
      if (status !== 'open') await desk.handOffs.endOfTicket(row);
      return { ticket: await desk.show.ticket(row) };
    });
  },
});
