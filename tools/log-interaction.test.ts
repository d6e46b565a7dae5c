import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('log_interaction', () => {
  test('记录电话，判断情绪，并建好跟进任务', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const logged = await client.call('log_interaction', {
      contact: '张伟',
      channel: 'call',
      summary: '他觉得续约价格太贵了',
      followUpOn: '2026-03-09',
    });

    expect(logged).toMatchObject({
      interaction: {
        contact: '张伟',
        channel: 'call',
        sentiment: 'negative',
        occurredAt: '2026-03-05T09:00+08:00',
      },
      followUp: { dueOn: '2026-03-09' },
    });
    expect(await client.difference()).toEqual({
      interactions: { added: 1 },
      tasks: { added: 1 },
      contacts: { changed: 1 },
    });

    await client.call('undo_change', { changeId: logged.changeId });
    expect(await client.difference()).toEqual({});
  });

  test('two contacts of that name: asks, writes nothing', async () => {
    await using client = await connectTestClient();

    const refused = await client.fail('log_interaction', {
      contact: 'Dana',
      channel: 'note',
      summary: 'Prefers mornings',
    });

    expect(refused).toMatchObject({ code: 'ambiguous', hint: expect.stringContaining('Dana Ortiz') });
    expect(await client.difference()).toEqual({});
  });

  test('what has not happened yet cannot be logged', async () => {
    await using client = await connectTestClient();

    const refused = await client.fail('log_interaction', {
      contact: 'Dana Ortiz',
      channel: 'call',
      summary: 'Renewal',
      occurredAt: '2026-04-01',
    });

    expect(refused).toMatchObject({ code: 'invalid_input', hint: expect.stringContaining('save_tasks') });
  });
});
