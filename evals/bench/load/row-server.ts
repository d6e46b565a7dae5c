import { McpServer } from '@modelcontextprotocol/server';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { z } from 'zod';
import { createApp } from '../../../src/wire.ts';
import { serveBare } from '../call/serve-bare.ts';

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

await serveBare(() => {
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
process.once('SIGTERM', () => process.exit(0));
