import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { tools } from '../../tools/index.ts';
import { servedTools } from '../../tools/kernel/selection.ts';
import { makeTestHome, program, runProgram, type TestHome } from '../cli/testing/home.ts';
import { type App, createApp } from '../wire.ts';

// The process itself, spoken to line by line over its standard streams. It joins the database of this test,
// as the second and third client of a person does, which spares starting an engine each time.

// Each test starts a process, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 240_000 });

const listed = servedTools(tools).map(({ name }) => name);
let home: TestHome;
let app: App;

beforeAll(async () => {
  home = await makeTestHome();
  app = await createApp(home.database);
});

afterAll(async () => {
  await app.close();
  await home.remove();
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
  const child = spawn(process.execPath, [program, 'serve', ...options], { env: home.environment });
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
  test('case 20: passes over what is no JSON-RPC, and writes nothing else', async () => {
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

  test('case 21: ends when the client hangs up and on a signal, with what it wrote kept', async () => {
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
    const kept = await app.call('search_records', { kind: 'task', filter: 'title ~ Before' });
    expect(kept).toMatchObject({ ok: true, data: { total: ends.length } });
  });

  test('answers what a pipe has written before its end', async () => {
    const calls = [
      hello,
      request(2, 'tools/call', { name: 'save_tasks', arguments: { title: 'Piped 待办' } }),
      request(3, 'tools/call', { name: 'describe_workspace', arguments: {} }),
    ];
    const { code, out } = await runProgram(['serve'], home.environment, calls.join('\n'));
    expect(code).toBe(0);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ id }) => id).sort()).toEqual([1, 2, 3]);
    expect(answers.find(({ id }) => id === 2)).toMatchObject({
      result: { structuredContent: { changed: 1 } },
    });
  });

  test('lists its tools where the database does not open, and says of each call what is wrong', async () => {
    const child = serve('--data-dir', join(program, 'no-folder'));
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
    const reading = servedTools(tools, { toolsets: ['all'], readOnly: true });
    expect(await child.answer(2)).toMatchObject({
      result: { tools: reading.map(({ name }) => ({ name, annotations: { readOnlyHint: true } })) },
    });
    child.send(request(3, 'tools/call', { name: 'save_contacts', arguments: { name: 'Ada' } }));
    const said = expect.stringContaining('writes, and this server only reads. Serve it without --read-only');
    expect(await child.answer(3)).toMatchObject({ result: { isError: true, content: [{ text: said }] } });
    child.process.stdin.end();
    await once(child.process, 'exit');
  });
});
