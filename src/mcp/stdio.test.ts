import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { createMCPClient } from '@ai-sdk/mcp';
import { Experimental_StdioMCPTransport } from '@ai-sdk/mcp/mcp-stdio';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as ClientOfVersion1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as TransportOfVersion1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeTestPlace, type TestPlace } from '../../db/testing.ts';
import { servedTools } from '../wire.ts';

// The product as clients meet it: a process of its own, spoken to over its standard streams.

// Each client starts a process, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 240_000 });

const root = join(import.meta.dirname, '..', '..');
const main = join(root, 'src/cli/main.ts');
const inspector = join(root, 'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js');
const listed = servedTools({}).map(({ name }) => name);
let folder: string;
let place: TestPlace;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-stdio-'));
  place = await makeTestPlace();
  environment = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    RAPPORT_DATA: join(folder, 'data'),
    ...(place.databaseUrl !== undefined && { DATABASE_URL: place.databaseUrl }),
  };
});

afterAll(async () => {
  await place.drop();
  await rm(folder, { recursive: true, force: true });
});

interface Connection extends AsyncDisposable {
  list(): Promise<string[]>;
  call(name: string, callArguments: Record<string, unknown>): Promise<unknown>;
}

const command = () => ({ command: process.execPath, args: [main, 'serve'], env: environment });

async function connectVersion1(): Promise<Connection> {
  const client = new ClientOfVersion1({ name: 'version-1', version: '1' });
  await client.connect(new TransportOfVersion1(command()));
  return {
    list: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: (name, callArguments) => client.callTool({ name, arguments: callArguments }),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

async function connectVersion2(): Promise<Connection> {
  const versionNegotiation = { mode: { pin: '2026-07-28' } };
  const client = new Client({ name: 'version-2', version: '1' }, { versionNegotiation });
  await client.connect(new StdioClientTransport(command()));
  return {
    list: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: (name, callArguments) => client.callTool({ name, arguments: callArguments }),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

async function connectAiSdk(): Promise<Connection> {
  const client = await createMCPClient({ transport: new Experimental_StdioMCPTransport(command()) });
  const tools = await client.tools();
  return {
    list: async () => Object.keys(tools),
    call: async (name, callArguments) =>
      tools[name]?.execute?.(callArguments, { toolCallId: '1', messages: [], context: {} }),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

async function connectInspector(): Promise<Connection> {
  const inspect = async (...options: string[]): Promise<Record<string, unknown>> => {
    const variables = Object.entries(environment).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
    const target = [inspector, '--cli', process.execPath, main, 'serve', ...variables];
    const asked = [...target, ...options, '--format', 'json', '-q'];
    const { stdout } = await promisify(execFile)(process.execPath, asked, { env: environment });
    return JSON.parse(stdout).result;
  };
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

describe.each([
  ['the SDK, version 1', connectVersion1, 'Ada One'],
  ['the SDK, version 2, in 2026-07-28', connectVersion2, 'Ada Two'],
  ['the AI SDK', connectAiSdk, 'Ada Three'],
  ['the Inspector', connectInspector, '张三'],
])('a client made with %s', (_, connect, name) => {
  test('lists, writes and reads', async () => {
    await using client = await connect();
    expect(await client.list()).toEqual(listed);
    const created = await client.call('save_contacts', { name });
    expect(created).toMatchObject({ structuredContent: { record: { name } } });
    const found = await client.call('search_contacts', { query: name });
    expect(found).toMatchObject({ structuredContent: { total: 1, items: [{ name }] } });
    if (connect === connectInspector) return;
    // Clients that check results against the output schema take a refusal for what it is.
    const refused = await client.call('get_customer', { customer: 'Nobody Atall' });
    expect(refused).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('not_found') }],
    });
  });
});

test('two clients share one embedded database', async () => {
  await using first = await connectVersion1();
  await using second = await connectVersion2();
  await first.call('save_contacts', { name: 'Shared Ada' });
  expect(await second.call('search_contacts', { query: 'Shared Ada' })).toMatchObject({
    structuredContent: { total: 1 },
  });
});

interface Served {
  process: ChildProcessWithoutNullStreams;
  send(line: string): void;
  /** The answer to a request. */
  answer(id: number): Promise<Record<string, unknown>>;
  /** Everything that came on standard output. */
  lines: string[];
}

function serve(...options: string[]): Served {
  const child = spawn(process.execPath, [main, 'serve', ...options], { env: environment });
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  let complaints = '';
  child.stderr.on('data', (text) => {
    complaints += text;
  });
  output.on('line', (line) => lines.push(line));
  const answerTo = (id: number): Record<string, unknown> | undefined =>
    lines.map((line) => JSON.parse(line)).find((message) => message.id === id);
  return {
    process: child,
    lines,
    send: (line) => child.stdin.write(`${line}\n`),
    async answer(id) {
      for (;;) {
        const found = answerTo(id);
        if (found) return found;
        if (child.exitCode !== null) throw new Error(`The process ended: ${complaints}`);
        await Promise.race([once(output, 'line'), once(child, 'exit')]);
      }
    },
  };
}

const request = (id: number, method: string, params: object): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params });
const hello = request(1, 'initialize', {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'raw', version: '1' },
});

describe('the process', () => {
  test('passes over what is no JSON-RPC, and writes nothing else', async () => {
    const served = serve();
    for (const line of ['hello', '{"a":1}', '[]', 'null', '{{{', '']) served.send(line);
    served.send(hello);
    await served.answer(1);
    served.send('not json either');
    served.send(request(2, 'tools/call', { name: 'search_contacts', arguments: { query: 'ada' } }));
    await served.answer(2);
    served.send(request(3, 'no/such', {}));
    await served.answer(3);
    served.process.stdin.end();
    expect(await once(served.process, 'exit')).toEqual([0, null]);
    expect(served.lines.map((line) => JSON.parse(line))).toMatchObject([
      { jsonrpc: '2.0', id: 1, result: {} },
      { jsonrpc: '2.0', id: 2, result: { structuredContent: {} } },
      { jsonrpc: '2.0', id: 3, error: { code: -32601 } },
    ]);
  });

  test('ends when the client hangs up and on a signal, with what it wrote kept', async () => {
    const ends = ['hang-up', 'SIGTERM', 'SIGINT'] as const;
    for (const end of ends) {
      const served = serve();
      served.send(hello);
      await served.answer(1);
      served.send(request(2, 'tools/call', { name: 'save_tasks', arguments: { title: `Before ${end}` } }));
      expect(await served.answer(2)).toMatchObject({ result: { structuredContent: { changed: 1 } } });
      if (end === 'hang-up') served.process.stdin.end();
      else served.process.kill(end);
      expect(await once(served.process, 'exit')).toEqual([0, null]);
    }
    await using client = await connectVersion1();
    const kept = await client.call('search_records', { kind: 'task', filter: 'title ~ Before' });
    expect(kept).toMatchObject({ structuredContent: { total: ends.length } });
  });

  test('lists its tools where the database does not open, and says of each call what is wrong', async () => {
    const child = serve('--data-dir', join(main, 'no-folder'));
    child.send(hello);
    await child.answer(1);
    child.send(request(2, 'tools/list', {}));
    child.send(request(3, 'tools/call', { name: 'search_contacts', arguments: {} }));
    expect(await child.answer(2)).toMatchObject({ result: { tools: listed.map((name) => ({ name })) } });
    expect(await child.answer(3)).toMatchObject({ result: { isError: true } });
    child.process.stdin.end();
    expect(await once(child.process, 'exit')).toEqual([0, null]);
  });

  test('--read-only serves nothing that writes', async () => {
    const child = serve('--read-only', '--toolsets', 'all');
    child.send(hello);
    await child.answer(1);
    child.send(request(2, 'tools/list', {}));
    const reading = servedTools({ toolsets: ['all'], readOnly: true });
    expect(await child.answer(2)).toMatchObject({
      result: { tools: reading.map(({ name }) => ({ name, annotations: { readOnlyHint: true } })) },
    });
    child.send(request(3, 'tools/call', { name: 'save_contacts', arguments: { name: 'Ada' } }));
    expect(await child.answer(3)).toMatchObject({ result: { isError: true } });
    child.process.stdin.end();
    await once(child.process, 'exit');
  });
});
