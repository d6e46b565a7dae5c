import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('resolve_ticket', () => {
  test('resolves once, and reopens with a new deadline', async () => {
    await using client = await connectTestClient();
    const { ticket } = (await client.call('open_ticket', { subject: 'Broken lamp' })) as {
      ticket: { number: string };
    };
    const resolve = { ticket: ticket.number, resolution: 'Sent a new one' };

    const resolved = await client.call('resolve_ticket', resolve);
    expect(resolved.ticket).toMatchObject({
      status: 'resolved',
      resolution: 'Sent a new one',
      resolvedAt: '2026-03-05T09:00+08:00',
    });
    expect(await client.fail('resolve_ticket', { ...resolve, repeat: true })).toMatchObject({
      code: 'conflict',
    });

    const reopened = await client.call('resolve_ticket', {
      ...resolve,
      status: 'open',
      resolution: 'It broke too',
    });
    expect(reopened.ticket).toMatchObject({
      status: 'open',
      resolvedAt: null,
      dueAt: '2026-03-06T09:00+08:00',
    });
    await client.call('undo_change', { changeId: reopened.changeId });
    await client.call('undo_change', { changeId: resolved.changeId });
    expect(await client.call('get_ticket', { ticket: ticket.number })).toMatchObject({
      ticket: { status: 'open', resolution: null },
      steps: [{ step: 'opened' }],
    });
  });

  test('没有这张工单', async () => {
    await using client = await connectTestClient({ language: 'zh' });
    const wrong = { ticket: 'T-none', resolution: '已处理' };
    expect(await client.fail('resolve_ticket', wrong)).toMatchObject({ code: 'not_found' });
  });
});
