import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCompany } from '../../evals/company/index.ts';
import { type App, createApp } from '../wire.ts';

// What colleagues ask without naming anybody: the documents answer what the records know nothing of, and nothing else.

const documents = {
  'care.md':
    '# Care of outdoor gear\n\n## Down sleeping bags\n\nWash a down sleeping bag on the wool cycle at 30 degrees with down soap, never with softener. It dries for at least four hours on low heat.\n\n## Rucksacks\n\nRucksacks are only wiped with a damp cloth.\n',
  '护理.md':
    '# 户外用品护理\n\n## 羽绒睡袋\n\n羽绒睡袋可用30度羊毛程序机洗，须用羽绒专用洗涤剂，不得使用柔顺剂。低温烘干至少四小时。\n\n## 背包\n\n背包只能用湿布擦拭。\n',
  'gift-cards.md':
    '# Gift cards\n\nGift cards are valid for three years from the day of purchase. They cannot be turned into cash.\n',
  '礼品卡.md': '# 礼品卡\n\n礼品卡自购买之日起三年内有效，不能兑换现金。\n',
  'visitors.md':
    '# Visitors\n\n## Parking\n\nVisitors park on level two of the Rosenberg garage; the first two hours are free.\n\n## Badge\n\nA badge is handed out at the reception and given back on leaving.\n',
  '来访.md':
    '# 来访须知\n\n## 停车\n\n客人的车停在东门地下车库，前两小时免费。\n\n## 胸牌\n\n胸牌在前台领取，离开时交回。\n',
  'handbook.md':
    '# Staff handbook\n\n## Annual leave\n\nNew colleagues have 26 days of leave a year. Days not taken lapse on 31 March of the next year.\n\n## Travel\n\nHotels are reimbursed up to 140 USD a night. Receipts are handed in by the fifth of the next month.\n\n## Working from home\n\nEverybody may work from home on two days a week.\n\n## Network\n\nThe wifi channel is 11.\n',
  '员工手册.md':
    '# 员工手册\n\n## 年假\n\n新员工每年享有十五天年假，未休的年假次年三月底作废。\n\n## 差旅\n\n住宿每晚报销上限为五百元。报销单每月五日前交财务。\n\n## 居家办公\n\n每人每周可居家办公两天。\n\n## 网络\n\n无线网络信道是11。\n',
};

let root: App;
let app: App;
beforeAll(async () => {
  root = await createApp({ clock: () => new Date('2026-11-23T09:00:00Z'), toolsets: ['all'] });
  app = await openCompany(root, { size: 'small' });
  for (const [source, text] of Object.entries(documents))
    expect(await app.call('add_knowledge', { source, text })).toMatchObject({ ok: true });
});
afterAll(() => root.close());

async function ask(question: string) {
  const { steps, answer } = await (await app.agent({ model: 'local' })).ask(question);
  return { tools: steps.map(({ tool }) => tool), answer: answer.replaceAll(/\s+/g, ' ') };
}

test.each([
  ['how long does shipping take', 'two to three days'],
  ['can i wash my down sleeping bag', 'wool cycle'],
  ['do gift cards expire', 'three years'],
  ["what's the restocking fee", '10 %'],
  ['who pays customs duty on orders from abroad?', 'pays duties'],
  ['where can visitors park', 'level two'],
  ['How many days of leave do new colleagues get?', '26 days'],
  ['is there a discount for charities?', '25 %'],
  ['what if the parcel arrives damaged', 'three days'],
  ["what's the limit for hotels when I travel", '140 USD'],
  ['which wifi channel do we use?', 'channel is 11'],
  ['无线网络信道是多少', '信道是11'],
  ['礼品卡有效期多久', '三年'],
  ['羽绒睡袋能机洗吗', '羊毛程序'],
  ['退款多久到账', '五到十个工作日'],
  ['客人来了车停哪里', '东门'],
  ['出差住宿最多报多少', '五百元'],
  ['电池保修多久', '12个月'],
  ['学校买软件有优惠吗', '七五折'],
  ['一周可以在家办公几天', '两天'],
  ['新员工年假有几天', '十五天'],
])('the documents: %s', async (question, said) => {
  const { tools, answer } = await ask(question);
  expect(answer).toContain(said);
  expect(tools).toContain('search_knowledge');
});

test.each([
  ['how many customers are won?', 'summarize_records'],
  ['which deals close this month', 'search_records'],
  ['who owns Dana Ortiz?', 'get_customer'],
  ["what's the total value of our open deals", 'summarize_records'],
  ['any overdue tasks?', 'search_records'],
  ['how many orders did we get last month', 'summarize_records'],
  ["which customers haven't been contacted in 60 days", 'search_contacts'],
  ['which tickets are still open', 'search_records'],
  ['when did we last talk to Dana Ortiz', 'get_customer'],
  ['what sold best this quarter', 'summarize_records'],
  ['哪些客户跟进过期', 'search_contacts'],
  ['这个月赢了几单', 'summarize_records'],
  ['下个月销售额预计多少', 'forecast_sales'],
  ['谁的客户最多', 'summarize_records'],
  ['还有多少工单没处理', 'summarize_records'],
  ['张伟的电话是多少', 'get_customer'],
  ['最大的商机是哪个', 'search_records'],
  ['我今天要做什么', 'daily_brief'],
  ['上个月有几个订单取消了', 'summarize_records'],
  ['北京有哪些客户', 'search_contacts'],
])('the records: %s', async (question, tool) => {
  expect((await ask(question)).tools).toEqual([tool]);
});

test.each([
  ['is the roof made of slate', /^Neither the records nor the documents/],
  ['大厅里的画是谁画的', /^记录和文档里都没有答案/],
])('what neither knows is said: %s', async (question, said) => {
  expect((await ask(question)).answer).toMatch(said);
});

test.each([
  ['where can visitors park', 'and the badge?', 'at the reception'],
  ['how much is shipping?', 'and to Shanghai?', 'mainland China'],
  ['运费多少', '那到海外呢', '海外每件包裹'],
  ['一周可以在家办公几天', '那新员工年假呢', '十五天年假'],
])('a question leans on what the documents were asked: %s', async (question, next, said) => {
  const agent = await app.agent({ model: 'local' });
  await agent.ask(question);
  const { answer, steps } = await agent.ask(next);
  expect(answer.replaceAll(/\s+/g, ' ')).toContain(said);
  expect(steps).toMatchObject([{ arguments: { query: next, previousQuestion: question } }]);
});
