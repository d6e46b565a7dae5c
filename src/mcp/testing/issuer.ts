import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose';

/** A sign-in service of the test's own, on this machine. */
export interface TestIssuer extends AsyncDisposable {
  url: string;
  /** How often its keys were asked for. */
  asked(): number;
  /** Whether it answers. */
  answers: boolean;
  /** A token as it makes them; null leaves a claim out. */
  token(claims?: Record<string, unknown>, header?: Partial<JWTHeaderParameters>): Promise<string>;
  /** The same by somebody who has only the public key, or another key. */
  forged(kind: 'none' | 'public key' | 'another key', claims?: Record<string, unknown>): Promise<string>;
}

export async function startIssuer(audience: string, clock: () => Date): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const stranger = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  let asked = 0;
  const issuer = { answers: true };
  const server = createServer((request, response) => {
    if (!issuer.answers) return void response.writeHead(503).end();
    const isMetadata = request.url === '/.well-known/oauth-authorization-server';
    if (!isMetadata) asked += 1;
    const body = isMetadata ? { issuer: url, jwks_uri: `${url}/keys` } : { keys: [jwk] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;

  const claimsOf = (claims: Record<string, unknown>): JWTPayload => {
    const now = Math.floor(clock().getTime() / 1_000);
    const usual = { iss: url, aud: audience, sub: 'u1', iat: now, exp: now + 300, scope: 'crm:read' };
    const all = Object.entries({ ...usual, ...claims });
    return Object.fromEntries(all.filter(([, value]) => value !== null));
  };
  const sign = (key: CryptoKey | Uint8Array, claims: Record<string, unknown>, header: JWTHeaderParameters) =>
    new SignJWT(claimsOf(claims)).setProtectedHeader(header).sign(key);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  return Object.assign(issuer, {
    url,
    asked: () => asked,
    token: (claims: Record<string, unknown> = {}, header: Partial<JWTHeaderParameters> = {}) =>
      sign(privateKey, claims, { alg: 'RS256', kid: 'one', typ: 'at+jwt', ...header }),
    async forged(kind: 'none' | 'public key' | 'another key', claims: Record<string, unknown> = {}) {
      if (kind === 'none') return `${part({ alg: 'none', kid: 'one' })}.${part(claimsOf(claims))}.`;
      if (kind === 'another key') return sign(stranger.privateKey, claims, { alg: 'RS256', kid: 'one' });
      const secret = new TextEncoder().encode(await exportSPKI(publicKey));
      return sign(secret, claims, { alg: 'HS256', kid: 'one' });
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  });
}
