import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('configure_desk', () => {
  test('settles hours, deadlines and assignees; new tickets follow; undone', async () => {
    await using client = await connectTestClient();
    const usual = await client.call('configure_desk', {});
    expect(usual).toMatchObject({
      changeId: null,
      desk: { hours: null, queue: 'service', deadlineMinutes: { urgent: 60, normal: 1_440 } },
    });
    const wanted = {
      opens: '09:00',
      closes: '18:00',
      urgentMinutes: 30,
      assignees: [{ queue: 'returns', person: 'Priya' }],
    };
    expect(await client.call('configure_desk', { ...wanted, dryRun: true })).toMatchObject({ dryRun: true });
    expect(await client.difference()).toEqual({});

    const { changeId, desk } = await client.call('configure_desk', wanted);
    expect(desk).toMatchObject({
      hours: { opens: '09:00', closes: '18:00', days: [1, 2, 3, 4, 5] },
      deadlineMinutes: { urgent: 30, high: 240 },
      assignees: [{ queue: 'returns', person: 'Priya Nair' }],
    });
    const opened = await client.call('open_ticket', {
      subject: 'Fire!',
      priority: 'urgent',
      queue: 'returns',
    });
    expect(opened.ticket).toMatchObject({ assignee: 'Priya Nair', dueAt: '2026-03-05T09:30+08:00' });

    const more = await client.call('configure_desk', { lowMinutes: 60, assignees: [{ queue: 'returns' }] });
    expect(more.desk).toMatchObject({
      hours: { opens: '09:00' },
      deadlineMinutes: { urgent: 30, low: 60 },
      assignees: [],
    });
    await client.call('undo_change', { changeId: more.changeId });
    await client.call('undo_change', { changeId });
    expect((await client.call('configure_desk', { repeat: true })).desk).toEqual(usual.desk);
  });

  test('不对的时间和无权的人', async () => {
    await using client = await connectTestClient({ language: 'zh' });
    for (const wrong of [
      { opens: '25:00' },
      { opens: '18:00', closes: '09:00' },
      { closes: '18:00' },
      { days: [8] },
    ])
      expect(await client.fail('configure_desk', wrong)).toMatchObject({ code: 'invalid_input' });
    expect(
      await client.fail('configure_desk', { assignees: [{ queue: 'x', person: 'Nobody Atall' }] }),
    ).toMatchObject({ code: 'not_found' });
    const priya = await client.app.asMember('Priya Nair');
    expect(await priya.call('configure_desk', { queue: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
    expect(await client.difference()).toEqual({});
  });
});
