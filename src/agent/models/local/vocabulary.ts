import type { FieldDescription, WorkspaceDescription } from '../../directory.ts';
import type { Meaning } from './mention.ts';

/** Other words for picklist values and stages of the usual names; used where a workspace has such a value. */
const valueWords: Readonly<Record<string, string>> = {
  lead: '线索|潜在客户|潜客|意向客户|新线索',
  qualified: 'qualify|qualifies|qualifying|sql|合格|已合格|合格客户|资质合格|已确认|有效线索|确认合格',
  proposal: 'quoted|quote|quotation|proposal sent|报价|方案|提案|报价中|方案阶段|已报价|提案中',
  won: 'paying customer|paying customers|paying|win|wins|winning|closed won|closed-won|签下来的|签下的|赢单|成交|赢了|赢下|签单|已赢单|已成交|赢',
  lost: 'lose|loses|losing|closed lost|closed-lost|丢单|丢|输单|流失|丢了|输了|已丢单|已流失|失单|丢失|丢掉|输掉|跑掉的|跑单',
  negotiation: 'negotiating|谈判|商务谈判',
  customer: '正式客户|老客户',
  software: '软件|软件类|软件产品',
  hardware: '硬件|硬件类|硬件产品',
  services: 'service|服务|服务类',
  consulting: 'consultancy|consultation|advisory|咨询|顾问|咨询类',
  training: 'trainings|培训|教育训练|教育培训|培训类|培训课程',
  urgent: '紧急|加急',
  high: 'urgent|important|高|紧急|重要|高优先级',
  normal: 'medium|普通|一般|中',
  low: '低|低优先级',
  open: 'unresolved|未完成|待处理|未解决|进行中',
  done: 'finished|completed|完成|已完成|做完',
  cancelled: 'canceled|取消|已取消',
  pending: '待定|处理中|待发货',
  resolved: 'solved|已解决',
  closed: '已关闭',
  shipped: '已发货',
  delivered: '已送达|已签收',
  returned: '已退货|退回',
  website: 'web site|web|官网|网站',
  referral: 'referred|转介绍|推荐|介绍',
  event: 'trade show|conference|展会|活动|会展',
  outbound: 'cold call|cold outreach|陌拜|主动开发',
  partner: '合作伙伴|渠道',
  advertising: 'ad|ads|advert|广告',
  call: 'calls|phone call|phone calls|电话|通话',
  email: 'emails|e-mail|e-mails|邮件',
  meeting: 'meetings|会议|面谈|见面',
  chat: 'chats|聊天|微信',
  positive: '正面|积极',
  negative: '负面|消极',
  neutral: '中性',
};

/** Names of a custom picklist by what it is about. */
const fieldWords: Readonly<Record<string, string>> = {
  emails: 'e-mail address|email address|email addresses|mail address|邮件地址|电邮|邮箱地址',
  phones:
    'phone numbers|telephone number|mobile number|cell|cell number|contact number|new number|direct line|direct dial|desk line|联系电话|手机号码|联系方式|号码',
  lifecycleStage: 'stage of the pipeline|pipeline stage|lifecycle stage|客户阶段|销售阶段|当前阶段|客户状态',
  owner:
    'owner|assignee|account owner|account manager|account rep|sales rep|salesperson|rep|负责人|负责的人|客户经理|销售|跟进人|对接人|归属人|所有人',
  lastContactOn:
    'last contact|last contact date|latest contact|last conversation|latest conversation|last talk|last interaction|latest interaction|last contacted|last contacted date|last touch|last touchpoint|last spoke|上次联系|最近联系|最后联系|最近一次联系|上一次联系|最后一次联系|上次联系时间|上次联系日期|最近联系时间|最后联系时间|最后联系日期|最近联系日期|联系日期',
  followUpOn:
    'follow-up|follow up|followup|follow-ups|follow ups|followups|follow-up date|follow up date|followup date|follow-up dates|follow up dates|next follow-up|next follow up|next contact|next touchpoint|next step|reminder|callback|跟进|跟进日|跟进日期|跟进时间|下次跟进|下次跟进时间|下次跟进日期|回访|回访日期|回访时间|下次联系|下次联系时间|提醒|提醒日期',
  productInterest:
    'product interest|interest|interests|interested product|product of interest|interested in|product they want|感兴趣的产品|产品兴趣|兴趣|意向产品|产品意向|意向|感兴趣|关注的产品|兴趣方向|产品方向',
  notes: 'note|notes|remark|remarks|comment|comments|备注|说明|批注|备注信息|笔记',
  name: 'full name|名字|姓名',
  company: 'employer|company name|公司|单位|企业',
  jobTitle: 'job title|job|position|职位|职务|岗位',
  doNotContact: 'do not contact|do-not-contact|do not call|dnc|勿扰|免打扰|不再联系|请勿联系',
  amount: 'amount|deal size|value|金额|额度',
  expectedCloseOn:
    'expected close|expected close date|close date|closing date|预计成交日|预计成交日期|预计签约',
  dueOn: 'due date|deadline|截止日期|截止时间|到期日',
  leadSource: 'lead source|source|线索来源|来源',
  sku: 'sku|item number|article number|product code|part number|编号|货号|产品编号|型号',
  stock: 'in stock|stock level|库存|库存量|存货',
  price: '价格|单价|售价|定价',
  industry: '行业|所属行业',
  createdAt: 'created|created date|creation date|创建时间|创建日期',
};

const kindWords: Readonly<Record<string, { one: string; many: string }>> = {
  contact: {
    one: 'customer|client|contact|account|prospect|person|客户|联系人|顾客|客人',
    many: 'customers|clients|contacts|accounts|prospects|people|persons|records|entries|everyone|everybody|anyone|anybody|folks|所有人|大家|每个人|每个客户|客户们',
  },
  deal: { one: 'deal|opportunity|商机|交易|销售机会', many: 'deals|opportunities' },
  company: { one: 'company|organisation|organization|公司', many: 'companies|organisations|organizations' },
  task: { one: 'task|to-do|todo|to do item|任务|待办|待办事项', many: 'tasks|to-dos|todos' },
  order: { one: 'order|订单', many: 'orders' },
  ticket: { one: 'ticket|support case|工单', many: 'tickets|support cases' },
  product: { one: 'product|产品|商品', many: 'products' },
  interaction: {
    one: 'interaction|activity|touchpoint|互动|沟通记录|联系记录|互动记录',
    many: 'interactions|activities|touchpoints',
  },
};

/** Kinds whose values people say without naming the kind. */
const spoken = ['contact', 'deal', 'company'];
/** Fields whose values are everyday words: their value counts only where the field is named as well. */
const needsField = new Set(['leadSource', 'language']);

/** A word or phrase people use, and what it stands for. */
export interface Term {
  phrase: string;
  is: Meaning;
  /** The kind or field that must be spoken of for the phrase to count. */
  needs?: { kind: string; field: string | undefined };
}

/** Everything of a workspace that can be said in words, in both languages, longest phrases first. */
export function termsOf(workspace: WorkspaceDescription): Term[] {
  const values = new Map<string, Term>();
  const fields = new Map<string, Term>();
  for (const { kind, fields: described } of workspace.kinds) {
    for (const field of described) {
      for (const phrase of phrasesOf(field)) {
        const term = fields.get(phrase);
        const place = { kind, field: field.name };
        if (term === undefined) fields.set(phrase, { phrase, is: { type: 'field', of: [place] } });
        else if (term.is.type === 'field') term.is = { type: 'field', of: [...term.is.of, place] };
      }
      for (const option of field.options ?? []) addValue(values, kind, field, option);
    }
  }
  const kinds = Object.entries(kindWords).flatMap(([kind, { one, many }]): Term[] => [
    ...one.split('|').map((phrase): Term => ({ phrase, is: { type: 'kind', kind, plural: false } })),
    ...many.split('|').map((phrase): Term => ({ phrase, is: { type: 'kind', kind, plural: true } })),
  ]);
  const known = new Set(kinds.map((term) => term.phrase));
  const named = [...fields.values()].filter((term) => !known.has(term.phrase));
  return [...values.values(), ...named, ...kinds].sort(
    (one, other) => other.phrase.length - one.phrase.length,
  );
}

/** What people call a value of a picklist, in both languages, in lower case. */
export const wordsForValue = (option: string): string[] => [
  option.toLowerCase(),
  ...(valueWords[option.toLowerCase()]?.split('|') ?? []),
];

function addValue(values: Map<string, Term>, kind: string, field: FieldDescription, option: string): void {
  const lower = option.toLowerCase();
  const others = new Set(
    (field.options ?? [])
      .filter((one) => one !== option && one.toLowerCase() === 'urgent')
      .flatMap(wordsForValue),
  );
  const words = [`${lower}s`, ...wordsForValue(option)].filter((word) => !others.has(word));
  const needs =
    needsField.has(field.name) || option.length < 3
      ? { kind, field: field.name }
      : spoken.includes(kind)
        ? undefined
        : { kind, field: undefined };
  for (const phrase of words) {
    const key = needs === undefined ? phrase : `${phrase} ${kind} ${needs.field ?? ''}`;
    const term = values.get(key);
    const place = { kind, field: field.name, value: option };
    if (term === undefined)
      values.set(key, { phrase, is: { type: 'value', of: [place] }, ...(needs && { needs }) });
    else if (term.is.type === 'value') term.is = { type: 'value', of: [...term.is.of, place] };
  }
}

function phrasesOf(field: FieldDescription): Set<string> {
  const decamelled = field.name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return new Set(
    [
      decamelled,
      field.label.en,
      field.label.zh,
      ...(field.synonyms ?? []),
      ...(fieldWords[field.name]?.split('|') ?? []),
    ].map((phrase) => phrase.toLowerCase()),
  );
}
