import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../../wire.ts';
import { lastTurn } from './testing.ts';

// Changes in wordings that no rule knows, told by how others have worded theirs.

const people = [
  { name: 'Petra Fontaine', lifecycleStage: 'Lead' },
  { name: 'Olga Hartwell', lifecycleStage: 'Qualified' },
  { name: 'Bruno Castell', lifecycleStage: 'Qualified' },
  { name: 'Iris Vandenberg', lifecycleStage: 'Proposal' },
  { name: '潘少华', lifecycleStage: 'Lead' },
  { name: '韦启明', lifecycleStage: 'Proposal' },
];
let app: App;

beforeAll(async () => {
  app = await createApp({ clock: () => new Date('2026-11-22T09:00:00Z') });
  for (const person of people) expect(await app.call('save_contacts', person)).toMatchObject({ ok: true });
});
afterAll(() => app.close());

const talk = (...said: readonly string[]) => lastTurn(app, said);

describe('how things are from now on is an order', () => {
  test.each([
    ['Iris Vandenberg has gone with the other lot, so that one is lost to us', 'Lost'],
    ['Olga Hartwell, Bruno Castell: both have signed, so they are won, what a week', 'Won'],
    ['潘少华那边预算批下来了，该算合格的人了，阶段跟着走', 'Qualified'],
    ['韦启明跟进的日子，12月15号，周二', '2026-12-15'],
    ['合格的那几位都把报价拿走了，阶段也该是报价了', 'Proposal'],
  ])('%s', async (said, value) => {
    const { writes } = await talk(said);
    expect(writes).toHaveLength(1);
    expect(JSON.stringify(writes)).toContain(value);
  });
});

describe('what is forbidden, passed on or thought about is none', () => {
  test.each([
    "Nobody is to touch Petra Fontaine's stage, whatever Tom says about her being qualified",
    'Iris Vandenberg may well end up as won, who knows, but nothing needs doing about it yet',
    'My boss keeps saying the qualified people should all be proposals. I disagree, so they stay',
    '潘少华要是转成合格会怎么样？我就随便想想，先别动',
    '有人说韦启明早晚得赢单，你听听就行，别给我改',
  ])('%s', async (said) => {
    expect((await talk(said)).writes).toEqual([]);
  });
});
