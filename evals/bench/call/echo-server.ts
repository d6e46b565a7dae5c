import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

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
else {
  const handler = createMcpHandler(makeServer);
  const service = createServer(async (request, response) => {
    const answer = await handler.fetch(
      new Request(`http://localhost${request.url}`, {
        method: 'POST',
        headers: request.headers as Record<string, string>,
        body: await bodyOf(request),
      }),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  writeSync(1, `http://127.0.0.1:${(service.address() as AddressInfo).port}/mcp\n`);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
