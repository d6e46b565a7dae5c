import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enter, takeBack } from './conversation.ts';
import { openShop, type Shop } from './shop.ts';

// What customers mean, where their words alone would say otherwise.

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(process.env.TEST_DATABASE_URL, [
    'ava_moore_2033',
    'ethan_lopez_6291',
    'sofia_rossi_8776',
  ]);
}, 120_000);
afterAll(() => shop[Symbol.asyncDispose]());

const emails = {
  ava: 'ava.moore6020@example.com',
  ethan: 'ethan.lopez8943@example.com',
  sofia: 'sofia.rossi2645@example.com',
};

/** Says turns at the customers' door. @returns the last answer */
async function say(who: keyof typeof emails, ...turns: string[]): Promise<string> {
  const visit = enter(shop.app, 'local');
  let { answer } = await visit.say(emails[who]);
  for (const turn of turns) ({ answer } = await visit.say(turn));
  return answer;
}

const changed = async (): Promise<string[]> => {
  const now = await shop.now();
  return [...now.orders].filter(([id, order]) => order !== shop.before.orders.get(id)).map(([id]) => id);
};

describe('which record is meant', () => {
  test.each([
    ['return the hiking boots from #W4817420', 'yes', 'return the bookshelf from the same order too'],
    ['我要退#W4817420的登山靴', '是的', '我要退同一单的书架'],
  ])('the same order stays the same, though another one holds such a thing: %s', async (...turns) => {
    const told = await say('ava', ...turns);
    expect(told).toContain('#W4817420');
    expect(told).not.toContain('#W8951014');
    await takeBack(shop.app);
  });

  test.each([
    ['status of #W2173715', 'can I still cancel that one?'],
    ['查一下#W2173715', '那单还能取消吗？'],
  ])('what was spoken of is meant, and refused before anything is asked: %s', async (...turns) => {
    expect(await say('ava', ...turns)).toMatch(/^(?:Order |订单)#W2173715/);
  });

  test.each([
    ['status of #W4135875', 'and the grill?'],
    ['查一下#W4135875', '烤架那单呢？'],
  ])('the same is asked of another record: %s', async (...turns) => {
    expect(await say('ava', ...turns)).toContain('#W2173715');
  });

  test.each([
    ['return the boots and the kettle of #W4817420', 'actually not the kettle, only the boots'],
    ['我要退#W4817420的登山靴和电水壶', '只退靴子'],
    ['我要退#W4817420的登山靴和电水壶', '电水壶不退了'],
  ])('one of two things is left out: %s, %s', async (...turns) => {
    const told = await say('ava', ...turns);
    expect(told).toContain('Hiking Boots');
    expect(told).not.toContain('Kettle');
  });

  test.each([
    'Change the delivery address of order W6779827 to 12 Main Street, Denver, CO 80014',
    'W6779827 的收货地址改成 12 Main Street, Denver, CO 80014',
  ])('the number of an order beside its address: %s', async (turn) => {
    expect(await say('ethan', turn)).toMatch(/#W6779827.*12 Main Street, Denver/);
  });
});

describe('what is not to be had', () => {
  test.each([
    ['can I pay order #W6426438 with my gift card instead?', 'can pay'],
    ['#W6426438能改用礼品卡付吗？', '不足以支付'],
  ])('a question whether something can be done is tried, not just affirmed: %s', async (turn, told) => {
    expect(await say('ethan', turn)).toContain(told);
    expect(await changed()).toEqual([]);
  });

  test.each([
    ['exchange the backpack of #W8632528 for a black one', 'no, the blue one', 'blue'],
    ['#W8632528的背包想换成黑色的', '不，要蓝色的', '蓝色'],
  ])('a correction to it says so and lets nothing go: %s', async (first, correction, wish) => {
    const told = await say('ethan', first, correction);
    expect(told).toContain(wish);
    expect(told).toContain('1. ');
  });

  test.each([
    ['return #W8535951', 'to my paypal', 'then the card', 'Mastercard ending in 3357'],
    ['我要退#W8535951', '退到我的paypal', '那就退到信用卡', '尾号3357的Mastercard'],
  ])('a way to pay the customer does not have: %s', async (first, other, card, label) => {
    expect(await say('sofia', first, other)).toContain('paypal');
    expect(await say('sofia', first, other, card)).toContain(`${label}`);
    expect(await changed()).toEqual([]);
  });
});

describe('doubts on the way to a wish', () => {
  test.each([
    [
      'Return the backpack from #W8632528. I am unsure which payment method to use for the refund. I decide to get a gift card for the refund.',
      'the gift card at once',
    ],
    ['退#W8632528的背包。我不确定退款用哪种支付方式，还是退到礼品卡吧。', '礼品卡'],
  ])('%s', async (turn, told) => {
    expect(await say('ethan', turn)).toContain(told);
    expect(await changed()).toEqual([]);
  });
});

describe('how it is written', () => {
  test.each([
    ['ava', ['cancel my tablet order', 'i just dont need it any more'], 'no longer needed'],
    ['sofia', ['i need my money back for the vacuum, i dont want it'], '#W8535951'],
  ] as const)('without apostrophes: %s, %j', async (who, turns, told) => {
    expect(await say(who, ...turns)).toContain(told);
    expect(await changed()).toEqual([]);
  });

  test('a name and a postcode alone say who somebody is', async () => {
    const visit = enter(shop.app, 'local');
    await visit.say('where is my order');
    expect((await visit.say('Ava Moore 78234')).answer).toContain('Ava Moore');
  });

  test('too many attempts are told without words for assistants', async () => {
    const first = enter(shop.app, 'local');
    for (const zip of ['11111', '22222', '33333', '44444', '55555'])
      await first.say(`my name is Nobody Known, zip ${zip}`);
    const { answer } = await enter(shop.app, 'local').say('my name is Nobody Known, zip 66666');
    expect(answer).toContain('Too many attempts');
    expect(answer).not.toMatch(/\w_\w/);
    expect(answer).not.toContain('what is your e-mail');
  });
});

describe('questions about the shop', () => {
  const documents = {
    'About us': [
      '# About us',
      '## Address\nOur shop is at 12 Harbour Street, Bristol.',
      '## Appointments\nWho misses an appointment books a new one by phone.',
      '## Classes\nYou can change to another class once a term.',
      '## Parking\nA parking space costs £2 an hour.',
    ],
    关于我们: [
      '# 关于我们',
      '## 地址\n门店地址：杭州市文三路12号。',
      '## 预约\n错过预约后请打电话重新预约。',
      '## 换班\n每学期可以换一次班。',
      '## 停车\n停车每小时收费5元。',
    ],
  };
  beforeAll(async () => {
    for (const [title, parts] of Object.entries(documents)) {
      const document = { title, source: `${title}.md`, text: parts.join('\n\n'), audience: 'customers' };
      expect(await shop.app.call('add_knowledge', document)).toMatchObject({ ok: true });
    }
  });

  test.each([
    ['Where are you?', '12 Harbour Street'],
    ['how do I get to your shop?', '12 Harbour Street'],
    ['what if I miss my appointment', 'books a new one'],
    ['can I change my class?', 'once a term'],
    ['I want to change my class', 'once a term'],
    ['你们在哪', '文三路12号'],
    ['你们店在什么地方？', '文三路12号'],
    ['我错过预约了怎么办', '重新预约'],
    ['我想换个班', '换一次班'],
    ['可以换个班吗？', '换一次班'],
    ['how much is parking?', '£2'],
    ['停车多少钱', '5元'],
  ])('are answered from the documents, whoever asks: %s', async (question, told) => {
    expect((await enter(shop.app, 'local').say(question)).answer).toContain(told);
  });

  test.each([
    ['cancel my gym membership', 'about “gym membership”', 'yes', 'e-mail'],
    ['my haircut must be cancelled', 'about “haircut”', 'no', 'What else'],
    ['取消我的健身卡', '关于“健身卡”', '是的', '邮箱'],
    ['把我的发型取消', '关于“发型”', '不用', '还有什么'],
  ])('nobody is asked who they are for what nobody knows: %s', async (wish, told, reply, then) => {
    const visit = enter(shop.app, 'local');
    expect((await visit.say(wish)).answer).toContain(told);
    expect((await visit.say(reply)).answer).toContain(then);
  });

  test.each([
    ['can I change my haircut?', 'do not find an answer'],
    ['可以换个发型吗？', '没有找到答案'],
    ['how much is a haircut?', 'do not find an answer'],
    ['雅思班多少钱', '没有找到答案'],
    ['how much is the yoga class?', 'do not find an answer'],
    ['what is the price of a class?', 'do not find an answer'],
    ['换班多少钱', '没有找到答案'],
    ['how much is it?', 'Which product'],
    ['这个多少钱', '哪种商品'],
    ['I want to cancel my order', 'e-mail'],
    ['can I change my boots?', 'e-mail|exchange'],
    ['我想换个大一点的尺码', '邮箱'],
    ['我的靴子能换吗？', '邮箱|换货'],
  ])(
    'what the shop sells is asked about as before, what nobody knows is said so: %s',
    async (question, told) => {
      expect((await enter(shop.app, 'local').say(question)).answer).toMatch(new RegExp(told));
    },
  );
});
