import type { Field } from './fields.ts';

const text = (name: string, en: string, zh: string, more: Partial<Field> = {}): Field => ({
  name,
  type: 'text',
  column: name,
  label: { en, zh },
  ...more,
});
const picklist = (
  name: string,
  en: string,
  zh: string,
  options: readonly string[],
  more: Partial<Field> = {},
): Field => ({
  name,
  type: 'picklist',
  column: name,
  options,
  label: { en, zh },
  ...more,
});
const date = (name: string, en: string, zh: string, more: Partial<Field> = {}): Field => ({
  name,
  type: 'date',
  column: name,
  label: { en, zh },
  ...more,
});
const moment = (name: string, en: string, zh: string, more: Partial<Field> = {}): Field => ({
  name,
  type: 'moment',
  column: name,
  label: { en, zh },
  ...more,
});
const reference = (
  name: string,
  target: Field['target'] & string,
  en: string,
  zh: string,
  more: Partial<Field> = {},
): Field => ({
  name,
  type: 'reference',
  column: `${name}Id`,
  target,
  label: { en, zh },
  ...more,
});

const owner = reference('owner', 'user', 'Owner', '负责人', {
  summary: true,
  synonyms: ['account owner', 'rep', 'assignee', 'assigned to', '销售', '归属', '跟进人'],
});
const notes = text('notes', 'Notes', '备注', { synonyms: ['note', 'remark', '说明'] });
const created = moment('createdAt', 'Created', '创建时间', { readOnly: true });
const updated = moment('updatedAt', 'Updated', '更新时间', { readOnly: true });

export const contactFields: readonly Field[] = [
  text('name', 'Name', '姓名', { summary: true, synonyms: ['full name', '名字', '客户姓名'] }),
  reference('company', 'company', 'Company', '公司', {
    summary: true,
    synonyms: ['employer', 'account', '单位'],
  }),
  text('jobTitle', 'Job title', '职位', { synonyms: ['title', 'position', 'role', '职务'] }),
  {
    name: 'emails',
    type: 'texts',
    column: 'emails',
    label: { en: 'E-mails', zh: '邮箱' },
    synonyms: ['email', 'e-mail', 'mail', '电子邮件', '邮件地址'],
  },
  {
    name: 'phones',
    type: 'texts',
    column: 'phones',
    label: { en: 'Phones', zh: '电话' },
    synonyms: ['phone', 'phone number', 'mobile', 'telephone', '手机', '电话号码', '手机号'],
  },
  picklist('lifecycleStage', 'Lifecycle stage', '阶段', ['Lead', 'Qualified', 'Proposal', 'Won', 'Lost'], {
    summary: true,
    synonyms: ['status', 'stage', 'lifecycle', '状态', '生命周期阶段'],
  }),
  picklist(
    'leadSource',
    'Lead source',
    '线索来源',
    ['Website', 'Referral', 'Event', 'Outbound', 'Partner', 'Advertising', 'Other'],
    {
      synonyms: ['source', '来源'],
    },
  ),
  picklist('language', 'Language', '语言', ['en', 'zh']),
  text('city', 'City', '城市'),
  owner,
  date('lastContactOn', 'Last contact', '上次联系', {
    summary: true,
    synonyms: ['last contacted', 'last contact date', '最近联系', '最后联系'],
  }),
  date('followUpOn', 'Follow-up', '跟进日期', {
    synonyms: ['follow up', 'follow-up date', 'follow up by', 'next step', '下次跟进', '跟进时间'],
  }),
  {
    name: 'doNotContact',
    type: 'boolean',
    column: 'doNotContact',
    label: { en: 'Do not contact', zh: '勿扰' },
  },
  notes,
  created,
  updated,
];

export const companyFields: readonly Field[] = [
  text('name', 'Name', '名称', { summary: true }),
  text('domain', 'Domain', '域名', { synonyms: ['website', '网站'] }),
  text('industry', 'Industry', '行业', { summary: true }),
  text('phone', 'Phone', '电话'),
  text('city', 'City', '城市', { summary: true }),
  text('country', 'Country', '国家'),
  { name: 'employees', type: 'number', column: 'employees', label: { en: 'Employees', zh: '员工数' } },
  owner,
  notes,
  created,
  updated,
];

export const dealFields: readonly Field[] = [
  text('name', 'Name', '名称', { summary: true }),
  reference('contact', 'contact', 'Contact', '联系人', { summary: true, synonyms: ['customer', '客户'] }),
  reference('company', 'company', 'Company', '公司', { summary: true }),
  reference('stage', 'stage', 'Stage', '阶段', {
    summary: true,
    synonyms: ['status', 'pipeline stage', '商机阶段', '状态'],
  }),
  {
    name: 'amount',
    type: 'money',
    column: 'amountMinor',
    label: { en: 'Amount', zh: '金额' },
    summary: true,
    synonyms: ['value', 'size', 'worth', '价值'],
  },
  text('currency', 'Currency', '币种'),
  date('expectedCloseOn', 'Expected close', '预计成交日', {
    summary: true,
    synonyms: ['close date', 'closing date', '预计成交'],
  }),
  date('closedOn', 'Closed', '关闭日期'),
  text('lostReason', 'Lost reason', '丢单原因', { synonyms: ['reason lost', '失败原因'] }),
  text('source', 'Source', '来源'),
  owner,
  notes,
  created,
  updated,
];

export const taskFields: readonly Field[] = [
  text('title', 'Title', '标题', { summary: true, synonyms: ['name', 'subject', '任务'] }),
  reference('contact', 'contact', 'Contact', '联系人', { summary: true }),
  reference('company', 'company', 'Company', '公司'),
  reference('deal', 'deal', 'Deal', '商机'),
  reference('ticket', 'ticket', 'Ticket', '工单'),
  owner,
  date('dueOn', 'Due', '截止日期', { summary: true, synonyms: ['due date', 'deadline', '到期日', '期限'] }),
  picklist('priority', 'Priority', '优先级', ['low', 'normal', 'high']),
  picklist('status', 'Status', '状态', ['open', 'done', 'cancelled'], { summary: true }),
  notes,
  created,
  updated,
];

export const interactionFields: readonly Field[] = [
  reference('contact', 'contact', 'Contact', '联系人', { summary: true }),
  reference('company', 'company', 'Company', '公司'),
  reference('deal', 'deal', 'Deal', '商机'),
  picklist('channel', 'Channel', '渠道', ['call', 'email', 'meeting', 'chat', 'note'], { summary: true }),
  moment('occurredAt', 'When', '时间', { summary: true, synonyms: ['date', '日期'] }),
  text('subject', 'Subject', '主题'),
  text('summary', 'Summary', '内容', { summary: true }),
  picklist('sentiment', 'Sentiment', '情绪', ['positive', 'neutral', 'negative'], { summary: true }),
  owner,
  created,
];

export const orderFields: readonly Field[] = [
  text('number', 'Number', '订单号', { summary: true, synonyms: ['order number'] }),
  reference('contact', 'contact', 'Contact', '联系人', { summary: true }),
  reference('company', 'company', 'Company', '公司'),
  moment('orderedAt', 'Ordered', '下单时间', { summary: true, synonyms: ['order date', 'date'] }),
  picklist(
    'status',
    'Status',
    '状态',
    [
      'pending',
      'processed',
      'shipped',
      'delivered',
      'return requested',
      'exchange requested',
      'cancelled',
      'returned',
    ],
    { summary: true },
  ),
  text('channel', 'Channel', '渠道'),
  {
    name: 'total',
    type: 'money',
    column: 'totalMinor',
    label: { en: 'Total', zh: '金额' },
    summary: true,
    synonyms: ['amount', 'revenue', 'value'],
  },
  text('currency', 'Currency', '币种'),
  text('paymentMethod', 'Payment method', '支付方式'),
  owner,
  created,
];

export const productFields: readonly Field[] = [
  text('name', 'Name', '名称', { summary: true }),
  text('sku', 'SKU', '货号', { summary: true }),
  text('category', 'Category', '类别', { summary: true }),
  text('description', 'Description', '描述'),
  { name: 'price', type: 'money', column: 'priceMinor', label: { en: 'Price', zh: '价格' }, summary: true },
  { name: 'cost', type: 'money', column: 'costMinor', label: { en: 'Cost', zh: '成本' } },
  text('currency', 'Currency', '币种'),
  { name: 'stock', type: 'number', column: 'stock', label: { en: 'Stock', zh: '库存' }, summary: true },
  {
    name: 'leadTimeDays',
    type: 'number',
    column: 'leadTimeDays',
    label: { en: 'Lead time (days)', zh: '交货期（天）' },
  },
  { name: 'active', type: 'boolean', column: 'active', label: { en: 'Active', zh: '在售' } },
  created,
  updated,
];

export const ticketFields: readonly Field[] = [
  text('number', 'Number', '工单号', { summary: true }),
  text('subject', 'Subject', '主题', { summary: true, synonyms: ['title'] }),
  text('description', 'Description', '描述'),
  reference('contact', 'contact', 'Contact', '联系人', { summary: true }),
  reference('company', 'company', 'Company', '公司'),
  reference('order', 'order', 'Order', '订单'),
  picklist('status', 'Status', '状态', ['open', 'pending', 'resolved', 'closed'], { summary: true }),
  picklist('priority', 'Priority', '优先级', ['low', 'normal', 'high', 'urgent'], { summary: true }),
  text('queue', 'Queue', '队列'),
  owner,
  picklist('sentiment', 'Sentiment', '情绪', ['positive', 'neutral', 'negative']),
  moment('openedAt', 'Opened', '创建时间', { summary: true }),
  moment('dueAt', 'Due', '截止时间'),
  moment('resolvedAt', 'Resolved', '解决时间'),
];
