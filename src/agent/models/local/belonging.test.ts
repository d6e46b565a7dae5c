import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectTestClient, type TestClient } from '../../../../tools/kernel/testing.ts';
import { lastTurn } from './testing.ts';

// "Dana's deal" is the deal and not Dana, whatever the deal is called.

let client: TestClient;
beforeEach(async () => {
  client = await connectTestClient({ now: '2026-11-23T17:00:00+08:00' });
  for (const name of ['Tessa Okafor', 'Ivo Brandt', '樊志强', '苏婉清'])
    await client.call('save_contacts', { name });
  await client.call('save_deals', { name: 'Yearly renewal', contact: 'Tessa Okafor', amount: '5000' });
  await client.call('save_deals', { name: '年度续约', contact: '樊志强', amount: '5000' });
});
afterEach(() => client[Symbol.asyncDispose]());

const turn = (said: string) => lastTurn(client.app, [said]);

test.each([
  ["mark Tessa Okafor's deal as won", { stage: 'Won' }],
  ["move Tessa's deal to Negotiation", { stage: 'Negotiation' }],
  ["Tessa Okafor's deal is won", { stage: 'Won' }],
  ["push Tessa Okafor's deal back to December 5", { expectedCloseOn: '2026-12-05' }],
  ["change Tessa Okafor's deal amount to 7000", { amount: '7000' }],
  ['把樊志强的商机标记为赢单', { stage: 'Won' }],
  ['樊志强的商机改成谈判', { stage: 'Negotiation' }],
])('%s', async (said, changes) => {
  const { writes } = await turn(said);
  expect(writes).toMatchObject([{ tool: 'save_deals', ...changes }]);
});

test.each([["delete Tessa Okafor's deal"], ['删除樊志强的商机']])('%s', async (said) => {
  expect((await turn(said)).writes).toMatchObject([{ tool: 'delete_records', kind: 'deal' }]);
});

test.each([
  ["delete Ivo Brandt's deal", 'Ivo Brandt has no deal here that I could find. Nothing was changed.'],
  ['删除苏婉清的商机', '没有找到苏婉清的商机。没有改动任何数据。'],
])('who has none is left alone: %s', async (said, answer) => {
  expect(await turn(said)).toMatchObject({ writes: [], answer });
});
