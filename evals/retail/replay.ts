import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createMcpServerFactory } from '../../src/mcp/index.ts';
import type { App } from '../../src/wire.ts';
import type { OurCall } from './calls.ts';

/** A call that was made; where it was refused, with what the server said. */
export interface MadeCall {
  tool: string;
  arguments: unknown;
  ok: boolean;
  /** Whether the customer was asked first. */
  confirmed: boolean;
  refusal?: string;
}

/**
 * Makes the calls through the real MCP server, as a client of the 2025 era whose person says yes to
 * everything they are asked.
 */
export async function replay(app: App, calls: readonly OurCall[]): Promise<MadeCall[]> {
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const factory = createMcpServerFactory({
    version: '0',
    registry: app.registry,
    app: async () => app,
    report: app.runtime.report,
  });
  await using _server = disposable(serveStdio(factory, { transport: serverSide as never }));
  const client = new Client({ name: 'gold', version: '1' }, { capabilities: { elicitation: { form: {} } } });
  let asked = 0;
  client.setRequestHandler(ElicitRequestSchema, () => {
    asked++;
    return { action: 'accept', content: { approve: true } };
  });
  await client.connect(clientSide);
  const made: MadeCall[] = [];
  for (const call of calls) {
    const before = asked;
    const result = await client.callTool({ name: call.tool, arguments: call.arguments });
    const ok = result.isError !== true;
    made.push({
      tool: call.tool,
      arguments: call.arguments,
      ok,
      confirmed: asked > before,
      ...(!ok && { refusal: JSON.stringify(result.content) }),
    });
  }
  await client.close();
  return made;
}

const disposable = (handle: { close(): Promise<void> }): AsyncDisposable => ({
  [Symbol.asyncDispose]: () => handle.close(),
});
