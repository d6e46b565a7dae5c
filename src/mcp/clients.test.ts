import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { createMCPClient } from '@ai-sdk/mcp';
import { Experimental_StdioMCPTransport } from '@ai-sdk/mcp/mcp-stdio';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as ClientOfVersion1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioOfVersion1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpOfVersion1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { tools } from '../../tools/index.ts';
import { servedTools } from '../../tools/kernel/selection.ts';
import { makeTestHome, program, type TestHome } from '../cli/testing/home.ts';
import { type App, createApp } from '../wire.ts';
import { type HttpService, startHttp } from './http.ts';
import { createMcpServerFactory } from './server.ts';

// Every kind of client over either transport: lists, writes, reads, and is told what is wrong. All work on
// one database, which this test holds: over HTTP it serves it, over stdio the process a client starts joins.

// Some clients start processes, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 240_000 });

const root = join(import.meta.dirname, '..', '..');
const inspector = join(root, 'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js');
const listed = servedTools(tools).map(({ name }) => name);
let home: TestHome;
let app: App;
let service: HttpService;

beforeAll(async () => {
  home = await makeTestHome();
  app = await createApp(home.database);
  const registry = { all: tools, served: servedTools(tools) };
  const report = () => undefined;
  service = await startHttp(
    createMcpServerFactory({ version: '0', registry, app: async () => app, report }),
    { host: '127.0.0.1', port: 0, ready: async () => true, onProblem: report },
  );
});

afterAll(async () => {
  await service.close();
  await app.close();
  await home.remove();
});

type Way = 'stdio' | 'HTTP';

interface Connection extends AsyncDisposable {
  list(): Promise<string[]>;
  call(name: string, callArguments: Record<string, unknown>): Promise<unknown>;
}

const command = () => ({ command: process.execPath, args: [program, 'serve'], env: home.environment });
const address = () => new URL(service.url);

const served = (client: Client | ClientOfVersion1): Connection => ({
  list: async () => (await client.listTools()).tools.map(({ name }) => name),
  call: (name, callArguments) => client.callTool({ name, arguments: callArguments }),
  [Symbol.asyncDispose]: () => client.close(),
});

async function connectVersion1(way: Way): Promise<Connection> {
  const client = new ClientOfVersion1({ name: 'version-1', version: '1' });
  const transport = way === 'HTTP' ? new HttpOfVersion1(address()) : new StdioOfVersion1(command());
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  return served(client);
}

async function connectVersion2(way: Way): Promise<Connection> {
  const versionNegotiation = { mode: { pin: '2026-07-28' } };
  const client = new Client({ name: 'version-2', version: '1' }, { versionNegotiation });
  await client.connect(
    way === 'HTTP' ? new StreamableHTTPClientTransport(address()) : new StdioClientTransport(command()),
  );
  return served(client);
}

async function connectAiSdk(way: Way): Promise<Connection> {
  const client = await createMCPClient({
    transport:
      way === 'HTTP' ? { type: 'http', url: service.url } : new Experimental_StdioMCPTransport(command()),
  });
  const offered = await client.tools();
  return {
    list: async () => Object.keys(offered),
    call: async (name, callArguments) =>
      offered[name]?.execute?.(callArguments, { toolCallId: '1', messages: [], context: {} }),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

async function connectInspector(way: Way): Promise<Connection> {
  const variables = Object.entries(home.environment).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const target =
    way === 'HTTP'
      ? [service.url, '--transport', 'http']
      : [process.execPath, program, 'serve', ...variables];
  const inspect = (...options: string[]): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const asked = [inspector, '--cli', ...target, ...options, '--format', 'json', '-q'];
      execFile(process.execPath, asked, { env: home.environment }, (error, stdout) => {
        // A tool that refuses is exit code 5, its answer printed like any other.
        if (error && error.code !== 5) reject(error);
        else resolve(JSON.parse(stdout).result);
      });
    });
  return {
    // Strict: it fails where a schema would not travel to every client.
    list: async () =>
      ((await inspect('--method', 'tools/list', '--strict')).tools as { name: string }[]).map(
        ({ name }) => name,
      ),
    call: (name, callArguments) => {
      const json = JSON.stringify(callArguments);
      return inspect('--method', 'tools/call', '--tool-name', name, '--tool-args-json', json);
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

const clients = {
  'the SDK, version 1': connectVersion1,
  'the SDK, version 2, in 2026-07-28': connectVersion2,
  'the AI SDK': connectAiSdk,
  'the Inspector': connectInspector,
};
const names = ['Ada One', '李四', 'Ada Three', '张三', 'Bea One', '王五', 'Bea Three', '赵六'];

describe.each(['stdio', 'HTTP'] as const)('over %s', (way) => {
  test.each(Object.entries(clients))(
    '%s lists, writes, reads and is told what is wrong',
    async (_, connect) => {
      const name = names.pop();
      await using client = await connect(way);
      expect(await client.list()).toEqual(listed);
      expect(await client.call('save_contacts', { name })).toMatchObject({
        structuredContent: { record: { name } },
      });
      expect(await client.call('search_contacts', { query: name })).toMatchObject({
        structuredContent: { total: 1, items: [{ name }] },
      });
      // Clients that check results against the output schema take a refusal for what it is.
      expect(await client.call('get_customer', { customer: 'Nobody Atall' })).toMatchObject({
        isError: true,
        content: [{ text: expect.stringContaining('not_found') }],
      });
    },
  );
});

test('all of them wrote into one database, under their names', async () => {
  expect(await app.call('search_contacts', { limit: 20 })).toMatchObject({ ok: true, data: { total: 8 } });
  const rows = await app.database.system((tx) =>
    tx.execute<{ client: string }>(sql`select distinct client from changes`),
  );
  expect(rows.map(({ client }) => client)).toEqual(
    expect.arrayContaining(['mcp:version-1', 'mcp:version-2']),
  );
});
