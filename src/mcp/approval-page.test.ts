import { request } from 'node:http';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { expect, test } from 'vitest';
import type { PendingApproval } from '../../tools/kernel/context.ts';
import { connectTestClient } from '../../tools/kernel/testing.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import type { Language } from '../trust/index.ts';
import { openApprovalPage } from './approval-page.ts';
import { createMcpServerFactory } from './server.ts';

const pending: PendingApproval = {
  approvalId: 'apr_1',
  tool: 'delete_records',
  reason: 'It deletes 2 records.',
  preview: [
    {
      kind: 'contact',
      id: 'con_1',
      label: '<img src=https://evil.test/?d=1 onerror=alert(1)>\u202E"',
      operation: 'update',
      fields: [{ field: 'city', before: 'Oslo', after: '</td><script>x</script>' }],
    },
  ],
};

function open(language: Language = 'en') {
  const time = { now: new Date('2026-03-05T09:00:00Z') };
  const decisions: string[] = [];
  const page = openApprovalPage({
    pending,
    language,
    expiresAt: new Date('2026-03-05T09:10:00Z'),
    now: () => time.now,
    async decide(decision): Promise<ToolOutcome> {
      decisions.push(decision);
      return { ok: true, data: {}, text: 'Deleted 2' };
    },
  });
  return { page, time, decisions };
}

/** A request as a program makes it, which may claim anything. */
function send(
  url: string,
  {
    method = 'GET',
    body = '',
    headers = {},
  }: { method?: string; body?: string; headers?: Record<string, string> },
): Promise<{ status: number; text: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      );
    });
    sent.on('error', reject).end(body);
  });
}

const wordIn = (html: string): string => /name="word" value="([^"]+)"/.exec(html)?.[1] ?? '';
const formOf = (url: string) => ({
  origin: new URL(url).origin,
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
});

test('shows what waits, as text, with nothing from elsewhere', async () => {
  const { page, decisions } = open();
  const { url, close } = await page;
  expect(new URL(url).hostname).toBe('127.0.0.1');
  expect(new URL(url).pathname).toMatch(/^\/[\w-]{43}$/);
  const shown = await send(url, {});
  expect(shown.status).toBe(200);
  expect(shown.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
  expect(shown.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(shown.headers['cache-control']).toBe('no-store');
  expect(shown.text).toContain('It deletes 2 records.');
  expect(shown.text).toContain('&lt;img src=');
  expect(shown.text).not.toMatch(/<(img|script|link|iframe)|src="|href=|\u202E/);
  await send(url, { method: 'HEAD' });
  expect(decisions).toEqual([]);
  await close();
});

test('only the page’s own form answers, once, in time', async () => {
  const { page, decisions, time } = open();
  const { url, close } = await page;
  const word = wordIn((await send(url, {})).text);
  const body = `word=${word}&decision=approved`;
  const own = formOf(url);
  const { origin, ...without } = own;
  const refused: [number, Parameters<typeof send>[1], string?][] = [
    [403, { method: 'POST', body, headers: without }],
    [403, { method: 'POST', body, headers: { ...own, origin: 'null' } }],
    [403, { method: 'POST', body, headers: { ...own, origin: 'http://evil.test' } }],
    [403, { method: 'POST', body, headers: { ...own, origin: origin.replace('127.0.0.1', 'localhost') } }],
    [403, { method: 'POST', body, headers: { ...own, 'sec-fetch-site': 'cross-site' } }],
    [403, { method: 'POST', body, headers: { ...own, host: 'evil.test' } }],
    [403, { method: 'POST', body: 'decision=approved', headers: own }],
    [403, { method: 'POST', body: `word=${word.slice(1)}a&decision=approved`, headers: own }],
    [403, { method: 'POST', body: 'x'.repeat(5_000), headers: own }],
    [400, { method: 'POST', body: `word=${word}&decision=perhaps`, headers: own }],
    [
      415,
      {
        method: 'POST',
        body: JSON.stringify({ word }),
        headers: { ...own, 'content-type': 'application/json' },
      },
    ],
    [405, { method: 'PUT', body, headers: own }],
    [404, { method: 'POST', body, headers: own }, `${url.slice(0, -1)}${url.endsWith('a') ? 'b' : 'a'}`],
    [404, { headers: {} }, `${origin}/`],
    [404, { method: 'GET' }, `${url}?decision=approved`],
  ];
  for (const [status, sent, other] of refused)
    expect(await send(other ?? url, sent), JSON.stringify(sent)).toMatchObject({ status });
  expect(decisions).toEqual([]);

  const answer = { method: 'POST', body, headers: own };
  const both = await Promise.all([send(url, answer), send(url, answer)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
  expect(await send(url, answer)).toMatchObject({ status: 410 });
  expect(await send(url, {})).toMatchObject({ status: 410 });
  expect(decisions).toEqual(['approved']);
  await close();

  const late = open('zh');
  const { url: lateUrl, close: closeLate } = await late.page;
  const shown = await send(lateUrl, {});
  expect(shown.text).toContain('是否批准？');
  late.time.now = new Date('2026-03-05T09:10:00Z');
  const lateBody = `word=${wordIn(shown.text)}&decision=approved`;
  expect(await send(lateUrl, { method: 'POST', body: lateBody, headers: formOf(lateUrl) })).toMatchObject({
    status: 410,
    text: expect.stringContaining('已失效'),
  });
  expect(late.decisions).toEqual([]);
  expect(time.now).toBeDefined();
  await closeLate();
});

test.each(['2025-11-25', '2026-07-28'])(
  'a client that can only show addresses sends its person there (%s), and its model never sees one',
  async (era) => {
    await using own = await connectTestClient({ company: 'none' });
    const { app } = own;
    const people = ['Ann', 'Anna', 'Annie'].map((name) => ({
      id: `con_${name}`,
      name,
      lifecycleStage: 'Lead',
    }));
    await app.load('contact', people);
    const client = new Client(
      { name: 'test', version: '1' },
      {
        capabilities: { elicitation: { url: {} } },
        versionNegotiation: { mode: era === '2026-07-28' ? { pin: era } : 'legacy' },
      },
    );
    let answer = 'approved';
    const seen: string[] = [];
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      if (params.mode !== 'url') throw new Error('A form was sent.');
      seen.push(params.url);
      if (answer === 'declined') return { action: 'decline' };
      const word = wordIn((await send(params.url, {})).text);
      const body = `word=${word}&decision=${answer}`;
      await send(params.url, { method: 'POST', body, headers: formOf(params.url) });
      return { action: 'accept' };
    });
    const [near, far] = InMemoryTransport.createLinkedPair();
    const report = () => undefined;
    const served = serveStdio(
      createMcpServerFactory({ version: '0', registry: app.registry, app: async () => app, report }),
      { transport: far },
    );
    await client.connect(near);
    const call = async () => {
      const result = await client.callTool({
        name: 'delete_records',
        arguments: { kind: 'contact', filter: 'name ~ Ann' },
      });
      expect(JSON.stringify(result)).not.toContain('127.0.0.1');
      return result;
    };

    for (const no of ['declined', 'rejected']) {
      answer = no;
      expect(await call()).toMatchObject({ isError: true });
    }
    expect(await own.difference()).toEqual({ contacts: { added: 3 } });
    answer = 'approved';
    expect(await call()).toMatchObject({ structuredContent: { deleted: { length: 3 } } });
    expect(seen).toHaveLength(3);
    expect(await own.difference()).toEqual({});
    await client.close();
    await served.close();
  },
);
