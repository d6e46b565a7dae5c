import { once } from 'node:events';
import { request } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makeTestPlace, type TestPlace } from '../../db/testing.ts';
import { defineTool, type Tool } from '../../tools/kernel/define-tool.ts';
import { executeTool } from '../../tools/kernel/execute-tool.ts';
import { toolNamed } from '../../tools/kernel/toolbox.ts';
import { type App, createApp } from '../wire.ts';
import { type HttpService, mostBodyBytes, startHttp } from './http.ts';
import type { HttpBounds } from './http-bounds.ts';
import { createMcpServerFactory } from './server.ts';

// What comes over HTTP beside good requests: from strangers, from broken clients, at a bad moment.

let place: TestPlace;
let app: App;
let service: HttpService;
let databaseAnswers = true;
const problems: Error[] = [];

/** What the tool `wait` does now and when it may go on. */
const newWait = () => ({
  begun: Promise.withResolvers<void>(),
  aborted: Promise.withResolvers<void>(),
  goOn: Promise.withResolvers<void>(),
});
let waiting = newWait();

const wait: Tool = defineTool({
  name: 'wait',
  title: 'Wait',
  toolset: 'crm',
  scope: 'crm:read',
  description: 'Waits.',
  phrases: { en: ['wait'], zh: ['等待'] },
  input: z.strictObject({}),
  output: z.strictObject({ waited: z.boolean() }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handler(_, { progress, signal }) {
    progress(0, 1, 'waiting');
    signal.addEventListener('abort', () => waiting.aborted.resolve());
    waiting.begun.resolve();
    await waiting.goOn.promise;
    return { waited: true };
  },
});

async function start(more: { bounds?: HttpBounds; receivingMs?: number } = {}): Promise<HttpService> {
  const registry = { all: [...app.registry.all, wait], served: [...app.registry.served, wait] };
  const { session, runtime, approve } = app;
  const createServer = createMcpServerFactory({
    version: '0',
    registry,
    report: () => undefined,
    app: async () => ({
      session,
      runtime,
      approve,
      call: (name, given, more) =>
        executeTool(toolNamed(registry, name), given, { session, runtime, registry, ...more }),
    }),
  });
  return startHttp(createServer, {
    host: '127.0.0.1',
    port: 0,
    ready: async () => databaseAnswers || 'The disk of the database is full.',
    ...more,
    onProblem: (error) => problems.push(error),
  });
}

beforeAll(async () => {
  place = await makeTestPlace();
  app = await createApp({ ...(place.databaseUrl !== undefined && { databaseUrl: place.databaseUrl }) });
  service = await start();
});

afterAll(async () => {
  await service.close();
  await app.close();
  await place.drop();
});

interface Answer {
  status: number;
  body: string;
  headers: Record<string, unknown>;
}

/** A request as it is, headers that fetch would not send included. */
function send(
  path: string,
  { method = 'POST', headers = {}, body = '' }: { method?: string; headers?: object; body?: string } = {},
): Promise<Answer> {
  const usual = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, service.url),
      { method, headers: { ...usual, ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const call = (name: string, given: object = {}, id = 1): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: given } });

async function connect(
  era: '2025-11-25' | '2026-07-28',
  { person, to = service }: { person?: 'yes'; to?: HttpService } = {},
): Promise<Client> {
  const mode = era === '2026-07-28' ? { pin: era } : ('legacy' as const);
  const capabilities = person ? { elicitation: { form: {} } } : {};
  const client = new Client({ name: 'test', version: '1' }, { capabilities, versionNegotiation: { mode } });
  if (person)
    client.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: { approve: true } }));
  await client.connect(new StreamableHTTPClientTransport(new URL(to.url)));
  return client;
}

describe('refused before it becomes a call', () => {
  const cases: [string, Parameters<typeof send>, number, string][] = [
    [
      'case 18: a Host that is not this machine’s',
      ['/mcp', { headers: { host: 'evil.example' } }],
      403,
      'Host',
    ],
    ['a Host that only begins so', ['/mcp', { headers: { host: 'localhost.evil.example' } }], 403, 'Host'],
    [
      'case 18: an Origin of another site',
      ['/mcp', { headers: { origin: 'https://evil.example' } }],
      403,
      'Origin',
    ],
    ['case 18: an Origin of a sandboxed page', ['/mcp', { headers: { origin: 'null' } }], 403, 'Origin'],
    ['broken JSON', ['/mcp', { body: '{"jsonrpc": "2.0", "id":' }], 400, 'Parse error'],
    ['no body', ['/mcp'], 400, 'Parse error'],
    [
      'case 14: another content type',
      ['/mcp', { headers: { 'content-type': 'text/plain' } }],
      415,
      'Content-Type',
    ],
    ['what is no JSON-RPC', ['/mcp', { body: '{}' }], 400, 'JSON-RPC'],
    [
      'case 16: a revision nobody knows',
      ['/mcp', { headers: { 'mcp-protocol-version': '1999-01-01' }, body: call('wait') }],
      400,
      'version',
    ],
    ['case 17: GET', ['/mcp', { method: 'GET' }], 405, 'Use POST'],
    ['case 17: DELETE', ['/mcp', { method: 'DELETE' }], 405, 'Use POST'],
    ['another path', ['/elsewhere'], 404, 'at /mcp'],
    ['a POST to a probe', ['/healthz'], 405, 'Use GET'],
  ];
  test.each(cases)('%s', async (_, [path, sent], status, said) => {
    const answer = await send(path, sent);
    expect(answer).toMatchObject({ status, body: expect.stringContaining(said) });
    expect(answer.body).not.toMatch(/\bat .*:\d+|node_modules|\/src\/|select |Error:/);
  });

  test.each([
    ['case 12: its length told', {}],
    ['case 12: in chunks', { 'transfer-encoding': 'chunked' }],
  ])('a body over the limit, %s', async (_, headers) => {
    const answer = await send('/mcp', { headers, body: 'x'.repeat(mostBodyBytes + 1) });
    expect(answer).toMatchObject({ status: 413, body: expect.stringContaining('at most 4 MiB') });
  });
});

test.each([
  ['the head', 'POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: '],
  [
    'the body',
    'POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
  ],
])('case 12: who never ends %s is hung up on, and others are served', async (_, begun) => {
  const slow = await start({ receivingMs: 500 });
  const { port } = new URL(slow.url);
  const socket = connectSocket(Number(port), '127.0.0.1');
  let said = '';
  socket.setEncoding('utf8').on('data', (part) => {
    said += part;
  });
  socket.write(begun);
  await once(socket, 'close');
  expect(said).toMatch(/^HTTP\/1\.1 408 /);
  expect(await fetch(new URL('/healthz', slow.url))).toMatchObject({ status: 200 });
  await slow.close();
});

test('a page of this machine may call, and read the session', async () => {
  const headers = { origin: 'http://localhost:6274' };
  const asked = await send('/mcp', { method: 'OPTIONS', headers });
  expect(asked).toMatchObject({
    status: 204,
    headers: {
      'access-control-allow-origin': headers.origin,
      'access-control-expose-headers': 'mcp-session-id, www-authenticate',
    },
  });
});

test('probes tell a living process from a database that answers', async () => {
  expect(await send('/healthz', { method: 'GET' })).toMatchObject({ status: 200, body: 'ok\n' });
  expect(await send('/readyz', { method: 'GET' })).toMatchObject({ status: 200, body: 'ok\n' });
  databaseAnswers = false;
  const cut = await send('/readyz', { method: 'GET' });
  databaseAnswers = true;
  expect(cut).toMatchObject({ status: 503, body: 'The disk of the database is full.\n' });
});

test('a notification is taken without an answer', async () => {
  const body = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' });
  expect(await send('/mcp', { body })).toMatchObject({ status: 202, body: '' });
});

test('arguments nested without end are refused in words', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const body = call('search_contacts', { query: 0 }).replace('"query":0', `"query":${deep}`);
  expect(await send('/mcp', { body })).toMatchObject({
    status: 200,
    body: expect.stringContaining('nested too deeply'),
  });
});

describe('a client that hangs up', () => {
  test.each(['2025-11-25', '2026-07-28'] as const)('of %s stops its call', async (era) => {
    waiting = newWait();
    const client = await connect(era);
    const cancel = new AbortController();
    const refused = expect(
      client.callTool({ name: 'wait', arguments: {} }, { signal: cancel.signal }),
    ).rejects.toThrow();
    await waiting.begun.promise;
    cancel.abort();
    await client.close();
    await waiting.aborted.promise;
    waiting.goOn.resolve();
    await refused;
  });
});

test('two clients at once are each answered', async () => {
  const [older, newer] = await Promise.all([connect('2025-11-25'), connect('2026-07-28')]);
  const names = Array.from({ length: 10 }, (_, at) => `Parallel ${at}`);
  await Promise.all(
    names.map((title, at) =>
      (at % 2 === 0 ? older : newer).callTool({ name: 'save_tasks', arguments: { title } }),
    ),
  );
  const found = await newer.callTool({
    name: 'search_records',
    arguments: { kind: 'task', filter: 'title ~ Parallel', limit: 20 },
  });
  expect(found).toMatchObject({ structuredContent: { total: names.length } });
  await Promise.all([older.close(), newer.close()]);
});

describe('undo by conversation', () => {
  const save = async (client: Client, title: string, _meta?: Record<string, unknown>): Promise<void> => {
    const saved = await client.callTool({
      name: 'save_tasks',
      arguments: { title },
      ...(_meta && { _meta }),
    });
    expect(saved.isError).toBeUndefined();
  };
  const undo = (client: Client, _meta?: Record<string, unknown>) =>
    client.callTool({ name: 'undo_change', arguments: { conversation: true }, ...(_meta && { _meta }) });

  test('is of the session, for a client of 2025-11-25', async () => {
    const [mine, other] = [await connect('2025-11-25'), await connect('2025-11-25')];
    await save(mine, 'Session one');
    await save(other, 'Session other');
    await save(mine, 'Session two');
    expect(await undo(mine)).toMatchObject({
      structuredContent: { restored: [{ label: 'Session two' }, { label: 'Session one' }] },
    });
    const clients = await app.database.system((tx) =>
      tx.execute(sql`select distinct client from changes where items::text like '%Session one%'`),
    );
    expect([...clients]).toEqual([{ client: 'mcp:test' }]);
    await mine.close();
    await other.close();
  });

  test('is of the conversation that a client of 2026-07-28 names', async () => {
    const client = await connect('2026-07-28');
    const named = (name: string) => ({ 'rapport/conversation': name });
    await save(client, 'Named one', named('a'));
    await save(client, 'Named other', named('b'));
    expect(await undo(client, named('a'))).toMatchObject({
      structuredContent: { restored: [{ label: 'Named one' }] },
    });
    expect(await undo(client, named('no spaces'))).toMatchObject({ isError: true });
    await client.close();
  });

  test('is refused where there is none, with what to do instead', async () => {
    const client = await connect('2026-07-28');
    await save(client, 'Alone');
    expect(await undo(client)).toMatchObject({
      isError: true,
      content: [{ text: expect.stringMatching(/^invalid_input: .*changeId/) }],
    });
    await client.close();
  });
});

describe('an approval', () => {
  /** Two tasks by this name, and the call that deletes both. */
  const doomed = async (client: Client, name: string) => {
    for (const title of [`${name} one`, `${name} two`])
      await client.callTool({ name: 'save_tasks', arguments: { title } });
    return { name: 'delete_records', arguments: { kind: 'task', filter: `title ~ ${name}` } };
  };

  test('is asked of the person in the middle of the call, in 2026-07-28', async () => {
    const client = await connect('2026-07-28', { person: 'yes' });
    const deleted = await client.callTool(await doomed(client, 'Asked'));
    expect(deleted).toMatchObject({ structuredContent: { deleted: { length: 2 } } });
    await client.close();
  });

  test('waits for the command line, in 2025-11-25, which has no way back to the client', async () => {
    const client = await connect('2025-11-25', { person: 'yes' });
    const refused = await client.callTool(await doomed(client, 'Waiting'));
    expect(refused).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('rapport approve apr_') }],
    });
    await client.close();
  });
});

test('so many requests at once and no more: the next is turned away unread, probes never', async () => {
  const bounded = await start({ bounds: { perClient: 1, inAll: 2 } });
  waiting = newWait();
  const as = (name: string) => ({ body: call('wait'), headers: { authorization: `Bearer ${name}` } });
  const first = send(bounded.url, as('a'));
  await waiting.begun.promise;
  const turnedAway = (status: number) => ({ status, headers: { 'retry-after': '1', connection: 'close' } });
  expect(await send(bounded.url, as('a'))).toMatchObject(turnedAway(429));
  const another = send(bounded.url, as('b'));
  await expect.poll(async () => (await send(bounded.url, as('c'))).status).toBe(503);
  expect(await send(new URL('/healthz', bounded.url).href, { method: 'GET' })).toMatchObject({ status: 200 });
  waiting.goOn.resolve();
  expect([(await first).status, (await another).status]).toEqual([200, 200]);
  await bounded.close();
});

test('shutting down finishes what is under way and takes no more', async () => {
  waiting = newWait();
  const ending = await start();
  const client = await connect('2026-07-28', { to: ending });
  const answer = client.callTool({ name: 'wait', arguments: {} });
  await waiting.begun.promise;
  const closed = ending.close();
  await expect(fetch(ending.url.replace('/mcp', '/healthz'))).rejects.toThrow();
  waiting.goOn.resolve();
  expect(await answer).toMatchObject({ structuredContent: { waited: true } });
  await closed;
});

test('shutting down does not wait for ever', async () => {
  waiting = newWait();
  const ending = await start();
  const client = await connect('2026-07-28', { to: ending });
  const refused = expect(client.callTool({ name: 'wait', arguments: {} })).rejects.toThrow();
  await waiting.begun.promise;
  await ending.close(1);
  await waiting.aborted.promise;
  await refused;
  waiting.goOn.resolve();
});

test('nothing failed inside that nobody heard of', () => {
  expect(
    problems
      .map(({ message }) => message)
      .filter((message) => !/^(Rejected|Bad Request|Unsupported)/.test(message)),
  ).toEqual([]);
});
