import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { IsoDate, Reference, Written, writeControls } from './kernel/params.ts';

const said = z.strictObject({
  state: z.enum(['given', 'withdrawn']),
  on: z.string(),
  source: z.string().optional(),
});

export default defineTool({
  name: 'record_consent',
  title: 'Record consent',
  toolset: 'privacy',
  scope: 'crm:write',
  description:
    'Notes that a contact gave or withdrew consent to be reached by e-mail, phone, post or chat, or by all of them; withdrawn for all means do not contact. ' +
    'Use when somebody opts in or out. Not for other fields: save_contacts.',
  phrases: {
    en: [
      '{contact} withdrew consent to e-mail marketing',
      '{contact} opted out of phone calls',
      'record that {contact} consented to e-mails on {on}',
      '{contact} agreed to be contacted by {channel}',
      '{contact} unsubscribed from our newsletter',
      'no more phone calls to {contact}, they withdrew their consent',
      'opt {contact} in for {channel} as of {on}',
      '{contact} ticked the consent box on {source}',
      "set {contact}'s {channel} consent to {state}",
      '{contact} withdrew permission for every channel',
      'marketing permission given by {contact} {on}, source {source}',
      'please note {contact} allows us to send post',
      'I need to register an opt-out from {contact} for chat',
    ],
    zh: [
      '{contact}撤回了邮件营销的同意',
      '{contact}退订电话联系',
      '记录{contact}于{on}同意接收邮件',
      '{contact}同意我们通过{channel}联系',
      '{contact}退订了我们的营销邮件',
      '{contact}说不要再打电话了，记录撤回同意',
      '{contact}在{source}上勾选了同意',
      '把{contact}的{channel}授权状态设为{state}',
      '{contact}从{on}起允许我们邮寄资料',
      '登记客户授权：{contact}，{channel}，来源{source}',
      '{contact}撤销了所有渠道的联系许可',
      '客户{contact}要求取消订阅，帮我登记',
      '请记下{contact}口头同意在线聊天联系',
    ],
  },
  input: z.strictObject({
    contact: Reference,
    channel: z.enum(['email', 'phone', 'post', 'chat', 'all']),
    state: z.enum(['given', 'withdrawn']),
    on: IsoDate.optional().describe('The day they said so; today by default'),
    source: z.string().trim().min(1).max(200).optional().describe('How we know: a form, a call'),
    ...writeControls,
  }),
  output: Written.extend({
    id: z.string(),
    name: z.string(),
    doNotContact: z.boolean(),
    consents: z.partialRecord(z.enum(['email', 'phone', 'post', 'chat']), said),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  drafts: 'lands',
  summarize(result, language) {
    const { name, doNotContact, consents } = result;
    const ways = Object.entries(consents).map(([channel, { state }]) =>
      language === 'zh'
        ? `${chinese[channel as keyof typeof chinese]}${state === 'given' ? '已同意' : '已撤回'}`
        : `${channel} ${state}`,
    );
    const what =
      language === 'zh'
        ? `${name}：${ways.join('，')}${doNotContact ? '；勿联系' : ''}`
        : `${name}: ${ways.join(', ')}${doNotContact ? '; do not contact' : ''}`;
    return wrote(result, what, language);
  },

  handler({ idempotencyKey, dryRun, repeat, ...entry }, { write }) {
    return write(({ crm }) => crm.recordConsent(entry));
  },
});

const chinese = { email: '邮件', phone: '电话', post: '邮寄', chat: '聊天' };
