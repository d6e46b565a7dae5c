import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, createApp } from '../../../wire.ts';
import { lastTurn } from './testing.ts';

// How salespeople say it: firms by their addresses, conditions in passing, slips put right, the others of a list.

let app: App;
const people = [
  { name: 'Petra Fontaine', emails: ['petra@brightsail.example'], lifecycleStage: 'Proposal' },
  { name: 'Diego Lombardi', emails: ['diego@brightsail.example'], lifecycleStage: 'Lost' },
  { name: 'Oona Virtanen', emails: ['oona@brightsailing.example'], lifecycleStage: 'Lead' },
  { name: '潘少华', emails: ['pan@mingchuan.example'], lifecycleStage: 'Lead' },
];

beforeEach(async () => {
  app = await createApp({ clock: () => new Date('2026-11-23T09:00:00Z') });
  for (const person of people) expect(await app.call('save_contacts', person)).toMatchObject({ ok: true });
});
afterEach(() => app.close());

const talk = (...said: readonly string[]) => lastTurn(app, said);

async function stageOf(name: string): Promise<unknown> {
  const found = await app.call('search_contacts', { filter: `name = '${name}'`, detail: 'full' });
  return found.ok && (found.data as { items: { lifecycleStage: string }[] }).items[0]?.lifecycleStage;
}

test.each(['who do we know at brightsail?', '我们认识brightsail的哪些人？'])(
  'a firm is known by the addresses of its people, and by none that only begin so: %s',
  async (said) => {
    const { answer } = await talk(said);
    expect(answer).toContain('Petra Fontaine');
    expect(answer).toContain('Diego Lombardi');
    expect(answer).not.toContain('Oona Virtanen');
  },
);

test.each(['the mingchuan contact goes to Qualified', '把mingchuan的联系人改成合格'])(
  'one person of a firm is that person: %s',
  async (said) => {
    await talk(said);
    expect(await stageOf('潘少华')).toBe('Qualified');
  },
);

test.each(['move the brightsail contact to won', '把brightsail的联系人改成赢单'])(
  'of several people of a firm it is asked who is meant: %s',
  async (said) => {
    expect((await talk(said)).writes).toEqual([]);
  },
);

test.each([
  ['if Petra Fontaine is still at proposal move her to won', 'Won'],
  ['if Petra Fontaine is lost move her to won', 'Proposal'],
  ['is Petra Fontaine still at proposal? If not, move her to won', 'Proposal'],
  ['Petra Fontaine要是还在报价就改成赢单，不是就算了', 'Won'],
  ['Petra Fontaine要是已经丢单了就改成赢单', 'Proposal'],
  ['看看Petra Fontaine是不是在报价，是的话改成赢单', 'Won'],
])('a condition on one record is looked up: %s', async (said, stage) => {
  await talk(said);
  expect(await stageOf('Petra Fontaine')).toBe(stage);
});

test.each([
  ['move Petra Fontaine to won... scratch that, I meant Diego Lombardi'],
  ['把Petra Fontaine改成赢单……说错了，是Diego Lombardi，Fontaine那个别动'],
])('who is put right in the same breath is the one: %s', async (said) => {
  await talk(said);
  expect([await stageOf('Petra Fontaine'), await stageOf('Diego Lombardi')]).toEqual(['Proposal', 'Won']);
});

test.each([
  ['who do we know at brightsail?', 'move Petra Fontaine to won', 'the other one to qualified'],
  ['我们认识brightsail的哪些人？', '把Petra Fontaine改成赢单', '另一个改成合格'],
])('the other one is who was not spoken of since: %s', async (...said) => {
  await talk(...said);
  expect([await stageOf('Petra Fontaine'), await stageOf('Diego Lombardi')]).toEqual(['Won', 'Qualified']);
});

test.each([
  ['who do we know at brightsail?', 'the rest to qualified'],
  ['我们认识brightsail的哪些人？', '剩下的改成合格'],
])('where nobody was taken out, nobody is left: %s', async (...said) => {
  expect((await talk(...said)).writes).toEqual([]);
});

test.each([
  'got a referral yesterday. Pete Lindqvist, 602-555-0117. Can you get him into the system as a lead',
  '老客户介绍来一个，叫Pete Lindqvist，电话602-555-0117，先放线索',
])('somebody introduced is entered in whatever words: %s', async (said) => {
  await talk(said);
  expect(await stageOf('Pete Lindqvist')).toBe('Lead');
});

test.each([
  [
    'Petra Fontaine no answer on the phone, left a voicemail. Log the call, I will try again Friday',
    '2026-11-27',
  ],
  ['Petra Fontaine电话打了没人接，记一笔，周五我再打', '2026-11-27'],
])('a tale that ends in an order to log it is logged with what comes next: %s', async (said, followUpOn) => {
  expect((await talk(said)).writes).toMatchObject([{ channel: 'call', followUpOn }]);
});

test.each(['I got a missed call from petra@brightsail.example', '有个petra@brightsail.example的未接来电'])(
  'a missed call is none: %s',
  async (said) => {
    expect((await talk(said)).writes).toEqual([]);
  },
);

test.each([
  ['潘少华合同搞定了，阶段往上调到赢单', 'Won'],
  ['潘少华改主意了，阶段那栏换成报价', 'Proposal'],
  ['潘少华阶段大概可以换成赢单', 'Lead'],
  ['潘少华临时换成赢单', 'Lead'],
])(
  'what is told beside an order does not hold it up, what may be another order does: %s',
  async (said, stage) => {
    await talk(said);
    expect(await stageOf('潘少华')).toBe(stage);
  },
);
