import { expect, test } from 'vitest';
import { tools } from '../../../../tools/index.ts';
import { capabilitiesOf } from './capabilities.ts';
import { intentsOf } from './model.ts';
import { freshState } from './state.ts';
import { workBenchDirectory } from './testing.ts';
import { beginTurn } from './turn.ts';

// Numbers that are held against each other, and counts of what a field says in other words.

const turnTools = {
  directory: workBenchDirectory(),
  capabilities: capabilitiesOf(tools),
  intents: intentsOf(tools),
};
const callsOf = async (said: string) =>
  (await beginTurn(said, freshState, turnTools)).plan.calls.map((call) => ({
    tool: call.tool,
    ...call.arguments,
  }));

const won = "lifecycleStage = 'Won'";
const ofTraining = "productInterest = 'Training' and lifecycleStage in ('Won', 'Lost')";

test.each([
  [
    'Akira or Sofia, whose won customers are ahead? both figures please',
    'owner',
    `${won} and owner in ('Akira Sato', 'Sofia Santos')`,
  ],
  [
    'How do our won customers split between training and software? Give me the two counts',
    'productInterest',
    `${won} and productInterest in ('Training', 'Software')`,
  ],
  [
    'leads vs lost, which heap is bigger? count of each',
    'lifecycleStage',
    "lifecycleStage in ('Lead', 'Lost')",
  ],
  [
    'The board asks about training. I need the amount of customers we have won there and the amount we have lost',
    'lifecycleStage',
    ofTraining,
  ],
  [
    '比一比，Akira跟Sofia成交的客户数哪个领先，两边数字都要',
    'owner',
    `${won} and owner in ('Akira Sato', 'Sofia Santos')`,
  ],
  [
    '走到报价这步的客户，Raj手里多还是Nadia手里多？数字都说下',
    'owner',
    "lifecycleStage = 'Proposal' and owner in ('Raj Patel', 'Nadia Moreau')",
  ],
  ['对培训有兴趣的那批人，是签下来的多些，还是跑掉的多些？各几个', 'lifecycleStage', ofTraining],
])('what is compared is counted of each: %s', async (said, groupBy, filter) => {
  expect(await callsOf(said)).toEqual([{ tool: 'summarize_records', kind: 'contact', filter, groupBy }]);
});

test.each([
  [
    "Leads I can't ring because there's nothing in the phone field: what's the figure?",
    "lifecycleStage = 'Lead' and phones is empty",
  ],
  ['Nadia那边电话栏空着的客户有几个啊', "owner = 'Nadia Moreau' and phones is empty"],
  [
    'For the Monday meeting: proposals whose follow-up has slipped, how many is that?',
    "lifecycleStage = 'Proposal' and followUpOn < '2023-11-30'",
  ],
  ['复盘要用个数，咱们累计输掉了几家', "lifecycleStage = 'Lost'"],
  [
    '随便算算别真改：Raj那堆线索要是都归了Lena，Lena手里线索总数得有多少',
    "(lifecycleStage = 'Lead' and owner = 'Lena Schmidt' and not (lifecycleStage = 'Lead' and owner = 'Raj Patel')) or ((lifecycleStage = 'Lead' and owner = 'Raj Patel') and lifecycleStage = 'Lead')",
  ],
])('a count is of what is asked for: %s', async (said, filter) => {
  expect(await callsOf(said)).toEqual([{ tool: 'summarize_records', kind: 'contact', filter }]);
});

test('the next time with somebody is a follow-up', async () => {
  expect(await callsOf('下次跟Angel Garcia定在几号来着')).toMatchObject([{ tool: 'get_customer' }]);
});
