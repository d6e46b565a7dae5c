import { z } from 'zod';
import type { Language } from '../../src/trust/index.ts';

const text = (most: number) => z.string().trim().min(1).max(most);

export const TicketReference = text(200).describe('Number or id');
export const ConversationId = text(100).describe('Its id; by default the one this call is made in');
export const Queue = text(80).describe('Such as service, billing, returns');
export const TicketPriority = z.enum(['low', 'normal', 'high', 'urgent']);
export const HandOffReason = z.enum([
  'asked_for',
  'anger',
  'not_understood',
  'policy',
  'low_confidence',
  'identification',
  'other',
]);

/** A ticket as results show it. */
export const TicketView = z.strictObject({
  id: z.string(),
  number: z.string(),
  subject: z.string(),
  status: z.string(),
  priority: z.string(),
  queue: z.string().nullable(),
  assignee: z.string().nullable(),
  contact: z.string().nullable(),
  openedAt: z.string(),
  dueAt: z.string().nullable(),
  overdue: z.boolean(),
  resolvedAt: z.string().nullable(),
  resolution: z.string().nullable(),
  conversation: z.string().nullable(),
  version: z.int(),
  untrusted: z.literal(true).optional(),
});

/** A hand-off as results show it; its summary quotes the customer. */
export const HandOffView = z.strictObject({
  id: z.string(),
  conversation: z.string(),
  transcript: z.string(),
  contact: z.string().nullable(),
  ticket: z.string().nullable(),
  reason: z.string(),
  summary: z.string(),
  sentiment: z.string().nullable(),
  priority: z.string(),
  queue: z.string().nullable(),
  status: z.string(),
  person: z.string().nullable(),
  requestedAt: z.string(),
  waitedMinutes: z.int(),
  replies: z.int(),
  untrusted: z.literal(true),
});

const priorityNames = { low: '低', normal: '普通', high: '高', urgent: '紧急' };
const statusNames = { open: '待处理', pending: '处理中', resolved: '已解决', closed: '已关闭' };

const named = (names: Readonly<Record<string, string>>, value: string): string => names[value] ?? value;

/** A ticket in one line. */
export function ticketLine(ticket: z.output<typeof TicketView>, language: Language): string {
  const { number, subject, status, priority, queue, assignee, dueAt, overdue } = ticket;
  const place = [queue, assignee].filter((part) => part !== null).join(' / ');
  return language === 'zh'
    ? `工单${number}“${subject}”：${named(statusNames, status)}，优先级${named(priorityNames, priority)}，${place}，截止${dueAt ?? '无'}${overdue ? '（已超时）' : ''}`
    : `Ticket ${number} “${subject}”: ${status}, ${priority}, ${place}, due ${dueAt ?? 'never'}${overdue ? ' (overdue)' : ''}`;
}

const reasonNames = {
  asked_for: '客户要求人工',
  anger: '客户不满',
  not_understood: '未能理解',
  policy: '需要例外处理',
  low_confidence: '没有把握',
  identification: '身份核实失败',
  other: '其他',
};

/** A hand-off in one line. */
export function handOffLine(handOff: z.output<typeof HandOffView>, language: Language): string {
  const { id, contact, reason, priority, ticket } = handOff;
  const stands = standings[language](handOff);
  return language === 'zh'
    ? `${contact ?? '访客'}：${named(reasonNames, reason)}，优先级${named(priorityNames, priority)}，${stands}，工单${ticket ?? '无'} [${id}]`
    : `${contact ?? 'A visitor'}: ${reason.replaceAll('_', ' ')}, ${priority}, ${stands}, ticket ${ticket ?? 'none'} [${id}]`;
}

/** Whether somebody waits, who has it, or who had it and how it ended. */
const standings: Record<Language, (handOff: z.output<typeof HandOffView>) => string> = {
  en: ({ status, person, replies, waitedMinutes }) => {
    if (person === null || status === 'waiting') return `waiting for ${waitedMinutes} min`;
    const answered = replies === 0 ? 'not answered yet' : replies === 1 ? '1 answer' : `${replies} answers`;
    if (status === 'taken') return `with ${person}, ${answered}`;
    return status === 'given_back' ? `given back by ${person}` : `resolved by ${person}`;
  },
  zh: ({ status, person, replies, waitedMinutes }) => {
    if (person === null || status === 'waiting') return `已等 ${waitedMinutes} 分钟`;
    const answered = replies === 0 ? '尚未回复' : `已回复 ${replies} 次`;
    if (status === 'taken') return `由${person}处理，${answered}`;
    return status === 'given_back' ? `${person}已交还` : `${person}已解决`;
  },
};
