import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineTool, type Tool } from '../../tools/kernel/define-tool.ts';
import { executeTool } from '../../tools/kernel/execute-tool.ts';
import { connectTestClient } from '../../tools/kernel/testing.ts';
import { createMcpServerFactory } from './server.ts';

/** Counts to three, telling so, then works until it is stopped. */
const longWork = (stopped: (aborted: boolean) => void): Tool =>
  defineTool({
    name: 'long_work',
    title: 'Long work',
    toolset: 'crm',
    scope: 'crm:read',
    description: 'Works.',
    phrases: { en: ['work'], zh: ['干活'] },
    input: z.strictObject({ endless: z.boolean().optional() }),
    output: z.strictObject({ counted: z.int() }),
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    async handler({ endless }, { progress, signal }) {
      for (const done of [1, 2, 3]) progress(done, 3, `Step ${done}`);
      if (endless)
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            stopped(true);
            resolve();
          });
        });
      return { counted: 3 };
    },
  });

async function connectTo(tool: Tool, era: string): Promise<{ client: Client } & AsyncDisposable> {
  const workspace = await connectTestClient({ company: 'none' });
  const { session, runtime, approve } = workspace.app;
  const registry = { all: [tool], served: [tool] };
  const createServer = createMcpServerFactory({
    version: '0',
    registry,
    report: () => undefined,
    app: async () => ({
      session,
      runtime,
      approve,
      call: (_, callArguments, more) =>
        executeTool(tool, callArguments, { session, runtime, registry, ...more }),
    }),
  });
  const [near, far] = InMemoryTransport.createLinkedPair();
  const served = serveStdio(createServer, { transport: far });
  const mode = era === '2026-07-28' ? { pin: era } : 'legacy';
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(near);
  return {
    client,
    async [Symbol.asyncDispose]() {
      await client.close();
      await served.close();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

describe.each(['2025-11-25', '2026-07-28'])('a client of %s', (era) => {
  test('hears of progress', async () => {
    await using connection = await connectTo(
      longWork(() => undefined),
      era,
    );
    const heard: unknown[] = [];
    await connection.client.callTool(
      { name: 'long_work', arguments: {} },
      { onprogress: (step) => heard.push(step) },
    );
    expect(heard).toEqual([1, 2, 3].map((progress) => ({ progress, total: 3, message: `Step ${progress}` })));
  });

  test('case 22: cancels, and the work stops', async () => {
    const { promise: stopped, resolve } = Promise.withResolvers<boolean>();
    await using connection = await connectTo(longWork(resolve), era);
    const cancel = new AbortController();
    const call = connection.client.callTool(
      { name: 'long_work', arguments: { endless: true } },
      { signal: cancel.signal, onprogress: ({ progress }) => progress === 3 && cancel.abort() },
    );
    await expect(call).rejects.toThrow();
    expect(await stopped).toBe(true);
  });
});
