import { once } from 'node:events';
import { request } from 'node:http';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import { startHttp } from '../http.ts';
import { serveStreams } from '../stdio.ts';

// Both transports as they are served, without a process: frames go in as bytes, and what comes out is kept.

/** What came back, one JSON-RPC message each; over HTTP with the status it came with. */
export interface Answer {
  id?: unknown;
  result?: Record<string, unknown>;
  error?: { code: number; message: string; data?: unknown };
  status?: number;
}

export interface Door extends AsyncDisposable {
  name: 'stdio' | 'HTTP';
  /** Sends bytes as they are; over standard streams a line break ends them. Waits for what comes back. */
  send(frame: string | Uint8Array, headers?: Record<string, string>): Promise<Answer[]>;
  /** Whether a call is answered. */
  isAlive(): Promise<boolean>;
  /** All that stood on standard output or in bodies, and what the service reported to the operator. */
  said: { out: string; problems: string };
}

let lastId = 1_000_000;
const ping = (id: string): string => JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' });
const newId = (): string => `alive-${++lastId}`;

const hello = JSON.stringify({
  jsonrpc: '2.0',
  id: 'hello',
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
});

/** Serves over a pair of streams, past the handshake of 2025-11-25. */
export async function openStdio(makeServer: McpServerFactory): Promise<Door & { input: PassThrough }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const said = { out: '', problems: '' };
  const stop = new AbortController();
  const onProblem = (error: Error) => {
    said.problems += `${error.message}\n`;
  };
  const served = serveStreams(makeServer, { input, output, stop: stop.signal, onProblem });
  const answers: Answer[] = [];
  let pending = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
    const lines = (pending + text).split('\n');
    pending = lines.pop() ?? '';
    answers.push(...lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Answer));
  });
  /** Waits until what is asked for has come, the streams have ended, or `ms` are over. */
  const until = async (hasCome: () => boolean, ms = 30_000): Promise<void> => {
    const late = sleep(ms, true, { ref: false });
    const over = served.then(() => true);
    while (!hasCome()) if (await Promise.race([once(output, 'data').then(() => false), late, over])) return;
  };
  const count = (id: unknown, from = 0) => answers.slice(from).filter((answer) => answer.id === id).length;
  const door: Door & { input: PassThrough } = {
    name: 'stdio',
    input,
    said,
    async send(frame) {
      const from = answers.length;
      const id = newId();
      input.write(frame);
      input.write(`\n${ping(id)}\n`);
      await until(() => count(id) > 0);
      // A call of the database comes after the ping behind it.
      const asked = idsIn(frame);
      const all = (one: unknown) => count(one, from) >= asked.filter((other) => other === one).length;
      await until(() => asked.every(all));
      return answers.slice(from).filter((answer) => answer.id !== id);
    },
    async isAlive() {
      const id = newId();
      input.write(`${ping(id)}\n`);
      await until(() => count(id) > 0);
      return answers.some((answer) => answer.id === id && answer.result !== undefined);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await served;
    },
  };
  input.write(`${hello}\n${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
  await until(() => count('hello') > 0);
  return door;
}

/** The ids of calls of tools in a frame, whose answers may come late. */
function idsIn(frame: string | Uint8Array): unknown[] {
  if (typeof frame !== 'string' || !frame.includes('"tools/call"')) return [];
  return frame.split('\n').flatMap((line) => {
    try {
      const { id, method } = JSON.parse(line);
      return method === 'tools/call' && (typeof id === 'string' || Number.isInteger(id)) ? [id] : [];
    } catch {
      return [];
    }
  });
}

/** Serves over HTTP, on a free port of this machine. */
export async function openHttp(makeServer: McpServerFactory): Promise<Door & { url: string }> {
  const said = { out: '', problems: '' };
  const service = await startHttp(makeServer, {
    host: '127.0.0.1',
    port: 0,
    ready: async () => true,
    onProblem: (error) => {
      said.problems += `${error.message}\n`;
    },
  });
  const send: Door['send'] = async (frame, headers = {}) => {
    const { status, body, type } = await post(service.url, frame, headers);
    said.out += `${body}\n`;
    const messages = type.startsWith('text/event-stream')
      ? [...body.matchAll(/^data: (.+)$/gm)].map(([, data]) => data!)
      : [body].filter((text) => text !== '');
    return messages.length === 0
      ? [{ status }]
      : messages.flatMap((text) => JSON.parse(text) as Answer | Answer[]).map((one) => ({ ...one, status }));
  };
  return {
    name: 'HTTP',
    url: service.url,
    said,
    send,
    async isAlive() {
      const id = newId();
      const [answer] = await send(ping(id));
      return answer?.id === id && answer.result !== undefined;
    },
    [Symbol.asyncDispose]: () => service.close(),
  };
}

/** A request as it is, headers that fetch would not send included. */
function post(
  url: string,
  body: string | Uint8Array,
  headers: Record<string, string>,
): Promise<{ status: number; body: string; type: string }> {
  const usual = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { ...usual, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: text,
          type: response.headers['content-type'] ?? '',
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
