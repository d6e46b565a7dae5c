import type { Readable, Writable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { type JSONRPCMessage, parseJSONRPCMessage } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

const lineBreak = 0x0a;

/**
 * One message a line over a pair of streams, as the SDK's transport, which it writes with. What is no message
 * is passed over and reported; what bears an id is answered, since somebody waits for it; a line over the
 * limit is dropped as it comes, and answered without one.
 */
export class LineTransport extends StdioServerTransport {
  readonly #input: Readable;
  readonly #mostBytes: number;
  #pieces: Buffer[] = [];
  #received = 0;

  /** @param mostBytes  the longest line that is read */
  constructor(input: Readable, output: Writable, mostBytes: number) {
    // The SDK's own reader is given nothing to read, and ends with what is read here.
    const silent = new PassThrough();
    super(silent, output);
    this.#input = input;
    this.#mostBytes = mostBytes;
    for (const end of ['end', 'close', 'error'] as const) input.once(end, () => silent.end());
    silent.resume();
  }

  override async start(): Promise<void> {
    await super.start();
    this.#input.on('data', this.#read);
  }

  override async close(): Promise<void> {
    this.#input.off('data', this.#read);
    this.#input.pause();
    this.#pieces = [];
    await super.close();
  }

  readonly #read = (chunk: Buffer | string): void => {
    let rest = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    for (let end = rest.indexOf(lineBreak); end >= 0; end = rest.indexOf(lineBreak)) {
      this.#keep(rest.subarray(0, end));
      this.#take();
      rest = rest.subarray(end + 1);
    }
    this.#keep(rest);
  };

  #keep(piece: Buffer): void {
    this.#received += piece.byteLength;
    if (this.#received <= this.#mostBytes) this.#pieces.push(piece);
    else this.#pieces = [];
  }

  /** A line is whole. */
  #take(): void {
    const [line, received] = [Buffer.concat(this.#pieces).toString().trim(), this.#received];
    this.#pieces = [];
    this.#received = 0;
    if (received > this.#mostBytes)
      this.#refuse(null, `The message is too long: at most ${this.#mostBytes / 1024 ** 2} MiB.`);
    else if (line !== '') this.#deliver(line);
  }

  #deliver(line: string): void {
    let value: unknown;
    let message: JSONRPCMessage;
    try {
      value = JSON.parse(line);
      message = parseJSONRPCMessage(value);
    } catch {
      this.#refuse(idOf(value), 'Invalid request: this is no JSON-RPC message.');
      return;
    }
    this.onmessage?.(message);
  }

  /** @param id  whose sender waits; undefined where nobody does */
  #refuse(id: string | number | null | undefined, message: string): void {
    this.onerror?.(new Error(message));
    if (id === undefined) return;
    const answer = { jsonrpc: '2.0', id, error: { code: -32600, message } };
    this.send(answer as JSONRPCMessage).catch(() => undefined);
  }
}

/** The id of what was meant as a request. */
function idOf(value: unknown): string | number | undefined {
  if (value === null || typeof value !== 'object' || 'result' in value || 'error' in value) return undefined;
  const id: unknown = Reflect.get(value, 'id');
  return typeof id === 'string' || Number.isSafeInteger(id) ? (id as string | number) : undefined;
}
