import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMcpHandler, type McpServerFactory } from '@modelcontextprotocol/server';

/** Serves the SDK over HTTP as its guide shows it, on a free port whose address is the first line it prints. */
export async function serveBare(makeServer: McpServerFactory): Promise<void> {
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
