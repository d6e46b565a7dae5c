import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { type ErrorCode, publicError } from '../trust/errors.ts';
import { hashOfSecret, matchesHash } from '../trust/secrets.ts';
import type { Reception } from './reception.ts';
import { inBoth, words } from './words.ts';

/** A request as the server hands it over; it has looked at Host and Origin. */
export interface ChatRequest {
  method: string;
  headers: IncomingHttpHeaders;
  /** undefined where it was longer than it may be. */
  body: string | undefined;
  /** Fires when the client hangs up. */
  signal: AbortSignal;
  /** Whether the server takes no more requests. */
  closing: boolean;
}

export interface ChatEndpoint {
  path: string;
  mostBodyBytes: number;
  answer(request: ChatRequest): Promise<Response>;
}

export interface ChatEndpointOptions {
  reception(): Promise<Reception>;
  /** A key from the settings. */
  key?: string | undefined;
  /** Hashes of the keys made by command. */
  hashes(): Promise<readonly string[]>;
  onProblem(error: unknown): void;
}

const mostTurns = 64;

const Body = z.strictObject({
  message: z.string().optional(),
  conversationId: z.string().max(100).optional(),
  visitorToken: z.string().max(200).optional(),
  after: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
  rating: z.int().min(1).max(5).optional(),
  comment: z.string().max(1_000).optional(),
});

/**
 * Answers customers over HTTP: a message in, the answer out as server-sent events (`text` with a `delta`, then
 * `done` with how things stand), or as one JSON document for who accepts nothing else. Only who shows a key
 * comes in; where there is none, the door is shut.
 */
export function createChatEndpoint(options: ChatEndpointOptions): ChatEndpoint {
  let turns = 0;

  async function answer(request: ChatRequest): Promise<Response> {
    const refused = await refusalOf(request, options);
    if (refused) return refused;
    const parsed = parse(request.body!);
    if (parsed instanceof Response) return parsed;
    const { message, after, rating, comment, ...asked } = parsed;
    const coming = { ...asked, origin: originOf(request) };
    if (turns >= mostTurns) return refuse(503, 'unavailable', busyDesk, { 'retry-after': '5' });
    const reception = await options.reception();
    if (message === undefined) {
      if (coming.conversationId === undefined) return refuse(400, 'invalid_input', nothingSaid);
      if (rating !== undefined) return json(200, await reception.rate(coming, rating, comment));
      return json(200, await reception.look(coming, after ?? 0));
    }
    turns++;
    const free = () => {
      turns--;
    };
    return streams(request)
      ? stream(
          (onText) => reception.say({ ...coming, text: message, signal: request.signal, onText }),
          free,
          options,
        )
      : json(200, await reception.say({ ...coming, text: message, signal: request.signal }).finally(free));
  }

  return {
    path: '/chat',
    mostBodyBytes: 64 * 1024,
    answer: (request) => answer(request).catch((error: unknown) => failure(error, options)),
  };
}

const busyDesk = {
  en: 'Too many customers at once. Try again in a few seconds.',
  zh: '当前咨询人数过多，请几秒后再试。',
};
const nothingSaid = {
  en: 'Send a message, or a conversationId to look at or to rate.',
  zh: '请发送 message；查看或评价对话请带上 conversationId。',
};

/** Why a request does not come in; undefined where it does. */
async function refusalOf(
  { method, headers, body, closing }: ChatRequest,
  { key, hashes }: ChatEndpointOptions,
): Promise<Response | undefined> {
  const good = [...(key === undefined ? [] : [hashOfSecret(key)]), ...(await hashes())];
  if (good.length === 0)
    return refuse(404, 'not_found', {
      en: 'Chat is off. Make a key with: rapport keys new --chat',
      zh: '聊天接口未开启。请先生成密钥：rapport keys new --chat',
    });
  const [, given] = /^Bearer (\S{1,200})$/i.exec(headers.authorization ?? '') ?? [];
  if (given === undefined || !matchesHash(given, good))
    return refuse(
      401,
      'forbidden',
      { en: 'Authorization must be: Bearer, and a chat key.', zh: 'Authorization 应为 Bearer 加聊天密钥。' },
      { 'www-authenticate': 'Bearer' },
    );
  if (method !== 'POST')
    return refuse(405, 'invalid_input', { en: 'Use POST.', zh: '请使用 POST。' }, { allow: 'POST' });
  if (closing)
    return refuse(503, 'unavailable', {
      en: 'The server is shutting down. Try again in a moment.',
      zh: '服务器正在关闭，请稍后再试。',
    });
  if (!/^application\/json(?:;|$)/i.test(headers['content-type'] ?? ''))
    return refuse(415, 'invalid_input', {
      en: 'Content-Type must be application/json.',
      zh: 'Content-Type 必须是 application/json。',
    });
  if (body === undefined)
    return refuse(413, 'invalid_input', {
      en: 'The request is too large: at most 64 KiB.',
      zh: '请求太大，最多 64 KiB。',
    });
  return undefined;
}

/** The visitor's address, as the website's server that holds the key passes it on. */
function originOf({ headers }: ChatRequest): string | undefined {
  const forwarded = headers['x-forwarded-for'];
  const [first] = (Array.isArray(forwarded) ? forwarded : [forwarded ?? '']).join(',').split(',');
  return first?.trim().slice(0, 100) || undefined;
}

function parse(body: string): z.output<typeof Body> | Response {
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    return refuse(400, 'invalid_input', { en: 'The body is not JSON.', zh: '请求体不是 JSON。' });
  }
  const parsed = Body.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.path[0] === 'rating') return refuse(400, 'invalid_input', words.wrongRating);
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.');
  const known = Object.keys(Body.shape).join(', ');
  return refuse(400, 'invalid_input', {
    en: `The field ${field || 'body'} is not right. Fields: ${known}.`,
    zh: `字段 ${field || 'body'} 有误。可用字段：${known}。`,
  });
}

const streams = ({ headers }: ChatRequest): boolean => {
  const accepted = headers.accept ?? '*/*';
  return accepted.includes('text/event-stream') || !accepted.includes('application/json');
};

/** The answer as it is written. What goes wrong before the first word has a status of its own. */
async function stream(
  say: (onText: (delta: string) => void) => Promise<object>,
  free: () => void,
  options: ChatEndpointOptions,
): Promise<Response> {
  const encoder = new TextEncoder();
  let open: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      open = controller;
    },
  });
  const send = (event: string, data: object): void => {
    try {
      open.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
    } catch {
      // The client has hung up; the turn ends by its signal.
    }
  };
  const first = Promise.withResolvers<void>();
  const said = say((delta) => {
    send('text', { delta });
    first.resolve();
  }).finally(free);
  const ended = said.then(
    (reply) => send('done', reply),
    (error: unknown) => send('error', errorOf(error, options).body),
  );
  ended.finally(() => {
    try {
      open.close();
    } catch {
      // Closed by the client already.
    }
  });
  await Promise.race([first.promise, said]);
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}

const statuses: Partial<Record<ErrorCode, number>> = {
  invalid_input: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
  timeout: 504,
};

/** A failure as the client may see it. */
function errorOf(error: unknown, { onProblem }: ChatEndpointOptions): { status: number; body: object } {
  const known = publicError(error);
  if (!known) {
    onProblem(error);
    return { status: 500, body: { error: { code: 'internal', message: inBoth(words.failed) } } };
  }
  const { code, message } = known;
  return { status: statuses[code] ?? 500, body: { error: { code, message } } };
}

function failure(error: unknown, options: ChatEndpointOptions): Response {
  const { status, body } = errorOf(error, options);
  return json(status, body);
}

const refuse = (
  status: number,
  code: ErrorCode,
  message: { en: string; zh: string },
  headers: Record<string, string> = {},
): Response => json(status, { error: { code, message: inBoth(message) } }, headers);

const json = (status: number, value: object, headers: Record<string, string> = {}): Response =>
  Response.json(value, { status, headers: { 'cache-control': 'no-store', ...headers } });
