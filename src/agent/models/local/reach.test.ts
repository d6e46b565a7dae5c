import { expect, test } from 'vitest';
import { tools } from '../../../../tools/index.ts';
import type { Candidate, Directory } from '../../directory.ts';
import { capabilitiesOf } from './capabilities.ts';
import { intentsOf } from './model.ts';
import type { Plan } from './planned.ts';
import { freshState } from './state.ts';
import { workBenchDirectory } from './testing.ts';
import { beginTurn } from './turn.ts';

// One way to ask for each tool that is none of its phrases, in each language: it comes to the tool.

const asked: Readonly<Record<string, readonly [english: string, chinese: string]>> = {
  add_knowledge: [
    'Please put this into the knowledge base: returns take fourteen days',
    '请把这段话存到知识库：退货期为十四天',
  ],
  analyze_sentiment: ['How happy is Taylor Wilson with us these days?', 'Taylor Wilson 对我们满意吗'],
  compare_competitors: ['How do we do against our competitors?', '我们跟竞争对手比怎么样'],
  configure_desk: ['Please keep the service desk open from 8:00 to 20:00', '客服台以后早八晚八'],
  convert_lead: ['Turn the lead Taylor Wilson into a deal', '把线索 Taylor Wilson 转成商机'],
  daily_brief: ['What is on my plate today?', '我今天都有哪些事要做'],
  delete_records: ['Get rid of Taylor Wilson', '把 Taylor Wilson 从系统里删掉'],
  describe_workspace: ['Which fields can a contact have?', '联系人都有哪些字段'],
  erase_person: [
    'Taylor Wilson wants all her personal data erased under the GDPR',
    '请把 Taylor Wilson 的个人信息彻底抹除',
  ],
  explain_score: ['Why is Taylor Wilson so likely to leave us?', '为什么说 Taylor Wilson 快流失了'],
  export_person: [
    'Taylor Wilson asks for a copy of all personal data we hold',
    'Taylor Wilson 要一份我们掌握的全部个人数据',
  ],
  extract_requirements: [
    'Get the requirements out of these notes: they need twenty seats by March, budget 40k',
    '从下面这段话里提取需求：三月前要二十个席位，预算四万',
  ],
  extract_themes: ['What do people complain about most in our feedback?', '客户反馈里最常提到的主题有哪些'],
  finish_draft: ['Go ahead and apply the draft now', '把草稿正式应用吧'],
  forecast_sales: ['What revenue can we expect over the next three months?', '预测一下未来三个月的销售额'],
  get_conversation: ['Let me read the conversation cnv_12ab34cd', '把对话 cnv_12ab34cd 的内容给我看看'],
  get_customer: ['Give me everything on Taylor Wilson', '说说 Taylor Wilson 的情况'],
  get_order: ['Where is order #W1234567 right now?', '订单 #W1234567 现在到哪了'],
  get_ticket: ['What is the state of ticket T-1011?', '工单 T-1011 现在怎么样了'],
  get_track_record: ['How good have our forecasts been so far?', '我们以前的预测准不准'],
  hand_off_to_human: [
    'Get a human colleague to join conversation cnv_12ab34cd',
    '把对话 cnv_12ab34cd 转给人工',
  ],
  import_records: ['Load the contacts in leads.csv', '把 leads.csv 里的联系人导进来'],
  list_alerts: ['Anything unusual going on at the moment?', '最近有没有什么异常的情况'],
  list_changes: ['Who changed Taylor Wilson recently?', '最近谁改过 Taylor Wilson 的资料'],
  list_handoffs: ['Which conversations are waiting for a person?', '有哪些对话在等人工'],
  list_knowledge: ['Which documents are in the knowledge base?', '知识库里现在有哪些文档'],
  list_promotions: ['Which promotions do we have running now?', '现在有哪些促销活动'],
  log_interaction: [
    'Just got off the phone with Taylor Wilson, wants a demo',
    '刚跟 Taylor Wilson 打了个电话，想看演示',
  ],
  open_ticket: [
    'Please open a ticket for Taylor Wilson: the scanner is broken',
    '给 Taylor Wilson 开个工单：扫描仪坏了',
  ],
  predict_purchases: ['When is Taylor Wilson likely to buy again?', 'Taylor Wilson 大概什么时候会再买'],
  propose_changes: [
    'Propose the changes from these notes: met Wei Zhang of Huayang, wants training',
    '根据这段笔记提出修改：见了华阳的张伟，想要培训',
  ],
  recommend_products: ['What could I sell to Taylor Wilson next?', '该给 Taylor Wilson 推荐什么产品'],
  record_consent: [
    'Taylor Wilson has withdrawn her consent to marketing e-mails',
    'Taylor Wilson 撤回了邮件营销的同意',
  ],
  remove_knowledge: [
    'Take the document "Returns policy" out of the knowledge base',
    '把文档“退货政策”从知识库里删掉',
  ],
  reply_to_conversation: [
    'Answer in conversation cnv_12ab34cd: your parcel left today',
    '在对话 cnv_12ab34cd 里回复：包裹今天已发出',
  ],
  resolve_ticket: ['Ticket T-1011 is solved: a new scanner was sent', '工单 T-1011 解决了：已寄出新扫描仪'],
  sales_report: ['Show me how sales did this quarter, as a report', '给我看看本季度的销售报告'],
  save_contacts: ['Taylor Wilson moves to Proposal', 'Taylor Wilson 推进到报价'],
  save_deals: [
    'Create a deal "Spring order" for Taylor Wilson over 5000',
    '给 Taylor Wilson 新建商机“春季订单”，5000',
  ],
  save_records: ['Add a company called Northwind Traders', '新建公司“北风贸易”'],
  save_tasks: ['Remind me to send the contract on December 5', '12月5日提醒我寄合同'],
  save_promotion: ['Ten percent off software in January, put that promotion in', '建个促销：一月份软件九折'],
  score_churn: ['Is Taylor Wilson going to leave us?', 'Taylor Wilson 有流失的风险吗'],
  search_contacts: ["Who are Akira's leads?", 'Akira 名下有哪些线索'],
  search_knowledge: ['What does our policy say about refunds?', '我们的退款政策是怎么规定的'],
  search_records: ['Which tickets are still open?', '还有哪些未完成的任务'],
  segment_customers: ['Split our customers into segments', '把客户分一下群'],
  service_report: ['How is our customer service doing this month?', '这个月客服做得怎么样'],
  show_draft: ['Show me what is in the draft', '草稿里都有什么'],
  start_draft: ['Start a draft called spring clean-up', '请开一个草稿，名为春季整理'],
  summarize_records: ['How many leads does Akira have?', 'Akira 有多少线索'],
  summarize_text: [
    'Give me the gist of this text: we met on Monday and agreed on three steps',
    '把这段话概括一下：我们周一见面，定下三个步骤',
  ],
  take_handoff: ['I take over the hand-off hnd_12ab34cd', '转人工 hnd_12ab34cd 由我接手'],
  transfer_ticket: ['Pass ticket T-1011 on to Akira', '工单 T-1011 转给 Akira 处理'],
  translate_text: ['Put this into English: 我们下周见', '把这句翻成中文：See you next week'],
  update_order: ['Please cancel order #W1234567, no longer needed', '订单 #W1234567 不要了，取消吧'],
  verify_audit_log: ['Check that nobody tampered with the audit log', '检查一下审计日志有没有被篡改'],
};

/** Tools of the customers' door, those that find and call others, and the one that needs what came before it. */
const elsewhere = [
  'call_tool',
  'find_tools',
  'find_variants',
  'get_customer_profile',
  'identify_customer',
  'rate_conversation',
  'request_return',
  'undo_change',
  'update_customer_profile',
];

/** Asked for in words that are not their phrases, the grammar takes these for requests of its own. */
const byPhraseAlone = ['assign_records', 'rate_recommendation'];

const numbered: Readonly<Record<string, string>> = { ticket: 'T-1011', order: '#W1234567' };
const records = workBenchDirectory();
const directory: Directory = {
  ...records,
  async find(kind, text) {
    const name = numbered[kind];
    const record: Candidate = { kind, id: `${kind}_1`, name: name ?? '', match: 'exact', values: {} };
    return name === undefined ? records.find(kind, text) : name === text ? [record] : [];
  },
};
const turnTools = { directory, capabilities: capabilitiesOf(tools), intents: intentsOf(tools) };

test('every tool is asked for here', () => {
  expect([...Object.keys(asked), ...elsewhere, ...byPhraseAlone].toSorted()).toEqual(
    tools.map(({ name }) => name).toSorted(),
  );
});

test.each(Object.entries(asked))('%s is reached in both languages', async (tool, sentences) => {
  for (const sentence of sentences)
    expect({ sentence, tools: toolsOf((await beginTurn(sentence, freshState, turnTools)).plan) }).toEqual({
      sentence,
      tools: expect.arrayContaining([tool]),
    });
});

/** The tools a plan calls, or is about to once it is told more. */
const toolsOf = ({ calls, pending }: Plan): string[] => [
  ...calls.map((call) => call.tool),
  ...(pending?.type === 'confirm' ? pending.calls.map((call) => call.tool) : []),
  ...(pending?.type === 'argument' ? [pending.tool] : []),
];
