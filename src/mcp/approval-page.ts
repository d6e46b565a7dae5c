import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PendingApproval } from '../../tools/kernel/context.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import type { Language } from '../trust/index.ts';
import { answeredPage, approvalHtml, expiredPage } from './approval-html.ts';
import { BodyTooLarge, readBody } from './http-exchange.ts';

export interface ApprovalPageOptions {
  pending: PendingApproval & { total?: number };
  language: Language;
  /** Until when it may be answered. */
  expiresAt: Date;
  now(): Date;
  /** Runs, or drops, the waiting call. */
  decide(decision: 'approved' | 'rejected'): Promise<ToolOutcome>;
}

/** A page for one approval, on this machine alone. */
export interface ApprovalPage {
  /** For the person's eyes: in a terminal, or by a client that shows addresses to its person. Never in a result. */
  url: string;
  /** What the call came to once the person has answered; null where the page closed before. */
  outcome: Promise<ToolOutcome | null>;
  close(): Promise<void>;
}

const longestBody = 1_000;

/**
 * Serves one page on the loopback address that shows what waits and takes one answer.
 *
 * A model must never hold what approves. So its address is told only where a person reads it: on the terminal
 * that runs `rapport approve`, or through the URL mode of elicitation, which clients keep from their model. Should
 * a model get hold of it all the same: to look at the page changes nothing, so that no fetching tool approves; the
 * answer is a POST of the page's own form, with a word that stands in the page, from the page's own origin, which
 * a browser states and no other page can forge. It works once, and no longer than the approval itself.
 */
export async function openApprovalPage(options: ApprovalPageOptions): Promise<ApprovalPage> {
  const path = `/${randomBytes(32).toString('base64url')}`;
  const word = randomBytes(32).toString('base64url');
  const { promise: outcome, resolve } = Promise.withResolvers<ToolOutcome | null>();
  let isAnswered = false;
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { port } = server.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    if (request.headers.host !== `127.0.0.1:${port}`) return tell(response, 403);
    if (!isSame(request.url ?? '', path)) return tell(response, 404);
    const isOver = options.now() >= options.expiresAt;
    if (isAnswered || isOver) return show(response, 410, expiredPage(options.language));
    if (request.method === 'GET' || request.method === 'HEAD')
      return show(response, 200, approvalHtml(options.pending, { ...options, path, word }));
    if (request.method !== 'POST') return tell(response, 405);
    const site = request.headers['sec-fetch-site'] ?? 'same-origin';
    if (request.headers.origin !== origin || site !== 'same-origin') return tell(response, 403);
    if (request.headers['content-type'] !== 'application/x-www-form-urlencoded') return tell(response, 415);
    const form = new URLSearchParams(await bodyOf(request));
    const decision = form.get('decision');
    if (!isSame(form.get('word') ?? '', word)) return tell(response, 403);
    if (decision !== 'approved' && decision !== 'rejected') return tell(response, 400);
    if (isAnswered) return show(response, 410, expiredPage(options.language));
    isAnswered = true;
    const came = await options.decide(decision);
    show(response, 200, answeredPage(came, decision, options.language));
    response.once('close', () => resolve(came));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    outcome,
    async close() {
      resolve(null);
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  try {
    return await readBody(request, longestBody);
  } catch (error) {
    if (error instanceof BodyTooLarge) return '';
    throw error;
  }
}

function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const everywhere = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not `no-referrer`: with that a browser would not state the origin of the form.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  connection: 'close',
};

function show(
  response: ServerResponse,
  status: number,
  { html, styleHash }: { html: string; styleHash: string },
) {
  response
    .writeHead(status, {
      ...everywhere,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    })
    .end(html);
}

function tell(response: ServerResponse, status: number): void {
  response
    .writeHead(status, { ...everywhere, 'content-type': 'text/plain; charset=utf-8' })
    .end(`${status}\n`);
}
