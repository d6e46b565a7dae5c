import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { Name, Note, Reference, Written, writeControls } from './kernel/params.ts';
import { Queue, TicketPriority, TicketView, ticketLine } from './kernel/service.ts';

export default defineTool({
  name: 'open_ticket',
  title: 'Open a ticket',
  toolset: 'service',
  scope: 'service:own',
  description:
    'Opens a support ticket with a deadline; its priority comes from the words and the mood unless given. ' +
    'Use for a problem somebody has to look into. Not for a customer who wants a person now: hand_off_to_human. Returns number, queue, deadline.',
  phrases: {
    en: [
      'open a ticket please',
      'open a ticket for {contact}: {subject}',
      'file a support ticket about {subject}',
      'raise an urgent ticket for {contact}, {subject}',
      'open a support case for {contact}: {subject}',
      '{contact} has a problem, open a ticket: {subject}',
      'please file an urgent ticket for {contact} about {subject}',
      'create a ticket for {contact}: {subject}',
      'log a complaint of {contact}: {subject}',
      'new ticket: {subject}',
      'report an issue for order {order}: {subject}',
      '{contact} complains about {subject}, please open a ticket',
      'something is wrong with order {order}: {subject}, please open a case',
      "I'd like to make a complaint about {subject}",
      '{contact} reports that {subject}, file it with support',
      'ticket with priority {priority} for {contact}: {subject}',
      'put a new ticket into {queue}: {subject}',
      'can support look into {subject} for {contact}',
      'start a support ticket, {subject}, {description}',
      'we got a defect report from {contact}, {subject}, make it a ticket',
      'the goods of {order} arrived damaged, open a ticket',
      'I need a technician to check {subject}, raise a ticket',
    ],
    zh: [
      '帮他开个工单',
      '给{contact}开一张工单：{subject}',
      '建个工单，{subject}',
      '为{contact}登记售后问题：{subject}',
      '帮{contact}建个售后工单，{subject}',
      '给{contact}提个工单，{subject}',
      '新建工单：{subject}',
      '{contact}投诉{subject}，开个工单',
      '给订单{order}报修，{subject}',
      '紧急工单：{contact}，{subject}',
      '客户反映{subject}，登记成工单',
      '我要投诉{subject}',
      '{contact}那边{subject}，麻烦报个工单',
      '开一张{priority}工单给{contact}，{subject}',
      '往{queue}队列提一个新工单：{subject}',
      '订单{order}收到的货坏了，开个售后单',
      '新增工单，主题{subject}，详情{description}',
      '{contact}说{subject}，让售后查一下，建单',
      '有客户投诉，给我开单，{subject}',
      '我需要技术支持处理{subject}，提个单',
    ],
  },
  input: z.strictObject({
    subject: Name,
    description: Note.optional(),
    contact: Reference.optional().describe('Whose; customers leave it out'),
    order: z.string().trim().min(1).max(100).optional().describe('Number or id'),
    queue: Queue.optional(),
    priority: TicketPriority.optional(),
    ...writeControls,
  }),
  output: Written.extend({ ticket: TicketView }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: (result, language) => wrote(result, ticketLine(result.ticket, language), language),

  async handler(input, { write, understanding, actor, conversationId }) {
    const { subject, description, contact, order, queue, priority } = input;
    const words = [subject, description].filter((part) => part !== undefined).join('\n');
    const sentiment = await understanding.sentiment(words);
    return write(async ({ crm, desk }) => {
      const isCustomer = actor.role === 'customer';
      const named =
        isCustomer || contact === undefined ? undefined : await crm.references.forWrite('contact', contact);
      const row = await desk.tickets.open({
        subject,
        description,
        contactId: isCustomer ? actor.contactId : named?.id,
        order,
        queue,
        priority,
        sentiment,
        conversationId: isCustomer ? conversationId : undefined,
        channel: isCustomer ? 'chat' : 'staff',
        untrusted: isCustomer,
      });
      return { ticket: await desk.show.ticket(row) };
    });
  },
});
