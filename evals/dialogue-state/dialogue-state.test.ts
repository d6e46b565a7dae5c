import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { EvalHost } from '../suite.ts';
import { readDialogues } from './dialogues.ts';
import { dialogueState } from './index.ts';
import { sameSlots, wrongSlots } from './scores.ts';

const folder = mkdtempSync(join(tmpdir(), 'rapport-dialogues-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, lines: readonly unknown[]): string => {
  const path = join(folder, name);
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return path;
};
const host: EvalHost = { openAi: {}, print: () => {}, say: () => {} };

const paired = {
  id: 1,
  turns: [
    { sys: '', user: 'Cheap Thai food', state: { food: 'thai', 'price range': 'cheap' }, turn_request: [] },
    {
      sys: 'What area?',
      user: 'I do not care. What is the phone?',
      state: { food: 'thai', 'price range': 'cheap', area: 'dontcare' },
      turn_request: ['phone'],
    },
    {
      sys: 'Sala Thong.',
      user: 'Make that Korean',
      state: { food: 'korean', 'price range': 'cheap', area: 'dontcare' },
      turn_request: [],
    },
  ],
};
const byDomain = {
  id: '2',
  turns: [
    { role: 'usr', text: '找一家评分4.5分以上的餐馆', acts: [['Request', '餐馆', '名称', '']] },
    { role: 'sys', text: '推荐您去便宜坊。', acts: [], state: { 餐馆: { 评分: '4.5分以上' } } },
  ],
};
const byFrame = {
  id: '3',
  turns: [
    {
      role: 'USER',
      text: 'A bus to LA',
      frames: [
        { service: 'Buses_1', intent: 'FindBus', requested: ['fare'], state: { to: ['LA', 'Los Angeles'] } },
      ],
    },
    { role: 'SYSTEM', text: 'From where?' },
  ],
};

describe('scores', () => {
  test('a state is right where every slot is, in any spelling the gold allows', () => {
    expect(wrongSlots({ to: 'los angeles' }, { to: ['LA', 'Los Angeles'] })).toEqual([]);
    expect(wrongSlots({ food: 'thai', area: 'north' }, { food: ['korean'], price: ['cheap'] })).toEqual([
      'food',
      'area',
      'price',
    ]);
  });

  test('requests count as sets', () => {
    expect(sameSlots(['phone', 'area', 'phone'], ['area', 'phone'])).toBe(true);
    expect(sameSlots([], ['phone'])).toBe(false);
  });
});

describe('dialogues', () => {
  test('each format becomes turns of system and person', () => {
    const [first] = readDialogues(file('paired.jsonl', [paired]), 'dev').dialogues;
    expect(first?.turns[1]).toEqual({
      system: 'What area?',
      user: 'I do not care. What is the phone?',
      state: { food: ['thai'], 'price range': ['cheap'], area: ['dontcare'] },
      requests: ['phone'],
    });
    expect(readDialogues(file('domains.jsonl', [byDomain]), 'dev').dialogues[0]?.turns).toEqual([
      {
        system: '',
        user: '找一家评分4.5分以上的餐馆',
        state: { '餐馆: 评分': ['4.5分以上'] },
        requests: ['餐馆: 名称'],
      },
    ]);
    expect(readDialogues(file('frames.jsonl', [byFrame]), 'dev').dialogues[0]?.turns).toEqual([
      {
        system: '',
        user: 'A bus to LA',
        state: { 'Buses_1: to': ['LA', 'Los Angeles'] },
        requests: ['Buses_1: fare'],
      },
    ]);
  });

  test('what is no dialogue is refused with file and line', () => {
    expect(() => readDialogues(file('other.jsonl', [paired, { id: 9, text: 'hello' }]), 'dev')).toThrow(
      /other\.jsonl, line 2/,
    );
    expect(() => readDialogues(join(folder, 'missing.jsonl'), 'dev')).toThrow(/missing/);
    expect(() => readDialogues(file('empty.jsonl', []), 'dev')).toThrow(/no dialogues/);
  });
});

describe('suite', () => {
  test('judges every turn by the state carried on from the tracker’s own turns', async () => {
    const [result] = await dialogueState.run({ data: file('paired.jsonl', [paired]) }, host);
    expect(result).toMatchObject({
      suite: 'dialogue-state',
      n: 3,
      model: 'slot-rules',
      metrics: { jointGoalAccuracy: 1, floorJointGoalAccuracy: 0, requestAccuracy: 1 },
      slices: { food: { metrics: { slotAccuracy: 1 } } },
    });
  });

  test('an ontology of one’s own takes the place of the values in the data', async () => {
    const ontology = join(folder, 'ontology.json');
    writeFileSync(
      ontology,
      JSON.stringify({ slots: [{ name: 'food', kind: 'categorical', values: [{ value: 'thai' }] }] }),
    );
    const [result] = await dialogueState.run({ data: file('paired.jsonl', [paired]), ontology }, host);
    expect(result?.metrics.jointGoalAccuracy).toBe(0);
    writeFileSync(ontology, '[{"slots": 3}]');
    await expect(dialogueState.run({ data: join(folder, 'paired.jsonl'), ontology }, host)).rejects.toThrow(
      /no ontology/,
    );
  });
});
