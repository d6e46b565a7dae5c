import { connect } from 'node:net';
import { startHttp } from '../../../mcp/http.ts';
import { createMcpServerFactory } from '../../../mcp/index.ts';
import { type App, createApp } from '../../../wire.ts';
import type { Fault, FaultPlan, FaultReport } from './fault.ts';
import { type Call, Ledger } from './ledger.ts';
import { alone, type Delivery, deliveryOf } from './product.ts';
import { type Cut, startCuttingProxy } from './proxy.ts';

/** Calls an app as a client would: what it answers, lost answers apart, is a delivery. */
export const callOf =
  (app: App): Call =>
  async (name, callArguments) => {
    const outcome = await app.call(name, callArguments);
    if (outcome.ok) return { became: 'done', data: outcome.data };
    return { became: 'refused', code: outcome.error.code, retryable: outcome.error.retryable };
  };

/** The connection to Postgres is cut before each message of a write, either way, and the write sent again. */
async function cutToDatabase({ home, rounds, progress }: FaultPlan): Promise<FaultReport> {
  if (!('databaseUrl' in home.database)) throw new Error('There is no server.');
  const url = new URL(home.database.databaseUrl);
  const proxy = await startCuttingProxy(url.hostname, Number(url.port || 5432));
  const through = new URL(url);
  through.port = String(proxy.port);
  through.hostname = '127.0.0.1';
  through.search = '?sslmode=disable&pool_size=1';
  const ledger = new Ledger('cut');
  const figures = {
    steps: 0,
    'answered all the same': 0,
    'told to try again': 0,
    'told of anything else': 0,
  };
  {
    await using app = await createApp({ databaseUrl: through.href });
    const call = callOf(app);
    for (let warm = 0; warm < 3; warm += 1) await ledger.write(call);
    proxy.arm();
    await ledger.write(call);
    const steps: Cut[] = (['to the server', 'to the client'] as const).flatMap((way) =>
      Array.from({ length: proxy.counts[way] }, (_, after) => ({ way, after })),
    );
    figures.steps = steps.length;
    const stride = Math.max(1, Math.ceil(steps.length / rounds));
    for (let at = 0; at < steps.length; at += stride) {
      proxy.arm(steps[at]);
      const became = await ledger.write(async (name, callArguments) => {
        const delivery = await call(name, callArguments);
        if (delivery.became !== 'refused') figures['answered all the same'] += 1;
        else if (delivery.retryable) figures['told to try again'] += 1;
        // The driver's word on a commit whose answer is lost: the caller is told to look, or to send it again.
        else figures['told of anything else'] += 1;
        return delivery.became === 'refused' ? ({ became: 'lost' } as Delivery) : delivery;
      });
      proxy.arm();
      if (became !== 'done') await ledger.settle(call);
      progress(at + 1);
    }
  }
  await proxy.close();
  const { acknowledged, retried, ...wrong } = await ledger.toll(home.database);
  const { 'told of anything else': elseTold, ...told } = figures;
  return {
    rounds: Math.min(rounds, figures.steps),
    figures: { acknowledged, retried, ...told },
    mustBeZero: { ...wrong, 'told not to try again': elseTold },
  };
}

/** A client of the HTTP service cuts its own connection at every place of the request and of the answer. */
async function cutToService({ home, rounds, progress }: FaultPlan): Promise<FaultReport> {
  const ledger = new Ledger('http');
  {
    await using app = await createApp(home.database);
    const { registry } = app;
    const report = () => undefined;
    const makeServer = createMcpServerFactory({ version: '0', registry, app: async () => app, report });
    const service = await startHttp(makeServer, {
      host: '127.0.0.1',
      port: 0,
      ready: async () => true,
      onProblem: report,
    });
    for (let round = 0; round < rounds; round += 1) {
      await ledger.write((name, callArguments) => sendCut(service.url, name, callArguments, round / rounds));
      await ledger.settle((name, callArguments) => sendCut(service.url, name, callArguments, 2));
      progress(round + 1);
    }
    await service.close();
  }
  const { acknowledged, retried, ...wrong } = await ledger.toll(home.database);
  return { rounds, figures: { acknowledged, retried }, mustBeZero: wrong };
}

/**
 * One call over a connection of its own, which is cut: where `place` is below 0.6, when that share of 0.6 of
 * the request has been sent; below 0.8, at once when it has; below 1, with the first bytes of the answer.
 */
function sendCut(url: string, name: string, given: object, place: number): Promise<Delivery> {
  const { hostname, port, host } = new URL(url);
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name, arguments: given, _meta: alone() },
  });
  const request = Buffer.from(
    `POST /mcp HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n` +
      `accept: application/json, text/event-stream\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
      if (place < 1) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const found = /\{"result":.*\}/s.exec(answer)?.[0];
      if (place < 1 || found === undefined) return resolve({ became: 'lost' });
      resolve(deliveryOf(JSON.parse(found).result));
    });
    const sent = place < 0.6 ? request.subarray(0, Math.floor((place / 0.6) * request.length)) : request;
    socket.write(sent, () => {
      if (place < 0.8) socket.destroy();
    });
  });
}

export const cuts: Fault[] = [
  {
    name: 'connection to Postgres cut at each step of a write',
    usual: 1_000,
    unable: () => (process.env.TEST_DATABASE_URL === undefined ? 'it needs TEST_DATABASE_URL' : undefined),
    run: cutToDatabase,
  },
  { name: 'connection over HTTP cut at each place of a write', usual: 500, run: cutToService },
];
