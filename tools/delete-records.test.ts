import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('delete_records', () => {
  test('one clearly named record goes at once, and comes back', async () => {
    await using client = await connectTestClient();

    const deleted = await client.call('delete_records', { kind: 'contact', record: 'Dana Whitfield' });
    expect(deleted).toMatchObject({ deleted: [{ label: 'Dana Whitfield' }] });
    expect(await client.difference()).toEqual({ contacts: { removed: 1 } });
    expect(await client.call('search_contacts', { query: 'Whitfield' })).toMatchObject({ total: 0 });

    await client.call('undo_change', { changeId: deleted.changeId });
    expect(await client.difference()).toEqual({});
    expect(await client.call('search_contacts', { query: 'Whitfield' })).toMatchObject({ total: 1 });
  });

  test('several wait for a person: a yes deletes them', async () => {
    await using client = await connectTestClient({ person: () => 'yes' });

    const deleted = await client.call('delete_records', { kind: 'contact', filter: 'lifecycleStage = Lost' });

    expect((deleted.deleted as unknown[]).length).toBeGreaterThan(1);
  });

  test('没有人可以确认时不删除', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const refused = await client.fail('delete_records', { kind: 'contact', filter: 'lifecycleStage = Lost' });

    expect(refused).toMatchObject({
      code: 'approval_required',
      details: { approvalId: expect.stringMatching(/^apr_/) },
    });
    expect(await client.difference()).toEqual({});
    expect(await client.app.pendingApprovals()).toHaveLength(1);
  });

  test('an approval works once, and only with the arguments it was given for', async () => {
    await using client = await connectTestClient();
    const { details } = await client.fail('delete_records', {
      kind: 'contact',
      filter: 'lifecycleStage = Lost',
    });
    const approvalId = (details as { approvalId: string }).approvalId;

    expect(await client.app.approve(approvalId, 'approved')).toMatchObject({ ok: true });
    expect(await client.app.approve(approvalId, 'approved')).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    expect(
      await client.fail('delete_records', { kind: 'contact', filter: 'lifecycleStage = Won' }),
    ).toMatchObject({ code: 'approval_required' });
  });
});
