import { describe, expect, test } from 'vitest';
import { conversations, handOffs, messages } from '../db/index.ts';
import { connectTestClient, type TestClient } from './kernel/testing.ts';

interface Talk {
  day: string;
  outcome?: 'resolved';
  waits?: true;
  rating?: number;
  /** Minutes until a person answered. */
  person?: number;
  sentiment?: number;
}

/** Puts finished conversations of known course into the workspace. */
async function load({ app }: TestClient, talks: readonly Talk[]): Promise<void> {
  const { workspace } = app.session;
  const key = { workspaceId: workspace.id };
  await app.database.system(async (tx) => {
    for (const [index, { day, outcome, waits, rating, person, sentiment = 0 }] of talks.entries()) {
      const id = `cnv_known_${index}`;
      const createdAt = new Date(`${day}T10:00:00+08:00`);
      const lastMessageAt = new Date(createdAt.getTime() + 10 * 60_000);
      const stamp = { ...key, createdAt, updatedAt: createdAt };
      const state = waits ? { dialogue: { awaiting: 'order' } } : {};
      await tx.insert(conversations).values({
        ...stamp,
        id,
        actorId: id,
        channel: 'web',
        turns: 2,
        lastMessageAt,
        state,
        rating: rating ?? null,
        ...(outcome && { outcome, status: 'closed' }),
      });
      await tx.insert(messages).values({
        ...key,
        conversationId: id,
        ordinal: 1,
        role: 'user',
        content: 'Hello',
        sentiment,
        createdAt,
      });
      if (person !== undefined)
        await tx.insert(handOffs).values({
          ...stamp,
          id: `hnd_known_${index}`,
          conversationId: id,
          reason: 'asked_for',
          summary: '',
          status: 'given_back',
          replies: 2,
          firstReplyAt: new Date(createdAt.getTime() + person * 60_000),
        });
    }
  });
}

const measures = (report: Record<string, unknown>) =>
  Object.fromEntries((report.measures as { measure: string }[]).map((one) => [one.measure, one]));

describe('service_report', () => {
  test('gives each figure with n and interval, against the period before', async () => {
    await using client = await connectTestClient();
    const many = (count: number, talk: Talk): Talk[] => Array.from({ length: count }, () => talk);
    await load(client, [
      ...many(16, { day: '2026-02-20', outcome: 'resolved', rating: 5 }),
      ...many(2, { day: '2026-02-21', person: 6, sentiment: -0.8 }),
      ...many(2, { day: '2026-02-22', waits: true }),
      ...many(8, { day: '2026-01-20', outcome: 'resolved', rating: 3 }),
      ...many(12, { day: '2026-01-21', person: 30 }),
      { day: '2025-11-01', outcome: 'resolved' },
    ]);

    const report = await client.call('service_report', {});

    expect(report).toMatchObject({
      period: { from: '2026-02-04', to: '2026-03-05' },
      baseline: { from: '2026-01-05', to: '2026-02-03' },
      conversations: { current: 20, baseline: 20, underWay: 0 },
    });
    expect(measures(report)).toMatchObject({
      resolutionRate: {
        current: { n: 20, value: 0.8, low95: 0.584, high95: 0.919 },
        baseline: { n: 20, value: 0.4 },
        verdict: 'better',
      },
      handOffRate: { current: { value: 0.1 }, baseline: { value: 0.6 }, verdict: 'better' },
      abandonedRate: { current: { value: 0.1 }, baseline: { value: 0 }, verdict: 'no_clear_change' },
      repliesByPeople: { current: { value: 0.2 }, baseline: { value: 1.2 }, verdict: 'better' },
      humanResponseMinutes: {
        current: { n: 2, value: 6 },
        baseline: { n: 12, value: 30 },
        verdict: 'unknown',
      },
      rating: { current: { n: 16, value: 5 }, baseline: { n: 8, value: 3 }, verdict: 'better' },
      predictedRating: { current: { n: 4, value: 3.35 }, baseline: { n: 12, value: 3.5 } },
      turns: { current: { value: 2 }, verdict: 'no_clear_change' },
      minutes: { current: { value: 10 } },
    });
  });

  test('没有对话时不编造数字，时间颠倒则拒绝', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const result = await client.client.callTool({ name: 'service_report', arguments: {} });
    const [{ text } = { text: '' }] = result.content as { text: string }[];
    expect(text).toContain('无人工解决率：– ← –，数据太少，无法比较');
    expect(text).toContain('预测评分是经验公式');
    expect(await client.fail('service_report', { from: '2026-03-05', to: '2026-03-01' })).toMatchObject({
      code: 'invalid_input',
    });
  });
});
