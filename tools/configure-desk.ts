import { z } from 'zod';
import type { DeskSettings } from '../src/service/index.ts';
import type { Services } from './kernel/context.ts';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { Reference, Written, writeControls } from './kernel/params.ts';
import { Queue } from './kernel/service.ts';

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00');
const Minutes = z.int().min(1).max(525_600);

const Desk = z.strictObject({
  hours: z.strictObject({ opens: z.string(), closes: z.string(), days: z.array(z.int()) }).nullable(),
  deadlineMinutes: z.strictObject({
    urgent: z.int(),
    high: z.int(),
    normal: z.int(),
    low: z.int(),
  }),
  queue: z.string(),
  idleMinutes: z.int(),
  assignees: z.array(z.strictObject({ queue: z.string(), person: z.string() })),
});

export default defineTool({
  name: 'configure_desk',
  title: 'Configure the service desk',
  toolset: 'service',
  scope: 'crm:write',
  description:
    'Settles how the service desk works: opening hours, deadlines by priority, the usual queue and whose a queue’s new tickets are. Without changes it tells how it works now. ' +
    'For owners and managers. Not for one ticket: transfer_ticket.',
  phrases: {
    en: [
      'how does our service desk work',
      'urgent tickets are due in {urgentMinutes} minutes',
      'what are the opening hours of our service desk',
      'set the deadline of urgent tickets to {urgentMinutes} minutes',
      'the service desk opens at {opens} and closes at {closes}',
      'show the settings of the service desk',
      'new tickets of the {queue} queue go to {assignees}',
      'how quickly must tickets be resolved',
      'when does our service desk open',
      'when does the service desk close',
      'the service desk is staffed around the clock from now on',
      'low priority tickets may take {lowMinutes} minutes from now on',
      'give high priority tickets a deadline of {highMinutes} minutes',
      'end chats after {idleMinutes} minutes of silence',
      'make {queue} the default queue for new tickets',
      'who gets the new tickets of each queue',
      'please open the service desk on weekends too',
      "I'd like support hours from {opens} to {closes}",
      'resolution deadlines by ticket priority',
      'normal tickets should be done within {normalMinutes} minutes',
    ],
    zh: [
      '客服台现在怎么设置的',
      '紧急工单的时限改为{urgentMinutes}分钟',
      '客服台的工作时间是怎么设置的',
      '把紧急工单的时限设为{urgentMinutes}分钟',
      '客服台{opens}上班{closes}下班',
      '看看客服台的设置',
      '工单的处理时限是多少',
      '客服营业时间改成{opens}到{closes}',
      '客服台改成全天24小时有人',
      '以后普通工单要在{normalMinutes}分钟内处理完',
      '高优先级工单的时限调到{highMinutes}分钟',
      '客户{idleMinutes}分钟不说话就算对话结束',
      '没指定队列的新工单默认进{queue}',
      '往后{queue}队列来的新工单默认归{assignees}',
      '周末客服也要上班，帮我改下客服台',
      '各个优先级的工单时限分别是多长',
      '我想看看客服几点上班几点下班',
      '低优先级的工单时限放宽到{lowMinutes}分钟',
    ],
  },
  input: z.strictObject({
    opens: Time.optional().describe('On the workspace’s clock, such as 09:00'),
    closes: Time.optional(),
    days: z.array(z.int().min(1).max(7)).min(1).max(7).optional().describe('1 is Monday; by default 1 to 5'),
    alwaysOpen: z.boolean().optional().describe('Somebody is always there: no opening hours'),
    urgentMinutes: Minutes.optional().describe('Until it should be resolved, in opening hours'),
    highMinutes: Minutes.optional(),
    normalMinutes: Minutes.optional(),
    lowMinutes: Minutes.optional(),
    queue: Queue.optional().describe('Of what nobody chose a queue for'),
    idleMinutes: Minutes.optional().describe('Silence after which a conversation is over'),
    assignees: z
      .array(z.strictObject({ queue: Queue, person: Reference.optional() }))
      .max(50)
      .optional()
      .describe('Whose a queue’s new tickets are; nobody’s without person'),
    ...writeControls,
  }),
  output: Written.extend({ desk: Desk }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: (result, language) =>
    result.changeId === null && !result.dryRun
      ? deskLines(result.desk, language)
      : wrote(result, deskLines(result.desk, language), language),

  handler(given, { read, write }) {
    const { dryRun, repeat, idempotencyKey, ...changes } = given;
    if (Object.keys(changes).length === 0)
      return read(async ({ desk }) => ({
        desk: await shown(desk, await desk.settings()),
        changeId: null,
        ...(dryRun && { dryRun: true as const }),
      }));
    const { opens, closes, days, alwaysOpen, queue, idleMinutes, assignees } = changes;
    const parts = {
      urgent: changes.urgentMinutes,
      high: changes.highMinutes,
      normal: changes.normalMinutes,
    };
    const deadlines = present({ ...parts, low: changes.lowMinutes });
    const hours = present({ from: opens, to: closes, days });
    return write(async ({ crm, desk }) => {
      const people: Record<string, string | null> = {};
      for (const { queue: name, person } of assignees ?? [])
        people[name] = person === undefined ? null : (await crm.references.forWrite('user', person)).id;
      const settings = await desk.configure({
        deadlines: Object.keys(deadlines).length > 0 ? deadlines : undefined,
        hours: alwaysOpen ? null : Object.keys(hours).length > 0 ? hours : undefined,
        queue,
        idleMinutes,
        assignees: assignees && people,
      });
      return { desk: await shown(desk, settings) };
    });
  },
});

async function shown({ show }: Services['desk'], settings: DeskSettings): Promise<z.infer<typeof Desk>> {
  const { hours, deadlines, queue, idleMinutes, assignees } = settings;
  const nameOf = await show.people(Object.values(assignees));
  return {
    hours: hours ? { opens: hours.from, closes: hours.to, days: [...hours.days] } : null,
    deadlineMinutes: { ...deadlines },
    queue,
    idleMinutes,
    assignees: Object.entries(assignees).map(([name, id]) => ({ queue: name, person: nameOf(id) ?? id })),
  };
}

/** The fields that were given. */
const present = <Fields extends Record<string, unknown>>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: NonNullable<Fields[Name]>;
  };

const weekdays = {
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
} as const;

function deskLines(desk: z.infer<typeof Desk>, language: 'en' | 'zh'): string {
  const { hours, deadlineMinutes, queue, idleMinutes, assignees } = desk;
  const { urgent, high, normal, low } = deadlineMinutes;
  const days = hours?.days.map((day) => weekdays[language][day - 1]).join(' ');
  const people = assignees.map((one) => `${one.queue}: ${one.person}`).join(', ');
  return {
    en: [
      hours ? `Open ${hours.opens}–${hours.closes}, ${days}` : 'Always open',
      `Deadlines in minutes: urgent ${urgent}, high ${high}, normal ${normal}, low ${low}`,
      `Usual queue: ${queue}; a conversation ends after ${idleMinutes} minutes of silence`,
      ...(people === '' ? [] : [`New tickets go to: ${people}`]),
    ],
    zh: [
      hours ? `工作时间 ${hours.opens}–${hours.closes}，${days}` : '全天有人',
      `时限（分钟）：紧急 ${urgent}，高 ${high}，普通 ${normal}，低 ${low}`,
      `默认队列：${queue}；静默 ${idleMinutes} 分钟后对话结束`,
      ...(people === '' ? [] : [`新工单分给：${people}`]),
    ],
  }[language].join('\n');
}
