import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('daily_brief', () => {
  test('shows the day of a colleague', async () => {
    await using client = await connectTestClient();

    const brief = await client.call('daily_brief', { owner: '王芳' });

    expect(brief).toMatchObject({ date: '2026-03-05', owner: '王芳' });
    expect((brief.tasksToday as { total: number }).total).toBeGreaterThan(0);
  });

  test('没有这位同事时说明', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    expect(await client.fail('daily_brief', { owner: '赵六' })).toMatchObject({ code: 'not_found' });
  });
});
