import { expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

test('export_person: their data by table, others masked, cut where it is long', async () => {
  await using client = await connectTestClient({ company: 'none', person: () => 'yes' });
  await client.call('save_contacts', {
    name: '王芳',
    emails: ['wang@fang.example'],
    phones: ['+8613800138000'],
  });
  await client.call('save_contacts', { name: '李小明', phones: ['+8613900139000'] });
  await client.call('log_interaction', {
    contact: '王芳',
    channel: 'call',
    summary: '王芳说请联系李小明，电话13900139000，她自己的是13800138000',
  });
  const found = await client.call('export_person', { contact: '王芳' });
  expect(found).toMatchObject({
    rows: { contacts: 1, interactions: 1 },
    truncated: false,
    tables: {
      contacts: [{ name: '王芳', emails: ['wang@fang.example'] }],
      interactions: [{ summary: '王芳说请联系[name]，电话[phone]，她自己的是13800138000' }],
    },
  });
  for (let page = 0; page < 6; page++)
    await client.call('log_interaction', {
      contact: '王芳',
      channel: 'note',
      summary: `${page} ${'long '.repeat(780)}`,
    });
  expect(await client.call('export_person', { contact: '王芳' })).toMatchObject({
    rows: { interactions: 7 },
    truncated: true,
  });
  expect(await client.fail('export_person', { contact: '没有这个人' })).toMatchObject({ code: 'not_found' });
});
