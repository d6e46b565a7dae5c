import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { program } from '../home.ts';

/** What became of a call: an answer, a refusal, or nothing, since the process or the connection went. */
export type Delivery =
  | { became: 'done'; data: Record<string, unknown> }
  | { became: 'refused'; code: string; retryable: boolean }
  | { became: 'lost' };

/** `rapport serve` as a process, spoken to over its standard streams. */
export interface Product {
  pid: number;
  call(name: string, callArguments: object): Promise<Delivery>;
  /** @returns the exit code, or null where a signal ended it */
  end(how: NodeJS.Signals | 'hang-up'): Promise<number | null>;
}

/** Starts the product and shakes hands with it. */
export async function startProduct(environment: Readonly<Record<string, string>>): Promise<Product> {
  const child = spawn(process.execPath, [program, 'serve', '--toolsets', 'all'], {
    env: { ...environment, RAPPORT_RATE: '0' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting = new Map<number, (delivery: Delivery) => void>();
  const ended = once(child, 'exit').then(([code]) => {
    for (const answer of waiting.values()) answer({ became: 'lost' });
    waiting.clear();
    return code as number | null;
  });
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, result } = JSON.parse(line);
    waiting.get(id)?.(deliveryOf(result));
    waiting.delete(id);
  });
  let last = 0;
  const ask = (method: string, params: object): Promise<Delivery> => {
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve({ became: 'lost' });
    last += 1;
    const id = last;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    });
  };
  const clientInfo = { name: 'faults', version: '1' };
  await ask('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo });
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
  return {
    pid: child.pid ?? 0,
    call: (name, callArguments) => ask('tools/call', { name, arguments: callArguments, _meta: alone() }),
    end(how) {
      if (how === 'hang-up') child.stdin.end();
      else child.kill(how);
      return ended;
    },
  };
}

/** Puts a call in a conversation of its own, where nothing was read that a person would have to be asked about. */
export const alone = () => ({ 'rapport/conversation': randomUUID() });

export interface CallResult {
  isError?: boolean;
  structuredContent?: Record<string, unknown>;
  _meta?: { 'rapport/error'?: { code: string; retryable: boolean } };
}

/** What became of a call, by the result of its answer. */
export function deliveryOf(result: CallResult | undefined): Delivery {
  const error = result?._meta?.['rapport/error'];
  if (error) return { became: 'refused', code: error.code, retryable: error.retryable };
  return { became: 'done', data: result?.structuredContent ?? {} };
}
