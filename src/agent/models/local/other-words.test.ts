import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../../wire.ts';
import { lastTurn } from './testing.ts';

// What is to be done stands in one sentence, what it is about in another, with courtesies and reasons around.

let app: App;

beforeAll(async () => {
  app = await createApp({ clock: () => new Date('2026-11-22T09:00:00Z') });
  for (const name of ['Petra Fontaine', '潘少华'])
    expect(await app.call('save_contacts', { name })).toMatchObject({ ok: true });
});
afterAll(() => app.close());

const talk = (...said: readonly string[]) => lastTurn(app, said);

describe('what was told is written where it is asked for', () => {
  test.each([
    ['Found it at last! Petra Fontaine, tel. 415-555-0187. Into the record with it please.', '415-555-0187'],
    [
      'Damn, the order came in signed. Petra Fontaine is on board, so in that case her stage should read won, would you',
      'Won',
    ],
    ['could Petra Fontaine be shifted into proposal', 'Proposal'],
    ['The stage of Petra Fontaine becomes Lost, I am afraid', 'Lost'],
    ['P. Fontaine is to be changed to Proposal, thx', 'Proposal'],
    ['Petra Fontaine can only be caught in the morning, put that in the notes', 'in the morning'],
    ['潘少华只有上午有空，把这个记到备注里', '上午有空'],
  ])('%s', async (said, value) => {
    const { writes } = await talk(said);
    expect(writes).toHaveLength(1);
    expect(JSON.stringify(writes)).toContain(value);
  });
});

describe('what only looks like an order is none', () => {
  test.each([
    "We're taking Petra Fontaine out to lunch",
    "Petra Fontaine won't be back before Monday",
    'Have a look at Petra Fontaine. Stage is won? Then it becomes lost.',
    '看看潘少华。阶段是赢单？那就改成丢单',
  ])('%s', async (said) => {
    expect((await talk(said)).writes).toEqual([]);
  });
});
