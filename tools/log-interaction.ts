import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import {
  InteractionChannel,
  IsoDate,
  IsoMoment,
  Name,
  Reference,
  Sentiment,
  Written,
  writeControls,
} from './kernel/params.ts';

export default defineTool({
  name: 'log_interaction',
  title: 'Log an interaction',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:write',
  drafts: 'lands',
  description:
    'Records a call, e-mail, meeting, chat or note with one contact and, if asked, the next step as a task. ' +
    'Use after something happened; for plans use save_tasks. Returns its sentiment, the follow-up and a changeId.',
  phrases: {
    en: [
      'log that I called {contact} about {summary}',
      '{contact} {channel} {occurredAt}: {summary}, follow up {followUpOn}',
      'had a meeting with {contact}: {summary}',
      'just spoke to {contact}, {summary}',
      'emailed {contact} {summary}',
      'log a call with {contact}: {summary}',
      'note down my {channel} with {contact}: {summary}',
      '{contact} rang me {occurredAt}, {summary}',
      'I met {contact} for lunch and {summary}',
      "please log today's chat with {contact}, we discussed {summary}",
      'keep a record of the meeting with {contact} about {deal}: {summary}',
      'got off the phone with {contact}, {summary}',
      '{contact} wrote me an e-mail saying {summary}',
      'visited {contact} {occurredAt}, {summary}, next step {followUpTitle} on {followUpOn}',
      'I talked to {contact} about {deal}, {summary}, put that on record',
      'call notes for {contact}: {summary}',
    ],
    zh: [
      '记一下{occurredAt}和{contact}{channel}，{summary}',
      '刚跟{contact}{channel}，{summary}，{followUpOn}跟进',
      '今天和{contact}开会，{summary}',
      '给{contact}打了电话，{summary}',
      '给{contact}发了邮件，{summary}',
      '今天拜访了{contact}，{summary}',
      '{contact}来电话了，说{summary}',
      '帮我登记一次{channel}：{contact}，{summary}',
      '刚和{contact}微信聊完，{summary}',
      '{occurredAt}见了{contact}，聊到{deal}，{summary}',
      '沟通记录：{contact}，{summary}',
      '跟{contact}通完电话了，{summary}，{followUpOn}再{followUpTitle}',
      '收到{contact}的邮件，{summary}，帮我记上',
      '中午请{contact}吃饭，他说{summary}',
      '请把我和{contact}的会面记下来：{summary}',
    ],
  },
  input: z.strictObject({
    contact: Reference,
    channel: InteractionChannel,
    summary: z.string().trim().min(1).max(4_000).describe('What was said, in the language it was said in'),
    occurredAt: IsoMoment.optional().describe('Defaults to now'),
    deal: Reference.optional(),
    followUpOn: IsoDate.optional().describe('Creates a task on this day'),
    followUpTitle: Name.optional(),
    ...writeControls,
  }),
  output: Written.extend({
    interaction: z.strictObject({
      id: z.string(),
      contact: z.string(),
      contactId: z.string(),
      channel: InteractionChannel,
      occurredAt: z.string(),
      summary: z.string(),
      sentiment: Sentiment,
    }),
    followUp: z.strictObject({ id: z.string(), title: z.string(), dueOn: z.string() }).nullable(),
    warning: z.string().optional(),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(result, language) {
    const { contact, channel, sentiment } = result.interaction;
    const next = result.followUp
      ? language === 'zh'
        ? `，${result.followUp.dueOn}跟进`
        : `, follow-up ${result.followUp.dueOn}`
      : '';
    const what =
      language === 'zh'
        ? `已记录与${contact}的${chinese[channel]}（情绪${chinese[sentiment]}）${next}`
        : `Logged ${channel} with ${contact} (${sentiment})${next}`;
    if (result.warning)
      return wrote(
        result,
        `${what}${language === 'zh' ? '。注意：' : '. Mind: '}${warnings[result.warning as keyof typeof warnings][language]}`,
        language,
      );
    return wrote(result, what, language);
  },

  async handler({ idempotencyKey, dryRun, repeat, ...entry }, { understanding, write }) {
    const { label, score } = await understanding.sentiment(entry.summary);
    return write(({ crm }) => crm.logInteraction({ ...entry, sentiment: label, sentimentScore: score }));
  },
});

const chinese = {
  call: '电话',
  email: '邮件',
  meeting: '会议',
  chat: '聊天',
  note: '便条',
  positive: '正面',
  neutral: '中性',
  negative: '负面',
};

const warnings = {
  do_not_contact: { en: 'they asked not to be contacted', zh: '对方要求不再联系' },
  consent_withdrawn: {
    en: 'they withdrew their consent to be reached this way',
    zh: '对方已撤回以此方式联系的同意',
  },
};
