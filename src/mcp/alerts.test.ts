import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { describe, expect, test } from 'vitest';
import { connectTestClient } from '../../tools/kernel/testing.ts';
import type { App } from '../wire.ts';
import { createMcpServerFactory } from './index.ts';

let raised = 0;

/** Raises an alert as another process would: nobody tells the server. */
const raiseAlert = ({ runtime, session }: App) =>
  runtime.write(
    session,
    (_, { insight }) =>
      insight.track.record([
        {
          kind: 'churn',
          subject: `con_${++raised}`,
          target: 'no purchase in 90 days',
          dueOn: '2026-06-03',
          predicted: { value: 0.9 },
          model: 'churn@1',
          inputs: {},
        },
      ]),
    { signal: new AbortController().signal, timeoutMs: 10_000 },
  );

describe.each(['2025-11-25', '2026-07-28'] as const)('a client of %s', (era) => {
  test('hears of new alerts once it has asked to, and reads them as a resource', async () => {
    await using owner = await connectTestClient({ company: 'none', era });
    const { app } = owner;
    const { registry } = app;
    const report = () => undefined;
    const createServer = createMcpServerFactory({
      version: '0',
      registry,
      app: async () => app,
      report,
      alertsEveryMs: 10,
    });
    const [near, far] = InMemoryTransport.createLinkedPair();
    const served = serveStdio(createServer, { transport: far });
    const mode = era === '2026-07-28' ? { pin: era } : 'legacy';
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
    await client.connect(near);
    const told = Promise.withResolvers<string>();
    client.setNotificationHandler('notifications/resources/updated', ({ params }) =>
      told.resolve(params.uri),
    );
    if (era === '2026-07-28') await client.listen({ resourceSubscriptions: ['crm://alerts'] });
    else {
      await client.subscribeResource({ uri: 'crm://alerts' });
      await expect(client.subscribeResource({ uri: 'crm://changes' })).rejects.toThrow('crm://alerts');
    }

    const over = new AbortController();
    const raising = (async () => {
      while (!over.signal.aborted) {
        await raiseAlert(app);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    })();
    expect(await told.promise).toBe('crm://alerts');
    over.abort();
    await raising;

    const [content] = (await client.readResource({ uri: 'crm://alerts' })).contents;
    const { items } = JSON.parse(content && 'text' in content ? content.text : '') as { items: unknown[] };
    expect(items[0]).toMatchObject({ kind: 'churn_risk', value: 0.9 });
    await client.close();
    await served.close();
  });
});
