import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('undo_change', () => {
  test('a later edit is shown, not overwritten', async () => {
    await using client = await connectTestClient();
    const first = await client.call('save_contacts', { contact: '张伟', city: '天津' });
    const second = await client.call('save_contacts', { contact: '张伟', jobTitle: '经理' });

    const refused = await client.fail('undo_change', { changeId: first.changeId });
    expect(refused).toMatchObject({ code: 'conflict', message: expect.stringContaining('张伟') });

    await client.call('undo_change', { changeId: second.changeId });
    await client.call('undo_change', { changeId: first.changeId });
    expect(await client.difference()).toEqual({});
  });

  test('undoing an undo restores it', async () => {
    await using client = await connectTestClient();
    await client.call('save_contacts', { contact: '张伟', city: '天津' });

    const undone = await client.call('undo_change', {});
    expect(await client.difference()).toEqual({});
    await client.call('undo_change', { changeId: undone.changeId });

    expect(await client.call('get_customer', { customer: '张伟' })).toMatchObject({
      profile: { city: '天津' },
    });
  });

  test('撤销整个对话', async () => {
    await using client = await connectTestClient({ language: 'zh' });
    await client.call('save_contacts', { contact: '张伟', city: '天津' });
    await client.call('save_tasks', { title: '回访张伟', contact: '张伟' });
    await client.call('delete_records', { kind: 'contact', record: 'Dana Whitfield' });

    const undone = await client.call('undo_change', { conversation: true });

    expect(undone.undone).toHaveLength(3);
    expect(await client.difference()).toEqual({});
    expect(await client.fail('undo_change', { conversation: true })).toMatchObject({ code: 'not_found' });
  });

  test('whatever is written, undoing it in any number of steps gives back the start', async () => {
    await using client = await connectTestClient();
    const people = ['张伟', 'Dana Ortiz', 'Dana Whitfield', '王磊'];
    const edit = fc.oneof(
      fc.record({
        tool: fc.constant('save_contacts'),
        contact: fc.constantFrom(...people),
        city: fc
          .string({ minLength: 1, maxLength: 8, unit: 'grapheme' })
          .filter((text) => text.trim() !== '' && !text.includes('\0')),
      }),
      fc.record({
        tool: fc.constant('save_contacts'),
        contact: fc.constantFrom(...people),
        lifecycleStage: fc.constantFrom('Lead', 'Won', 'Lost'),
      }),
      fc.record({
        tool: fc.constant('log_interaction'),
        contact: fc.constantFrom(...people),
        channel: fc.constant('note'),
        summary: fc.constantFrom('ok', '很好', 'too late'),
        followUpOn: fc.constant('2026-03-20'),
      }),
      fc.record({ tool: fc.constant('save_tasks'), title: fc.constantFrom('Call', '回访') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        const changes: string[] = [];
        for (const { tool, ...callArguments } of edits) {
          const outcome = await client.app.call(tool, { ...callArguments, repeat: true });
          if (outcome.ok && outcome.data.changeId) changes.unshift(String(outcome.data.changeId));
        }
        for (const changeId of changes) await client.call('undo_change', { changeId });
        expect(await client.difference()).toEqual({});
      }),
      { numRuns: 12 },
    );
  });

  test('of many records names fifty and counts the others', async () => {
    await using client = await connectTestClient({ company: 'none', person: () => 'yes' });
    const rows = Array.from({ length: 60 }, (_, index) => ({
      id: `con_many${index}`,
      name: `Person ${index}`,
      lifecycleStage: 'Lead',
    }));
    await client.app.load('contact', rows);

    const deleted = await client.call('delete_records', { kind: 'contact', filter: 'name ~ Person' });
    expect(deleted).toMatchObject({ deleted: { length: 50 }, more: 10 });
    const undone = await client.call('undo_change', { changeId: deleted.changeId });
    expect(undone).toMatchObject({ restored: { length: 50 }, more: 10 });
    expect(await client.difference()).toEqual({ contacts: { added: 60 } });
  });
});
