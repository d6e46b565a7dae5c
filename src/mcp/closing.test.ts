import { request } from 'node:http';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestPlace, type TestPlace } from '../../db/testing.ts';
import { type App, createApp } from '../wire.ts';
import { alertsUri } from './alerts.ts';
import { createMcpServerFactory } from './server.ts';
import { openHttp } from './testing/doors.ts';

// Connections that nobody needs any longer hold up neither their client nor the end of the service.

let place: TestPlace;
let app: App;

beforeAll(async () => {
  place = await makeTestPlace();
  app = await createApp({ ...(place.databaseUrl !== undefined && { databaseUrl: place.databaseUrl }) });
});

afterAll(async () => {
  await app.close();
  await place.drop();
});

const open = () => {
  const { registry } = app;
  return openHttp(
    createMcpServerFactory({ version: '0', registry, app: async () => app, report: () => undefined }),
  );
};

test('shutting down tells those who listen, and waits for none of them', async () => {
  const http = await open();
  const client = new Client(
    { name: 'test', version: '1' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  await client.connect(new StreamableHTTPClientTransport(new URL(http.url)));
  const { closed } = await client.listen({ resourceSubscriptions: [alertsUri] });
  await http[Symbol.asyncDispose]();
  expect(await closed).toBe('graceful');
});

test('a connection that its client wants closed after the answer is closed', async () => {
  await using http = await open();
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'describe_workspace', arguments: {} },
  });
  const headers = {
    connection: 'close',
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const connection = await new Promise((resolve, reject) => {
    const sent = request(http.url, { method: 'POST', headers }, (response) => {
      response.resume().on('end', () => resolve(response.headers.connection));
    });
    sent.on('error', reject).end(body);
  });
  expect(connection).toBe('close');
});
