import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

const notes = 'Call with Dana Reyes, CFO at Northwind Traders yesterday. Her mail is dana@northwind.example.';

describe('show_draft', () => {
  test('each field before and after, with the call and the words it comes from', async () => {
    await using client = await connectTestClient();
    await client.call('start_draft', { name: 'Notes' });
    await client.call('save_contacts', { contact: 'Dana Ortiz', city: 'Oslo' });
    await client.call('save_contacts', { contact: 'Dana Ortiz', city: 'Bergen', jobTitle: 'CFO' });
    await client.call('propose_changes', { text: notes });
    const { draft, changes } = (await client.call('show_draft', {})) as {
      draft: unknown;
      changes: Record<string, unknown>[];
    };
    expect(draft).toMatchObject({ name: 'Notes', status: 'open', revision: 3 });
    expect(changes[0]).toMatchObject({
      position: 1,
      operation: 'update',
      label: 'Dana Ortiz',
      fields: [
        { field: 'city', after: 'Bergen', source: { tool: 'save_contacts', client: 'mcp:test' } },
        { field: 'jobTitle', after: 'CFO' },
      ],
    });
    const dana = changes.find(({ label }) => label === 'Dana Reyes');
    expect(dana).toMatchObject({
      operation: 'create',
      fields: expect.arrayContaining([
        expect.objectContaining({
          field: 'jobTitle',
          after: 'CFO',
          source: expect.objectContaining({ tool: 'propose_changes', words: 'CFO' }),
        }),
        expect.objectContaining({ field: 'company', after: 'Northwind Traders' }),
      ]),
    });
  });

  test('中文读得懂，金额、负责人和阶段写名称', async () => {
    await using client = await connectTestClient({ language: 'zh' });
    await client.call('start_draft', { name: '待办' });
    await client.call('save_deals', { name: '续费', contact: '张伟', amount: '1200.00', stage: 'Proposal' });
    const result = await client.client.callTool({ name: 'show_draft', arguments: {} });
    const { text } = result.content[0] as { text: string };
    expect(text).toContain('新建 商机 续费');
    expect(text).toContain('张伟');
    expect(text).toMatch(/1200\.00 [A-Z]{3}/);
    expect(text).not.toMatch(/con_|stg_|amountMinor/);
  });

  test('where there is none, lists those there are', async () => {
    await using client = await connectTestClient({ company: 'none' });
    expect(await client.call('show_draft', {})).toMatchObject({ draft: null, drafts: [] });
    expect(await client.fail('show_draft', { draft: 'Nobody’s' })).toMatchObject({ code: 'not_found' });
  });
});
