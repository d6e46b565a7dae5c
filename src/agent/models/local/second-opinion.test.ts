import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, createApp } from '../../../wire.ts';
import { lastTurn } from './testing.ts';

// What grammar would write, held against what others who spoke like this wanted.

const people = [
  { name: 'Petra Fontaine', lifecycleStage: 'Lead', emails: ['petra@old.example'] },
  { name: 'Olga Hartwell', lifecycleStage: 'Qualified', phones: ['+44 20 7946 0018'] },
  { name: 'Bruno Castell', lifecycleStage: 'Qualified' },
  { name: '潘少华', lifecycleStage: 'Lead' },
];
let app: App;

beforeEach(async () => {
  app = await createApp({ clock: () => new Date('2026-11-22T09:00:00Z') });
  for (const person of people) expect(await app.call('save_contacts', person)).toMatchObject({ ok: true });
});
afterEach(() => app.close());

const talk = (...said: readonly string[]) => lastTurn(app, said);

test('what belongs in the notes is no interaction', async () => {
  const { writes } = await talk("Petra Fontaine's note should also say that her brother signs the papers");
  expect(writes).toMatchObject([{ tool: 'save_contacts', appendNote: 'her brother signs the papers' }]);
});

test.each([
  [
    "I want it written down in Petra Fontaine's notes that the bridge is closed on Mondays",
    { tool: 'save_contacts', appendNote: 'the bridge is closed on Mondays' },
  ],
  [
    '潘少华下个月搬去新办公楼，备注里添上这条。',
    { tool: 'save_contacts', appendNote: '潘少华下个月搬去新办公楼' },
  ],
  [
    'Yesterday I wrote Olga Hartwell an email explaining the guarantee. File it under her, thanks.',
    { tool: 'log_interaction', channel: 'email', summary: /guarantee$/ },
  ],
])('what is told of somebody is entered where grammar finds no order: %s', async (said, expected) => {
  const { writes } = await talk(said);
  expect(writes).toHaveLength(1);
  for (const [key, value] of Object.entries(expected))
    expect(writes[0]).toHaveProperty(key, value instanceof RegExp ? expect.stringMatching(value) : value);
});

test.each([
  'Did Petra Fontaine say anything about the bridge?',
  "read me Petra Fontaine's notes about the bridge",
  '潘少华上次说了什么？',
  '念一下潘少华的备注',
])('what is asked is not entered: %s', async (said) => {
  expect((await talk(said)).writes).toEqual([]);
});

test.each([
  ['move Olga Hartwell to Won', 'and Bruno Castell too', 'Won'],
  ['把潘少华改成合格', '再改成报价', 'Proposal'],
])('what goes on from what was said before is done: %s, %s', async (said, then, lifecycleStage) => {
  expect((await talk(said, then)).writes).toMatchObject([{ lifecycleStage }]);
});

test.each([
  ['嗨呀，潘少华那个合同今天可算签下来了！赶紧改成赢单', { lifecycleStage: 'Won' }],
  [
    'Replace the address of Petra Fontaine by petra@new.example, the old one bounces since Monday',
    { emails: ['petra@new.example'] },
  ],
])('what is only told beside a change is not written: %s', async (said, change) => {
  const { writes } = await talk(said);
  expect(writes).toHaveLength(1);
  expect(writes).toMatchObject([change]);
  expect(Object.keys(writes[0]!)).not.toContain('followUpOn');
});

test.each(['从明年二月起，潘少华算合格', 'From February on, Petra Fontaine counts as qualified'])(
  'what is to be from a later day on is not done today: %s',
  async (said) => {
    expect((await talk(said)).writes).toEqual([]);
  },
);

test('a field no example spoke of is changed without a question', async () => {
  expect((await talk('潘少华的职务更新为运营总监')).writes).toMatchObject([{ jobTitle: '运营总监' }]);
});
