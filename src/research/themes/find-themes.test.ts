import { expect, test } from 'vitest';
import { findThemes } from './find-themes.ts';

const about = {
  delivery: [
    'The delivery came a week late again',
    'late delivery, the parcel was left in the rain',
    'My parcel arrived late and the delivery driver was rude',
    'Delivery is slow, the parcel took two weeks',
    'The delivery of my parcel was late',
  ],
  price: [
    'Far too expensive, the price went up again',
    'The price increase is hard to explain to my boss',
    'price is too high compared with the competition',
    'Expensive for what it does, the price should be lower',
    'I like it but the price is too high',
  ],
  物流: [
    '物流太慢了，等了一个星期',
    '快递员态度差，物流信息不更新',
    '物流慢，快递还把包装弄坏了',
    '快递很慢，物流一直没有消息',
  ],
  客服: [
    '客服态度很好，回复也快',
    '客服回复太慢，态度冷淡',
    '打电话给客服，一直没人回复',
    '客服很耐心，态度不错',
  ],
};
const texts = Object.values(about).flat();
const themeOf = (place: number): string =>
  Object.entries(about).find(([, list]) => list.includes(texts[place]!))![0];

test('texts in two languages fall into their themes, each with what it is called', async () => {
  const groups = await findThemes([...texts, '👍👍', ''], { count: 4 });
  expect(groups.map(({ members }) => [...new Set(members.map(themeOf))])).toEqual([
    ['delivery'],
    ['price'],
    ['物流'],
    ['客服'],
  ]);
  expect(groups.map(({ phrases }) => phrases.join('|'))).toEqual([
    expect.stringMatching(/delivery|parcel/),
    expect.stringMatching(/price/),
    expect.stringMatching(/物流|快递/),
    expect.stringMatching(/客服|态度/),
  ]);
  expect(groups.flatMap(({ members }) => members)).not.toContain(texts.length);
});

test('how many themes there are is found; the same texts give the same groups', async () => {
  const groups = await findThemes(texts);
  expect(groups.length).toBeGreaterThanOrEqual(3);
  expect(groups.length).toBeLessThanOrEqual(6);
  expect(await findThemes(texts)).toEqual(groups);
  expect(groups.flatMap(({ members }) => members).sort((one, other) => one - other)).toEqual([
    ...texts.keys(),
  ]);
});

test.each([
  ['nothing', [], 0],
  ['emoji alone', ['😀', '🎉🎉'], 0],
  ['texts that share no word', ['apple', 'bridge'], 0],
  ['one text, twice', ['late delivery', 'late delivery'], 1],
  ['more groups asked for than there are texts', ['late delivery', 'delivery late', 'late late'], 1],
])('%s', async (_, few, least) => {
  const groups = await findThemes(few, { count: 5 });
  expect(groups.length).toBeGreaterThanOrEqual(least);
  expect(groups.flatMap(({ members }) => members).length).toBeLessThanOrEqual(few.length);
});

test('stops where the signal says so', async () => {
  await expect(findThemes(texts, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
});
