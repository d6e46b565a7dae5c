import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

/** The authorization server whose access tokens are taken, and what they must be made out for. */
export interface OAuthSettings {
  issuer: string;
  /** The audience a token must name: by default the address of the MCP endpoint. */
  audience: string;
  /** Where the issuer's public keys stand; by default where its metadata say. */
  jwks?: string | undefined;
}

/** What a good token says. */
export interface TokenClaims {
  subject: string;
  /** Only where the issuer says that it has verified it. */
  email: string | undefined;
  /** null where it names none. */
  scopes: readonly string[] | null;
  client: string | undefined;
  /** When it runs out, in seconds since 1970. */
  expiresAt: number;
}

/** Checks an access token. @throws where it is not to be taken, or the issuer's keys cannot be had */
export type VerifyToken = (token: string) => Promise<TokenClaims>;

/** Signed with a private key: whoever can check such a token cannot make one. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const leewaySeconds = 30;
const keysHoldMs = 600_000;
const fetchMs = 5_000;
/** A token with a key nobody knows makes us ask for the keys again, this often at most. */
const askAgainMs = 30_000;

const Metadata = z.looseObject({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Checks access tokens (JWT, RFC 9068) of one issuer: signature, issuer, audience, `exp` and `nbf`. The issuer's
 * keys are kept for ten minutes; where they cannot be had anew after that, nobody comes in.
 */
export function createTokenVerifier(settings: OAuthSettings, clock: () => Date): VerifyToken {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const loadKeys = async (): Promise<JWTVerifyGetKey> => {
    const { createRemoteJWKSet } = await import('jose');
    const url = new URL(settings.jwks ?? (await keysOf(settings.issuer)));
    const options = { cacheMaxAge: keysHoldMs, cooldownDuration: askAgainMs, timeoutDuration: fetchMs };
    return createRemoteJWKSet(secure(url), options);
  };
  return async (token) => {
    const { jwtVerify } = await import('jose');
    keys ??= loadKeys().catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    const { payload } = await jwtVerify(token, await keys, {
      issuer: settings.issuer,
      audience: settings.audience,
      algorithms,
      clockTolerance: leewaySeconds,
      currentDate: clock(),
      requiredClaims: ['exp', 'sub', 'aud', 'iss'],
    });
    return claimsIn(payload);
  };
}

function claimsIn(payload: JWTPayload): TokenClaims {
  const { sub, exp, email, email_verified: isVerified, scope, scp, client_id: client, azp } = payload;
  if (!sub || exp === undefined) throw new Error('A token needs a subject and an end.');
  return {
    subject: sub,
    email: typeof email === 'string' && isVerified === true ? email : undefined,
    scopes: scopesIn(scope ?? scp),
    client: [client, azp].find((name) => typeof name === 'string'),
    expiresAt: exp,
  };
}

/** Scopes as issuers write them: one text with blanks, or a list. */
function scopesIn(claim: unknown): readonly string[] | null {
  if (typeof claim === 'string') return claim.split(' ').filter((scope) => scope !== '');
  return Array.isArray(claim) ? claim.filter((scope) => typeof scope === 'string') : null;
}

/** Where the issuer's keys stand, by its metadata: OAuth's (RFC 8414), else OpenID Connect's. */
async function keysOf(issuer: string): Promise<string> {
  const { origin, pathname } = secure(new URL(issuer));
  const path = pathname.replace(/\/$/, '');
  const places = [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ];
  for (const place of places) {
    const answer = await fetch(place, { redirect: 'error', signal: AbortSignal.timeout(fetchMs) });
    if (!answer.ok) continue;
    const metadata = Metadata.parse(await answer.json());
    if (metadata.issuer === issuer) return metadata.jwks_uri;
  }
  throw new Error('The issuer has no metadata under its own name.');
}

/** An address whose answers nobody on the way can change. @throws where it is another */
function secure(url: URL): URL {
  if (url.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) return url;
  throw new Error('The issuer and its keys need https.');
}
