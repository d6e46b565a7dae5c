import { randomUUID } from 'node:crypto';
import type { McpRequestContext } from '@modelcontextprotocol/server';

/** What a 2025-era client over HTTP is known by after its handshake. */
export interface HttpSession {
  conversationId: string;
  client: string | undefined;
}

/** The header a 2025-era session travels in. */
export const sessionHeader = 'mcp-session-id';

const shape = /^(cnv_[0-9a-f-]{36})(?:\.([A-Za-z0-9_-]{1,200}))?$/;
const longestName = 64;

/**
 * The session of a 2025-era client that has just shaken hands. It holds all there is to know, so that the
 * server keeps nothing and may restart: it names a conversation and, as the handshake did, the client.
 */
export function newSession(clientName: unknown): string {
  const name = typeof clientName === 'string' ? clientName.slice(0, longestName) : '';
  const encoded = Buffer.from(name).toString('base64url');
  return `cnv_${randomUUID()}${encoded === '' ? '' : `.${encoded}`}`;
}

/** The session a request belongs to, as its header says; undefined where there is none of ours. */
export function sessionOf(header: string | null): HttpSession | undefined {
  const [, conversationId, encoded] = shape.exec(header ?? '') ?? [];
  if (conversationId === undefined) return undefined;
  const client = encoded === undefined ? undefined : Buffer.from(encoded, 'base64url').toString();
  return { conversationId, client };
}

/**
 * Whether the request may be the one that asks for the server's instructions. Over HTTP every request has a
 * server of its own, and only the first of a client is told them: `server/discover` in 2026-07-28, named in
 * a header; `initialize` before, which comes without the header of a version agreed on.
 */
export function asksWhoWeAre({ era, requestInfo }: McpRequestContext): boolean {
  if (!requestInfo) return true;
  if (era === 'modern') return requestInfo.headers.get('mcp-method') === 'server/discover';
  return !requestInfo.headers.has('mcp-protocol-version');
}
