import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chatCompletions, responses, type Saying } from './protocols.ts';

/** How an answer goes wrong on its way. */
export type Mishap =
  | 'hang before the first byte'
  | 'hang in the middle'
  | 'cut before the first byte'
  | 'cut in the middle'
  | 'error in the middle'
  | 'truncated';

/** What the endpoint does with one request. */
export type Reply =
  | (Saying & { mishap?: Mishap })
  | { status: number; headers?: Readonly<Record<string, string>>; body?: unknown };

/** What comes next, or how it follows from the request. */
export type Scripted = Reply | ((request: SeenRequest) => Reply);

/** One request as it came in. */
export interface SeenRequest {
  path: string;
  authorization: string | undefined;
  body: Record<string, unknown>;
  /** The names of the tools that were sent. */
  tools: string[];
  /** How many bytes the request's body had. */
  bytes: number;
}

/** A scripted model behind HTTP that speaks chat completions and the Responses API, whole and streamed. */
export interface Endpoint extends AsyncDisposable {
  baseUrl: string;
  requests: SeenRequest[];
  /** What comes next, one reply a request; past the end it answers 500. */
  script(...replies: readonly Scripted[]): void;
}

/** Starts an endpoint on a free port of this machine. */
export async function startEndpoint(
  models: readonly string[] = ['scripted'],
  key?: string,
): Promise<Endpoint> {
  const requests: SeenRequest[] = [];
  let coming: Scripted[] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const path = (request.url ?? '').replace(/^\/v1/, '');
    const { authorization } = request.headers;
    if (key !== undefined && authorization !== `Bearer ${key}`)
      return send(response, {
        status: 401,
        body: {
          error: { message: `Incorrect API key provided: ${authorization}.`, code: 'invalid_api_key' },
        },
      });
    if (path === '/models')
      return send(response, { status: 200, body: { object: 'list', data: models.map((id) => ({ id })) } });
    const seed = String(requests.length);
    const protocol = [chatCompletions(seed), responses(seed)].find((known) => known.path === path);
    if (protocol === undefined) return send(response, { status: 404, body: { detail: 'Not Found' } });
    const body = JSON.parse(text) as Record<string, unknown>;
    const sent = (body.tools ?? []) as { name?: string; function?: { name: string } }[];
    const tools = sent.map((tool) => tool.name ?? tool.function?.name ?? '');
    requests.push({ path, authorization, body, tools, bytes: text.length });
    if (!models.includes(String(body.model)))
      return send(response, {
        status: 404,
        body: {
          error: { message: `The model ${String(body.model)} does not exist.`, code: 'model_not_found' },
        },
      });
    const next: Scripted = coming.shift() ?? {
      status: 500,
      body: { error: { message: 'The script is over.' } },
    };
    const reply = typeof next === 'function' ? next(requests.at(-1)!) : next;
    if ('status' in reply) return send(response, reply);
    if (reply.mishap === 'hang before the first byte') return;
    if (reply.mishap === 'cut before the first byte') return void request.socket.destroy();
    const streamed = body.stream === true;
    response.writeHead(200, { 'content-type': streamed ? 'text/event-stream' : 'application/json' });
    const frames = streamed ? protocol.events(reply) : [JSON.stringify(protocol.whole(reply))];
    if (reply.mishap === undefined) return write(response, frames);
    const kept = streamed ? frames.slice(0, Math.ceil(frames.length / 2)) : [frames[0]!.slice(0, 40)];
    if (reply.mishap === 'truncated') return write(response, kept);
    const error = {
      type: 'server_error',
      code: 'server_error',
      message: `Overloaded at http://${key}@inside`,
    };
    if (reply.mishap === 'error in the middle')
      return write(response, streamed ? [...kept, protocol.error(error)] : [JSON.stringify({ error })]);
    for (const frame of kept) response.write(frame);
    if (reply.mishap === 'cut in the middle') setImmediate(() => request.socket.destroy());
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    script(...replies) {
      coming = [...replies];
      requests.length = 0;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, { status, headers = {}, body = {} }: Exclude<Reply, Saying>): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

function write(response: ServerResponse, frames: readonly string[]): void {
  for (const frame of frames) response.write(frame);
  response.end();
}
