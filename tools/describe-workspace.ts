import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';

export default defineTool({
  name: 'describe_workspace',
  title: 'Workspace, fields and values',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:read',
  description:
    'Who asks, today, time zone, currency, owners, deal stages; with kind, its fields and picklist values, custom ones too. ' +
    'Use before filtering or setting a field you are not sure of. Not for records: search_records.',
  phrases: {
    en: [
      'who am I',
      'what fields does a {kind} have',
      'which stages are there',
      'who are the owners',
      'what is the date today',
      'which values can {kind} have',
      'which fields do {kind}s have',
      'what fields can I fill in for a {kind}',
      'what stages do we use',
      'list our deal stages',
      'who works here',
      'what currency and time zone do we use',
      'show me the custom fields',
      'what is my role in this workspace',
      'which picklist options exist for a {kind}',
      'which time zone are we set to',
      'when does our fiscal year start',
      'deal stages with their probabilities',
      'who am I logged in as',
      'I need the field names of a {kind} before I filter',
      'please describe the {kind} record: fields and allowed values',
      'list everyone who can own records',
      'what custom fields did we add to the {kind}',
    ],
    zh: [
      '我是谁',
      '{kind}有哪些字段',
      '有哪些阶段',
      '有哪些负责人',
      '今天几号',
      '{kind}可以填哪些值',
      '{kind}都有哪些字段',
      '商机有哪几个阶段',
      '我们用哪些阶段',
      '团队里都有谁',
      '我们用什么币种和时区',
      '有哪些自定义字段',
      '我现在登录的是哪个账号',
      '我在系统里是什么角色',
      '财年从几月开始算',
      '{kind}的下拉选项都有哪些',
      '各商机阶段对应的概率是怎么设的',
      '系统设置的默认货币是什么',
      '我想知道{kind}有没有自定义字段',
      '筛选之前先看看{kind}的字段名',
      '哪些同事可以设为负责人',
      '今天是星期几，系统用的哪个时区',
    ],
  },
  input: z.strictObject({
    kind: z
      .enum(['contact', 'company', 'deal', 'task', 'interaction', 'order', 'product', 'ticket'])
      .optional(),
  }),
  output: z.strictObject({
    workspace: z.strictObject({
      name: z.string(),
      timeZone: z.string(),
      currency: z.string(),
      language: z.string(),
      fiscalYearStart: z.int(),
    }),
    me: z.strictObject({ id: z.string(), name: z.string(), email: z.string(), role: z.string() }),
    now: z.string(),
    today: z.string(),
    owners: z.array(z.looseObject({ id: z.string(), name: z.string() })),
    stages: z.array(z.looseObject({ name: z.string(), probability: z.number() })),
    kinds: z.array(z.string()),
    fields: z.array(z.looseObject({ name: z.string(), type: z.string() })),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(description, language) {
    const { workspace, me, today, owners, fields } = description;
    const list = fields.length > 0 ? ` ${fields.map((field) => field.name).join(', ')}` : '';
    return language === 'zh'
      ? `${workspace.name}：你是${me.name}（${me.role}），今天${today}，${workspace.timeZone}，${workspace.currency}，${owners.length}位负责人。${list}`
      : `${workspace.name}: you are ${me.name} (${me.role}), today ${today}, ${workspace.timeZone}, ${workspace.currency}, ${owners.length} owners.${list}`;
  },

  handler({ kind }, { read }) {
    return read(({ crm }) => crm.describe(kind));
  },
});
