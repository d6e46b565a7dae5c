import { expect, test } from 'vitest';
import { tools } from '../../../../tools/index.ts';
import { connectTestClient } from '../../../../tools/kernel/testing.ts';
import { capabilitiesOf } from './capabilities.ts';
import { intentsOf } from './model.ts';
import { openingHoursIn } from './opening-hours.ts';
import { freshState } from './state.ts';
import { workBenchDirectory } from './testing.ts';
import { beginTurn } from './turn.ts';

// What a tool is to be called with is read from the words, also where it is one of a few values, an id or an address.

test.each([
  [
    'throw draft dft_1m83k0a7q2w5xnc away',
    'finish_draft',
    { outcome: 'discard', draft: 'dft_1m83k0a7q2w5xnc' },
  ],
  ['草稿没问题，按第3版正式写入吧', 'finish_draft', { outcome: 'apply', revision: 3 }],
  ['let me see draft dft_1m83k0a7q2w5xnc before we apply it', 'show_draft', { draft: 'dft_1m83k0a7q2w5xnc' }],
  ['hand the furious customer in cnv_1m83h2j4k6l8qwe to a human', 'hand_off_to_human', { reason: 'anger' }],
  ['会话cnv_1m83h2j4k6l8qwe转人工，机器人听不懂', 'hand_off_to_human', { reason: 'not_understood' }],
  [
    'the visitor says she is Rosa Ellis, ZIP 97205, establish who she is',
    'identify_customer',
    { postcode: '97205' },
  ],
  ['undo chg_1m83jjy1d8331bt', 'undo_change', { changeId: 'chg_1m83jjy1d8331bt' }],
  ['撤销改动chg_1m83jjy1d8331bt', 'undo_change', { changeId: 'chg_1m83jjy1d8331bt' }],
  ['from now on put all I change into a draft', 'start_draft', {}],
  ['接下来的修改先放进草稿', 'start_draft', {}],
  ['the service desk is open 08:30 to 18:00', 'configure_desk', { opens: '08:30', closes: '18:00' }],
  [
    '客服台营业时间改成早九晚六，周一到周五',
    'configure_desk',
    { opens: '09:00', closes: '18:00', days: [1, 2, 3, 4, 5] },
  ],
])('%s', async (said, tool, named) => {
  await using client = await connectTestClient();
  const agent = await client.app.agent({ model: 'local' });
  const { steps } = await agent.ask(said);
  expect(steps).toMatchObject([{ tool, arguments: named }]);
});

test.each([
  ['Lucas Diaz opted out of e-mail today', { channel: 'email', state: 'withdrawn' }],
  ['Lucas Diaz同意接收我们的邮件了', { channel: 'email', state: 'given' }],
  ['Lucas Diaz说以后别再给他打电话，撤回授权', { channel: 'phone', state: 'withdrawn' }],
])('%s', async (said, named) => {
  await using client = await connectTestClient();
  await client.app.call('save_contacts', { name: 'Lucas Diaz' });
  const agent = await client.app.agent({ model: 'local' });
  const { steps } = await agent.ask(said);
  expect(steps).toMatchObject([{ tool: 'record_consent', arguments: named }]);
});

test.each([
  ['Lucas Diaz opted out today', 'the channel (email, phone, post, chat, all)', 'by phone', 'phone'],
  ['Lucas Diaz退订了', '哪种联系方式（邮件、电话、信函、聊天、全部）', '邮件', 'email'],
])('%s', async (said, asked, answer, channel) => {
  await using client = await connectTestClient();
  await client.app.call('save_contacts', { name: 'Lucas Diaz' });
  const agent = await client.app.agent({ model: 'local' });
  expect((await agent.ask(said)).answer).toContain(asked);
  expect((await agent.ask(answer)).steps).toMatchObject([
    { tool: 'record_consent', arguments: { channel, state: 'withdrawn' } },
  ]);
});

test.each([
  ['revert all that Lena Schmidt changed today', {}],
  ['show me what would be undone of all Lena Schmidt changed today', { dryRun: true }],
  ['把Lena Schmidt今天的改动全撤回来，先预览', { dryRun: true }],
])('%s', async (said, more) => {
  const { plan } = await beginTurn(said, freshState, {
    directory: workBenchDirectory(),
    capabilities: capabilitiesOf(tools),
    intents: intentsOf(tools),
  });
  expect(plan.calls).toMatchObject([
    {
      tool: 'undo_change',
      arguments: {
        actor: 'Lena Schmidt',
        since: '2023-11-30T00:00:00',
        until: '2023-11-30T23:59:59',
        ...more,
      },
    },
  ]);
});

test.each([
  'undo what Lena Schmidt changed',
  '撤销Lena Schmidt的改动',
  'revert what Lena Schmidt changed today between 9 and 10',
])('a time that is not understood is asked for: %s', async (said) => {
  const { plan } = await beginTurn(said, freshState, {
    directory: workBenchDirectory(),
    capabilities: capabilitiesOf(tools),
    intents: intentsOf(tools),
  });
  expect(plan.calls).toEqual([]);
});

test.each([
  ['马上要见Taylor Wilson，她的情况给我过一遍', []],
  ['把Taylor Wilson转给我', ['save_contacts']],
])('what is to be told me is not given to me: %s', async (said, writes) => {
  const { plan } = await beginTurn(said, freshState, {
    directory: workBenchDirectory(),
    capabilities: capabilitiesOf(tools),
    intents: intentsOf(tools),
  });
  const isWriting = (name: string) => !tools.find((tool) => tool.name === name)!.annotations.readOnlyHint;
  expect(plan.calls.map(({ tool }) => tool).filter(isWriting)).toEqual(writes);
});

test.each([
  ['add a contact Ann Ellis', 'cancel order #W2611340, please'],
  ['新建联系人Ann Ellis', '订单#W2611340不要了，帮他取消'],
])('calling off an order takes back nothing this conversation did: %s', async (before, said) => {
  await using client = await connectTestClient();
  const agent = await client.app.agent({ model: 'local' });
  await agent.ask(before);
  const { steps } = await agent.ask(said);
  expect(steps.map(({ tool }) => tool)).not.toContain('undo_change');
});

test.each([
  ['open from 9 am to 5:30 pm', { opens: '09:00', closes: '17:30' }],
  ['上午九点到下午六点', { opens: '09:00', closes: '18:00' }],
  ['下午一点到六点', { opens: '13:00', closes: '18:00' }],
  ['八点半上班晚六点下班', { opens: '08:30', closes: '18:00' }],
  ['Tuesday through Saturday', { days: [2, 3, 4, 5, 6] }],
  ['周六到周一', {}],
  ['open from 9', {}],
])('%s', (said, hours) => expect(openingHoursIn(said)).toMatchObject(hours));
