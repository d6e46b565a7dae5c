import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { closingMs } from './closing.ts';
import { LineTransport } from './lines.ts';

export interface StdioOptions {
  input: Readable;
  output: Writable;
  /** Ends the service from outside, as a signal of the operating system does. */
  stop: AbortSignal;
  /** Hears of messages that were no JSON-RPC and of broken pipes; nothing stops for them. */
  onProblem(error: Error): void;
  /** How long calls may take to finish once the input has ended. */
  graceMs?: number;
}

/** The longest message, in bytes: as over HTTP. */
const mostBytes = 4 * 1024 ** 2;

/**
 * Serves one client over a pair of streams until it hangs up or `stop` fires. Lines that are no JSON-RPC
 * are passed over, and answered where they bear an id; one message may be 4 MiB. What was asked before the
 * end of the input is answered, within the grace and while somebody reads.
 */
export async function serveStreams(
  createServer: McpServerFactory,
  { input, output, stop, onProblem, graceMs = closingMs }: StdioOptions,
): Promise<void> {
  const transport = new LineTransport(input, output, mostBytes);
  const handle = serveStdio(createServer, { transport, onerror: onProblem });
  const over = new AbortController();
  const { signal } = over;
  const late = async () => {
    await Promise.race([once(input, 'end', { signal }), once(input, 'close', { signal })]);
    await sleep(graceMs, undefined, { ref: false, signal });
  };
  const ends = [
    transport.answered,
    late(),
    once(output, 'close', { signal }),
    once(output, 'error', { signal }),
    stop.aborted ? undefined : once(stop, 'abort', { signal }),
  ];
  await Promise.race(ends.map((end) => Promise.resolve(end).catch(() => undefined)));
  over.abort();
  await handle.close();
}
