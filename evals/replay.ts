import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createMcpServerFactory } from '../src/mcp/index.ts';
import type { App } from '../src/wire.ts';

/** A call of one of our tools. */
export interface OurCall {
  tool: string;
  arguments: Record<string, unknown>;
}

/** A call that was made; where it was refused, with what the server said. */
export interface MadeCall {
  tool: string;
  arguments: unknown;
  ok: boolean;
  /** Whether the person was asked first. */
  confirmed: boolean;
  refusal?: string;
}

/**
 * Makes the calls through the real MCP server, as a client of the 2025 era.
 *
 * @param saysYes  whether a person is there who says yes to everything they are asked; else nobody can be asked
 */
export async function replay(
  app: App,
  calls: readonly OurCall[],
  { saysYes }: { saysYes: boolean } = { saysYes: false },
): Promise<MadeCall[]> {
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const factory = createMcpServerFactory({
    version: '0',
    registry: app.registry,
    app: async () => app,
    report: app.runtime.report,
  });
  await using _server = disposable(serveStdio(factory, { transport: serverSide as never }));
  const capabilities = saysYes ? { elicitation: { form: {} } } : {};
  const client = new Client({ name: 'gold', version: '1' }, { capabilities });
  let asked = 0;
  if (saysYes)
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
    const refusal = ok ? {} : { refusal: JSON.stringify(result.content) };
    made.push({ ...call, ok, confirmed: asked > before, ...refusal });
  }
  await client.close();
  return made;
}

const disposable = (handle: { close(): Promise<void> }): AsyncDisposable => ({
  [Symbol.asyncDispose]: () => handle.close(),
});
