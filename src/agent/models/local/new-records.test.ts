import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectTestClient, type TestClient } from '../../../../tools/kernel/testing.ts';
import { lastTurn } from './testing.ts';

// New people, firms, products and tasks with all that is said of them in passing.

let client: TestClient;
beforeEach(async () => {
  client = await connectTestClient({ now: '2026-11-23T17:00:00+08:00' });
  for (const name of ['Zephyr Tools', '南京启元零售有限公司'])
    await client.call('save_records', { kind: 'company', fields: { name } });
});
afterEach(() => client[Symbol.asyncDispose]());

const writesOf = async (...said: readonly string[]) => (await lastTurn(client.app, said)).writes;

test.each([
  [
    'Add Maria Keller, purchasing manager at Zephyr Tools, maria.keller@zephyr.example.',
    {
      name: 'Maria Keller',
      jobTitle: 'purchasing manager',
      company: 'Zephyr Tools',
      emails: ['maria.keller@zephyr.example'],
    },
  ],
  [
    'pls create Jonas Wirth, jonas@zephyr.example, works for Zephyr Tools, came from the website',
    { name: 'Jonas Wirth', company: 'Zephyr Tools', leadSource: 'Website' },
  ],
  [
    '新建联系人：高明，南京启元零售有限公司采购经理，手机 13912345678',
    { name: '高明', jobTitle: '采购经理', company: '南京启元零售有限公司', phones: ['13912345678'] },
  ],
  [
    '加个人：范晓军，13700001111，南京启元零售的，老客户介绍',
    { name: '范晓军', company: '南京启元零售', leadSource: 'Referral', phones: ['13700001111'] },
  ],
])('somebody new is the speaker’s, with job, firm and source: %s', async (said, expected) => {
  expect(await writesOf(said)).toMatchObject([{ tool: 'save_contacts', ...expected, owner: 'Helen Marsh' }]);
});

test.each([
  [
    'Create a company Summit Robotics in Seattle, industry Manufacturing.',
    { kind: 'company', fields: { name: 'Summit Robotics', city: 'Seattle', industry: 'Manufacturing' } },
  ],
  [
    '新增产品：扫码枪底座，编号 HW-CRD，价格 45 美元',
    { kind: 'product', fields: { name: '扫码枪底座', sku: 'HW-CRD', price: '45' } },
  ],
])('a firm and a product take what is told of them: %s', async (said, expected) => {
  expect(await writesOf(said)).toMatchObject([{ tool: 'save_records', ...expected }]);
});

test.each([
  [
    'New high-priority task for 李娜: prepare the Zephyr Tools contract, due Friday.',
    { title: 'prepare the Zephyr Tools contract', dueOn: '2026-11-27', owner: '李娜', priority: 'high' },
  ],
  [
    'I need a to-do: send the onboarding agenda by Wednesday',
    { title: 'send the onboarding agenda', dueOn: '2026-11-25' },
  ],
  ['给李娜派个任务：周五前准备续约方案', { title: '准备续约方案', dueOn: '2026-11-27', owner: '李娜' }],
  ['后天上午记得跟客户要交货反馈，建个待办', { title: '跟客户要交货反馈', dueOn: '2026-11-25' }],
])('a task is what stands behind the order for it: %s', async (said, expected) => {
  expect(await writesOf(said)).toMatchObject([{ tool: 'save_tasks', ...expected }]);
});

test.each([
  ['remind me to call Petra Fontaine next Tuesday', 'call Petra Fontaine'],
  ['下周二提醒我给潘少华打个电话', '给潘少华打个电话'],
])('where tasks are kept a call to be made is one: %s', async (said, title) => {
  for (const name of ['Petra Fontaine', '潘少华'])
    await client.call('save_contacts', { name, allowDuplicate: true });
  expect(await writesOf(said)).toMatchObject([{ tool: 'save_tasks', title, dueOn: '2026-12-01' }]);
});

test.each([
  ["take Petra Zimmerfeld off Helen's plate and give her to Priya", [{ owner: 'Priya Nair' }]],
  ['上周五和潘小川通过电话，对方嫌贵，给我补记一下', [{ tool: 'log_interaction', channel: 'call' }]],
])('nobody is deleted or given to the speaker by the way: %s', async (said, expected) => {
  for (const name of ['Petra Zimmerfeld', '潘小川'])
    await client.call('save_contacts', { name, owner: 'Helen Marsh' });
  expect(await writesOf(said)).toMatchObject(expected);
});
