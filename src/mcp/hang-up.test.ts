import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makeTestPlace, type TestPlace } from '../../db/testing.ts';
import { defineTool } from '../../tools/kernel/define-tool.ts';
import { executeTool } from '../../tools/kernel/execute-tool.ts';
import { toolNamed } from '../../tools/kernel/toolbox.ts';
import { type App, createApp } from '../wire.ts';
import { createMcpServerFactory } from './server.ts';
import { serveStreams } from './stdio.ts';

// A client that writes all it wants and closes its end, as a pipe of the shell does.

let place: TestPlace;
let app: App;
let hasBegun = Promise.withResolvers<void>();
let wasAborted = Promise.withResolvers<void>();

const wait = defineTool({
  name: 'wait',
  title: 'Wait',
  toolset: 'crm',
  scope: 'crm:read',
  description: 'Waits until it is told to stop.',
  phrases: { en: ['wait'], zh: ['等待'] },
  input: z.strictObject({}),
  output: z.strictObject({}),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handler(_, { signal }) {
    hasBegun.resolve();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    wasAborted.resolve();
    return {};
  },
});

beforeAll(async () => {
  place = await makeTestPlace();
  app = await createApp({ ...(place.databaseUrl !== undefined && { databaseUrl: place.databaseUrl }) });
});

afterAll(async () => {
  await app.close();
  await place.drop();
});

const eras = ['2025-11-25', '2026-07-28'] as const;
type Era = (typeof eras)[number];
const about = 'io.modelcontextprotocol';
const clientInfo = { name: 'pipe', version: '1' };
const capabilities = { elicitation: { form: {} } };

/** Requests, one a line, of a client that can ask its person; the last one without a line break. */
function linesOf(era: Era, requests: readonly [method: string, params: object][]): string {
  const envelope = {
    [`${about}/protocolVersion`]: era,
    [`${about}/clientInfo`]: clientInfo,
    [`${about}/clientCapabilities`]: capabilities,
  };
  const hello = { protocolVersion: era, capabilities, clientInfo };
  const asked = requests.map(([method, params], index) => ({
    id: index + 1,
    method,
    params: era === '2026-07-28' ? { ...params, _meta: envelope } : params,
  }));
  const messages =
    era === '2026-07-28'
      ? asked
      : [{ id: 0, method: 'initialize', params: hello }, { method: 'notifications/initialized' }, ...asked];
  return messages.map((message) => JSON.stringify({ jsonrpc: '2.0', ...message })).join('\n');
}

interface Answer {
  id: number;
  method?: string;
  result?: Record<string, unknown>;
}

/** Serves what comes in, which ends with `until`. @returns what came out, by id, without the handshake */
async function pipe(
  lines: string,
  graceMs = 60_000,
  until = Promise.resolve(),
): Promise<Map<number, Answer>> {
  const registry = { all: [...app.registry.all, wait], served: [...app.registry.served, wait] };
  const { session, runtime, approve } = app;
  const makeServer = createMcpServerFactory({
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
  const [input, output] = [new PassThrough(), new PassThrough()];
  const stop = new AbortController().signal;
  const said = text(output);
  const served = serveStreams(makeServer, {
    input,
    output,
    stop,
    onProblem: () => undefined,
    graceMs,
  });
  input.write(lines);
  await until;
  input.end();
  await served;
  output.end();
  const answers = (await said)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer);
  return new Map(
    answers.filter(({ id, method }) => id !== 0 && method === undefined).map((one) => [one.id, one]),
  );
}

const calling = (name: string, given: object): [string, object] => ['tools/call', { name, arguments: given }];

describe.each(eras)('a client of %s that closes its end', (era) => {
  test('is answered all it asked for', async () => {
    const answers = await pipe(
      linesOf(era, [
        calling('save_tasks', { title: `Ring 张伟 by ${era}` }),
        ['tools/list', {}],
        calling('search_records', { kind: 'task', limit: 1 }),
      ]),
    );
    expect([...answers.keys()].sort()).toEqual([1, 2, 3]);
    expect(answers.get(1)?.result).toMatchObject({ structuredContent: { changed: 1 } });
    // Calls of one moment have no order: the search may come before what is written beside it.
    expect(answers.get(3)?.result).toMatchObject({ structuredContent: { items: expect.any(Array) } });
  });

  test('has nobody to be asked any more, and is told how to approve', async () => {
    for (const name of ['Ada', 'Bo']) await app.call('save_contacts', { name: `${name} ${era}` });
    const answers = await pipe(
      linesOf(era, [calling('delete_records', { kind: 'contact', filter: `name ~ "${era}"` })]),
    );
    const { result } = answers.get(1) ?? {};
    if (era === '2026-07-28') expect(result).toMatchObject({ resultType: 'input_required' });
    else
      expect(result).toMatchObject({
        isError: true,
        content: [{ text: expect.stringContaining('rapport approve apr_') }],
      });
  });

  test('is not waited for without end', async () => {
    [hasBegun, wasAborted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const lines = `${linesOf(era, [['ping', {}], calling('wait', {})])}\n`;
    const answers = await pipe(lines, 1, hasBegun.promise);
    await wasAborted.promise;
    expect([...answers.keys()]).toEqual([1]);
  });

  test('is waited for no longer where it takes the call back', async () => {
    const cancel = JSON.stringify({
      jsonrpc: '2.0',
      method: 'notifications/cancelled',
      params: { requestId: 1 },
    });
    expect(await pipe(`${linesOf(era, [calling('wait', {})])}\n${cancel}`)).toEqual(new Map());
  });
});
