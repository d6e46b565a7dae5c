import type { ImportKind, ImportOrigin } from '../contract.ts';
import { headerKey } from './header-key.ts';

const hubspot =
  'recordid hsobjectid contactowner companyowner dealowner ticketowner associatedcompany associatedcompanyids associatedcontact associatedcontactids createdate lifecyclestage companydomainname dealstage hubspotownerid hubspotteam originaltrafficsource leadstatus marketingcontactstatus associateddealids';
const salesforce =
  'accountid contactid opportunityid leadid caseid accountname opportunityname stagename closedate ownerid masterrecordid isdeleted systemmodstamp createdbyid lastmodifiedbyid mailingcity mailingstreet billingcity casenumber accountowner opportunityowner caseowner leadowner contactid18 accountsite';

/** Which CRM a file comes from, by the names only its exports have; undefined where two are not found. */
export function originOf(columns: readonly string[]): ImportOrigin | undefined {
  const prefixed = columns.filter((column) => /^(Person|Deal|Organization|Activity|Lead) - \S/.test(column));
  if (prefixed.length >= 2 && prefixed.length >= columns.length / 2) return 'pipedrive';
  const keys = new Set(columns.map(headerKey));
  const found = (names: string) => names.split(' ').filter((name) => keys.has(name)).length;
  const [ofHubspot, ofSalesforce] = [found(hubspot), found(salesforce)];
  if (keys.has('recordid') && ofHubspot >= 2 && ofHubspot >= ofSalesforce) return 'hubspot';
  if (ofSalesforce >= 2 && ofSalesforce > ofHubspot) return 'salesforce';
  return ofHubspot >= 3 ? 'hubspot' : undefined;
}

/** What the values of other systems' picklists mean in ours, by kind and field; `*` is any other value. */
const meanings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'contact.lifecycleStage': {
    Lead: 'subscriber|lead|new|open|open - not contacted|attempted to contact|working - contacted|other|潜在客户|新客户|意向客户|未联系|新线索|跟进中',
    Qualified:
      'marketing qualified lead|sales qualified lead|marketingqualifiedlead|salesqualifiedlead|qualified|connected|in progress|open deal|已联系|有意向|高意向',
    Proposal: 'opportunity|proposal|negotiation|报价中|谈判中|商务谈判',
    Won: 'customer|evangelist|won|closed - converted|converted|已成交|成交客户|老客户|正式客户|已签约',
    Lost: 'lost|unqualified|closed - not converted|bad timing|churned|former customer|已流失|流失客户|无效|无意向|无效客户',
  },
  'contact.leadSource': {
    Website: 'website|web|organic search|organic_search|direct traffic|direct_traffic|inbound|官网|网站|网络',
    Referral:
      'referral|referrals|word of mouth|employee referral|external referral|转介绍|老客户介绍|介绍|朋友介绍',
    Event: 'event|events|trade show|tradeshow|seminar|conference|展会|活动|会议',
    Outbound:
      'outbound|cold call|cold email|phone inquiry|prospecting|offline|offline sources|purchased list|电话销售|陌拜|主动开发',
    Partner: 'partner|partners|reseller|渠道|合作伙伴|代理商',
    Advertising:
      'advertising|advertisement|ads|paid search|paid_search|paid social|paid_social|social media|social_media|email marketing|email_marketing|google ads|广告|百度推广|抖音|微信推广',
    Other: '*',
  },
  'deal.stage': {
    Won: 'closed won|closedwon|won|赢单|成交|已成交|已签约',
    Lost: 'closed lost|closedlost|lost|输单|丢单|已流失',
  },
  'task.status': {
    open: 'not started|in progress|waiting|waiting on someone else|deferred|open|to do|todo|false|no|0|未开始|进行中|未完成|待处理',
    done: 'completed|complete|done|closed|true|yes|1|已完成|完成',
    cancelled: 'cancelled|canceled|已取消',
  },
  'task.priority': {
    high: 'high|urgent|紧急|高',
    normal: 'normal|medium|中|普通|一般',
    low: 'low|低',
    '': 'none',
  },
  'ticket.status': {
    open: 'new|open|working|in progress|escalated|新建|处理中|待处理|未处理',
    pending: 'pending|on hold|waiting on contact|waiting on us|waiting|等待中|挂起|待回复',
    resolved: 'resolved|solved|已解决',
    closed: 'closed|done|已关闭|关闭|已完成',
  },
  'ticket.priority': {
    urgent: 'urgent|critical|紧急',
    high: 'high|高',
    normal: 'normal|medium|中|普通|一般',
    low: 'low|低',
  },
  'interaction.channel': {
    call: 'call|phone|phone call|telephone|电话|去电|来电|电话沟通|电话跟进',
    email: 'email|e-mail|mail|outgoing email|incoming email|邮件',
    meeting: 'meeting|visit|lunch|demo|event|on-site|拜访|上门|会议|面谈|上门拜访|线下拜访',
    chat: 'chat|sms|whatsapp|wechat|linkedin|message|微信|短信|聊天|企业微信|钉钉',
    note: 'note|notes|task|deadline|other|备注|其他|其它',
  },
  'order.status': {
    pending:
      'pending|open|new|unpaid|awaiting payment|draft|待付款|待支付|待处理|未付款|pending (item modified)',
    processed:
      'processed|processing|paid|authorized|confirmed|unfulfilled|unshipped|待发货|已付款|已支付|处理中',
    shipped: 'shipped|fulfilled|partial|in transit|已发货|运输中|待收货',
    delivered: 'delivered|completed|complete|closed|done|已签收|已完成|已收货|交易成功',
    cancelled: 'cancelled|canceled|voided|已取消|交易关闭|取消',
    returned: 'returned|refunded|return requested|已退货|已退款|退货',
  },
};

/**
 * The other stages of the pipelines that Salesforce, HubSpot and Pipedrive begin with, by our own. Unlike those above
 * they are names like any: a workspace's own stage of that name comes first.
 */
const usualStages: Readonly<Record<string, string>> = {
  Lead: 'prospecting|lead in|prospect|初步接洽|寻找潜在客户',
  Qualified:
    'qualification|needs analysis|value proposition|id. decision makers|perception analysis|appointment scheduled|appointmentscheduled|qualified to buy|qualifiedtobuy|contact made|demo scheduled|needs defined|discovery|资格审查|需求分析|需求确认|价值主张|确定决策者|感知分析|已预约|符合购买条件|已联系|已安排演示',
  Proposal:
    'proposal/price quote|proposal/quote|proposal made|presentation scheduled|presentationscheduled|decision maker bought-in|decision maker bought in|decisionmakerboughtin|quote sent|提案/报价|方案/报价|方案报价|已安排演讲|决策者认可|已提交方案',
  Negotiation:
    'negotiation/review|negotiations started|negotiating|contract sent|contractsent|谈判/审核|谈判/复审|商务谈判|谈判中|已发送合同|合同已发',
  Won: 'closed-won|已结束并赢得客户',
  Lost: 'closed-lost|已结束但失去客户|未成交',
};

const byTheirs = (ours: Readonly<Record<string, string>>): Map<string, string> =>
  new Map(
    Object.entries(ours).flatMap(([our, theirs]) => theirs.split('|').map((one) => [one, our] as const)),
  );
const folded = new Map(Object.entries(meanings).map(([place, ours]) => [place, byTheirs(ours)] as const));
const stages = new Map([...folded.get('deal.stage')!, ...byTheirs(usualStages)]);
const folding = (value: string): string => value.normalize('NFKC').trim().toLowerCase();

/** What a picklist value of another system means in ours; '' where it means none; the value itself where nobody knows. */
export function meaningOf(kind: ImportKind, field: string, value: string): string {
  const known = folded.get(`${kind}.${field}`);
  return known?.get(folding(value)) ?? known?.get('*') ?? value;
}

/** What a stage of another CRM's first pipeline is called in ours; the name itself where it is none of theirs. */
export const usualStage = (name: string): string => stages.get(folding(name).replace(/\s+/gu, ' ')) ?? name;

/** Values that say whether a deal is open, won or lost, in a column beside its stage. */
export const isOutcome = (value: string): boolean =>
  /^(open|won|lost|deleted|进行中|赢单|输单|丢单)$/i.test(value.trim());
