import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../../wire.ts';
import { lastTurn } from './testing.ts';

// What nobody asked for is not written, and what is taken back is as it was before.

let app: App;

beforeAll(async () => {
  app = await createApp({ clock: () => new Date('2026-11-22T09:00:00Z') });
  for (const name of ['Petra Fontaine', '潘少华', 'Diego Lombardi'])
    expect(await app.call('save_contacts', { name })).toMatchObject({ ok: true });
});
afterAll(() => app.close());

const talk = (...said: readonly string[]) => lastTurn(app, said);

describe('an order with words nothing stands for', () => {
  test.each([
    'Move Petra Fontaine to Won after she pays',
    'It would be a shame to lose Petra Fontaine',
    'Petra Fontaine lost interest in hockey',
    'move most of the leads to Lost',
    'Move Petra Fontaine to Lost – good idea or not?',
    'Move Petra Fontaine to Won tomorrow',
    'Petra Fontaine and possibly Diego Lombardi should go to Won',
    'the notes claim Petra Fontaine should be lost',
    "Had Petra Fontaine been a lead we'd have marked her lost",
    "I don't want Petra Fontaine deleted",
    'Petra Fontaine called in sick',
    '款到了再把潘少华改成赢单',
    '他一签字，潘少华就改成赢单',
    '潘少华改丢单的事再等等',
    '明天把潘少华改成赢单',
    '把潘少华临时改成丢单',
    '潘少华，可能还有Diego Lombardi，改成赢单',
    '把大部分线索改成丢单',
    '你把潘少华删了没',
    '忘了给潘少华打电话',
    "Petra Fontaine, quick, I'm on the phone with her",
    '我正在跟潘少华打电话',
    'move the leads at Proposal and Zebediah Quirk to Lost',
    '把线索和Zebediah Quirk都改成丢单',
    'that training lead, move it to Lost',
    '那个培训线索改成丢单',
  ])('is not carried out at once: %s', async (said) => {
    expect((await talk(said)).writes).toEqual([]);
  });

  test.each([
    ['Could you please mark Petra Fontaine as lost, they went with somebody cheaper', 'Lost'],
    ['hey just put Petra Fontaine back to Proposal for me, thanks', 'Proposal'],
    ['麻烦帮我把潘少华的阶段直接改回报价，多谢', 'Proposal'],
    ["and while you're there, mark Petra Fontaine as lost accordingly", 'Lost'],
    ['Move Petra Fontaine to Lost, she asked for that herself', 'Lost'],
    ['把潘少华改成丢单，他离客户近，跑起来方便', 'Lost'],
    ['潘少华不是丢单，是赢单，改一下', 'Won'],
  ])('is carried out with civilities and reasons: %s', async (said, lifecycleStage) => {
    expect((await talk(said)).writes).toMatchObject([{ lifecycleStage }]);
  });

  test('what has no place is named, and a yes carries out the rest', async () => {
    const said = 'Move Petra Fontaine to Qualified after she pays';
    expect((await talk(said)).answer).toMatch(/cannot place "pays"/);
    expect((await talk(said, 'yes')).writes).toMatchObject([{ lifecycleStage: 'Qualified' }]);
  });
});

describe('a part that is taken back', () => {
  const both = 'Mark Petra Fontaine and Diego Lombardi as Qualified';
  const twoFields = 'Set the stage of Petra Fontaine to Lost and her follow-up to December 4';
  const twoFieldsInChinese = '潘少华的阶段改成丢单，跟进日期改到12月4日';

  test.each([
    [both, 'leave Diego Lombardi as he was'],
    ['把Petra Fontaine和Diego Lombardi都改成合格', 'Diego Lombardi先别动'],
  ])('somebody stays as they were: %s, %s', async (first, second) => {
    const { writes } = await talk(first, second);
    expect(writes).toMatchObject([{ tool: 'undo_change' }, { lifecycleStage: 'Qualified' }]);
    expect(writes[1]).not.toHaveProperty('filter');
  });

  test.each([
    [twoFields, 'keep the stage as it was, just the follow-up'],
    [twoFields, "actually don't change the stage"],
    [twoFieldsInChinese, '阶段不用改了'],
    [twoFieldsInChinese, '只改跟进日期就行'],
  ])('a field stays as it was: %s, %s', async (first, second) => {
    const { writes } = await talk(first, second);
    expect(writes.at(-1)).toMatchObject({ tool: 'save_contacts', followUpOn: '2026-12-04' });
    expect(writes.at(-1)).not.toHaveProperty('lifecycleStage');
    expect(writes[0]).toMatchObject({ tool: 'undo_change' });
  });

  test.each([
    ['Mark Petra Fontaine as Won', 'hmm leave the stage as it was'],
    ['把潘少华改成赢单', '阶段还是别动'],
  ])('all of it: %s, %s', async (first, second) => {
    expect((await talk(first, second)).writes).toMatchObject([{ tool: 'undo_change' }]);
  });

  test.each([
    ['Mark Petra Fontaine as Won', "and what is Diego Lombardi's stage?"],
    ['把潘少华改成赢单', '还有谁是赢单？'],
  ])('a question takes nothing back: %s, %s', async (first, second) => {
    expect((await talk(first, second)).writes).toEqual([]);
  });
});

describe('what a turn refers to', () => {
  test.each([
    ['Move Petra Fontaine to Qualified', 'revert that whole change please, she wants to stay with Won'],
    ['把潘少华改成合格', '刚才的改动整个撤掉'],
  ])('a change is taken back whole: %s, %s', async (first, then) => {
    expect((await talk(first, then)).writes).toMatchObject([{ tool: 'undo_change' }]);
  });

  test.each([
    [
      'Move Petra Fontaine to Qualified',
      'follow up with her on 2026-12-08',
      'undo the stage change, keep the follow-up',
    ],
    ['把潘少华改成合格', '跟进改到2026年12月8号', '阶段那个改动撤掉，跟进留着'],
  ])('an undo takes back what it names and nothing else: %s, %s, %s', async (...said) => {
    const { writes } = await talk(...said);
    expect(writes).toMatchObject([{ tool: 'save_contacts' }]);
    expect(writes[0]).not.toHaveProperty('followUpOn');
  });
});
