import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { enter, takeBack, type Visit } from './conversation.ts';
import { openShop, type Shop } from './shop.ts';

// A customer with three pending orders paid by one gift card, one processed and one delivered; and one who
// has none that can be cancelled is made of them.

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(process.env.TEST_DATABASE_URL, ['harper_kim_2998', 'ava_moore_2033']);
}, 120_000);
afterEach(() => takeBack(shop.app));
afterAll(() => shop[Symbol.asyncDispose]());

const email = 'harper.kim4003@example.com';
const pending = ['#W7807988', '#W5030602', '#W8121088'];
const standing = ['#W2959713', '#W3433080'];

async function known(): Promise<Visit> {
  const visit = enter(shop.app, 'local');
  await visit.say(email);
  return visit;
}

const cancelled = async (): Promise<string[]> =>
  [...(await shop.now()).orders].flatMap(([id, order]) =>
    order.includes('"status":"cancelled"') ? [id] : [],
  );

describe('all orders of a customer are cancelled at once', () => {
  test.each([
    ['cancel all my orders', 'no longer needed', 'yes', 'delivered', 'processed'],
    ['Please cancel everything I ordered, it was a mistake', undefined, 'yes', 'delivered', 'processed'],
    ['把我的订单都取消', '不想要了', '确认', '已送达', '已处理'],
    ['我下错了，取消我所有的订单', undefined, '是的', '已送达', '已处理'],
  ])('%s', async (order, reason, yes, ...states) => {
    const visit = await known();
    let reply = await visit.say(order);
    if (reason !== undefined) reply = await visit.say(reason);
    for (const number of [...pending, ...standing]) expect(reply.answer).toContain(number);
    for (const state of states) expect(reply.answer).toContain(state);
    expect(reply.pendingConfirmation).toBeDefined();
    expect(await cancelled()).toEqual([]);
    const { answer, pendingConfirmation } = await visit.say(yes);
    for (const number of pending) expect(answer).toContain(number);
    expect(pendingConfirmation).toBeUndefined();
    expect((await cancelled()).toSorted()).toEqual(pending.toSorted());
  });

  test.each([
    ['cancel all my orders except #W5030602', 'no longer needed', 'yes'],
    ['除了订单#W5030602，其他订单都取消', '不需要了', '是'],
  ])('but one: %s', async (...turns) => {
    const visit = await known();
    for (const turn of turns) await visit.say(turn);
    expect((await cancelled()).toSorted()).toEqual(['#W7807988', '#W8121088']);
  });

  test.each([
    ['cancel all my orders', 'no wait, only #W5030602', 'ordered by mistake', 'yes'],
    ['把订单全部取消', '等等，只取消#W5030602', '下错了', '是'],
  ])('and then only one after all: %s, %s', async (...turns) => {
    const visit = await known();
    for (const turn of turns) await visit.say(turn);
    expect(await cancelled()).toEqual(['#W5030602']);
    expect((await visit.say('谢谢')).answer).not.toContain('回到');
  });

  test.each([
    ['cancel all my orders', 'no longer needed', 'no'],
    ['can I cancel all my orders?', 'no longer needed', 'no thanks'],
    ['把我的订单都取消', '不需要了', '算了，不取消了'],
    ['我的订单能都取消吗？', '不需要了', '不用了'],
  ])('not without a yes: %s', async (...turns) => {
    const visit = await known();
    for (const turn of turns) await visit.say(turn);
    expect(await cancelled()).toEqual([]);
  });

  test.each([
    ['cancel all my orders', '#W9999999'],
    ['取消#W4817420和我所有的订单', '#W4817420'],
  ])('another customer’s order is none of them: %s', async (order, strange) => {
    const visit = await known();
    const { answer } = await visit.say(`${order} ${order.includes(strange) ? '' : `and ${strange}`}`);
    await visit.say('no longer needed');
    expect(answer).not.toContain('Ava');
    await visit.say('yes');
    expect(await cancelled()).not.toContain(strange);
  });
});

describe('variants are held against each other', () => {
  const ask = async (...turns: string[]): Promise<string> => {
    const visit = enter(shop.app, 'local');
    let answer = '';
    for (const turn of turns) ({ answer } = await visit.say(turn));
    return answer;
  };

  test.each([
    ['which of the tea kettles is the cheapest?', /the cheapest: .*\d+\.\d\d USD/],
    [
      'is the black smart watch cheaper than the gold one?',
      /the cheapest: .*USD[\s\S]*gold[\s\S]*in stock: (?:yes|no)/,
    ],
    ['compare the smart watches', /Smart Watch:[\s\S]*in stock: no/],
    ['哪款茶壶最便宜？', /最便宜的是：.*USD[\s\S]*有货：/],
    ['黑色的智能手表比金色的贵吗', /最贵的是：.*USD[\s\S]*金色[\s\S]*有货：/],
    ['智能手表的黑色款和金色款比一下', /黑色[\s\S]*有货：/],
  ])('%s', async (question, told) => {
    expect(await ask(question)).toMatch(told);
  });

  test.each([
    ['which hiking boots are lighter?', /weight of Hiking Boots is not on record/],
    ['登山靴哪双更轻？', /Hiking Boots没有登记可以比较的重量/],
  ])('by what nobody noted they are not compared: %s', async (question, told) => {
    expect(await ask(question)).toMatch(told);
  });

  test.each([
    ['which is cheaper, the bookshelf or the grill?', /the cheapest: Bookshelf \(/],
    ['is the grill more expensive than the bookshelf?', /the most expensive: Grill \(/],
    ['compare the grill with the bookshelf', /^Side by side:/],
    ['which is lighter, the grill or the bookshelf?', /weight is not on record/],
    ['书架和烤架哪个便宜', /最便宜的是：书架 Bookshelf（/],
    ['烤架比书架贵吗？', /最贵的是：烤架 Grill（/],
    ['烤架和书架比较一下', /^对比如下：/],
    ['烤架和书架哪个轻？', /没有都登记重量/],
  ])('two products with the figures of both: %s', async (question, told) => {
    const answer = await ask(question);
    expect(answer).toMatch(told);
    for (const name of ['Grill', 'Bookshelf'])
      expect(answer).toMatch(
        new RegExp(`- (?:\\p{Script=Han}+ )?${name}[:：].*[\\d.]+ USD – [\\d.]+ USD.*\\d`, 'u'),
      );
  });

  test.each([
    ['do you have the smart watch in purple?', /No Smart Watch like that is in stock/],
    ['智能手表有紫色的吗？', /Smart Watch目前无货/],
  ])('a colour there is none of is told as such: %s', async (question, told) => {
    expect(await ask(question)).toMatch(told);
  });

  test.each([
    ['compare the rocket boats', /did not understand|do not find|Which product/],
    ['比较一下火箭', /没有听懂|没有找到|哪种商品/],
  ])('goods there are none of: %s', async (question, told) => {
    expect(await ask(question)).toMatch(told);
  });
});
