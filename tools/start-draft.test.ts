import { describe, expect, test } from 'vitest';
import { tools } from './index.ts';
import { connectTestClient } from './kernel/testing.ts';

describe('start_draft', () => {
  test('what is written after it is seen in the draft and nowhere else', async () => {
    await using client = await connectTestClient({ company: 'none' });
    await client.app.load('contact', [{ id: 'con_zhang', name: '张伟', lifecycleStage: 'Lead' }]);
    const start = await client.difference();
    const started = await client.call('start_draft', { name: 'Spring clean-up' });
    expect(started).toMatchObject({ name: 'Spring clean-up', status: 'open', changeId: null });

    const made = await client.call('save_contacts', { name: 'Zoe Quill', city: 'Oslo' });
    const changed = await client.call('save_contacts', { contact: '张伟', city: '天津' });
    await client.call('save_tasks', { title: 'Call Zoe', contact: 'Zoe Quill' });
    expect(made.changeId).toMatch(/^dst_/);
    expect(changed.changeId).toMatch(/^dst_/);

    expect(await client.call('search_contacts', { query: 'Zoe Quill' })).toMatchObject({ total: 1 });
    expect(await client.call('get_customer', { customer: '张伟' })).toMatchObject({
      profile: { city: '天津' },
    });
    expect(await client.difference()).toEqual(start);
    const outside = await client.app.call('search_contacts', { query: 'Zoe Quill' });
    expect(outside).toMatchObject({ ok: true, data: { total: 0 } });
    expect(await client.call('list_changes', {})).toMatchObject({ items: [] });
  });

  test('a call made twice lands once, and the last one is taken back', async () => {
    await using client = await connectTestClient({ company: 'none' });
    await client.call('start_draft', {});
    const task = { title: 'Once', idempotencyKey: 'k1' };
    const first = await client.call('save_tasks', task);
    expect(await client.call('save_tasks', task)).toEqual(first);
    expect(await client.fail('save_tasks', { ...task, title: 'Other' })).toMatchObject({ code: 'conflict' });
    const again = await client.call('save_tasks', { title: 'Once' });
    expect(again).toMatchObject({ created: true });
    expect(await client.call('save_tasks', { title: 'Once' })).toMatchObject({ possibleDuplicate: true });
    expect(await client.call('show_draft', {})).toMatchObject({ draft: { records: 2 } });

    expect(await client.call('undo_change', {})).toMatchObject({ undone: [again.changeId] });
    expect(await client.call('show_draft', {})).toMatchObject({ draft: { records: 1 } });
    expect(await client.call('save_tasks', { title: 'Once' })).not.toHaveProperty('possibleDuplicate');
    expect(await client.fail('undo_change', { changeId: 'chg_1' })).toMatchObject({ code: 'not_found' });
    await client.call('undo_change', { conversation: true });
    expect(await client.call('show_draft', {})).toMatchObject({ draft: { records: 0 } });
    expect(await client.difference()).toEqual({});
  });

  test('a trial leaves nothing, in the draft either', async () => {
    await using client = await connectTestClient({ company: 'none' });
    await client.call('start_draft', {});
    expect(await client.call('save_tasks', { title: 'Tried', dryRun: true })).toMatchObject({ dryRun: true });
    expect(await client.call('show_draft', {})).toMatchObject({ draft: { records: 0 } });
  });

  test('what is no change of records alone cannot be drafted, whatever tool it is', async () => {
    await using client = await connectTestClient({ company: 'none' });
    const draft = { key: 'name:other', name: 'other' };
    const writing = tools.filter(({ annotations }) => !annotations.readOnlyHint);
    const refused: string[] = [];
    for (const { name } of writing.filter(({ drafts }) => drafts === undefined)) {
      const outcome = await client.app.call(name, {}, { draft });
      if (
        !outcome.ok &&
        outcome.error.code === 'forbidden' &&
        /cannot be drafted/.test(outcome.error.message)
      )
        refused.push(name);
    }
    expect(refused).toEqual(writing.filter(({ drafts }) => drafts === undefined).map(({ name }) => name));
    expect(refused).toEqual(expect.arrayContaining(['import_records', 'add_knowledge', 'configure_desk']));
    expect(await client.call('show_draft', {})).toMatchObject({ draft: null, drafts: [] });
  });

  test('a client names the draft of a call, whatever the conversation', async () => {
    await using client = await connectTestClient({ company: 'none' });
    const call = (name: string, given: Record<string, unknown>, draft: unknown) =>
      client.client.callTool({ name, arguments: given, _meta: { 'rapport/draft': draft } });
    expect(await call('save_tasks', { title: 'Mine' }, 'spring')).toMatchObject({
      content: [{ text: expect.stringContaining('In draft "spring", not applied') }],
    });
    expect(await call('save_tasks', { title: 'Of this talk' }, true)).not.toHaveProperty('isError');
    expect(await call('search_records', { kind: 'task' }, 'spring')).toMatchObject({
      structuredContent: { items: [{ title: 'Mine' }] },
    });
    expect(await client.call('search_records', { kind: 'task' })).toMatchObject({
      items: [{ title: 'Of this talk' }],
    });
    for (const strange of ['', '../x', 7, 'x'.repeat(65), false])
      expect(await call('save_tasks', { title: 'Lost' }, strange)).toMatchObject({ isError: true });
    expect(await client.difference()).toEqual({});
  });

  test('不区分对话的客户端会得到说明', async () => {
    await using client = await connectTestClient({ company: 'none', language: 'zh' });
    expect(await client.app.call('start_draft', {})).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', hint: expect.stringContaining('rapport/draft') },
    });
  });
});
