import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeTestPlace, type TestPlace } from '../../../db/testing.ts';
import { tools } from '../../../tools/index.ts';
import { createApiKeys, createPeople, mayUse, scopesFor, toolScopes } from '../../trust/index.ts';
import { type App, createApp } from '../../wire.ts';
import { type HttpService, startHttp } from '../http.ts';
import { createMcpServerFactory } from '../server.ts';
import { startIssuer, type TestIssuer } from '../testing/issuer.ts';
import { createDoor } from './door.ts';

// Who comes in over HTTP: keys of the workspace and tokens of its issuer, good and bad, through the front door.

const resource = 'https://crm.example.com/mcp';
const limits = { signal: new AbortController().signal, timeoutMs: 15_000 };

let place: TestPlace;
let app: App;
let issuer: TestIssuer;
let service: HttpService;
let moment = new Date('2026-03-05T09:00:00Z');
/** What the log was told, word for word. */
const logged: string[] = [];
/** Transactions of the database so far. */
let transactions = 0;

const clock = () => moment;
const later = (seconds: number) => {
  moment = new Date(moment.getTime() + seconds * 1_000);
};

beforeAll(async () => {
  place = await makeTestPlace();
  issuer = await startIssuer(resource, clock);
  app = await createApp({
    ...(place.databaseUrl !== undefined && { databaseUrl: place.databaseUrl }),
    clock,
    toolsets: ['all'],
    report: (...failure) => logged.push(JSON.stringify(failure)),
  });
  const { read, write } = app.database;
  Object.assign(app.database, {
    read: (...given: Parameters<typeof read>) => ++transactions && read(...given),
    write: (...given: Parameters<typeof write>) => ++transactions && write(...given),
  });
  await app.runtime.write(
    app.session,
    async (scope) => {
      const people = createPeople(scope);
      await people.add({ name: 'Dana', email: 'dana@example.com', role: 'representative' });
      await people.add({ name: 'Vera', email: 'vera@example.com', role: 'viewer', subject: 'u-vera' });
      await people.add({ name: 'Olaf', email: 'olaf@example.com', role: 'owner', subject: 'u-olaf' });
    },
    limits,
  );
  const createServer = createMcpServerFactory({
    version: '0',
    registry: app.registry,
    app: async () => app,
    report: (...failure) => logged.push(JSON.stringify(failure)),
  });
  service = await startHttp(createServer, {
    host: '127.0.0.1',
    port: 0,
    allowedHosts: ['crm.example.com'],
    ready: async () => true,
    onProblem: (error) => logged.push(String(error.stack)),
    door: createDoor({
      resource,
      oauth: { issuer: issuer.url, audience: resource },
      clock,
      log: (line, fields) => logged.push(JSON.stringify([line, fields])),
      enter: (proof) =>
        app.enter('key' in proof ? proof : { ...proof, workspaceId: app.session.workspace.id }),
    }),
  });
});

afterAll(async () => {
  await service.close();
  await issuer[Symbol.asyncDispose]();
  await app.close();
  await place.drop();
});

/** Whoever came in before is asked anew. */
beforeEach(() => later(10));

interface Answer {
  status: number;
  challenge: string | null;
  body: string;
  result: Record<string, unknown> | undefined;
}

async function send(token: string | undefined, method: string, params: object = {}): Promise<Answer> {
  const response = await fetch(service.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const body = await response.text();
  const json = body.startsWith('{') ? body : body.match(/^data: (\{.*)$/m)?.[1];
  const result = json === undefined ? undefined : JSON.parse(json).result;
  return { status: response.status, challenge: response.headers.get('www-authenticate'), body, result };
}

const call = (token: string | undefined, name: string, given: object = {}) =>
  send(token, 'tools/call', { name, arguments: given });

const listed = async (token: string): Promise<string[]> => {
  const { result } = await send(token, 'tools/list');
  const { tools: found } = result as { tools: { name: string }[] };
  return found.map(({ name }) => name);
};

const makeKey = (scopes: string[], user: string, expiresIn = 90) =>
  app.runtime.write(
    app.session,
    (scope) => createApiKeys(scope).make({ name: `key of ${user}`, scopes, user, expiresIn }),
    limits,
  );

const vera = { sub: 'u-vera' };

describe('case 38: a token that is not good', () => {
  const methods: readonly [string, object][] = [
    [
      'initialize',
      { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 't', version: '1' } },
    ],
    ['tools/list', {}],
    ['tools/call', { name: 'search_contacts', arguments: {} }],
    ['tools/call', { name: 'save_contacts', arguments: { fields: { name: 'Eve' } } }],
    ['resources/list', {}],
    ['resources/read', { uri: 'crm://changes' }],
    ['prompts/list', {}],
    ['completion/complete', {}],
    ['server/discover', {}],
    ['ping', {}],
    ['notifications/cancelled', {}],
    ['no/such', {}],
  ];
  const now = () => Math.floor(moment.getTime() / 1_000);
  const bad: Record<string, () => Promise<string | undefined>> = {
    'no token': async () => undefined,
    'another audience': () => issuer.token({ ...vera, aud: 'https://other.example.com/mcp' }),
    'a list of other audiences': () =>
      issuer.token({ ...vera, aud: ['https://a.example', 'https://b.example'] }),
    'an audience that looks alike': () => issuer.token({ ...vera, aud: `${resource}.evil.example` }),
    'another issuer': () => issuer.token({ ...vera, iss: 'https://id.example.com' }),
    'run out': () => issuer.token({ ...vera, exp: now() - 61 }),
    'not yet good': () => issuer.token({ ...vera, nbf: now() + 61 }),
    'no end': () => issuer.token({ ...vera, exp: null }),
    'not signed': () => issuer.forged('none', vera),
    'signed with the public key as a secret': () => issuer.forged('public key', vera),
    'a key nobody knows': () => issuer.token(vera, { kid: 'two' }),
    'signed by another': () => issuer.forged('another key', vera),
    'no subject': () => issuer.token({ sub: null }),
    'no audience': () => issuer.token({ ...vera, aud: null }),
    'an audience by its beginning': () => issuer.token({ ...vera, aud: 'https://crm.example.com' }),
    'not a token at all': async () => 'hello',
    'one of our keys, cut short': async () => (await makeKey(['crm:read'], 'Vera')).key.slice(0, -1),
  };

  test.each(Object.keys(bad))(
    '%s: 401 to every method, nothing is read, the log holds no token',
    async (name) => {
      const token = await bad[name]!();
      logged.length = 0;
      const before = transactions;
      for (const [method, params] of methods) {
        const answer = await send(token, method, params);
        expect([name, method, answer.status]).toEqual([name, method, 401]);
        expect(answer.challenge).toContain(
          'resource_metadata="https://crm.example.com/.well-known/oauth-protected-resource/mcp"',
        );
        expect(answer.challenge).toContain('scope="crm:read"');
        if (token) expect(`${answer.body}${answer.challenge}`).not.toContain(token.slice(-12));
      }
      expect(transactions).toBe(before);
      if (token) expect(logged.join('\n')).not.toContain(token.slice(-12));
    },
  );

  test('a good token of somebody who is nobody here, or disabled, or a key taken back or run out: 401', async () => {
    const { id, key } = await makeKey(['crm:read'], 'Vera');
    expect((await call(key, 'describe_workspace')).status).toBe(200);
    await app.runtime.write(app.session, (scope) => createApiKeys(scope).revoke(id), limits);
    later(60);
    expect((await call(key, 'describe_workspace')).status).toBe(401);

    const short = await makeKey(['crm:read'], 'Vera', 1);
    later(86_401);
    expect((await call(short.key, 'describe_workspace')).status).toBe(401);
    expect((await call(await issuer.token({ sub: 'stranger' }), 'describe_workspace')).status).toBe(401);
    const unverified = { sub: 'x', email: 'dana@example.com' };
    expect((await call(await issuer.token(unverified), 'describe_workspace')).status).toBe(401);
    const linked = { sub: 'x', email: 'vera@example.com', email_verified: true };
    expect((await call(await issuer.token(linked), 'describe_workspace')).status).toBe(401);
  });
});

describe('who comes in', () => {
  test('is the user of the token, whatever else it is made out for', async () => {
    const aud = ['https://other.example.com', resource];
    const { result } = await call(await issuer.token({ ...vera, aud }), 'describe_workspace');
    expect(JSON.stringify(result)).toContain('Vera');
    const byMail = { sub: 'new', email: 'Dana@Example.com', email_verified: true };
    const dana = await call(await issuer.token(byMail), 'describe_workspace');
    expect(JSON.stringify(dana.result)).toContain('Dana');
  });

  test('case 40: is out at the next call within a minute once disabled', async () => {
    const token = await issuer.token({ ...vera, exp: Math.floor(moment.getTime() / 1_000) + 600 });
    expect((await call(token, 'describe_workspace')).status).toBe(200);
    const set = (active: boolean) =>
      app.runtime.write(app.session, (scope) => createPeople(scope).set('Vera', { active }), limits);
    await set(false);
    later(59);
    expect((await call(token, 'describe_workspace')).status).toBe(401);
    await set(true);
    later(10);
    expect((await call(token, 'describe_workspace')).status).toBe(200);
  });

  test('reaches the server by an allowed name alone', async () => {
    const { key } = await makeKey(['crm:read'], 'Vera');
    const { request } = await import('node:http');
    const statusAt = (host: string) =>
      new Promise<number | undefined>((resolve) => {
        const headers = { host, authorization: `Bearer ${key}`, 'content-type': 'application/json' };
        request(service.url, { method: 'POST', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).end('{"jsonrpc":"2.0","id":1,"method":"ping"}');
      });
    expect(await statusAt('evil.example.com')).toBe(403);
    expect(await statusAt('crm.example.com.evil.example')).toBe(403);
    expect(await statusAt('crm.example.com')).not.toBe(403);
  });

  test('is told where to sign in', async () => {
    for (const path of ['', '/mcp']) {
      const answer = await fetch(new URL(`/.well-known/oauth-protected-resource${path}`, service.url));
      expect(await answer.json()).toMatchObject({
        resource,
        authorization_servers: [issuer.url],
        scopes_supported: ['crm:read', 'crm:draft', 'crm:write', 'crm:delete', 'crm:export', 'crm:admin'],
      });
    }
  });
});

describe('what they may do', () => {
  const staff = ['owner', 'manager', 'representative', 'viewer'] as const;

  test('every tool by every scope: listed and allowed where it is granted, and nowhere else', () => {
    for (const role of staff)
      for (const scope of toolScopes) {
        const scopes = scopesFor(role).filter((held) => held === scope);
        const allowed = tools.filter((tool) => mayUse({ role, scopes }, tool));
        const reads = (tool: (typeof tools)[number]) => tool.annotations.readOnlyHint;
        for (const tool of allowed) {
          const own = tool.scope === 'service:own' || tool.scope === 'knowledge:read';
          if (scope === 'crm:draft') {
            expect([tool.name, tool.drafts !== undefined]).toEqual([tool.name, true]);
            continue;
          }
          const needed = own ? (reads(tool) ? 'crm:read' : 'crm:write') : tool.scope;
          expect([tool.name, scope]).toEqual([tool.name, needed]);
          if (scope === 'crm:read' || role === 'viewer')
            expect([tool.name, reads(tool)]).toEqual([tool.name, true]);
        }
      }
    for (const tool of tools) expect(mayUse({ role: 'owner', scopes: scopesFor('owner') }, tool)).toBe(true);
  });

  test('case 39: a token that reads lists what reads; a write is refused with the scope it lacks', async () => {
    const token = await issuer.token({ sub: 'u-olaf', scope: 'crm:read openid' });
    const names = await listed(token);
    expect(names).toContain('search_contacts');
    expect(names).not.toContain('save_contacts');
    const before = transactions;
    const answer = await call(token, 'save_contacts', { fields: { name: 'Eve' } });
    expect(answer.status).toBe(403);
    expect(answer.challenge).toMatch(/error="insufficient_scope", scope="crm:read crm:write"/);
    expect(answer.challenge).toContain('resource_metadata=');
    expect(transactions - before).toBeLessThanOrEqual(0);
    logged.length = 0;
    const more = await issuer.token({ sub: 'u-olaf', scope: 'crm:read crm:write' });
    expect((await call(more, 'save_contacts', { fields: { name: 'Eve' } })).status).toBe(200);
    expect(logged.join()).toContain('crm:write');
  });

  test('what the person may not do, no token of theirs may: forbidden, and no other scope is asked for', async () => {
    const token = await issuer.token({ ...vera, scope: toolScopes.join(' ') });
    const { status, result } = await call(token, 'save_contacts', { fields: { name: 'Eve' } });
    expect(status).toBe(200);
    expect(JSON.stringify(result)).toContain('forbidden');
    expect(await listed(token)).not.toContain('save_contacts');
  });

  test('a key may look where nothing else was said, and never more than its user', async () => {
    const made = await app.runtime.write(
      app.session,
      (scope) => createApiKeys(scope).make({ name: 'report', user: 'Dana' }),
      limits,
    );
    expect(made.scopes).toEqual(['crm:read']);
    expect((await call(made.key, 'delete_records', { kind: 'contact', record: 'Eve' })).status).toBe(403);
    const wide = await makeKey([...toolScopes], 'Vera');
    expect(JSON.stringify((await call(wide.key, 'delete_records', {})).result)).toContain('forbidden');
    const keys = await app.runtime.read(app.session, (scope) => createApiKeys(scope).list(), limits);
    expect(keys.find(({ id }) => id === wide.id)?.lastUsedAt).toEqual(moment);
  });
});

test('case 40: the issuer’s keys are kept for ten minutes; when they cannot be had after that, nobody comes in', async () => {
  const wall = Date.now();
  vi.useFakeTimers({ toFake: ['Date'] });
  const statusAfter = async (minutes: number) => {
    vi.setSystemTime(wall + minutes * 60_000);
    later(10);
    return (await call(await issuer.token(vera), 'describe_workspace')).status;
  };
  expect(await statusAfter(0)).toBe(200);
  const asked = issuer.asked();
  issuer.answers = false;
  expect(await statusAfter(8)).toBe(200);
  expect(issuer.asked()).toBe(asked);
  expect(await statusAfter(11)).toBe(401);
  issuer.answers = true;
  expect(await statusAfter(12)).toBe(200);
  vi.useRealTimers();
});

test('where nobody is asked who they are, who shows what lets nobody in is refused, and no guest', async () => {
  const door = createDoor({
    resource: 'http://localhost:8321/mcp',
    guestsWelcome: true,
    enter: async () => null,
    clock: () => new Date(),
    log: () => undefined,
  });
  expect(await door.admit(undefined)).toBeUndefined();
  for (const shown of ['Bearer', 'Bearer mistyped', 'Basic YTpi', 'Bearer rpk_wor_1.key_1.rpk_x'])
    expect(await door.admit(shown), shown).toMatchObject({ status: 401 });
});

test('case 47: 50 clients that number their requests alike get each their own answer', async () => {
  const keys = await Promise.all(['Vera', 'Dana', 'Olaf'].map((user) => makeKey(['crm:read'], user)));
  const asked = Array.from({ length: 50 }, async (_, client) => {
    const answers: boolean[] = [];
    for (let round = 0; round < 2; round += 1) {
      const nonce = `nothing_${client}_${round}`;
      const { body } = await call(keys[client % 3]!.key, nonce);
      answers.push(body.match(/nothing_\d+_\d+/g)?.every((said) => said === nonce) === true);
    }
    return answers;
  });
  expect((await Promise.all(asked)).flat()).toEqual(Array(100).fill(true));
});
