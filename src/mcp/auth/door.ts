import { createHash } from 'node:crypto';
import type { Registry } from '../../../tools/kernel/context.ts';
import type { Tool } from '../../../tools/kernel/define-tool.ts';
import { type Actor, mayUse, neededScope, scopesFor, type ToolScope, toolScopes } from '../../trust/actor.ts';
import { isApiKey, usualScopes } from '../../trust/identity/key-shape.ts';
import {
  createTokenVerifier,
  type OAuthSettings,
  type TokenClaims,
  type VerifyToken,
} from './access-token.ts';
import type { EnteredApp } from './caller.ts';

/** What was shown and found good so far: one of our keys as it is, or what a verified token says. */
export type ShownProof =
  | { key: string }
  | { subject: string; email: string | undefined; scopes: readonly string[] };

export interface DoorOptions {
  /** Where clients reach the MCP endpoint: what tokens are made out for. */
  resource: string;
  oauth?: OAuthSettings | undefined;
  /** Whether who shows no key comes in too, unasked: as on this machine alone. */
  guestsWelcome?: boolean | undefined;
  /** Whom a proof lets in; null where it lets nobody in. */
  enter(proof: ShownProof): Promise<EnteredApp | null>;
  clock(): Date;
  /** Hears, without any token, who was refused and who got more rights than before. */
  log(line: string, fields: Readonly<Record<string, string>>): void;
}

export interface Door {
  /** Lets a request in, or answers it; undefined where nobody is asked. */
  admit(authorization: string | undefined): Promise<EnteredApp | Response | undefined>;
  /** The answer to a call whose tool needs a scope that its person has and its token lacks. */
  stepUp(app: EnteredApp, body: unknown): Response | undefined;
  /** What is said of this resource to clients that look for where to sign in (RFC 9728). */
  metadata(path: string): Response | undefined;
}

/** How long whoever came in is not looked up again: the longest a revoked key or a disabled user still works. */
const admittedMs = 5_000;
const mostKept = 1_000;
const metadataPath = '/.well-known/oauth-protected-resource';

/** The door of the HTTP service: only who shows a key of the workspace or a token of its issuer comes in. */
export function createDoor(options: DoorOptions): Door {
  const { oauth, log } = options;
  const verify: VerifyToken | undefined = oauth && createTokenVerifier(oauth, options.clock);
  const resource = new URL(options.resource);
  const metadataUrl = oauth && `${resource.origin}${metadataPath}${resource.pathname}`;
  const admitted = new Map<string, { until: number; app: EnteredApp }>();
  const granted = new Map<string, readonly ToolScope[]>();

  const challenge = (status: 401 | 403, error: string | undefined, scopes: readonly string[]): Response => {
    const parts = [
      ...(error ? [`error="${error}"`] : []),
      `scope="${scopes.join(' ')}"`,
      ...(metadataUrl ? [`resource_metadata="${metadataUrl}"`] : []),
    ];
    const message =
      status === 401
        ? `Show ${oauth ? 'an access token or a key of the workspace' : 'a key of the workspace'}: Authorization: Bearer …`
        : `This needs the scope ${scopes.at(-1)}.`;
    return Response.json(
      { jsonrpc: '2.0', error: { code: -32_001, message }, id: null },
      { status, headers: { 'www-authenticate': `Bearer ${parts.join(', ')}`, 'cache-control': 'no-store' } },
    );
  };
  const refuse = (error?: string): Response => challenge(401, error, usualScopes);

  /** What a token proves; null where it is none to be taken. */
  async function proofOf(token: string): Promise<ShownProof | null> {
    if (isApiKey(token)) return { key: token };
    const claims: TokenClaims | undefined = await verify?.(token).catch((error: unknown) => {
      log('a token was refused', { reason: reasonOf(error) });
      return undefined;
    });
    return claims
      ? { subject: claims.subject, email: claims.email, scopes: claims.scopes ?? usualScopes }
      : null;
  }

  /** Notes where somebody holds more rights than when they last came. */
  function noteElevation({ id, scopes, client }: Actor): void {
    const before = granted.get(`${id} ${client}`);
    const more = scopes.filter((scope) => before !== undefined && !before.includes(scope));
    if (more.length > 0) log('more rights than before', { user: id, client, scopes: more.join(' ') });
    keep(granted, `${id} ${client}`, scopes);
  }

  return {
    async admit(authorization) {
      const [, token] = /^Bearer ([A-Za-z0-9._~+/=-]{1,8192})$/i.exec(authorization ?? '') ?? [];
      if (options.guestsWelcome && authorization === undefined) return undefined;
      if (token === undefined) return refuse(authorization === undefined ? undefined : 'invalid_token');
      const now = options.clock().getTime();
      const digest = createHash('sha256').update(token).digest('base64url');
      const known = admitted.get(digest);
      if (known && known.until > now) return known.app;
      const proof = await proofOf(token);
      const app = proof && (await options.enter(proof));
      if (!app) {
        if (proof) log('nobody comes in by this', { by: 'key' in proof ? 'key' : 'token' });
        admitted.delete(digest);
        return refuse('invalid_token');
      }
      noteElevation(app.session.actor);
      keep(admitted, digest, { until: now + admittedMs, app });
      return app;
    },
    stepUp(app, body) {
      const { actor } = app.session;
      const tool = toolIn(body, app.registry);
      if (!tool || mayUse(actor, tool)) return undefined;
      if (!mayUse({ role: actor.role, scopes: scopesFor(actor.role) }, tool)) return undefined;
      const needed = neededScope(actor, tool);
      log('a call needs another scope', { user: actor.id, client: actor.client, scope: needed });
      return challenge(403, 'insufficient_scope', [
        ...actor.scopes.filter((scope) => scope !== needed),
        needed,
      ]);
    },
    metadata(path) {
      if (!oauth || (path !== metadataPath && path !== `${metadataPath}${resource.pathname}`))
        return undefined;
      return Response.json(
        {
          resource: options.resource,
          authorization_servers: [oauth.issuer],
          scopes_supported: toolScopes.filter((scope) => scope.startsWith('crm:')),
          bearer_methods_supported: ['header'],
          resource_name: 'Rapport CRM',
        },
        { headers: { 'access-control-allow-origin': '*', 'cache-control': 'max-age=3600' } },
      );
    },
  };
}

/** The tool a request would run, by way of another or not. */
function toolIn(body: unknown, { all }: Registry): Tool | undefined {
  const { method, params } = (body ?? {}) as {
    method?: unknown;
    params?: { name?: unknown; arguments?: { name?: unknown } };
  };
  if (method !== 'tools/call') return undefined;
  const named = (name: unknown) => all.find((tool) => tool.name === name);
  return params?.name === 'call_tool'
    ? (named(params.arguments?.name) ?? named('call_tool'))
    : named(params?.name);
}

/** Keeps an entry, and of many entries the newest. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.size > mostKept ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}

/** Why a token is none, as a library's code: never its words, which may quote the token. */
function reasonOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^[A-Z_]{3,50}$/.test(code) ? code : 'unavailable';
}
