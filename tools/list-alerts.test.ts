import { describe, expect, test } from 'vitest';
import type { NewPrediction, Track } from '../src/insight/index.ts';
import { connectTestClient, type TestClient } from './kernel/testing.ts';

const track = <Result>({ app }: TestClient, work: (track: Track) => Promise<Result>): Promise<Result> =>
  app.runtime.write(app.session, (_, { insight }) => work(insight.track), {
    signal: new AbortController().signal,
    timeoutMs: 10_000,
  });

const churn = (subject: string, value: number, window: string): NewPrediction => ({
  kind: 'churn',
  subject,
  target: 'no purchase in 90 days',
  dueOn: '2026-06-03',
  predicted: { value },
  model: 'churn@1',
  inputs: { window },
});
const forecast = (subject: string, upper: number): NewPrediction => ({
  kind: 'forecast',
  subject,
  target: 'revenue by month',
  dueOn: '2026-03-01',
  predicted: { value: -20, lower80: -25, upper80: -15, lower95: -upper - 60, upper95: upper },
  model: 'theta@1',
  inputs: { query: { measure: 'revenue', unit: 'month' }, start: '2026-02-01' },
});

describe('list_alerts', () => {
  test('tells of a customer once, when the limit is crossed, and of a period that missed its interval', async () => {
    await using client = await connectTestClient({ company: 'none' });
    await client.app.load('contact', [{ id: 'con_1', name: '王芳', lifecycleStage: 'Customer' }]);
    await track(client, ({ record }) => record([churn('con_1', 0.75, 'one'), churn('con_2', 0.3, 'one')]));
    await track(client, ({ record }) => record([forecast('total', -5), forecast('owner:usr_1', 5)]));

    const { items, limits } = await client.call('list_alerts', {});

    expect(limits).toEqual({ churnRisk: 0.7, forecastMiss: 95 });
    const alerts = items as { kind: string; message: string }[];
    expect(new Set(alerts.map(({ message }) => message))).toEqual(
      new Set([
        '王芳 may leave: 75 % (limit 70 %). Get in touch; score_churn gives the reasons.',
        'All sales, revenue by month, up to 2026-03-01: 0, above the 95 % interval that was foretold, -55 to -5.',
      ]),
    );
    const first = await client.call('list_alerts', { limit: 1 });
    const second = await client.call('list_alerts', { limit: 1, cursor: first.nextCursor });
    expect(second).toMatchObject({ items: [{ id: expect.any(String) }], nextCursor: null });
    expect(await client.call('list_alerts', { kind: 'churn_risk' })).toMatchObject({
      items: [{ kind: 'churn_risk', subject: 'con_1', value: 0.75, bound: 0.7 }],
    });
  });

  test('上限可以改，也可以关；改后按新的上限提醒', async () => {
    await using client = await connectTestClient({ company: 'none', language: 'zh' });
    expect(await track(client, ({ alerts }) => alerts.setLimits({ churnRisk: 0.5 }))).toEqual({
      churnRisk: 0.5,
      forecastMiss: 95,
    });
    await track(client, ({ record }) => record([churn('con_2', 0.55, 'two')]));
    expect(await client.call('list_alerts', {})).toMatchObject({
      items: [{ message: 'con_2的流失概率达到 55 %（上限 50 %）：请尽快联系，原因见 score_churn。' }],
      limits: { churnRisk: 0.5, forecastMiss: 95 },
    });
    await track(client, ({ alerts }) => alerts.setLimits({ churnRisk: null }));
    await track(client, ({ record }) => record([churn('con_3', 0.99, 'three')]));
    expect(await client.call('list_alerts', {})).toMatchObject({ items: [{ subject: 'con_2' }] });
    expect(await client.fail('list_alerts', { cursor: 'zzz' })).toMatchObject({ code: 'invalid_input' });
  });

  test('days are those of the workspace’s time zone', async () => {
    await using client = await connectTestClient({ company: 'none', now: '2026-03-04T20:00:00Z' });
    client.app.session.workspace.timeZone = 'Asia/Shanghai';
    await track(client, ({ record }) => record([churn('con_9', 0.9, 'zone')]));
    const { items } = await client.call('list_alerts', {});
    expect(items).toMatchObject([{ raisedOn: '2026-03-05', raisedAt: '2026-03-04T20:00:00.000Z' }]);
    const { content } = await client.client.callTool({ name: 'list_alerts', arguments: {} });
    expect(content).toMatchObject([{ text: expect.stringMatching(/^2026-03-05 /) }]);
  });
});
