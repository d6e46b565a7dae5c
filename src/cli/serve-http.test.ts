import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readConfig } from '../config.ts';
import { createApp } from '../wire.ts';
import { UsageError, type Values } from './command.ts';
import { httpPlace } from './serve-http.ts';
import { createTerminal } from './terminal.ts';
import { makeTestHome, program, type TestHome } from './testing/home.ts';

// `rapport serve --http` as a person starts it: where it listens, what it says, how it ends.

vi.setConfig({ testTimeout: 240_000 });

let home: TestHome;

beforeAll(async () => {
  home = await makeTestHome();
});

afterAll(() => home.remove());

describe('where it serves', () => {
  const placeOf = (values: Values, language: 'en' | 'zh' = 'en', settings: Record<string, string> = {}) =>
    httpPlace({
      values,
      positionals: [],
      config: readConfig(settings),
      terminal: createTerminal(language, 'error'),
      stop: new AbortController().signal,
    });

  test('is this machine’s loopback, where nobody is asked who they are', () => {
    const unasked = { allowedHosts: [], guarded: false };
    expect(placeOf({})).toEqual({ host: '127.0.0.1', port: 8321, ...unasked });
    for (const host of ['localhost', '::1'])
      expect(placeOf({ host, port: '0' })).toEqual({ host, port: 0, ...unasked });
  });

  test('is elsewhere, or reached by other names, where everybody is asked', () => {
    const hosts = { 'allow-host': 'CRM.example.com, 10.0.0.7' };
    expect(placeOf({ host: '0.0.0.0', ...hosts })).toMatchObject({
      allowedHosts: ['crm.example.com', '10.0.0.7'],
      guarded: true,
    });
    expect(placeOf(hosts)).toMatchObject({ host: '127.0.0.1', guarded: true });
    expect(placeOf({}, 'en', { RAPPORT_OAUTH_ISSUER: 'https://id.example.com' })).toMatchObject({
      guarded: true,
    });
  });

  test.each(['*', 'https://crm.example.com', 'crm.example.com/mcp', 'crm.example.com:443', 'a..b'])(
    'allows no host %s',
    (name) => {
      expect(() => placeOf({ 'allow-host': name })).toThrow(/without port or path/);
      expect(() => placeOf({ 'allow-host': name }, 'zh')).toThrow(/不带端口和路径/);
    },
  );

  test.each([
    '0.0.0.0',
    '::',
    '192.168.1.5',
    'crm.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
  ])('is not %s, where nobody would be asked who they are', (host) => {
    expect(() => placeOf({ host })).toThrow(UsageError);
    expect(() => placeOf({ host }, 'zh')).toThrow(/SSH/);
  });

  test.each(['http', '-1', '65536', '80.5', '0x50', '1e3'])('is no port %s', (port) => {
    expect(() => placeOf({ port })).toThrow(/--port needs a number/);
  });
});

interface Running {
  process: ChildProcess;
  url: string;
}

async function serve(...options: string[]): Promise<Running> {
  const child = spawn(process.execPath, [program, 'serve', '--http', ...options], { env: home.environment });
  for await (const url of createInterface({ input: child.stdout })) return { process: child, url };
  throw new Error(`It did not start: ${await text(child.stderr)}`);
}

test('prints its address, keeps what was written through SIGTERM, and names the way out of a taken port', async () => {
  const { process: server, url } = await serve('--port', '0');
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'save_tasks', arguments: { title: 'Kept' } },
  });
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const saved = await fetch(url, { method: 'POST', headers, body });
  expect(await saved.text()).toContain('"changeId":"chg_');

  const { port } = new URL(url);
  const second = promisify(execFile)(
    process.execPath,
    [program, 'serve', '--http', '--port', port, '--language', 'zh'],
    { env: home.environment },
  );
  await expect(second).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(new RegExp(`^端口 ${port} 已被占用.*--port 8321\\n$`)),
  });

  server.kill('SIGTERM');
  expect(await once(server, 'exit')).toEqual([0, null]);
  await using app = await createApp(home.database);
  const kept = await app.call('search_records', { kind: 'task', filter: 'title ~ Kept' });
  expect(kept).toMatchObject({ ok: true, data: { total: 1 } });
});

test('says 503 on /readyz while the database does not open, and why on standard error', async () => {
  const server = spawn(
    process.execPath,
    [program, 'serve', '--http', '--port', '0', '--data-dir', join(program, 'no-folder')],
    { env: home.environment },
  );
  const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  const probed = await fetch(line.replace('/mcp', '/readyz'));
  expect([probed.status, await probed.text()]).toEqual([
    503,
    'The database does not answer. See: rapport doctor\n',
  ]);
  server.kill('SIGINT');
  const [complaints, [code]] = await Promise.all([text(server.stderr), once(server, 'exit')]);
  expect(code).toBe(0);
  expect(complaints).toMatch(/folder/i);
});
