import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';
import { serveBare } from './serve-bare.ts';

// The bare counterpart of the product: the SDK as its guide shows it, with as many tools, each of which answers
// at once with a result of the product's. Arguments: `stdio` or `http`, how many tools, the result as JSON.

const [transport, count, result] = process.argv.slice(2);
const structuredContent: Record<string, unknown> = JSON.parse(result ?? '{}');
const text = JSON.stringify(structuredContent);

function makeServer(): McpServer {
  const server = new McpServer({ name: 'echo', version: '1.0.0' });
  for (let number = 0; number < Number(count); number++)
    server.registerTool(
      `echo_${number}`,
      {
        description: 'Answers what it always answers.',
        inputSchema: z.object({ query: z.string().optional() }),
        outputSchema: z.looseObject({}),
      },
      async () => ({ content: [{ type: 'text', text }], structuredContent }),
    );
  return server;
}

if (transport === 'stdio') serveStdio(makeServer);
else await serveBare(makeServer);
