import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectTestClient, type TestClient } from '../../../../tools/kernel/testing.ts';
import { lastTurn } from './testing.ts';

// What is to be written down is what was told, wherever it stands, and never the order to do so.

let client: TestClient;
beforeEach(async () => {
  client = await connectTestClient({ now: '2026-11-23T17:00:00+08:00' });
  await client.call('save_contacts', { name: 'Petra Fontaine', lifecycleStage: 'Lead' });
});
afterEach(() => client[Symbol.asyncDispose]());

const turn = (...said: readonly string[]) => lastTurn(client.app, said);

test.each([
  [
    'Petra Fontaine never picks up before noon, put that in her notes',
    'Petra Fontaine never picks up before noon',
  ],
  [
    'Diego Lombardi is moving offices in May. Could that go into the notes so nobody drives to the old place?',
    'Diego Lombardi is moving offices in May',
  ],
  [
    "Nobody told me who runs Petra Fontaine's calendar. It's a man called Ulrich, please add that underneath the existing notes and don't overwrite anything",
    "Nobody told me who runs Petra Fontaine's calendar. It's a man called Ulrich",
  ],
  [
    "Diego Lombardi's budget is frozen till spring, note that down",
    "Diego Lombardi's budget is frozen till spring",
  ],
  ['潘少华只在下午接电话，这条写进他备注里', '潘少华只在下午接电话'],
  ['他们采购换成王女士了，记到潘少华的备注里去，免得下次又找错人', '他们采购换成王女士了'],
  ['财务说潘少华那家发票抬头得改，这个往他备注里补上', '财务说潘少华那家发票抬头得改'],
  ['潘少华那边预算冻结了，记一下', '潘少华那边预算冻结了'],
  ['记一下，潘少华对价格很满意，写他备注里', '潘少华对价格很满意'],
  [
    'for the record, Petra Fontaine hates cold calls, put that in her notes',
    'Petra Fontaine hates cold calls',
  ],
  ["add to Petra Fontaine's notes - prefers mornings", 'prefers mornings'],
  ['add to the notes of Petra Fontaine - prefers mornings', 'prefers mornings'],
])('a note is what was told before the order for it: %s', async (said, note) => {
  expect((await turn(said)).writes).toMatchObject([{ tool: 'save_contacts', appendNote: note }]);
});

test.each([
  [
    '记一下：潘少华嫌太贵，阶段改成丢单',
    [
      { tool: 'log_interaction', summary: '潘少华嫌太贵' },
      { tool: 'save_contacts', lifecycleStage: 'Lost' },
    ],
  ],
  [
    'log a note that Petra Fontaine liked the demo, and mark her won',
    [
      { tool: 'log_interaction', summary: 'Petra Fontaine liked the demo' },
      { tool: 'save_contacts', lifecycleStage: 'Won' },
    ],
  ],
  [
    'mark Petra Fontaine as won and log a lunch with her',
    [
      { tool: 'save_contacts', lifecycleStage: 'Won' },
      { tool: 'log_interaction', channel: 'meeting' },
    ],
  ],
  [
    '把潘少华改成赢单，再记一下今天和他吃了午饭',
    [
      { tool: 'save_contacts', lifecycleStage: 'Won' },
      { tool: 'log_interaction', channel: 'meeting' },
    ],
  ],
])('an entry and a change in one sentence are both done: %s', async (said, writes) => {
  expect((await turn(said)).writes).toMatchObject(writes);
});

test.each([['把潘少华的备注念给我听听'], ["read me Petra Fontaine's notes"]])(
  'notes that are to be read are not written: %s',
  async (said) => {
    expect((await turn(said)).writes).toEqual([]);
  },
);

test.each([
  [
    'Petra Fontaine, we hung up a minute ago. What she needs is a quote for 20 seats. That should go in as a call',
    { channel: 'call', summary: expect.stringContaining('20 seats') },
  ],
  [
    "There's a chat message from Diego Lombardi today, he wants the invoice again. Needs to be entered in the history",
    { channel: 'chat', summary: expect.stringContaining('invoice') },
  ],
  [
    'diego lombardi didnt pick up so i talked to the voicemail. enter it as a call, next try is on friday',
    { channel: 'call', followUpOn: '2026-11-27' },
  ],
  [
    'On Thursday I phoned Petra Fontaine about our support hours. Please log it. My promise was to be back in touch on the 12th of December',
    { channel: 'call', occurredAt: '2026-11-19', followUpOn: '2026-12-12' },
  ],
  [
    'To go on file: chat with Petra Fontaine over WhatsApp, today. Their lawyers have got the contract',
    { channel: 'chat', summary: expect.stringContaining('lawyers') },
  ],
  ['昨儿上门见了潘少华，谈的是续约，存一条记录', { channel: 'meeting', occurredAt: '2026-11-22' }],
  ['演示链接今天邮件发给潘少华了，系统里登一笔', { channel: 'email' }],
  [
    '潘少华刚电话聊完，觉得咱们报价太高了…你登记下，跟进放12月5号',
    { channel: 'call', followUpOn: '2026-12-05' },
  ],
  [
    '今天和潘少华坐下来开会聊扩容了，这个要留记录，跟进约的12.19',
    { channel: 'meeting', followUpOn: '2026-12-19' },
  ],
  ['漏记了一笔：11月18号跟潘少华打过电话，他嫌贵，补进去', { channel: 'call', occurredAt: '2026-11-18' }],
])('what was told is logged with its day, its channel and what comes next: %s', async (said, log) => {
  const { writes } = await turn(said);
  expect(writes).toMatchObject([{ tool: 'log_interaction', ...log }]);
  expect(JSON.stringify(writes)).not.toMatch(
    /登记下|存一条|登一笔|要留记录|补进去|enter it|log it|go in as/u,
  );
});

test.each([
  ['Find the phone of Petra Fontaine', 'Got through, she signs next month, please log the call'],
  ['潘少华的电话报一下', '通上话了，人家打算下月续签，把通话登上'],
])('a call is with whom was just spoken of, and their plan is no follow-up: %s', async (...said) => {
  const { writes } = await turn(...said);
  expect(writes).toMatchObject([{ tool: 'log_interaction', channel: 'call' }]);
  expect(writes[0]).not.toHaveProperty('followUpOn');
});

test.each([
  ['Petra Fontaine has a new number, 415-555-0162, put that in please'],
  ['潘少华给我留手机号了，13912345678，存一下'],
])('a number that is to be kept is no contact: %s', async (said) => {
  expect((await turn(said)).writes).not.toContainEqual(expect.objectContaining({ tool: 'log_interaction' }));
});
