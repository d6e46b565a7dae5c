import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enter, takeBack } from './conversation.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(process.env.TEST_DATABASE_URL, ['ivan_santos_6635']);
}, 120_000);
afterAll(() => shop[Symbol.asyncDispose]());

/** Says turns at the customers' door. @returns the last answer */
async function say(...turns: string[]): Promise<string> {
  const visit = enter(shop.app, 'local');
  let answer = '';
  for (const turn of turns) ({ answer } = await visit.say(turn));
  return answer;
}

const changed = async (): Promise<string[]> => {
  const now = await shop.now();
  return [...now.orders].filter(([id, order]) => order !== shop.before.orders.get(id)).map(([id]) => id);
};
const email = 'ivan.santos3158@example.com';

describe('customers at the door, with the local model', () => {
  test('a return is told, confirmed and done, and nothing else', async () => {
    const told = await say(`I want to send the earbuds from #W6893533 back, my email is ${email}`);
    expect(told).toContain('Wireless Earbuds');
    expect(await changed()).toEqual([]);

    await say(`I want to send the earbuds from #W6893533 back, my email is ${email}`, 'yes');
    expect(await changed()).toEqual(['#W6893533']);
    await takeBack(shop.app);
  });

  test('中途更正：退的是另一件', async () => {
    const told = await say(`我要退订单#W6893533的耳机，我的邮箱是${email}`, '不对，是水管');

    expect(told).toContain('Garden Hose');
    expect(told).not.toContain('Wireless Earbuds');
    expect(await changed()).toEqual([]);
  });

  test('never mind leaves everything as it was', async () => {
    expect(await say(`cancel #W8770097, ordered by mistake. ${email}`, 'never mind')).toContain(
      'nothing was changed',
    );
    expect(await changed()).toEqual([]);
  });

  test('no sequence of questions, suppositions and denials writes', async () => {
    const harmless = fc.constantFrom(
      'Can I cancel #W8770097?',
      'What if I returned the earbuds from #W6893533?',
      "I don't want to cancel #W8770097",
      'Suppose I wanted another office chair, could I?',
      '订单#W8770097还能取消吗？',
      '如果我退货会怎么样？',
      '我不取消#W8770097',
      'no',
      '算了',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(harmless, { minLength: 1, maxLength: 5 }), async (turns) => {
        await say(`My email is ${email}`, ...turns);
        expect(await changed()).toEqual([]);
      }),
      { numRuns: 4 },
    );
  });
});
