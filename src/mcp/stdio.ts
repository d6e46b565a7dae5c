import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { LineTransport } from './lines.ts';

export interface StdioOptions {
  input: Readable;
  output: Writable;
  /** Ends the service from outside, as a signal of the operating system does. */
  stop: AbortSignal;
  /** Hears of messages that were no JSON-RPC and of broken pipes; nothing stops for them. */
  onProblem(error: Error): void;
}

/** The longest message, in bytes: as over HTTP. */
const mostBytes = 4 * 1024 ** 2;

/**
 * Serves one client over a pair of streams until it hangs up or `stop` fires. Lines that are no JSON-RPC
 * are passed over, and answered where they bear an id; one message may be 4 MiB.
 */
export async function serveStreams(
  createServer: McpServerFactory,
  { input, output, stop, onProblem }: StdioOptions,
): Promise<void> {
  const transport = new LineTransport(input, output, mostBytes);
  const handle = serveStdio(createServer, { transport, onerror: onProblem });
  const over = new AbortController();
  const ends = [once(input, 'end'), once(input, 'close'), once(output, 'close')];
  const endsWith = { signal: over.signal };
  await Promise.race([
    ...ends.map((end) => end.catch(() => undefined)),
    once(output, 'error', endsWith).catch(() => undefined),
    stop.aborted ? undefined : once(stop, 'abort'),
  ]);
  over.abort();
  await handle.close();
}
