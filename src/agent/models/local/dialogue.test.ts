import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../../wire.ts';

// What salespeople type, end to end: which calls their words come to, and what they are told.

let app: App;

beforeAll(async () => {
  app = await createApp({ clock: () => new Date('2026-11-22T09:00:00Z') });
  const made = [
    await app.call('save_contacts', { name: 'Petra Fontaine', company: 'Upland Kitchens', city: 'Atlanta' }),
    await app.call('save_contacts', { name: '潘少华', company: '西安诚源餐饮有限公司', city: '上海' }),
    await app.call('save_contacts', { name: 'Diego Lombardi', company: 'Granite Outfitters' }),
    await app.call('save_deals', {
      name: 'Granite Outfitters: Device Calibration',
      contact: 'Diego Lombardi',
      company: 'Granite Outfitters',
      amount: '1800',
    }),
    await app.call('save_deals', { name: '诚源库存管理云续约', contact: '潘少华', amount: '9000' }),
    await app.call('log_interaction', {
      contact: 'Petra Fontaine',
      channel: 'call',
      summary: 'Asked for a data sheet of Analytics Studio.',
    }),
  ];
  for (const outcome of made) expect(outcome).toMatchObject({ ok: true });
});
afterAll(() => app.close());

interface Turn {
  calls: Record<string, unknown>[];
  answer: string;
}

/** The turns of one conversation: calls with their arguments, and the last answer. */
async function talk(...said: readonly string[]): Promise<Turn> {
  const agent = await app.agent({ model: 'local' });
  const turns: Turn[] = [];
  for (const text of said) {
    const { steps, answer } = await agent.ask(text);
    const calls = steps.map(({ tool, arguments: given }) => ({ tool, ...(given as object) }));
    turns.push({ calls, answer });
  }
  return turns.at(-1)!;
}

describe('what is written', () => {
  test.each([
    [
      'Just got off the phone with Petra Fontaine, she wants a discount. Remind me to send her a quote on Friday.',
      'Petra Fontaine',
      'send her a quote',
    ],
    ['刚跟潘少华通了电话，他觉得太贵。周五提醒我给他发报价。', '潘少华', '给他发报价'],
  ])('a call told with a reminder behind it is both: %s', async (said, contact, title) => {
    const { calls } = await talk(said);
    expect(calls).toMatchObject([
      { tool: 'log_interaction', channel: 'call' },
      { tool: 'save_tasks', title, contact, dueOn: '2026-11-27' },
    ]);
  });

  test('a whole request is no answer to the question before it', async () => {
    const { calls } = await talk(
      'Create a task: call Diego Lombardi',
      'Mark it',
      'Move the Granite Outfitters deal to Qualified',
    );
    expect(calls).toMatchObject([{ tool: 'save_deals', stage: 'Qualified' }]);
  });

  test.each([
    ['Move the Granite Outfitters deal to Negotiation and set the amount to 27,000', 'Negotiation', '27000'],
    ['把诚源库存管理云续约推进到谈判，金额改成2万', 'Negotiation', '20000'],
  ])('a stage and an amount: %s', async (said, stage, amount) => {
    const { calls } = await talk(said);
    expect(calls).toMatchObject([
      { tool: 'save_deals', stage },
      { tool: 'save_deals', amount },
    ]);
  });

  test.each([
    [
      'Show Petra Fontaine',
      'Add a deal for her: Cobalt CRM rollout, 12k, closing end of January',
      'Cobalt CRM rollout',
      '12000',
    ],
    ['潘少华的电话是多少', '给他建一个商机：远山CRM项目，12万，一月底成交', '远山CRM项目', '120000'],
  ])(
    'a new deal has its name, its day and no stage it has yet to reach: %s, %s',
    async (first, second, name, amount) => {
      const { calls } = await talk(first, second);
      expect(calls).toMatchObject([{ tool: 'save_deals', name, amount, expectedCloseOn: '2027-01-31' }]);
      expect(calls[0]).toHaveProperty('contact');
      expect(calls[0]).not.toHaveProperty('stage');
    },
  );

  test('a deal without a name is asked about', async () => {
    expect(await talk('Create a deal worth 5k')).toMatchObject({ calls: [], answer: /name of the new deal/ });
  });

  test.each([
    [
      'Set up a task to call Diego Lombardi next Monday at high priority',
      'call Diego Lombardi',
      'Mark it as done',
    ],
    ['新建任务：下周一给潘少华打电话，优先级高', '给潘少华打电话', '把它标记为完成'],
  ])('a task, and what becomes of it: %s', async (said, title, then) => {
    expect((await talk(said)).calls).toMatchObject([{ tool: 'save_tasks', title, priority: 'high' }]);
    expect((await talk(said, then)).calls).toMatchObject([{ tool: 'save_tasks', status: 'done' }]);
  });

  test.each([
    ['Add a contact Jane Rivera, jane@rivera.example', 'Jane Rivera'],
    ['新增联系人：林小雨，电话 13900139000，负责人我', '林小雨'],
  ])('alone in a workspace, nobody is asked who owns somebody new: %s', async (said, name) => {
    expect((await talk(said)).calls).toMatchObject([{ tool: 'save_contacts', name }]);
  });

  test.each(['What if we moved the Granite Outfitters deal to Won?', '如果推进到赢单会怎样？'])(
    'a supposition writes nothing and lists nothing: %s',
    async (said) => {
      expect((await talk('Granite Outfitters', said)).calls).toEqual([]);
    },
  );

  test('a task that speaks of a company is a task', async () => {
    const said = 'Create a task to visit Granite Outfitters next Tuesday';
    expect((await talk(said)).answer).toMatch(/^Created visit Granite Outfitters/);
  });

  test.each(['Send Petra Fontaine an email about the renewal', '给潘少华发一封邮件'])(
    'nothing is sent, and nothing is logged as if it were: %s',
    async (said) => {
      expect(await talk(said)).toMatchObject({ calls: [], answer: /nothing was sent|没有发出/ });
    },
  );

  test('what is not to be done takes back nothing done before', async () => {
    const { calls } = await talk('记一下：昨天和潘少华开会，下周一再联系', '不要删除Diego Lombardi');
    expect(calls).toEqual([]);
  });

  test('a company is not changed with a tool for people', async () => {
    const { calls } = await talk('Set the industry of Granite Outfitters to Retail');
    expect(calls.filter(({ tool }) => tool === 'save_contacts')).toEqual([]);
  });
});

describe('what is read', () => {
  test.each([
    ['which deals does Diego Lombardi have open?', "contact = 'Diego Lombardi' and closedOn is empty"],
    ['How much is the Granite Outfitters deal worth?', "company = 'Granite Outfitters'"],
    ['潘少华有哪些商机？', "contact = '潘少华'"],
    [
      'Which open tickets are there for Granite Outfitters?',
      "company = 'Granite Outfitters' and status = 'open'",
    ],
    ['列出上海的客户', "(emails ~ '上海' or city ~ '上海' or company.name ~ '上海')"],
    ['上海有哪些客户', "(emails ~ '上海' or city ~ '上海' or company.name ~ '上海')"],
    ['客户里谁在上海？', "(emails ~ '上海' or city ~ '上海' or company.name ~ '上海')"],
    ['现在有多少未关闭的工单？', "not status in ('resolved', 'closed')"],
    ['有哪些没完成的任务？', "not status = 'done'"],
  ])('conditions are kept: %s', async (said, filter) => {
    expect((await talk(said)).calls).toMatchObject([{ filter }]);
  });

  test.each([
    ['Who owns Petra Fontaine?', 'Who owns Granite Outfitters?', /owner/],
    ['潘少华的负责人是谁？', '西安诚源餐饮有限公司在哪个城市？', /诚源/],
    ['', 'What did we last talk about with Petra Fontaine?', /data sheet/],
    ['', '上次和Petra Fontaine聊了什么？', /data sheet/],
  ])('a question is not the one before it: %s %s', async (first, second, answer) => {
    const turns = first === '' ? [second] : [first, second];
    expect((await talk(...turns)).answer).toMatch(answer);
  });

  test.each([
    ['十月份和九月份的销售额比怎么样？', { groupBy: 'orderedAt:month' }, /2026-09-01/],
    ['How did sales in October compare to September?', { groupBy: 'orderedAt:month' }, /2026-09-01/],
    ['九月卖了多少', {}, /2026-09-01.*2026-09-30/],
    ['top 5 customers by revenue this year', { groupBy: 'contact', measure: 'sum' }, /2026-01-01/],
    ['今年销售额最高的五个客户是谁？', { groupBy: 'contact', measure: 'sum' }, /2026-01-01/],
    ["What's our pipeline worth by stage?", { groupBy: 'stage' }, /closedOn is empty/],
  ])('figures of what was: %s', async (said, given, filter) => {
    const { calls } = await talk(said);
    expect(calls).toMatchObject([{ tool: 'summarize_records', ...given }]);
    expect(calls[0]?.filter).toMatch(filter);
  });

  test.each([
    ['What do I have to do today?', 'daily_brief'],
    ['Who is most at risk of leaving?', 'score_churn'],
    ['哪些客户最可能流失？', 'score_churn'],
    ["What's the return policy for hardware?", 'search_knowledge'],
    ['硬件的退货政策是什么？', 'search_knowledge'],
  ])('%s: %s', async (said, tool) => {
    expect((await talk(said)).calls).toMatchObject([{ tool }]);
  });

  test('Chinese answers stand without spaces or English words between their parts', async () => {
    const { answer } = await talk('把诚源库存管理云续约推进到谈判');
    expect(answer).toMatch(/阶段 谈判（Negotiation）。要撤销/);
  });
});

describe('what is asked', () => {
  test.each([
    ['Which products sell best?', 'product', undefined],
    ['top 3 categories by revenue this year', 'category', '2026-01-01'],
    ['哪些产品卖得最好？', 'product', undefined],
    ['今年销量最高的5个产品', 'product', '2026-01-01'],
  ])('what sells best is a sum of orders: %s', async (said, groupBy, from) => {
    const { calls } = await talk(said);
    expect(calls).toMatchObject([{ tool: 'summarize_records', kind: 'order', measure: 'sum', groupBy }]);
    if (from !== undefined) expect(calls[0]!.filter).toContain(from);
  });

  test.each([
    ['Show Petra Fontaine', 'list all companies', /^3 companies/],
    ['潘少华的电话是多少', '显示所有公司', /^公司共3个/],
  ])('all of a kind are no reference to whom was spoken of: %s, %s', async (first, second, answer) => {
    expect((await talk(first, second)).answer).toMatch(answer);
  });
});

describe('what a plan does not hold', () => {
  test.each([
    ['Move Petra Fontaine to Qualified, Diego Lombardi said 12k', /cannot place.*"12k"/],
    ['Move Petra Fontaine to Qualified unless she objects', /"unless"/],
    ['把潘少华改成合格，Diego Lombardi要30万', /“Diego Lombardi”.*没能用上/],
  ])('it is named and asked about before anything is written: %s', async (said, asked) => {
    const { calls, answer } = await talk(said);
    expect(calls).toEqual([]);
    expect(answer).toMatch(asked);
  });

  test('on a yes the plan is carried out as it was shown', async () => {
    const { calls } = await talk('把潘少华改成合格，Diego Lombardi要30万', '好');
    expect(calls).toMatchObject([{ tool: 'save_contacts', lifecycleStage: 'Qualified' }]);
  });

  test.each([
    ['Petra Fontaine: not lost but qualified', 'Qualified'],
    ['别把Petra Fontaine丢单，先放报价里', 'Proposal'],
  ])('what is taken back in the same breath is no part of it: %s', async (said, lifecycleStage) => {
    expect((await talk(said)).calls).toMatchObject([{ tool: 'save_contacts', lifecycleStage }]);
  });
});

describe('what is left alone', () => {
  test.each([
    ['Move Petra Fontaine to Lost, but not Petra Fontaine', /You leave out "Petra Fontaine"/],
    ['把潘少华改成丢单，潘少华除外', /“潘少华”不算在内/],
  ])('who is left out is never who is changed: %s', async (said, asked) => {
    const { calls, answer } = await talk(said);
    expect(calls).toEqual([]);
    expect(answer).toMatch(asked);
  });

  test.each(['list the leads whose owner is me', 'list 一下我的客户里阶段是合格的'])(
    'without a verb of writing nothing is written: %s',
    async (said) => {
      const { calls } = await talk(said);
      expect(calls.filter(({ tool }) => String(tool).startsWith('save'))).toEqual([]);
    },
  );

  test.each([
    [['Show Petra Fontaine', 'Show 潘少华', 'Show Diego Lombardi', 'move the first one to Lost']],
    [['看看潘少华', '看看Petra Fontaine', '看看Diego Lombardi', '前一个改成丢单']],
  ])('with no list shown, the first one of three is asked about: %s', async (turns) => {
    const { calls, answer } = await talk(...turns);
    expect(calls).toEqual([]);
    expect(answer).toMatch(/Diego Lombardi/);
  });

  test.each(['give Petra Fontaine a ring for me', 'Call Petra Fontaine', '帮我给潘少华打个电话'])(
    'a call that is wished for was not made: %s',
    async (said) => {
      expect(await talk(said)).toMatchObject({ calls: [], answer: /nobody was called|没有联系任何人/ });
    },
  );

  test.each([
    [
      'Move Petra Fontaine to Lost',
      'no, Diego Lombardi to Lost and Petra Fontaine to Qualified',
      ['Lost', 'Qualified'],
    ],
    ['把潘少华改成丢单', '不对，应该是Diego Lombardi改成丢单，潘少华还是合格', ['Lost']],
  ])('a correction gives each what stands beside it: %s, %s', async (first, then, stages) => {
    const { calls } = await talk(first, then);
    expect(calls.map(({ lifecycleStage }) => lifecycleStage)).toEqual([undefined, ...stages]);
  });
});
