import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, createApp } from '../wire.ts';

// A question that leans on the one before keeps its topic: for staff and for customers, offline.

let app: App;
beforeAll(async () => {
  app = await createApp({ clock: () => new Date('2026-03-05T09:00:00+08:00'), toolsets: ['all'] });
  const texts = {
    'fees.md':
      '# Fees\n\n## Individuals\n\nThe monthly fee for individuals is 2 USD.\n\n## Business accounts\n\nThe monthly fee for business accounts is 15 USD.\n\n## Opening\n\nBusiness accounts are opened at the counter.\n',
    '收费.md':
      '# 收费标准\n\n## 个人账户\n\n个人账户的月费是两元。\n\n## 企业账户\n\n企业账户的月费是十五元。\n\n## 开户\n\n企业账户须到柜台开户。\n',
  };
  for (const [source, text] of Object.entries(texts))
    await app.call('add_knowledge', { source, text, audience: 'customers' });
  await app.call('save_contacts', { name: 'Dana Reyes', emails: ['dana@example.com'] });
});
afterAll(() => app.close());

const dialogues = [
  ['What is the monthly fee for individuals?', /2 USD/, 'And for business accounts?', /15 USD/],
  ['What is the monthly fee for individuals?', /2 USD/, 'What about business accounts?', /15 USD/],
  ['个人账户的月费是多少？', /两元/, '那企业账户呢？', /十五元/],
] as const;

test.each(dialogues)('staff: %s', async (first, said, then, goesOn) => {
  const agent = await app.agent({ model: 'local' });
  expect((await agent.ask(first)).answer).toMatch(said);
  const followed = await agent.ask(then);
  expect(followed.answer).toMatch(goesOn);
  expect(followed.steps).toMatchObject([
    { tool: 'search_knowledge', arguments: { query: then, previousQuestion: first } },
  ]);
});

test.each(dialogues)('customers: %s', async (first, said, then, goesOn) => {
  const customer = app.asCustomer({ id: `visit ${then}`, name: 'Visitor' });
  const agent = await customer.agent({ model: 'local' });
  expect((await agent.ask(first)).answer).toMatch(said);
  expect((await agent.ask(then)).answer).toMatch(goesOn);
});

test('what is about somebody, or comes later, leans on nothing', async () => {
  const agent = await app.agent({ model: 'local' });
  await agent.ask('What is the monthly fee for individuals?');
  const about = await agent.ask('And what is the phone number of Dana Reyes?');
  expect(about.steps.map(({ tool }) => tool)).not.toContain('search_knowledge');
  const later = await agent.ask('And for business accounts?');
  expect(later.steps.filter(({ arguments: given }) => 'previousQuestion' in given)).toEqual([]);
});

test.each([
  ['how much is shipping', 'shipping.md', '# Shipping\n\nShipping within Europe costs 9 USD.\n', /9 USD/],
  ['运费多少钱', '运费.md', '# 运费\n\n中国境内每单运费为十元。\n', /十元/],
])(
  'customers: a question in the words of a price, about no product: %s',
  async (asked, source, text, said) => {
    await app.call('add_knowledge', { source, text, audience: 'customers' });
    const customer = app.asCustomer({ id: `visit ${asked}`, name: 'Visitor' });
    const agent = await customer.agent({ model: 'local' });
    expect((await agent.ask(asked)).answer).toMatch(said);
  },
);
