import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestPlace, type TestPlace } from '../../db/testing.ts';
import { type HttpService, startHttp } from '../mcp/http.ts';
import { createMcpServerFactory } from '../mcp/index.ts';
import { type App, createApp } from '../wire.ts';
import dashboard from './grafana-dashboard.json' with { type: 'json' };
import { startTelemetry, type Telemetry } from './index.ts';
import { metrics, prometheusNames } from './metrics.ts';

// Everything goes through the front doors, with names and numbers nobody else has in every text: what reaches the
// receiver of traces and metrics holds none of them.

const canaries = ['Quixotry', 'zqx.person@canary.example', '+1 415-555-0199', 'Zephyrine'];
const caller = { trace: '0af7651916cd43dd8448eb211c80319c', span: 'b7ad6b7169203331' };
const traceparent = `00-${caller.trace}-${caller.span}-01`;

interface SentSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  status: { code?: number };
}

const received: { path: string; body: string }[] = [];
let receiver: Server;
let place: TestPlace;
let telemetry: Telemetry;
let app: App;
let service: HttpService;
let problems = 0;

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const parts = await request.toArray();
    received.push({ path: request.url ?? '', body: Buffer.concat(parts).toString() });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  telemetry = await startTelemetry({
    version: '0',
    costOf: (model, { inputTokens, outputTokens }) =>
      model === 'local' ? (inputTokens + outputTokens) / 1e6 : undefined,
    onProblem: () => {
      problems += 1;
    },
  });
  place = await makeTestPlace();
  app = await createApp({
    ...(place.databaseUrl !== undefined && { databaseUrl: place.databaseUrl }),
    observer: telemetry.observer,
    onClose: telemetry.stop,
  });
  telemetry.watch(() => app.busy());
  const report = () => undefined;
  const createServerFor = createMcpServerFactory({
    version: '0',
    registry: app.registry,
    report,
    app: async () => app,
  });
  service = await startHttp(createServerFor, {
    host: '127.0.0.1',
    port: 0,
    ready: async () => true,
    onProblem: report,
  } as Parameters<typeof startHttp>[1]);
});

afterAll(async () => {
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  receiver.closeAllConnections();
  receiver.close();
  await place.drop();
});

async function call(
  name: string,
  given: object,
  { header = '', meta = {} }: { header?: string; meta?: object } = {},
) {
  const answer = await fetch(service.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
      ...(header && { traceparent: header }),
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name, arguments: given, _meta: meta },
    }),
  });
  return answer.text();
}

test('calls, transactions and model calls are traced and measured, and nobody’s data is', async () => {
  const [name, email, phone, company] = canaries;
  await call(
    'save_contacts',
    { name: `${name} Person`, emails: [email], phones: [phone] },
    { meta: { traceparent } },
  );
  await call('search_contacts', { query: name }, { header: traceparent });
  await call('search_contacts', { query: name, filter: `nonsense = ${email}` }, { header: `${name}` });
  await call('get_customer', { customer: `${company} ${email}` });
  const agent = await app.agent({ model: 'local' });
  await agent.ask(`Who owns ${name}?`);
  await service.close();
  await app.close();

  const spans = received
    .filter(({ path }) => path === '/v1/traces')
    .flatMap(({ body }) => JSON.parse(body).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap(({ spans: sent }): SentSpan[] => sent);
  const saved = spans.find((span) => span.name === 'execute_tool save_contacts');
  expect(saved).toMatchObject({ traceId: caller.trace, parentSpanId: caller.span });
  expect(spans.find(({ parentSpanId }) => parentSpanId === saved?.spanId)?.name).toMatch(/^transaction /);
  const searches = spans.filter((span) => span.name === 'execute_tool search_contacts');
  expect(searches[0]).toMatchObject({ traceId: caller.trace, parentSpanId: caller.span });
  expect(searches[1]).toMatchObject({ status: { code: 2 } });
  expect(searches[1]?.traceId).not.toBe(caller.trace);
  expect(spans.some((span) => span.name.startsWith('chat '))).toBe(true);

  const measured = received
    .filter(({ path }) => path === '/v1/metrics')
    .flatMap(({ body }) => JSON.parse(body).resourceMetrics)
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap(({ metrics: sent }): { name: string }[] => sent)
    .map((metric) => metric.name);
  const needPerson = [metrics.approvals.name, metrics.cost.name];
  const own = Object.values(metrics).map((metric) => metric.name as string);
  expect(new Set([...measured, ...needPerson])).toEqual(new Set(own));

  const all = received
    .map(({ body }) => body)
    .join('\n')
    .toLowerCase();
  expect(canaries.filter((canary) => all.includes(canary.toLowerCase()))).toEqual([]);
  expect(all).not.toMatch(/select |insert into|node_modules/);
  expect(problems).toBe(0);
});

test('the dashboard shows every metric there is, and none that is not', () => {
  const shown = dashboard.panels.flatMap((panel) =>
    'targets' in panel ? (panel.targets ?? []).flatMap(({ expr }) => expr.match(/\brapport_\w+/g) ?? []) : [],
  );
  const known = Object.values(metrics).map(prometheusNames);
  expect(shown.filter((name) => !known.flat().includes(name))).toEqual([]);
  expect(known.filter((names) => !names.some((name) => shown.includes(name)))).toEqual([]);
});
