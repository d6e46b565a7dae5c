import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, createApp } from '../../../wire.ts';
import { lastTurn } from './testing.ts';

// Whom and what people look for by a piece of it: the end of a number, a surname, a town, a firm, what is out of stock.

let app: App;
const add = async (tool: string, input: object) =>
  expect(await app.call(tool, input)).toMatchObject({ ok: true });
beforeEach(async () => {
  app = await createApp({ clock: () => new Date('2026-11-23T09:00:00Z'), toolsets: ['all'] });
  const people = [
    {
      name: '欧阳明轩',
      city: '北京',
      lifecycleStage: 'Lead',
      phones: ['13812340170'],
      company: '北京华帆商贸有限公司',
    },
    { name: '于静怡', city: '上海', lifecycleStage: 'Lead', phones: ['13812349999'] },
    { name: 'Adrian Dubois', city: 'Toronto', lifecycleStage: 'Won', phones: ['+1 202-555-0170'] },
  ];
  for (const fields of [
    { name: '北京华帆商贸有限公司', city: '北京' },
    { name: '北京远康医疗有限公司', city: '北京' },
  ])
    await add('save_records', { kind: 'company', fields });
  for (const person of people) await add('save_contacts', person);
  for (const fields of [
    { name: 'Edge Gateway', category: 'Hardware', price: '900', stock: '0' },
    { name: 'Wall Display', category: 'Hardware', price: '700', stock: '22' },
    { name: 'Label Printer', category: 'Hardware', price: '400', stock: '96' },
  ])
    await add('save_records', { kind: 'product', fields });
  for (const [name, stage, amount] of [
    ['Fit-out', 'Won', '100'],
    ['Rollout', 'Won', '300'],
    ['Renewal', 'Lead', '5000'],
  ])
    await add('save_deals', { name, stage, amount });
});
afterEach(() => app.close());

const answerTo = async (said: string) => (await lastTurn(app, [said])).answer;

test.each([
  ['Which contact has the phone number ending in 555-0170?', 'Adrian Dubois', '于静怡'],
  ['手机尾号 9999 的是哪位', '于静怡', 'Adrian Dubois'],
  ['姓欧阳的那个客户全名叫什么来着', '欧阳明轩', '于静怡'],
  ['列出北京还处于线索阶段的联系人', '欧阳明轩', '于静怡'],
  ['谁在北京华帆商贸上班？联系人列一下', '欧阳明轩', '于静怡'],
  ['帮我找 ouyangmingxuan 这个人', '欧阳明轩', '于静怡'],
  ['products that are out of stock', 'Edge Gateway', 'Wall Display'],
  ['库存少于 50 的硬件产品有哪些', 'Wall Display', 'Label Printer'],
])('%s: %s, not %s', async (said, found, other) => {
  const answer = await answerTo(said);
  expect(answer).toContain(found);
  expect(answer).not.toContain(other);
});

test.each([["What's the average amount of our won deals?"], ['赢单的平均金额是多少？']])(
  'the average of what was won: %s',
  async (said) => {
    expect(await answerTo(said)).toContain('200');
  },
);

test.each([
  ["Adrian Dubois's new job title is Operations Director", { jobTitle: 'Operations Director' }],
  ['于静怡的职务更新为运营总监', { jobTitle: '运营总监' }],
  ['把于静怡的城市改成重庆', { city: '重庆' }],
])('a field of words takes what it is said to be: %s', async (said, expected) => {
  expect((await lastTurn(app, [said])).writes).toMatchObject([expected]);
});

test.each([
  '给于静怡打个电话，接通了转给我',
  'call Adrian Dubois and put me through',
  '于静怡给我留手机号了',
  '帮我给于静怡写封催款邮件',
])('nothing is logged or handed over that nobody did: %s', async (said) => {
  expect((await lastTurn(app, [said])).writes).toEqual([]);
});
