import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../../wire.ts';
import { lastTurn } from './testing.ts';

// What the record has now, and what is named that it has not, tell a change whose words are not known.

const people = ['Petra Fontaine', 'Olga Hartwell', 'Bruno Castell', 'Iris Vandenberg', '潘少华', '韦启明'];
let app: App;

beforeAll(async () => {
  app = await createApp({ clock: () => new Date('2026-11-22T09:00:00Z') });
  for (const name of people) expect(await app.call('save_contacts', { name })).toMatchObject({ ok: true });
});
afterAll(() => app.close());

const talk = (...said: readonly string[]) => lastTurn(app, said);

describe('what is named and not yet so is what is to be', () => {
  test.each([
    [
      'We put Petra Fontaine down as a lead by mistake, proposal is where it stands. Correct it would you',
      'Proposal',
    ],
    [
      'Olga Hartwell went through our check, so no longer a lead. Qualified it is, correct it would you',
      'Qualified',
    ],
    [
      'Bruno Castell: somehow down as a lead, qualified would be right. Please put that straight',
      'Qualified',
    ],
    ['潘少华签完字了，stage直接Won', 'Won'],
    ['早上例会提过韦启明，线索早不是了，如今到合格，麻烦处理', 'Qualified'],
  ])('%s', async (said, value) => {
    const { writes } = await talk(said);
    expect(writes).toHaveLength(1);
    expect(JSON.stringify(writes)).toContain(value);
  });
});

describe('what is open is not surmised', () => {
  test.each([
    'Somehow we have Petra Fontaine down as a lead, maybe it is a proposal. Have a think',
    'Petra Fontaine told us she is qualified, or so the notes claim',
    'Leave Petra Fontaine a lead, although she may look qualified',
    'Petra Fontaine is no lead: qualified, or proposal already? Please sort it',
    '潘少华也许该到proposal了，先别动',
    '如果潘少华签了字，stage就到Won',
  ])('%s', async (said) => {
    expect((await talk(said)).writes).toEqual([]);
  });
});

describe('a conversation logged wrongly is logged anew', () => {
  test.each([
    [
      [
        'Petra Fontaine and I went over pricing on the phone today, put it in the history',
        "I got that wrong. It wasn't by phone, we did the whole thing by email",
      ],
      '"channel":"email"',
    ],
    [['潘少华续费的事，今天电话里聊过了，录一条', '日子记岔了，是18号打的，改过来'], '2026-11-18'],
    [
      ['Log that I called Petra Fontaine today about the renewal', 'My mistake, that was on the 18th'],
      '2026-11-18',
    ],
  ])('%s', async (said, value) => {
    const { writes } = await talk(...said);
    expect(JSON.stringify(writes)).toContain(value);
  });
});

describe('those described piece by piece are counted', () => {
  test.each([
    "Whole company, everybody's book: customers who are qualified today, what's the total?",
    '合格阶段的，全公司的客户里，一共几家？',
  ])('%s', async (said) => {
    const { answer } = await talk(said);
    expect(answer).toMatch(/Qualified/);
    expect(answer).toMatch(/[23]/);
  });
});
