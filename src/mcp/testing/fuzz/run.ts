import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Frame, framesFrom, type Id } from './frames.ts';

export interface FuzzOptions {
  frames: number;
  seed: number;
  progress?(done: number): void;
}

/** What came of so many frames; all but the first two must be 0. */
export interface FuzzReport {
  frames: number;
  answers: number;
  /** Requests, or the probe after them, that were not answered in time. */
  hangs: number;
  /** The service went away. */
  crashes: number;
  /** Answers to an id nobody had sent, or whose frame was another. */
  foreign: number;
  /** Second answers to one id. */
  doubled: number;
  /** What came out and is no JSON-RPC. */
  strange: number;
}

const nothing: FuzzReport = {
  frames: 0,
  answers: 0,
  hangs: 0,
  crashes: 0,
  foreign: 0,
  doubled: 0,
  strange: 0,
};
const betweenProbes = 100;
const patienceMs = 60_000;
const probing = (id: string): string =>
  JSON.stringify({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name: 'describe_workspace', arguments: {} },
  });

interface Message {
  jsonrpc?: unknown;
  id?: unknown;
  method?: unknown;
  result?: { structuredContent?: unknown };
}

/** Fuzzes a service over a pair of streams. */
export async function fuzzStreams(
  { input, output }: { input: Writable; output: Readable },
  { frames, seed, progress }: FuzzOptions,
): Promise<FuzzReport> {
  const report = { ...nothing };
  const answered = new Map<Id, number>();
  const maySent = new Map<Id, number>();
  let heard = Promise.withResolvers<void>();
  let ended = false;
  const lines = createInterface({ input: output });
  lines.on('close', () => {
    ended = true;
    heard.resolve();
  });
  lines.on('line', (line) => {
    heard.resolve();
    heard = Promise.withResolvers();
    const message = messageIn(line);
    if (!message) report.strange += 1;
    else if (message.method === undefined) note(message.id);
  });
  const note = (id: unknown): void => {
    report.answers += 1;
    if (typeof id !== 'string' && typeof id !== 'number') return;
    const times = (answered.get(id) ?? 0) + 1;
    answered.set(id, times);
    if (!maySent.has(id)) report.foreign += 1;
    else if (times > maySent.get(id)!) report.doubled += 1;
  };
  const send = async (bytes: Buffer | string): Promise<void> => {
    if (!input.write(bytes)) await Promise.race([once(input, 'drain'), sleep(patienceMs)]);
  };
  const until = async (isDone: () => boolean): Promise<boolean> => {
    const late = performance.now() + patienceMs;
    while (!isDone() && !ended && performance.now() < late) await Promise.race([heard.promise, sleep(500)]);
    return isDone();
  };

  await send(`${hello}\n`);
  maySent.set('hello', 1);
  await until(() => answered.has('hello'));
  let waiting: Id[] = [];
  for (const frame of framesFrom(seed)) {
    for (const id of frame.may) maySent.set(id, (maySent.get(id) ?? 0) + 1);
    waiting.push(...frame.must);
    await send(frame.bytes);
    await send('\n');
    report.frames += 1;
    if (report.frames % betweenProbes === 0 || report.frames === frames) {
      const probe = `probe-${report.frames}`;
      maySent.set(probe, 1);
      await send(`${probing(probe)}\n`);
      if (!(await until(() => answered.has(probe)))) report.hangs += 1;
      // What was cancelled by chance is not answered; ids of chance hardly ever name a call.
      if (!(await until(() => waiting.every((id) => answered.has(id)))))
        report.hangs += waiting.filter((id) => !answered.has(id)).length;
      waiting = [];
      progress?.(report.frames);
    }
    if (ended) report.crashes += 1;
    if (ended || report.frames === frames) break;
  }
  lines.close();
  return report;
}

const hello = JSON.stringify({
  jsonrpc: '2.0',
  id: 'hello',
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'fuzz', version: '1' } },
});

const lanes = 8;

/** Fuzzes a service over HTTP, a request a frame, several at a time. */
export async function fuzzHttp(url: string, { frames, seed, progress }: FuzzOptions): Promise<FuzzReport> {
  const report = { ...nothing };
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const supply = framesFrom(seed);
  let taken = 0;
  const lane = async (): Promise<void> => {
    while (taken < frames) {
      taken += 1;
      const { value } = supply.next();
      if (value) judge(value, await post(url, agent, value.bytes), report);
      report.frames += 1;
      if (report.frames % betweenProbes !== 0) continue;
      const probe = `probe-${report.frames}`;
      const found = await post(url, agent, Buffer.from(probing(probe)));
      const [message] = typeof found === 'string' ? [] : found.messages;
      if (found === 'hang') report.hangs += 1;
      else if (found === 'gone') report.crashes += 1;
      else if (message?.id !== probe || message.result?.structuredContent === undefined) report.foreign += 1;
      progress?.(report.frames);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  agent.destroy();
  return report;
}

type Posted = { status: number; messages: Message[]; isStrange: boolean } | 'hang' | 'gone';

function judge(frame: Frame, found: Posted, report: FuzzReport): void {
  if (found === 'hang') report.hangs += 1;
  else if (found === 'gone') report.crashes += 1;
  else {
    const { messages, isStrange, status } = found;
    const ids = messages.filter(({ method }) => method === undefined).map(({ id }) => id ?? null);
    report.answers += ids.length;
    if (isStrange || status >= 500) report.strange += 1;
    const given = ids.filter((id) => id !== null);
    report.foreign += given.filter((id) => !frame.may.includes(id as Id)).length;
    for (const id of new Set(given)) {
      const sent = frame.may.filter((one) => one === id).length;
      report.doubled += Math.max(0, given.filter((one) => one === id).length - Math.max(1, sent));
    }
  }
}

function post(url: string, agent: Agent, body: Buffer): Promise<Posted> {
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', agent, headers, timeout: patienceMs }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', () => resolve('gone'));
      response.on('end', () => {
        const whole = Buffer.concat(pieces).toString();
        const isStream = response.headers['content-type']?.startsWith('text/event-stream');
        const texts = isStream
          ? [...whole.matchAll(/^data: (.+)$/gm)].map(([, data]) => data ?? '')
          : whole === ''
            ? []
            : [whole];
        const messages = texts.flatMap((text) => messagesIn(text));
        const isStrange = messages.some((message) => message === undefined);
        const status = response.statusCode ?? 0;
        resolve({ status, messages: messages.filter((message) => message !== undefined), isStrange });
      });
    });
    sent.on('timeout', () => {
      resolve('hang');
      sent.destroy();
    });
    sent.on('error', () => resolve('gone'));
    sent.end(body);
  });
}

function messagesIn(text: string): (Message | undefined)[] {
  try {
    const value: unknown = JSON.parse(text);
    return (Array.isArray(value) ? value : [value]).map((one) => asMessage(one));
  } catch {
    return [undefined];
  }
}

const messageIn = (line: string): Message | undefined => messagesIn(line)[0];

const asMessage = (value: unknown): Message | undefined =>
  value !== null && typeof value === 'object' && (value as Message).jsonrpc === '2.0'
    ? (value as Message)
    : undefined;

/** Whether nothing was found. */
export const isClean = ({ hangs, crashes, foreign, doubled, strange }: FuzzReport): boolean =>
  hangs + crashes + foreign + doubled + strange === 0;
