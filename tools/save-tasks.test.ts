import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('save_tasks', () => {
  test('plans a call and finishes it', async () => {
    await using client = await connectTestClient();

    const planned = await client.call('save_tasks', {
      title: 'Call Dana about the renewal',
      contact: 'Dana Ortiz',
      dueOn: '2026-03-09',
    });
    const done = await client.call('save_tasks', {
      task: (planned.record as { id: string }).id,
      status: 'done',
    });

    expect(planned).toMatchObject({
      created: true,
      record: { contact: 'Dana Ortiz', status: 'open', dueOn: '2026-03-09' },
    });
    expect(done).toMatchObject({ record: { status: 'done' } });
    expect(await client.difference()).toEqual({ tasks: { added: 1 } });
  });

  test('不存在的日期', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    expect(await client.fail('save_tasks', { title: '回访', dueOn: '2026-02-30' })).toMatchObject({
      code: 'invalid_input',
    });
    expect(await client.difference()).toEqual({});
  });
});
