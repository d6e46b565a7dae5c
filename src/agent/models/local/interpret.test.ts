import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectLanguage } from '../../../language/index.ts';
import { clausesOf } from './clause.ts';
import type { Frame } from './frame.ts';
import { licenceOf } from './guards.ts';
import { framesOf } from './interpret.ts';
import { recognise } from './recognise.ts';
import { speltOut } from './spelling.ts';
import { workBenchDirectory } from './testing.ts';

const directory = workBenchDirectory();

async function read(written: string): Promise<Frame[]> {
  const text = speltOut(written);
  const mentions = await recognise(text, directory.workspace, directory);
  return framesOf(clausesOf(text, mentions, detectLanguage(text)), directory.workspace);
}

/** What frames would do, in short: act, who or which, and what becomes of fields. */
const told = (frames: readonly Frame[]): string[] =>
  frames.map(({ act, mood, target, changes }) => {
    const who = target.records.map((record) => record.text).join('+');
    const which = target.constraints.map(
      ({ field, comparison, values }) => `${field} ${comparison} ${values.join('/')}`,
    );
    const what = changes.map((change) => `${change.field}=${change.is === 'set' ? change.value : change.is}`);
    return [act, mood, who, which.join('&'), what.join('&')].filter((part) => part !== '').join(' | ');
  });

const requests: readonly [string, ...string[]][] = [
  [
    'Amir来接Lena的咨询客户，统统划给他，就Taylor Jackson不动',
    'update | order | productInterest in Consulting&owner in Lena Schmidt | owner=Amir Ali',
  ],
  ['Sofia刚空出手来，让她把Jaden Brown接过去', 'update | order | Jaden Brown | owner=Sofia Santos'],
  [
    'Lena那边的线索好多都没人动，凡是过期的统一重排到12月4号',
    'update | order | lifecycleStage in Lead&owner in Lena Schmidt&followUpOn < 2023-11-30 | followUpOn=2023-12-04',
  ],
  [
    '今天来了两位，赵一鸣、陈雨桐，都建成线索挂Nadia下面',
    'create | order | name=赵一鸣&lifecycleStage=Lead&owner=Nadia Moreau',
    'create | order | name=陈雨桐&lifecycleStage=Lead&owner=Nadia Moreau',
  ],
  [
    '林若曦，要软件，Raj负责，建一下',
    'create | order | name=林若曦&productInterest=Software&owner=Raj Patel',
  ],
  [
    'Casey Jackson别等到13号了，下周三就跟，日期改一下',
    'update | order | Casey Jackson | followUpOn=2023-12-06',
  ],
  ['Alex Anderson往后是Lena的客户', 'update | statement | Alex Anderson | owner=Lena Schmidt'],
  [
    'Peyton Moore的新号码，628-555-0131，以前那个作废',
    'update | statement | Peyton Moore | phones=628-555-0131',
  ],
  [
    "take the phone number off Quinn Thomas's record, it belongs to someone else",
    'update | order | Quinn Thomas | phones=clear',
  ],
  [
    'Jordan Smith要是还没赢单，就给Kofi',
    'update | order | Jordan Smith | lifecycleStage not in Won | owner=Kofi Mensah',
  ],
  [
    "Nadia's changing teams, so could you please give all her qualified customers to Lena?",
    'update | order | lifecycleStage in Qualified&owner in Nadia Moreau | owner=Lena Schmidt',
  ],
  [
    "Everyone of Sofia's in Proposal with hardware: follow-up next Friday",
    'update | statement | lifecycleStage in Proposal&productInterest in Hardware&owner in Sofia Santos | followUpOn=2023-12-08',
  ],
  [
    'Casey Brown should be qualified, not a lead',
    'update | statement | Casey Brown | lifecycleStage=Qualified',
  ],
  ['updte Jamie Taylor to qualifed pls', 'update | order | Jamie Taylor | lifecycleStage=Qualified'],
  [
    'Jessie Brown and Jordan Brown are both lost now',
    'update | statement | Jessie Brown+Jordan Brown | lifecycleStage=Lost',
  ],
  [
    'push everything due this week for Raj to next Wednesday',
    'update | order | owner in Raj Patel&followUpOn between 2023-11-27/2023-12-03 | followUpOn=2023-12-06',
  ],
  [
    '把 Raj 这周到期的跟进都推到下周三',
    'update | order | owner in Raj Patel&followUpOn between 2023-11-27/2023-12-03 | followUpOn=2023-12-06',
  ],
  [
    'Lena 逾期的跟进全改到下周一',
    'update | order | owner in Lena Schmidt&followUpOn < 2023-11-30 | followUpOn=2023-12-04',
  ],
  ['Dakota Harris 不要培训了，改咨询', 'update | statement | Dakota Harris | productInterest=Consulting'],
  ['get Casey Brown out of the system', 'delete | order | Casey Brown'],
  ['把 Casey Brown 从系统里删了吧', 'delete | order | Casey Brown'],
  [
    'remind me to follow up with Casey Brown on Friday',
    'update | order | Casey Brown | followUpOn=2023-12-01',
  ],
];

const followsUp = 'update | order | Casey Brown | followUpOn=2023-12-01';
const more: readonly [string, ...string[]][] = [
  ['remind me to call Casey Brown on Friday', followsUp],
  ['提醒我周五给 Casey Brown 打电话', followsUp],
  ['Casey Brown is Lenas from now on', 'update | statement | Casey Brown | owner=Lena Schmidt'],
  [
    "set the next follow up to December 15 for everyone of Lena's that we contacted last week",
    'update | order | owner in Lena Schmidt&lastContactOn between 2023-11-20/2023-11-26 | followUpOn=2023-12-15',
  ],
  ['在Casey Brown的备注里补一句，他一月要换供应商', 'update | order | Casey Brown | notes=append'],
  [
    '录入线索 Casey Brown，Lena负责',
    'create | order | Casey Brown | name=Casey Brown&lifecycleStage=Lead&owner=Lena Schmidt',
  ],
  ['Casey Brown归谁管？电话给我'],
];

describe('requests', () => {
  test.each([...requests, ...more])('%s', async (text, ...frames) => {
    expect(told(await read(text))).toEqual(frames);
  });

  test.each(['remind me to send Casey Brown the quote on Friday', '提醒我周五给 Casey Brown 发报价'])(
    'a reminder is a task: %s',
    async (text) => {
      const [frame] = await read(text);
      expect([frame?.act, frame?.target.kind]).toEqual(['create', 'task']);
      expect(frame?.changes).toContainEqual({ field: 'dueOn', is: 'set', value: '2023-12-01' });
    },
  );

  test.each([
    'delete all leads who live abroad',
    'assign all leads with gmail addresses to Lena',
    'mark every proposal worth over 10k as won',
    "move Nadia's leads from last spring with unpaid invoices to lost",
    '把所有住在海边的线索删掉',
    '把Raj的付费线索都转给Lena',
  ])('words that no condition holds leave it open who is meant: %s', async (text) => {
    const frames = await read(text);
    expect(frames.map(({ problem }) => problem?.type)).toEqual(['unread']);
  });

  test('what several are told to be is no condition on them', async () => {
    const frames = await read(
      "everyone of Nadia's in proposal who hasn't been contacted for more than 6 weeks is lost, please mark them",
    );
    expect(told(frames)).toEqual([
      'update | order | lifecycleStage in Proposal&owner in Nadia Moreau&lastContactOn <= 2023-10-19 | lifecycleStage=Lost',
    ]);
  });
});

const harmless = [
  "don't delete Casey Brown",
  'do not under any circumstances remove Jordan Brown',
  "Please don't mark Riley Brown lost yet",
  'What would happen if I deleted all lost customers?',
  'how do I delete a contact?',
  'Who deleted Casey Brown?',
  'can you remind me what stage Casey Brown is at?',
  '千万别把 Jordan Brown 删了',
  '先不要改 Casey Brown 的阶段',
  '假设 Raj 离职了，他的线索给谁？',
  '怎么新建客户？',
  '我没有要删除 Casey Brown 啊',
];
const askedBack = [
  'My boss thinks we should delete the lost leads',
  'I wonder whether we should drop Jordan Brown',
  '要不要把 Raj 的线索转给 Lena？',
  '老板说要删掉所有丢单客户',
  '我在想要不要把 Riley Brown 标成丢单',
];

describe('what is not to be done', () => {
  test.each(harmless)('never: %s', async (text) => {
    const frames = await read(text);
    expect(frames.filter(({ mood }) => licenceOf(mood) !== 'none')).toEqual([]);
  });

  test.each(askedBack)('not without a word: %s', async (text) => {
    const frames = await read(text);
    expect(frames.filter(({ mood }) => licenceOf(mood) === 'act')).toEqual([]);
    expect(frames.some(({ mood }) => licenceOf(mood) === 'confirm')).toBe(true);
  });

  const person = fc.constantFrom(...directory.contacts.map(({ name }) => name));
  const guards = [
    (order: string) => `What would happen if we were to ${order}?`,
    (order: string) => `Don't ${order}.`,
    (order: string) => `please do not ${order} under any circumstances`,
    (order: string) => `How do I ${order}?`,
    (order: string) => `Suppose we ${order}: what changes?`,
  ];
  const orders = [
    (name: string) => `delete ${name}`,
    (name: string) => `move ${name} to lost`,
    (name: string) => `assign ${name} to Raj`,
    (name: string) => `clear the follow-up of ${name}`,
  ];
  test('negated, supposed or asked how: no order about anybody is carried out', async () => {
    await fc.assert(
      fc.asyncProperty(
        person,
        fc.constantFrom(...guards),
        fc.constantFrom(...orders),
        async (name, guard, order) => {
          const frames = await read(guard(order(name)));
          expect(frames.every(({ mood }) => licenceOf(mood) === 'none')).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  const pieces = fc.constantFrom(
    ...[
      'delete',
      'all',
      'lost',
      'leads',
      "Raj's",
      'to',
      'Lena',
      'not',
      '?',
      '“',
      '”',
      '"',
      ',',
      '把',
      '的',
      '客户',
    ],
    ...[
      'Casey Brown',
      'next Friday',
      '下周五',
      '删掉',
      '如果',
      'if',
      '12,000',
      '1.2万',
      '\u0000',
      '🙂',
      '<R0>',
      '{',
    ],
  );
  test('no words of any kind make it throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }), async (words) => {
        await read(words.join(' '));
      }),
      { numRuns: 60 },
    );
  });
});
