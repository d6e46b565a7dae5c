import { describe, expect, test } from 'vitest';
import { tools } from '../../tools/index.ts';
import { connectTestClient } from '../../tools/kernel/testing.ts';
import { listChanges } from '../trust/index.ts';
import { instructionsFor } from './instructions.ts';

const eras = ['2025-11-25', '2026-07-28'] as const;

describe.each(eras)('a client of %s', (era) => {
  test('reads and writes', async () => {
    await using client = await connectTestClient({ era });

    const found = await client.call('search_contacts', { query: 'dana' });
    expect(found).toMatchObject({ total: 2, items: [{ name: 'Dana Ortiz' }, { name: 'Dana Whitfield' }] });

    const saved = await client.call('save_tasks', { title: 'Ring 张伟', dueOn: '2026-03-06' });
    expect(await client.difference()).toEqual({ tasks: { added: 1 } });
    await client.call('undo_change', { changeId: saved.changeId });
    expect(await client.difference()).toEqual({});
  });

  test('finds the ids in the text too, for models that are shown nothing else', async () => {
    await using client = await connectTestClient({ era });
    const result = await client.client.callTool({ name: 'search_contacts', arguments: { query: '张伟' } });
    expect(result).toMatchObject({
      content: [{ type: 'text', text: expect.stringContaining('con_000002') }],
      structuredContent: { items: [{ id: 'con_000002' }] },
    });
  });

  test('is told what it may have meant: tool, field, value', async () => {
    await using client = await connectTestClient({ era, company: 'none' });

    expect(await client.fail('serch_contacts', {})).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('Did you mean search_contacts'),
    });
    expect(await client.fail('search_contacts', { qery: 'dana' })).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('Did you mean query?'),
    });
    expect(await client.fail('save_contacts', { name: 'Ada', owner: 42 })).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('owner'),
    });
  });

  test('says a refusal in words a model reads, and nothing the output schema would choke on', async () => {
    await using client = await connectTestClient({ era });
    const result = await client.client.callTool({
      name: 'get_customer',
      arguments: { customer: 'Nobody Atall' },
    });
    expect(result).toMatchObject({
      isError: true,
      content: [{ text: expect.stringMatching(/^not_found: /) }],
    });
    expect(result.structuredContent).toBeUndefined();
  });

  test('who approves is a person, asked in the middle of the call', async () => {
    const questions: string[] = [];
    await using client = await connectTestClient({
      era,
      person: (question) => (questions.push(question) === 1 ? 'no' : 'yes'),
    });
    const everyDana = { kind: 'contact', filter: 'name ~ Dana' };

    expect(await client.fail('delete_records', everyDana)).toMatchObject({ code: 'forbidden' });
    expect(await client.difference()).toEqual({});
    expect(questions).toEqual([expect.stringMatching(/deletes 2 records.*Dana Ortiz.*Dana Whitfield/s)]);

    await client.call('delete_records', everyDana);
    expect(await client.difference()).toEqual({ contacts: { removed: 2 } });
    expect(await client.app.pendingApprovals()).toEqual([]);
  });

  test('whose person is away leaves the call waiting for them', async () => {
    await using client = await connectTestClient({ era, person: () => 'away' });
    const refused = await client.fail('delete_records', { kind: 'contact', filter: 'name ~ Dana' });
    expect(refused.code).toBe('approval_required');
    const [waiting] = await client.app.pendingApprovals();
    expect(refused.details).toEqual({ approvalId: waiting?.id });
  });

  test('without a person to ask gets the preview, and no way to approve', async () => {
    await using client = await connectTestClient({ era });
    const refused = await client.fail('delete_records', { kind: 'contact', filter: 'name ~ Dana' });
    expect(refused).toMatchObject({
      code: 'approval_required',
      hint: expect.stringContaining('rapport approve apr_'),
      details: { total: 2, preview: [{ label: 'Dana Ortiz' }, { label: 'Dana Whitfield' }] },
    });
    expect(await client.difference()).toEqual({});
  });

  test('reads records as resources, by the same rules', async () => {
    await using client = await connectTestClient({ era, person: () => 'yes' });
    const read = async (uri: string): Promise<unknown> => {
      const [content] = (await client.client.readResource({ uri })).contents;
      return content && 'text' in content ? JSON.parse(content.text) : undefined;
    };

    expect(await read('crm://contact/con_000002')).toEqual(
      await client.call('get_customer', { customer: 'con_000002' }),
    );
    expect(await read('crm://schema/deal')).toMatchObject({ fields: expect.any(Array) });
    expect(await read('crm://changes')).toMatchObject({ items: [] });
    const { document } = await client.call('add_knowledge', {
      source: 'spare-parts.md',
      text: '# Spare parts\nTen years.',
    });
    const { id } = document as { id: string };
    expect(await read(`crm://knowledge/${id}`)).toMatchObject({ text: '# Spare parts\nTen years.' });
    await expect(read('crm://contact/con_999999')).rejects.toThrow('con_999999');
    await expect(read('crm://schema/nonsense')).rejects.toThrow('kind');
    const { completion } = await client.client.complete({
      ref: { type: 'ref/resource', uri: 'crm://contact/{id}' },
      argument: { name: 'id', value: '张' },
    });
    expect(completion.values).toContain('con_000002');
  });
});

test('instructions say for whom, when and where', async () => {
  await using client = await connectTestClient();
  const instructions = client.client.getInstructions();
  for (const fact of [
    '"Helen Marsh" (owner)',
    'Thursday 2026-03-05',
    'Asia/Shanghai',
    'Lead, Qualified, Proposal',
  ])
    expect(instructions).toContain(fact);
});

test('instructions do not wait for a database that is not open, and say where to ask', async () => {
  const never = new Promise<never>(() => {});
  for (const open of [() => undefined, () => never, () => Promise.reject(new Error('closed'))])
    expect(await instructionsFor(open())).toMatch(
      /CRM of the person.* Call describe_workspace first.*undo_change/s,
    );
});

test('prompts speak the chosen language, by default the person’s', async () => {
  await using client = await connectTestClient({ language: 'zh' });
  const prompt = async (given: Record<string, string>): Promise<string> => {
    const { messages } = await client.client.getPrompt({ name: 'prepare_meeting', arguments: given });
    return JSON.stringify(messages);
  };
  const { prompts } = await client.client.listPrompts();
  expect(prompts.map(({ name }) => name)).toEqual(['prepare_meeting', 'review_pipeline', 'log_call']);
  expect(await prompt({ customer: '张伟' })).toContain('我马上要见张伟');
  expect(await prompt({ customer: 'Dana', language: 'en' })).toContain('I am about to meet Dana');
});

test('a tool there is not is refused in the person’s language', async () => {
  await using client = await connectTestClient({ language: 'zh' });
  await expect(client.call('serch_contacts', {})).rejects.toThrow(/这个工具。您是想用 search_contacts/);
});

test('what one connection did is one conversation', async () => {
  await using client = await connectTestClient();
  await client.call('save_tasks', { title: 'One' });
  await client.call('save_tasks', { title: 'Two' });
  await client.call('undo_change', { conversation: true });
  expect(await client.difference()).toEqual({});
});

test('the change log names the client', async () => {
  await using client = await connectTestClient({ company: 'none' });
  await client.call('save_tasks', { title: 'One' });
  const { runtime, session } = client.app;
  const limits = { signal: AbortSignal.timeout(5_000), timeoutMs: 5_000 };
  const [change] = await runtime.read(session, (scope) => listChanges(scope, { limit: 1 }), limits);
  expect(change?.client).toBe('mcp:test');
});

test('the list is the registry, in its order, with all four hints', async () => {
  await using client = await connectTestClient({ company: 'none' });
  const { tools: listed } = await client.client.listTools();
  expect(listed.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
  for (const tool of listed) {
    expect(Object.keys(tool.annotations ?? {}).toSorted()).toEqual([
      'destructiveHint',
      'idempotentHint',
      'openWorldHint',
      'readOnlyHint',
    ]);
    expect(tool.outputSchema?.type).toBe('object');
  }
});
