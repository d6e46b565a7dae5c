import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { z } from 'zod';
import { createApp } from '../../../src/wire.ts';

// The bare counterpart of the product under load: the SDK as its guide shows it, with one tool that reads one
// contact by its id from the product's own database. Arguments: `url` or `folder`, and where the database is.

const [kind, place = ''] = process.argv.slice(2);
const readRow = kind === 'url' ? overServer(place) : await overFolder(place);

function overServer(url: string) {
  const client = postgres(url, { max: 10, onnotice: () => {} });
  return async (id: string): Promise<Record<string, unknown>> => {
    const [row] = await client`select id, name, emails, phones from contacts where id = ${id} limit 1`;
    return { ...row };
  };
}

async function overFolder(dataDirectory: string) {
  const { database } = await createApp({ dataDirectory });
  return (id: string): Promise<Record<string, unknown>> =>
    database.system(async (tx) => {
      const query = sql`select id, name, emails, phones from contacts where id = ${id} limit 1`;
      return { ...(await tx.execute(query))[0] };
    });
}

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'row', version: '1.0.0' });
  server.registerTool(
    'read_row',
    {
      description: 'Reads one contact.',
      inputSchema: z.object({ id: z.string() }),
      outputSchema: z.looseObject({}),
    },
    async ({ id }) => {
      const structuredContent = await readRow(id);
      return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
    },
  );
  return server;
});
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
process.once('SIGTERM', () => process.exit(0));

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
