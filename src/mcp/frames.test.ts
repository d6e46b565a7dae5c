import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTestPlace, type TestPlace } from '../../db/testing.ts';
import { verifyChain } from '../trust/index.ts';
import { type App, createApp } from '../wire.ts';
import { createMcpServerFactory } from './server.ts';
import { type Answer, type Door, openHttp, openStdio } from './testing/doors.ts';

// Frames that no good client sends, over both transports: answered as the protocol says, and afterwards the
// service is alive, the data are as they were, and nothing stands in an answer or a log that should not.

let place: TestPlace;
let app: App;
let stdio: Awaited<ReturnType<typeof openStdio>>;
let http: Awaited<ReturnType<typeof openHttp>>;
let doors: Record<Door['name'], Door>;

beforeAll(async () => {
  place = await makeTestPlace();
  app = await createApp({ ...(place.databaseUrl !== undefined && { databaseUrl: place.databaseUrl }) });
  const { registry } = app;
  const report = () => undefined;
  const makeServer = createMcpServerFactory({ version: '0', registry, app: async () => app, report });
  stdio = await openStdio(makeServer);
  http = await openHttp(makeServer);
  doors = { stdio, HTTP: http };
  known = await content();
});

afterAll(async () => {
  await stdio[Symbol.asyncDispose]();
  await http[Symbol.asyncDispose]();
  await app.close();
  await place.drop();
});

const request = (id: unknown, method: unknown, params?: unknown): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method, ...(params !== undefined && { params }) });
const calling = (id: unknown, name: unknown, given?: unknown): string =>
  request(id, 'tools/call', { name, arguments: given });
const writing = { name: 'save_tasks', arguments: { title: 'Never' } };

const limits = { signal: new AbortController().signal, timeoutMs: 60_000 };
/** What the workspace holds; throws where the change log does not verify. */
const content = async (): Promise<string> => {
  const { firstBreak } = await app.runtime.read(app.session, (scope) => verifyChain(scope), limits);
  expect(firstBreak).toBeNull();
  return JSON.stringify(await app.snapshot());
};

const unseemly = /\n\s+at |node_modules|\/src\/|\.ts:\d|select .* from|insert into|canary/i;

let known: string;

/** Sends a frame through a door and holds the three things that are true after every case. */
async function send(
  door: Door,
  frame: string | Uint8Array,
  headers?: Record<string, string>,
): Promise<Answer[]> {
  const [out, problems] = [door.said.out.length, door.said.problems.length];
  const answers = await door.send(frame, headers);
  expect(await door.isAlive()).toBe(true);
  expect(await content()).toBe(known);
  expect(door.said.out.slice(out) + door.said.problems.slice(problems)).not.toMatch(unseemly);
  expect(door.said.problems.slice(problems).length).toBeLessThan(1_000);
  return answers;
}

const codes = (answers: readonly Answer[]) => answers.map(({ id, error }) => [id, error?.code]);

type Expected = [id: unknown, code: number | undefined][];
/** @param overHttp  where it is answered otherwise: there, whatever comes is a request that waits */
type Case = [what: string, frame: () => string | Uint8Array, overStreams: Expected, overHttp?: Expected];

// Over standard streams what bears no id is passed over with a line in the log, as the SDK does it.
const parse: Expected = [[null, -32700]];
const invalid: Expected = [[null, -32600]];
const cases: Case[] = [
  ['case 1: a word', () => 'hello', [], parse],
  ['case 1: half an object', () => '{"jsonrpc":"2.0","id":', [], parse],
  ['case 1: NUL bytes', () => '\0\0\0', [], parse],
  [
    'case 1: compressed bytes',
    () => gzipSync(request(1, 'ping')).map((byte) => (byte === 10 ? 11 : byte)),
    [],
    parse,
  ],
  ['case 1: bytes that are no UTF-8', () => Buffer.from([0xff, 0xfe, 0x7b]), [], parse],
  ['case 2: an empty list', () => '[]', [], invalid],
  ['case 2: a number', () => '42', [], invalid],
  ['case 2: null', () => 'null', [], invalid],
  ['case 2: another version of JSON-RPC', () => '{"jsonrpc":"1.0","id":1,"method":"ping"}', [[1, -32600]]],
  // A batch is of the revision 2025-03-26, whose clients the SDK still serves over HTTP: whole, or not at all.
  ['case 3: a batch of one', () => `[${request(1, 'ping')}]`, [], [[1, undefined]]],
  [
    'case 3: a batch of a thousand',
    () => `[${Array(1_000).fill(request(1, 'tools/call', writing))}]`,
    [],
    invalid,
  ],
  [
    'case 3: a batch with something wrong in it',
    () => `[${request(1, 'tools/call', writing)},42]`,
    [],
    invalid,
  ],
  ['case 4: the id 0', () => request(0, 'ping'), [[0, undefined]]],
  ['case 4: an id below 0', () => request(-1, 'ping'), [[-1, undefined]]],
  ['case 4: an empty id', () => request('', 'ping'), [['', undefined]]],
  ['case 4: half an id', () => request(1.5, 'ping'), [], [[1.5, -32600]]],
  ['case 4: an endless id', () => '{"jsonrpc":"2.0","id":1e308,"method":"ping"}', [], [[1e308, -32600]]],
  [
    'case 4: an id of 2^53 + 1',
    () => '{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}',
    [],
    [[2 ** 53, -32600]],
  ],
  [
    'case 4: null as an id, which makes no notification',
    () => request(null, 'tools/call', writing),
    [],
    invalid,
  ],
  ['case 4: an object as an id', () => request({}, 'tools/call', writing), [], invalid],
  ['case 4: a list as an id', () => request([1], 'tools/call', writing), [], invalid],
  [
    'case 6: a key twice, of which the last counts',
    () =>
      '{"jsonrpc":"2.0","id":6,"method":"tools/call","method":"ping","params":{"name":"save_tasks","arguments":{"title":"Never"}}}',
    [[6, undefined]],
  ],
  ['case 7: a method nobody has', () => request(7, 'no/such'), [[7, -32601]]],
  ['case 7: a reserved method', () => request(7, 'rpc.x'), [[7, -32601]]],
  ['case 7: a method of the prototype', () => request(7, '__proto__'), [[7, -32601]]],
  ['case 7: another of them', () => request(7, 'constructor'), [[7, -32601]]],
  ['case 8: a list as params', () => request(8, 'tools/call', [1]), [[8, -32600]]],
  ['case 8: a text as params', () => request(8, 'tools/call', 'x'), [[8, -32600]]],
  ['case 8: no params', () => request(8, 'tools/call'), [[8, -32602]]],
  ['case 8: a number as the name', () => calling(8, 5, {}), [[8, -32602]]],
  ['case 8: a list as the arguments', () => calling(8, 'save_tasks', [1]), [[8, -32602]]],
  [
    'case 13: an argument 10,000 lists deep',
    () =>
      calling(13, 'search_contacts', { query: 0 }).replace(
        ':0}',
        `:${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      ),
    [[13, undefined]],
  ],
  [
    'case 13: 20,000 fields',
    () =>
      calling(
        13,
        'search_contacts',
        Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`k${at}`, 1])),
      ),
    [[13, undefined]],
  ],
  [
    'case 22: the end of a call nobody made',
    () =>
      JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'nobody' } }),
    [],
    [[undefined, undefined]],
  ],
  [
    'case 22: the end of nothing one could name',
    () => JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: {} } }),
    [],
    [[undefined, undefined]],
  ],
];

describe.each(['stdio', 'HTTP'] as const)('over %s', (name) => {
  test.each(cases)('%s', async (_, frame, overStreams, overHttp = overStreams) => {
    const answers = await send(doors[name], frame());
    expect(codes(answers)).toEqual(name === 'HTTP' ? overHttp : overStreams);
  });

  test('case 5: two calls at once under one id are both answered, each with its own', async () => {
    const asked = ['"Nobody One"', '"Nobody Two"'].map((filter) =>
      calling(5, 'search_contacts', { filter: `name = ${filter}`, limit: 1 }),
    );
    const answers =
      name === 'HTTP'
        ? (await Promise.all(asked.map((frame) => http.send(frame)))).flat()
        : await stdio.send(asked.join('\n'));
    expect(codes(answers)).toEqual([
      [5, undefined],
      [5, undefined],
    ]);
    expect(await doors[name].isAlive()).toBe(true);
  });

  test('case 9: keys of the prototype as arguments reach no prototype', async () => {
    const frame = calling(9, 'save_tasks', { title: 'Never', a: 1 }).replace(
      '"a":1',
      '"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}',
    );
    const [answer] = await send(doors[name], frame);
    expect(answer?.result).toMatchObject({ isError: true });
    expect(JSON.stringify(answer)).toContain('no field');
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });

  test('case 13: both refusals of shape say what is too much', async () => {
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`k${at}`, 1]));
    const [answer] = await send(doors[name], calling(13, 'search_contacts', many));
    expect(JSON.stringify(answer)).toContain('at most 1,000 fields');
  });

  test('case 20: what came out is JSON-RPC, every line of it', () => {
    for (const line of doors[name].said.out.split('\n').filter((line) => line.startsWith('{')))
      expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
  });
});

describe('headers of 2026-07-28', () => {
  const about = 'io.modelcontextprotocol';
  const body = request(1, 'tools/call', {
    name: 'describe_workspace',
    arguments: {},
    _meta: {
      [`${about}/protocolVersion`]: '2026-07-28',
      [`${about}/clientInfo`]: { name: 'test', version: '1' },
      [`${about}/clientCapabilities`]: {},
    },
  });
  const honest = {
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': 'describe_workspace',
  };

  test.each([
    ['as the body says', {}, 200, undefined],
    ['another tool', { 'mcp-name': 'delete_records' }, 400, -32020],
    ['another method', { 'mcp-method': 'tools/list' }, 400, -32020],
    ['another revision', { 'mcp-protocol-version': '2025-11-25' }, 400, -32020],
  ])('case 15: %s', async (_, headers, status, code) => {
    const [answer] = await send(http, body, { ...honest, ...headers });
    expect([answer?.status, answer?.error?.code]).toEqual([status, code]);
  });

  test('case 16: a revision nobody knows is answered with those that are', async () => {
    const headers = { ...honest, 'mcp-protocol-version': '2099-01-01' };
    const [answer] = await send(http, body.replaceAll('2026-07-28', '2099-01-01'), headers);
    expect(answer).toMatchObject({
      status: 400,
      error: { code: -32022, data: { supported: expect.arrayContaining(['2026-07-28']) } },
    });
  });

  test('case 17: a session and a last event of an older client change nothing', async () => {
    const headers = { 'mcp-session-id': 'cnv_nobody', 'last-event-id': '7' };
    const [answer] = await send(http, calling(17, 'describe_workspace', {}), headers);
    expect(answer).toMatchObject({ status: 200, result: expect.anything() });
  });
});

describe('lines', () => {
  const frame = calling('张', 'search_contacts', { query: '张伟' });

  test('case 19: cut at every byte, joined, with CRLF and blank lines: the same answers', async () => {
    const bytes = Buffer.from(`${frame}\r\n\n${frame}\n`);
    const [whole] = await stdio.send(frame);
    const before = stdio.said.out.length;
    for (let at = 0; at < bytes.length; at += 1) stdio.input.write(bytes.subarray(at, at + 1));
    await stdio.send(frame);
    await expect.poll(() => stdio.said.out.slice(before).split('"张"').length).toBe(4);
    const answers = stdio.said.out.slice(before).split('\n');
    for (const answer of answers.filter((line) => line.includes('"张"')))
      expect(JSON.parse(answer)).toEqual(whole);
  });

  test('case 11: a line of 11 MiB is dropped as it comes, answered, and the next one is served', async () => {
    const before = stdio.said.out.length;
    const piece = Buffer.alloc(1024 ** 2, 'x');
    for (let sent = 0; sent < 11; sent += 1) stdio.input.write(piece);
    stdio.input.write('\n');
    expect(await stdio.isAlive()).toBe(true);
    const [line] = stdio.said.out.slice(before).split('\n');
    expect(JSON.parse(line!)).toMatchObject({ id: null, error: { code: -32600 } });
    expect(line).toContain('at most 4 MiB');
  });

  test('case 23: a hundred calls in one breath are all answered, and the next is served', async () => {
    const flood = Array.from({ length: 100 }, (_, at) => calling(`f${at}`, 'describe_workspace', {}));
    const answers = await stdio.send(flood.join('\n'));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(100);
    expect(await stdio.isAlive()).toBe(true);
  });
});
