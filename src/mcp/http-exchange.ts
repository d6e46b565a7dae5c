import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The request's body was longer than it may be. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** The client hung up before its request was whole. */
export class HungUp extends Error {
  override readonly name = 'HungUp';
}

/**
 * The body of a request as text. What is over the limit is read on and dropped, so that the client comes to
 * read the answer, until as much again has come.
 *
 * @param most  in bytes
 * @throws BodyTooLarge, HungUp
 */
export function readBody(request: IncomingMessage, most: number): Promise<string> {
  if (Number(request.headers['content-length']) > most) {
    request.resume();
    return Promise.reject(new BodyTooLarge());
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let received = 0;
    request.on('data', (chunk: Buffer) => {
      received += chunk.byteLength;
      if (received <= most) chunks.push(chunk);
      else reject(new BodyTooLarge());
      if (received > 2 * most) request.destroy();
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('close', () => request.readableEnded || reject(new HungUp()));
    request.on('error', () => reject(new HungUp()));
  });
}

/** A request as the MCP handler takes it: without its body, which is handed over parsed, and without its token. */
export function toWebRequest(request: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined && name !== 'authorization')
      headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  const { method = 'POST', url = '/' } = request;
  return new Request(new URL(url, 'http://localhost'), { method, headers, signal });
}

/**
 * Writes what the MCP handler answered: whole, or as a stream of events as they come. What becomes of the
 * connection afterwards is between the client and this server, whatever the handler says of it.
 */
export async function writeWebResponse(answer: Response, response: ServerResponse): Promise<void> {
  const { connection: _, ...headers } = Object.fromEntries(answer.headers);
  const isStream = headers['content-type']?.startsWith('text/event-stream');
  if (isStream && answer.body) {
    response.writeHead(answer.status, headers).flushHeaders();
    // A client that hangs up ends the stream, which is no failure of ours.
    await pipeline(Readable.fromWeb(answer.body), response).catch(() => undefined);
    return;
  }
  const body = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, { ...headers, 'content-length': body.byteLength }).end(body);
}
