import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { Reference, Written, writeControls } from './kernel/params.ts';
import { Queue, TicketReference, TicketView, ticketLine } from './kernel/service.ts';

export default defineTool({
  name: 'transfer_ticket',
  title: 'Transfer a ticket',
  toolset: 'service',
  scope: 'crm:write',
  description:
    'Gives a ticket to another queue, another person, or both; kept as a step of the ticket. A hand-off of its conversation goes along. ' +
    'Use when others should deal with it. Not for finishing it: resolve_ticket.',
  phrases: {
    en: [
      'transfer ticket {ticket} to {assignee}',
      'move ticket {ticket} to the {queue} queue',
      'give ticket {ticket} to {assignee}',
      'ticket {ticket} goes to {assignee}',
      'hand ticket {ticket} over to {assignee}',
      'put ticket {ticket} into the {queue} queue',
      'let {assignee} deal with ticket {ticket}',
      'pass {ticket} on to {assignee}',
      'assign ticket {ticket} to {assignee}',
    ],
    zh: [
      '把工单{ticket}转给{assignee}',
      '把工单{ticket}移到{queue}队列',
      '工单{ticket}给{assignee}处理',
      '工单{ticket}转到{queue}队列',
      '让{assignee}处理工单{ticket}',
      '把工单{ticket}交给{assignee}',
      '工单{ticket}移交{assignee}',
      '把工单{ticket}分配给{assignee}',
    ],
  },
  input: z.strictObject({
    ticket: TicketReference,
    queue: Queue.optional(),
    assignee: Reference.optional(),
    note: z.string().trim().max(500).optional(),
    ...writeControls,
  }),
  output: Written.extend({ ticket: TicketView }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: (result, language) => wrote(result, ticketLine(result.ticket, language), language),

  handler({ ticket, queue, assignee, note }, { write }) {
    return write(async ({ crm, desk }) => {
      const person = assignee === undefined ? undefined : await crm.references.forWrite('user', assignee);
      const { id } = await desk.tickets.get(ticket);
      const row = await desk.tickets.transfer(id, { queue, ownerId: person?.id, note });
      await desk.handOffs.follow(row);
      return { ticket: await desk.show.ticket(row) };
    });
  },
});
