import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startEndpoint } from '../../src/agent/testing/endpoint.ts';
import type { App } from '../../src/wire.ts';
import { takeBack } from './conversation.ts';
import { openShop, type Shop } from './shop.ts';

// Several calls that wait for one customer's yes and touch the same record: an order, or the gift card that
// two refunds go to.

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(process.env.TEST_DATABASE_URL, ['harper_kim_2998']);
}, 120_000);
afterEach(() => takeBack(shop.app));
afterAll(() => shop[Symbol.asyncDispose]());

const address = {
  line1: '12 Main Street',
  city: 'Denver',
  region: 'CO',
  postcode: '80014',
  country: 'USA',
};
const cancelling = (order: string) => ({ order, action: 'cancel', reason: 'no longer needed' });
const pairs = [
  ['two refunds to one gift card', cancelling('#W5030602'), cancelling('#W8121088')],
  [
    'two changes of one order',
    { order: '#W5030602', action: 'change_address', address },
    cancelling('#W5030602'),
  ],
] as const;

async function customer(): Promise<App> {
  const found = await shop.app.call('search_contacts', { query: 'harper.kim4003@example.com' });
  if (!found.ok) throw new Error(found.error.message);
  const [contact] = found.data.items as { id: string; name: string }[];
  return shop.app.asCustomer({ id: contact!.id, name: contact!.name, contactId: contact!.id });
}

describe.each(pairs)('%s', (_, first, second) => {
  test('are approved one after the other', async () => {
    const app = await customer();
    const waiting: string[] = [];
    for (const given of [first, second]) {
      const outcome = await app.call('update_order', given);
      if (outcome.ok) throw new Error('Nobody was asked.');
      waiting.push(String(outcome.error.details?.approvalId));
    }
    for (const id of waiting) expect(await app.approve(id, 'approved')).toMatchObject({ ok: true });
    expect((await shop.now()).orders.get(second.order)).toContain('"status":"cancelled"');
  });

  test.each([
    ['Change both, please', 'yes'],
    ['两样都办', '是'],
  ])('are one question of the agent, and one yes: %s', async (question, yes) => {
    await using endpoint = await startEndpoint();
    const app = await customer();
    const agent = await app.agent({
      model: 'openai-chat:scripted',
      openAi: { baseUrl: endpoint.baseUrl },
    });
    const calls = [first, second].map((given) => ({ name: 'update_order', arguments: given }));
    endpoint.script({ calls }, { text: 'Both?' }, { text: 'Done.' });
    const asked = await agent.ask(question);
    expect(asked.pendingApproval).toMatchObject({ others: [{ tool: 'update_order' }] });
    const { steps } = await agent.ask(yes);
    expect(steps).toMatchObject([{ outcome: { ok: true } }, { outcome: { ok: true } }]);
  });
});
