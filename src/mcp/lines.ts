import type { Readable, Writable } from 'node:stream';
import { PassThrough } from 'node:stream';
import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  type JSONRPCMessage,
  parseJSONRPCMessage,
  type RequestId,
} from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

const lineBreak = 0x0a;

/**
 * One message a line over a pair of streams, as the SDK's transport, which it writes with. What is no message
 * is passed over and reported; what bears an id is answered, since somebody waits for it; a line over the
 * limit is dropped as it comes, and answered without one. The end of the input ends what is asked of the
 * client, but nothing of what the client asked for.
 */
export class LineTransport extends StdioServerTransport {
  readonly #input: Readable;
  readonly #mostBytes: number;
  #pieces: Buffer[] = [];
  #received = 0;
  #hasEnded = false;
  /** Requests that wait for their answers, by id; a client may give one id to several. */
  readonly #asked = new Map<RequestId, number>();
  /** What the client is asked, and has not answered: the method of each. */
  readonly #asking = new Map<RequestId, string>();
  readonly #answered = Promise.withResolvers<void>();

  /** Settles when the input has ended and all that it asked for is answered. */
  readonly answered = this.#answered.promise;

  /** @param mostBytes  the longest line that is read */
  constructor(input: Readable, output: Writable, mostBytes: number) {
    // The SDK's own reader is given nothing to read, and no end.
    super(new PassThrough(), output);
    this.#input = input;
    this.#mostBytes = mostBytes;
    for (const end of ['end', 'close', 'error'] as const) input.once(end, () => this.#end());
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
    this.#answered.resolve();
  }

  override async send(message: JSONRPCMessage): Promise<void> {
    if (isJSONRPCRequest(message)) this.#ask(message.id, message.method);
    await super.send(message);
    if (!('method' in message) && message.id !== undefined) this.#settle(message.id);
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
    this.#note(message);
    this.onmessage?.(message);
  }

  /** Keeps in mind what waits for an answer; who listens for changes is never answered. */
  #note(message: JSONRPCMessage): void {
    if (isJSONRPCRequest(message)) {
      if (message.method !== 'subscriptions/listen')
        this.#asked.set(message.id, (this.#asked.get(message.id) ?? 0) + 1);
    } else if (isJSONRPCNotification(message)) {
      const cancelled = message.method === 'notifications/cancelled' && message.params?.requestId;
      if (cancelled !== false) this.#settle(cancelled as RequestId);
    } else if (message.id !== undefined) this.#asking.delete(message.id);
  }

  #settle(id: RequestId): void {
    const left = (this.#asked.get(id) ?? 0) - 1;
    if (left > 0) this.#asked.set(id, left);
    else this.#asked.delete(id);
    if (this.#hasEnded && this.#asked.size === 0) this.#answered.resolve();
  }

  /** The server asks the client, who answers as long as there is an input. */
  #ask(id: RequestId, method: string): void {
    this.#asking.set(id, method);
    if (this.#hasEnded) queueMicrotask(() => this.#tellGone());
  }

  /** A form before nobody is one that was put away. */
  #tellGone(): void {
    for (const [id, method] of this.#asking) {
      this.#asking.delete(id);
      const gone = { code: -32000, message: 'The client has hung up.' };
      const answer = method === 'elicitation/create' ? { result: { action: 'cancel' } } : { error: gone };
      this.onmessage?.({ jsonrpc: '2.0', id, ...answer });
    }
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#take();
    this.#hasEnded = true;
    this.#tellGone();
    if (this.#asked.size === 0) this.#answered.resolve();
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
