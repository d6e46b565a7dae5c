import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { titleOf, wrote } from './kernel/lines.ts';
import {
  CustomValue,
  Filter,
  IsoDate,
  Name,
  Note,
  Reference,
  Saved,
  writeControls,
} from './kernel/params.ts';

export default defineTool({
  name: 'save_contacts',
  title: 'Create or change contacts',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:write',
  drafts: 'lands',
  description:
    'Creates a contact (name), changes one (contact) or many (filter). ' +
    'Use for stage, owner, e-mail, follow-up day or any field. Not for what happened with them: log_interaction; not for deals: save_deals. Over ten at once needs a person.',
  phrases: {
    en: [
      'update the status of {contact} to {lifecycleStage}',
      'mark {contact} as {lifecycleStage}',
      'add {name} as a new lead and assign them to {owner}',
      'create a contact {name} at {company}',
      'reassign {contact} to {owner}',
      'move all {filter} to {lifecycleStage}',
      'give {owner} all {filter}',
      "change {contact}'s email to {emails}",
      "set {contact}'s follow-up to {followUpOn}",
      'add a note to {contact}: {appendNote}',
      "{contact}'s new phone number is {phones}",
      'add {name} from {company} as a contact, we met at the fair',
      '{contact} has been promoted to {jobTitle}',
      'could you set the city of {contact} to {city}',
      'new contact: {name}, {jobTitle} at {company}, {emails}',
      '{contact} came in through {leadSource}, update the lead source',
      'make {followUpOn} the next follow-up date of contact {contact}',
      '{contact} has changed jobs and now works for {company}',
      'mark everyone {filter} as {lifecycleStage}',
      "I'd like to empty the {clear} field of contact {contact}",
    ],
    zh: [
      '把{contact}的状态改为{lifecycleStage}',
      '把{contact}标记为{lifecycleStage}',
      '新增线索{name}，分配给{owner}',
      '新建联系人{name}，公司{company}',
      '把{contact}转给{owner}',
      '把所有{filter}改为{lifecycleStage}',
      '把{filter}都交给{owner}',
      '把{contact}的邮箱改成{emails}',
      '把{contact}的跟进日期改到{followUpOn}',
      '给{contact}加个备注：{appendNote}',
      '{contact}换手机号了，新号{phones}',
      '展会上认识了{company}的{name}，录进联系人',
      '{contact}升职了，现在是{jobTitle}',
      '{contact}的城市填{city}',
      '加个新客户{name}，{company}{jobTitle}，邮箱{emails}',
      '{contact}是通过{leadSource}来的，补一下线索来源',
      '{contact}跳槽去了{company}，资料更新一下',
      '{filter}的客户统一改成{lifecycleStage}',
      '把联系人{contact}的{clear}清空',
      '我想在{contact}的备注里补一句{appendNote}',
    ],
  },
  input: z.strictObject({
    contact: Reference.optional(),
    filter: Filter.optional(),
    name: Name.optional(),
    company: Reference.optional(),
    jobTitle: Name.optional(),
    emails: z.array(Name).max(20).optional(),
    phones: z.array(Name).max(20).optional(),
    lifecycleStage: Name.optional(),
    leadSource: Name.optional(),
    city: Name.optional(),
    owner: Reference.optional(),
    lastContactOn: IsoDate.optional(),
    followUpOn: IsoDate.optional(),
    doNotContact: z.boolean().optional(),
    notes: Note.optional().describe('Replaces the notes'),
    appendNote: Note.optional(),
    custom: z.record(z.string().max(60), CustomValue).optional(),
    clear: z.array(Name).max(20).optional().describe('Fields to empty'),
    allowDuplicate: z.boolean().optional(),
    expectedVersion: z.int().min(1).optional(),
    ...writeControls,
  }),
  output: Saved,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(result, language) {
    const who = result.record ? titleOf(result.record) : String(result.changed);
    const what =
      language === 'zh'
        ? `${result.created ? '已新建' : '已更新'} ${who}`
        : `${result.created ? 'Created' : 'Updated'} ${who}`;
    return wrote(result, what, language);
  },

  handler(
    {
      contact,
      filter,
      custom,
      clear,
      appendNote,
      allowDuplicate,
      expectedVersion,
      idempotencyKey,
      dryRun,
      repeat,
      ...fields
    },
    { write },
  ) {
    return write(({ crm }) =>
      crm.save('contact', {
        record: contact,
        filter,
        fields: { ...fields, ...custom },
        clear,
        appendNote,
        allowDuplicate,
        expectedVersion,
      }),
    );
  },
});
