import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeTestPlace, type TestPlace } from '../../db/testing.ts';
import { type App, createApp } from '../wire.ts';
import { createMcpServerFactory } from './server.ts';
import { serveStreams } from './stdio.ts';
import { openHttp } from './testing/doors.ts';
import { fuzzHttp, fuzzStreams, isClean } from './testing/fuzz/run.ts';

// A short form of `npm run fuzz`, in this process. What it finds is found again by the seed in the message.

vi.setConfig({ testTimeout: 240_000 });

const seed = 20_261_122;
let place: TestPlace;
let app: App;

beforeAll(async () => {
  place = await makeTestPlace();
  const { databaseUrl } = place;
  app = await createApp({ toolsets: ['all'], ...(databaseUrl !== undefined && { databaseUrl }) });
});

afterAll(async () => {
  await app.close();
  await place.drop();
});

const makeServer = () => {
  const { registry } = app;
  return createMcpServerFactory({ version: '0', registry, app: async () => app, report: () => undefined });
};

test('1,000 frames over standard streams: answered once each, and nothing but JSON-RPC came out', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const stop = new AbortController();
  const onProblem = () => undefined;
  const served = serveStreams(makeServer(), { input, output, stop: stop.signal, onProblem });
  const report = await fuzzStreams({ input, output }, { frames: 1_000, seed });
  stop.abort();
  await served;
  expect(isClean(report), JSON.stringify(report)).toBe(true);
});

test('1,000 frames over HTTP: answered to whom they belong', async () => {
  await using door = await openHttp(makeServer());
  const report = await fuzzHttp(door.url, { frames: 1_000, seed });
  expect(isClean(report), JSON.stringify(report)).toBe(true);
});
