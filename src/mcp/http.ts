import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createMcpHandler,
  isJsonContentType,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  type McpHttpHandler,
  type McpServerFactory,
  type ServerNotifier,
  validateHostHeader,
  validateOriginHeader,
} from '@modelcontextprotocol/server';
import { authInfoOf } from './auth/caller.ts';
import type { Door } from './auth/door.ts';
import { closingMs } from './closing.ts';
import { createBounds, type HttpBounds, usualBounds } from './http-bounds.ts';
import { BodyTooLarge, HungUp, readBody, toWebRequest, writeWebResponse } from './http-exchange.ts';
import { newSession, sessionHeader } from './http-session.ts';

export interface HttpOptions {
  /** Without a door an address of this machine's loopback: nobody is asked who they are. */
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Asks whoever calls MCP who they are. */
  door?: Door | undefined;
  /** Names clients may reach this server by, and whose pages may call it, besides this machine's own. */
  allowedHosts?: readonly string[] | undefined;
  /** Whether it may be sent requests, or why not. */
  ready(): Promise<true | string>;
  /** Other endpoints on the same port, behind the same checks of Host and Origin. */
  endpoints?: readonly HttpEndpoint[];
  /** How many requests may be under way. */
  bounds?: HttpBounds;
  /** How long a client may take to send a request; by default half a minute. */
  receivingMs?: number;
  /** Hears of requests that were refused and of failures inside the SDK. */
  onProblem(error: Error): void;
}

/** Something else that is served: a request in, without its body where that is too long, and an answer out. */
export interface HttpEndpoint {
  path: string;
  /** The longest body a request may have. */
  mostBodyBytes: number;
  answer(request: {
    method: string;
    headers: IncomingHttpHeaders;
    body: string | undefined;
    /** Fires when the client hangs up. */
    signal: AbortSignal;
    closing: boolean;
  }): Promise<Response>;
}

export interface HttpService {
  /** Where clients connect. */
  url: string;
  /** Tells clients that listen what has changed. */
  notify: ServerNotifier;
  /** Takes no more calls, gives those under way `graceMs` to finish, then hangs up. */
  close(graceMs?: number): Promise<void>;
}

/** The longest body a request may have, in bytes. */
export const mostBodyBytes = 4 * 1024 * 1024;

/** How long a client may take to send a request, and how often that is looked at: together half a minute. */
const receivingMs = 25_000;
const lookEveryMs = 5_000;

/**
 * Serves MCP over Streamable HTTP at `/mcp`, to clients of 2026-07-28 and 2025-11-25 and before, with
 * `/healthz` and `/readyz` beside it. Host and Origin must be this machine's or allowed, against DNS rebinding.
 *
 * @throws the error of the operating system where it cannot listen
 */
export async function startHttp(makeServer: McpServerFactory, options: HttpOptions): Promise<HttpService> {
  const handler = createMcpHandler(makeServer, { onerror: options.onProblem });
  // Those who listen would never finish, and are told at once that the service ends.
  const listening = createMcpHandler(makeServer, { onerror: options.onProblem, bus: handler.bus });
  const underWay = new Set<Promise<void>>();
  const bounds = createBounds(options.bounds ?? usualBounds);
  let closing = false;
  const requestTimeout = options.receivingMs ?? receivingMs;
  const connectionsCheckingInterval = Math.min(lookEveryMs, requestTimeout);
  const server = createServer({ requestTimeout, connectionsCheckingInterval }, (request, response) => {
    if (closing) response.setHeader('connection', 'close');
    const leave = isProbe(pathOf(request)) ? undefined : bounds.enter(request);
    if (typeof leave === 'string') return refuseMore(response, leave);
    if (leave) response.once('close', leave);
    const { ready, endpoints = [], door, allowedHosts = [] } = options;
    const isClosing = () => closing;
    const service = { handler, listening, isClosing, ready, endpoints, door, allowedHosts };
    const answered = answer(request, response, service).catch((error: unknown) => {
      options.onProblem(error instanceof Error ? error : new Error(typeof error));
      if (!response.headersSent) refuse(response, 500, 'Internal server error', -32603);
    });
    underWay.add(answered);
    answered.finally(() => underWay.delete(answered));
  });
  server.listen(options.port, options.host);
  await once(server, 'listening');
  return {
    url: `${addressOf(server)}/mcp`,
    notify: handler.notify,
    async close(graceMs = closingMs) {
      closing = true;
      const closed = once(server, 'close');
      server.close();
      await listening.close();
      await Promise.race([Promise.all(underWay), sleep(graceMs, undefined, { ref: false })]);
      await handler.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

interface Service {
  handler: McpHttpHandler;
  /** Answers those who listen for changes. */
  listening: McpHttpHandler;
  isClosing(): boolean;
  ready(): Promise<true | string>;
  endpoints: readonly HttpEndpoint[];
  door: Door | undefined;
  allowedHosts: readonly string[];
}

async function answer(request: IncomingMessage, response: ServerResponse, service: Service): Promise<void> {
  const { host, origin } = request.headers;
  const { allowedHosts, door } = service;
  const known = allowedHosts.length > 0 ? 'the hosts it was told of' : 'localhost';
  if (!validateHostHeader(host, [...localhostAllowedHostnames(), ...allowedHosts]).ok)
    return refuse(response, 403, `This server answers to ${known} alone: the Host header names another.`);
  if (!validateOriginHeader(origin, [...localhostAllowedOrigins(), ...allowedHosts]).ok)
    return refuse(response, 403, `This server answers to pages of ${known} alone: the Origin is another.`);
  if (origin !== undefined) allowPage(response, origin);
  const path = pathOf(request);
  const metadata = request.method === 'GET' ? door?.metadata(path) : undefined;
  if (metadata) return writeWebResponse(metadata, response);
  if (path === '/mcp') return answerMcp(request, response, service);
  const endpoint = service.endpoints.find((served) => served.path === path);
  if (endpoint) return answerEndpoint(request, response, endpoint, service.isClosing());
  if (!isProbe(path)) return tell(response, 404, 'Not found. MCP is served at /mcp.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuseMethod(response, 'GET, HEAD');
  if (path === '/healthz') return tell(response, 200, 'ok');
  if (service.isClosing()) return tell(response, 503, 'The server is shutting down.');
  const ready = await service.ready();
  tell(response, ready === true ? 200 : 503, ready === true ? 'ok' : ready);
}

const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?')[0]!;
const isProbe = (path: string): boolean => path === '/healthz' || path === '/readyz';

async function answerEndpoint(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: HttpEndpoint,
  closing: boolean,
): Promise<void> {
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();
  const hungUp = new AbortController();
  response.on('close', () => response.writableFinished || hungUp.abort());
  let body: string | undefined;
  try {
    body = await readBody(request, endpoint.mostBodyBytes);
  } catch (error) {
    if (error instanceof HungUp) return;
    if (!(error instanceof BodyTooLarge)) throw error;
    response.setHeader('connection', 'close');
  }
  const { method = '', headers } = request;
  const answered = await endpoint.answer({ method, headers, body, signal: hungUp.signal, closing });
  if (!hungUp.signal.aborted) await writeWebResponse(answered, response);
}

async function answerMcp(
  request: IncomingMessage,
  response: ServerResponse,
  { handler, listening, isClosing, door }: Service,
): Promise<void> {
  const shuttingDown = 'The server is shutting down. Try again in a moment.';
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();
  const caller = await door?.admit(request.headers.authorization);
  if (caller instanceof Response) return writeWebResponse(caller, response);
  if (request.method !== 'POST') return refuseMethod(response, 'POST');
  if (isClosing()) return refuse(response, 503, shuttingDown);
  if (!isJsonContentType(request.headers['content-type'] ?? null))
    return refuse(response, 415, 'Content-Type must be application/json.');
  const hungUp = new AbortController();
  response.on('close', () => response.writableFinished || hungUp.abort());
  const parsedBody = await parsedBodyOf(request, response);
  if (parsedBody === undefined) return;
  const stepUp = caller && door?.stepUp(caller, parsedBody);
  if (stepUp) return writeWebResponse(stepUp, response);
  const listens = methodOf(parsedBody) === 'subscriptions/listen';
  if (listens && isClosing()) return refuse(response, 503, shuttingDown);
  const answered = await (listens ? listening : handler).fetch(toWebRequest(request, hungUp.signal), {
    parsedBody,
    ...(caller && { authInfo: authInfoOf(caller) }),
  });
  const greeting = answered.ok ? greetingIn(parsedBody) : undefined;
  if (greeting) response.setHeader(sessionHeader, newSession(greeting.clientName));
  if (!hungUp.signal.aborted) await writeWebResponse(answered, response);
}

/** The body as JSON; undefined where the request was answered with what is wrong with it. */
async function parsedBodyOf(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  let text: string;
  try {
    text = await readBody(request, mostBodyBytes);
  } catch (error) {
    if (error instanceof HungUp) return undefined;
    if (!(error instanceof BodyTooLarge)) throw error;
    response.setHeader('connection', 'close');
    return refuse(response, 413, `The request is too large: at most ${mostBodyBytes / 1024 ** 2} MiB.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    return refuse(response, 400, 'Parse error: the body is not valid JSON.', -32700);
  }
}

const methodOf = (body: unknown): unknown => (body as { method?: unknown } | null)?.method;

/** What a 2025-era handshake says of the client. */
function greetingIn(body: unknown): { clientName: unknown } | undefined {
  const { params } = (body ?? {}) as { params?: { clientInfo?: { name?: unknown } } };
  return methodOf(body) === 'initialize' ? { clientName: params?.clientInfo?.name } : undefined;
}

/** Lets a page of this machine, whose origin was checked, call and read the answers. */
function allowPage(response: ServerResponse, origin: string): void {
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'POST');
  response.setHeader(
    'access-control-allow-headers',
    'accept, authorization, content-type, last-event-id, mcp-method, mcp-name, mcp-protocol-version, mcp-session-id',
  );
  response.setHeader('access-control-expose-headers', `${sessionHeader}, www-authenticate`);
  response.setHeader('vary', 'Origin');
}

function refuseMethod(response: ServerResponse, allowed: string): void {
  response.setHeader('allow', allowed);
  refuse(response, 405, `Method not allowed. Use ${allowed}.`);
}

/** Turns a request away unread, where too many are under way: of this client, or of all. */
function refuseMore(response: ServerResponse, whose: 'client' | 'all'): undefined {
  response.setHeader('retry-after', '1');
  response.setHeader('connection', 'close');
  return whose === 'client'
    ? refuse(response, 429, 'Too many requests of yours are under way. Try again in 1 s.')
    : refuse(response, 503, 'Too many requests are under way on this server. Try again in 1 s.');
}

/** An answer to a request that never became a call, in the form clients of MCP read. */
function refuse(response: ServerResponse, status: number, message: string, code = -32000): undefined {
  const body = JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id: null });
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

/** A line of text. */
function tell(response: ServerResponse, status: number, line: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${line}\n`);
}
