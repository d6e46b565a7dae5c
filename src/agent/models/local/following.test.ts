import { expect, test } from 'vitest';
import { detectLanguage } from '../../../language/index.ts';
import { recordsNamed } from '../../directory.ts';
import { type Clause, clausesOf } from './clause.ts';
import { detailOf, togetherOf } from './following.ts';
import { framesOf } from './interpret.ts';
import { questionsIn } from './questions.ts';
import { recognise } from './recognise.ts';
import { retractedOf } from './retracted.ts';
import { settle } from './settle.ts';
import { type DialogueState, type FrameMemo, freshState, type QuestionMemo, type Spoken } from './state.ts';
import { targetOf } from './target.ts';
import { workBenchDirectory } from './testing.ts';

// What a turn adds to the one before it: details, those left out, both, sums, the one among those shown.

const directory = workBenchDirectory();
const { workspace } = directory;

async function clausesIn(text: string): Promise<Clause[]> {
  return clausesOf(text, await recognise(text, workspace, directory), detectLanguage(text));
}

async function framesIn(text: string): Promise<FrameMemo[]> {
  return framesOf(await clausesIn(text), workspace).map(({ clause: _, ...frame }) => frame);
}

const spoken = (name: string): Spoken => {
  const { id } = directory.contacts.find((contact) => contact.name === name)!;
  return { kind: 'contact', id, name };
};

const after = (more: Partial<DialogueState>): DialogueState => ({ ...freshState, turn: 1, ...more });

test.each([
  ['Set Riley Smith to qualified and give her to Raj', 'software btw', 'productInterest', 'Software'],
  ['Riley Smith改成合格', '要咨询', 'productInterest', 'Consulting'],
  ['刚跟Riley Smith通了电话', '再加一句，12月21日之前别去打扰，到那天再跟进', 'followUpOn', '2023-12-21'],
])('a detail told later belongs to the record just written: %s … %s', async (first, second, field, value) => {
  const state = after({ frames: await framesIn(first), focus: [spoken('Riley Smith')] });
  const clauses = await clausesIn(second);
  const detail = detailOf(clauses, framesOf(clauses, workspace), state, workspace);
  expect(detail?.changes[0]).toEqual({ field, is: 'set', value });
});

test.each([
  'which ones want software?',
  'software?',
  '有多少要咨询的？',
  'won',
  'thanks, that is all for today',
])('a question, a stage or mere words are no detail: %s', async (text) => {
  const state = after({
    frames: await framesIn('Set Riley Smith to qualified'),
    focus: [spoken('Riley Smith')],
  });
  const clauses = await clausesIn(text);
  expect(detailOf(clauses, [], state, workspace)).toBeUndefined();
});

test.each([
  ['Set Rahul Davis and Reese Williams to qualified', 'leave Reese Williams as she was'],
  ['Rahul Davis和Reese Williams都改成合格', 'Reese Williams先不改'],
])('one of several is left as it was: %s … %s', async (first, second) => {
  const state = after({ frames: await framesIn(first) });
  const spared = retractedOf(await clausesIn(second), state, false);
  expect(spared?.[0]?.target.records.map(({ text }) => text)).toEqual(['Rahul Davis']);
  expect(retractedOf(await clausesIn('Jordan Moore stays'), state, false)).toBeUndefined();
});

test.each([
  ['How many leads does Akira have?', 'How many leads does Lena have?', 'what would it be together'],
  ['Akira有几个线索？', 'Lena有几个线索？', '那他们俩加起来呢'],
])('two counts together: %s, %s, %s', async (one, other, asked) => {
  const question = async (text: string): Promise<QuestionMemo> => {
    const [found] = questionsIn(await clausesIn(text), [], workspace);
    return found!;
  };
  const [earlier, latest] = [await question(one), await question(other)];
  const sum = togetherOf(await clausesIn(asked), after({ earlier, question: latest }));
  expect(sum?.target.constraints).toContainEqual({
    field: 'owner',
    comparison: 'in',
    values: ['Akira Sato', 'Lena Schmidt'],
  });
  expect(togetherOf(await clausesIn(asked), after({ question: latest }))).toBeUndefined();
});

const settledNames = async (text: string, state: DialogueState): Promise<string[] | undefined> => {
  const [clause] = await clausesIn(text);
  const target = targetOf(clause!, workspace, new Set(), 'contact');
  const around = {
    language: detectLanguage(text),
    workspace,
    state,
    find: directory.find,
    named: (kind: string, name: string) => recordsNamed(directory, kind, name),
    belongings: directory.belongings,
    capabilities: {} as never,
  };
  const settled = await settle({ act: 'update', target: { ...target, constraints: [] } }, around);
  return 'question' in settled ? undefined : settled.records.map(({ name }) => name);
};

test('both are those shown or the last two spoken of; of three it is asked', async () => {
  const [one, two, three] = [spoken('Jordan Moore'), spoken('Jordan Jones'), spoken('Riley Smith')];
  const alone = after({ focus: [two], seen: [two, one] });
  expect(await settledNames('set both to proposal', alone)).toEqual(['Jordan Jones', 'Jordan Moore']);
  expect(await settledNames('他们俩都改成报价', alone)).toEqual(['Jordan Jones', 'Jordan Moore']);
  expect(await settledNames('set both to proposal', after({ list: [one, two, three] }))).toBeUndefined();
});

test('the first of two that were spoken of one by one is the earlier; of three it is asked', async () => {
  const [one, two, three] = [spoken('Jordan Moore'), spoken('Jordan Jones'), spoken('Riley Smith')];
  const both = after({ focus: [two], seen: [two, one] });
  expect(await settledNames('set the first one to proposal', both)).toEqual(['Jordan Moore']);
  expect(await settledNames('后一个改成报价', both)).toEqual(['Jordan Jones']);
  const more = after({ focus: [three], seen: [three, two, one] });
  expect(await settledNames('set the first one to proposal', more)).toBeUndefined();
});

test.each([
  ['把其中电话是458开头的那位给Nia', ['Parker Miller']],
  ['give the one whose phone starts with 458 to Nia', ['Parker Miller']],
  ['give the one whose phone starts with 999 to Nia', undefined],
  ['the one with the nice voice goes to Nia', undefined],
])('one of those shown is told by what sets it apart: %s', async (text, names) => {
  const state = after({ list: [spoken('Kerry Thomas'), spoken('Parker Miller')] });
  expect(await settledNames(text, state)).toEqual(names);
});
