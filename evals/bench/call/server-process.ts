import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';

/** A server in a process of its own, and a client that says no more than it must. */
export interface ServerProcess extends AsyncDisposable {
  /** One tool call. @returns the structured content of the answer @throws Error where it was refused */
  call(tool: string, callArguments: object): Promise<Record<string, unknown>>;
  /** One tool call of a client by this name, over HTTP. @returns `ok`, or the code of the error */
  callAs(client: string, tool: string, callArguments: object): Promise<string>;
  /** How long the process has run on a processor so far, in milliseconds: its own code and the system's for it. */
  processorMs(): Promise<number>;
}

interface Message {
  id?: number;
  result?: {
    structuredContent?: Record<string, unknown>;
    isError?: boolean;
    _meta?: { 'rapport/error'?: { code?: string } };
  };
  error?: { message: string };
}

type Send = (
  message: { jsonrpc: string; id: number; method: string; params: object },
  session?: string,
) => Promise<Message>;

const revision = '2025-11-25';
const greeting = {
  protocolVersion: revision,
  capabilities: {},
  clientInfo: { name: 'rapport-bench', version: '1.0.0' },
};

/** Starts a server that speaks MCP over its standard streams, or prints the address it serves at. */
export async function startServer(
  transport: 'stdio' | 'http',
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, words, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  const ended = once(child, 'exit').then((): never => {
    throw new Error(`the server ended by itself: ${words.join(' ')}`);
  });
  ended.catch(() => {});
  const agent = new Agent({ keepAlive: true });
  const send =
    transport === 'stdio' ? overStreams(child) : await Promise.race([overHttp(child, agent), ended]);
  let last = 0;
  const ask = async (method: string, params: object): Promise<Message> => {
    const answer = await send({ jsonrpc: '2.0', id: ++last, method, params });
    if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
    return answer;
  };
  await Promise.race([ask('initialize', greeting), ended]);
  if (transport === 'stdio')
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
  return {
    async call(name, callArguments) {
      const { result } = await ask('tools/call', { name, arguments: callArguments });
      if (!result?.structuredContent || result.isError) throw new Error(`${name}: ${JSON.stringify(result)}`);
      return result.structuredContent;
    },
    async callAs(client, name, callArguments) {
      const message = {
        jsonrpc: '2.0',
        id: ++last,
        method: 'tools/call',
        params: { name, arguments: callArguments },
      };
      const { result, error } = await send(message, sessionFor(client));
      if (result && !result.isError) return 'ok';
      return error?.message ?? result?._meta?.['rapport/error']?.code ?? 'error';
    },
    processorMs: () => processorMs(child.pid!),
    async [Symbol.asyncDispose]() {
      agent.destroy();
      const over = once(child, 'exit');
      child.kill('SIGTERM');
      await over;
    },
  };
}

function overStreams(child: ChildProcess): Send {
  const waiting = new Map<number, (message: Message) => void>();
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const message = JSON.parse(line) as Message;
    if (message.id === undefined) return;
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  return (message) =>
    new Promise((resolve) => {
      waiting.set(message.id, resolve);
      child.stdin!.write(`${JSON.stringify(message)}\n`);
    });
}

async function overHttp(child: ChildProcess, agent: Agent): Promise<Send> {
  const [address] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  const send: Send = (message, session) =>
    new Promise((resolve, reject) => {
      const headers = { ...headersFor(message), ...(session && { 'mcp-session-id': session }) };
      const sent = request(address, { method: 'POST', agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve(JSON.parse(/^data: (\{.*)$/m.exec(text)?.[1] ?? text) as Message));
      });
      // A connection kept between rounds may have been closed by the server in the meantime.
      sent.on('error', (error) => (sent.reusedSocket ? resolve(send(message, session)) : reject(error)));
      sent.end(JSON.stringify(message));
    });
  return send;
}

const headersFor = ({ method }: { method: string }): Record<string, string> => ({
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  ...(method !== 'initialize' && { 'mcp-protocol-version': revision }),
});

/** A 2025-era session of the product's, which names its client and asks for no memory of the server's. */
function sessionFor(client: string): string {
  const name = Buffer.from(client).toString('base64url');
  return `cnv_00000000-0000-4000-8000-${Buffer.from(client).toString('hex').slice(-12).padStart(12, '0')}.${name}`;
}

const millisecondsPerTick = 10;

/** @see proc(5), /proc/[pid]/stat: fields 14 and 15, utime and stime, in clock ticks */
async function processorMs(pid: number): Promise<number> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => {
    throw new Error('Processor time is read from /proc, which this system has not: run the bench on Linux.');
  });
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * millisecondsPerTick;
}
