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
      '{ticket} belongs in {queue}, please reroute the ticket',
      'someone else should handle ticket {ticket}, ask {assignee}',
      'reassign the ticket {ticket} to {assignee}, note: {note}',
      'escalate ticket {ticket} to {queue}',
      'wrong team, ticket {ticket} is for {queue}',
      'forward the ticket {ticket} to my colleague {assignee}',
      "I can't solve ticket {ticket}, send it to {queue}",
      'could {assignee} take over ticket {ticket}',
      'ticket {ticket}: new assignee {assignee}, queue {queue}',
      'shift ticket {ticket} from me to the {queue} team',
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
      '工单{ticket}分错了，应该归{queue}',
      '{ticket}这张工单换{assignee}跟',
      '把工单{ticket}升级到{queue}',
      '工单{ticket}改派{assignee}，备注{note}',
      '这个工单{ticket}我搞不定，转{queue}吧',
      '请{assignee}接一下工单{ticket}',
      '工单{ticket}流转到{queue}，由{assignee}负责',
      '把我手上的{ticket}工单甩给{assignee}',
      '转派工单{ticket}，原因{note}',
      '麻烦将工单{ticket}转交给{queue}的同事',
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
