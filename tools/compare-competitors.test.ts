import { expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

interface Compared {
  competitors: {
    name: string;
    mentions: number;
    wonFrom: number;
    lostTo: number;
    strengths: { aspect: string; count: number; quotes: { text: string }[] }[];
    weaknesses: { aspect: string; count: number }[];
  }[];
}
const aspects = (points: readonly { aspect: string }[]) => points.map(({ aspect }) => aspect);

test('rivals are found by what is said of them, with who is better at what', async () => {
  await using client = await connectTestClient({ company: 'none' });
  const texts = [
    'They are also looking at Salesforce. Salesforce is more expensive than us.',
    'We switched from Salesforce last year and are happy.',
    'Zoho is cheaper than you, the price is what matters to us.',
    'They left us and went to Zoho.',
    'Great demo, nothing else to report.',
    '客户说纷享销客比我们便宜很多，价格优势明显。',
    '我们是从纷享销客换过来的，他们的客服太差。',
  ];
  const result = (await client.call('compare_competitors', { texts })) as unknown as Compared;
  expect(result).toMatchObject({ statements: 7, naming: 6, competitorCount: 3 });
  const byName = Object.fromEntries(result.competitors.map((rival) => [rival.name, rival]));
  expect(byName.Salesforce).toMatchObject({ mentions: 2, wonFrom: 1, lostTo: 0 });
  expect(aspects(byName.Salesforce!.weaknesses)).toContain('price');
  expect(byName.Zoho).toMatchObject({ mentions: 2, wonFrom: 0, lostTo: 1 });
  expect(aspects(byName.Zoho!.strengths)).toContain('price');
  expect(byName.纷享销客).toMatchObject({ mentions: 2, wonFrom: 1 });
  expect(aspects(byName.纷享销客!.strengths)).toContain('price');

  const named = (await client.call('compare_competitors', {
    texts,
    competitors: ['zoho', 'Oracle'],
  })) as unknown as Compared;
  expect(named.competitors).toMatchObject([{ name: 'zoho', mentions: 2 }]);
  const none = await client.call('compare_competitors', { texts: ['😀', 'All fine, thanks.', '一切都好'] });
  expect(none).toMatchObject({ naming: 0, competitors: [] });
});

test('客户的互动记录：每条引用带编号和日期', async () => {
  await using client = await connectTestClient({ company: 'none', language: 'zh' });
  await client.call('save_contacts', { name: '张伟' });
  await client.call('log_interaction', {
    contact: '张伟',
    channel: 'call',
    summary: '他们在拿我们和用友比，用友比我们便宜。',
  });
  const result = await client.call('compare_competitors', { customer: '张伟', sources: ['interactions'] });
  expect(result).toMatchObject({
    customer: '张伟',
    competitors: [{ name: '用友', quotes: [{ id: expect.stringMatching(/^int_/), on: expect.any(String) }] }],
  });
  expect(await client.fail('compare_competitors', { customer: '王芳' })).toMatchObject({ code: 'not_found' });
  expect(
    await client.call('compare_competitors', { until: '2020-01-01', since: '2019-01-01' }),
  ).toMatchObject({
    statements: 0,
    competitors: [],
  });
});

test('our own products and people are no rivals, nor what a sentence denies', async () => {
  await using client = await connectTestClient({ company: 'none' });
  await client.call('save_records', {
    kind: 'product',
    fields: { name: 'Warehouse Design 仓库设计', sku: 'WD-1' },
  });
  await client.call('save_contacts', { name: 'Alice Vogel' });
  const texts = [
    'The demo of Warehouse Design convinced us; who will come for Warehouse Design?',
    'First talk about Shelf Planner, then talking to Alice Vogel.',
    '客户暂时没有明确评价，至今没出过故障。',
    '等了九天没人回电话，涨价也没有提前通知，客户说没法用。',
    '邮件跟进潘少华，和林志强通了电话。',
    '他们觉得没有用友便宜，也在看仓库设计。',
  ];
  const { competitors } = (await client.call('compare_competitors', { texts })) as unknown as Compared;
  expect(competitors.map(({ name }) => name)).toEqual(['用友']);
});
