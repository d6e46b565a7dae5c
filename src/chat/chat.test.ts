import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectTestClient, type TestClient } from '../../tools/kernel/testing.ts';
import { type HttpService, startHttp } from '../mcp/http.ts';
import { createMcpServerFactory } from '../mcp/index.ts';
import { createChatEndpoint, createReception, type Reply } from './index.ts';

// The customers' door over real HTTP, in front of the simulated company and the local model.

const key = 'a-key-of-the-website-1234';
let client: TestClient;
let service: HttpService;
let url: string;

beforeAll(async () => {
  client = await connectTestClient({ person: () => 'yes' });
  const { app } = client;
  const { runtime, session, registry } = app;
  const reception = createReception(app, { channel: 'web', agent: { model: 'local' }, withTokens: true });
  const limits = () => ({ signal: AbortSignal.timeout(5_000), timeoutMs: 5_000 });
  const endpoint = createChatEndpoint({
    key,
    reception: async () => reception,
    hashes: () => runtime.read(session, (_, { desk }) => desk.keys.hashes(), limits()),
    onProblem: (error) => {
      throw error;
    },
  });
  const report = () => undefined;
  const createServer = createMcpServerFactory({ version: '0', registry, app: async () => app, report });
  service = await startHttp(createServer, {
    host: '127.0.0.1',
    port: 0,
    ready: async () => true,
    endpoints: [endpoint],
    onProblem: () => undefined,
  });
  url = service.url.replace('/mcp', '/chat');
});

afterAll(async () => {
  await service.close();
  await client[Symbol.asyncDispose]();
});

const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** A message and its whole answer, as the stream tells it. */
async function say(body: object): Promise<Reply & { streamed: string }> {
  const answer = await post(body, { accept: 'text/event-stream' });
  const text = await answer.text();
  const events = text
    .split('\n\n')
    .filter((part) => part !== '')
    .map((part) => {
      const [, event, data] = /^event: (\w+)\ndata: (.*)$/s.exec(part) ?? [];
      return { event, data: JSON.parse(data ?? 'null') };
    });
  const done = events.find(({ event }) => event === 'done');
  if (!done) throw new Error(`${answer.status} ${text}`);
  const streamed = events
    .filter(({ event }) => event === 'text')
    .map(({ data }) => data.delta)
    .join('');
  return { ...done.data, streamed };
}

const refusal = async (answer: Promise<Response>) => {
  const { status, ...rest } = await answer.then(async (response) => ({
    status: response.status,
    body: (await response.json()) as { error: { code: string; message: string } },
  }));
  return [status, rest.body.error.code, rest.body.error.message] as const;
};

test('visitor → identified → asks about an order → angry → a person → given back → rating', async () => {
  const order = await anOrder();
  const first = await say({ message: `Where is my order ${order.number}?` });
  expect(first).toMatchObject({
    status: 'open',
    conversationId: expect.stringMatching(/^cnv_[0-9a-f]{32}$/),
  });
  expect(first.streamed).toBe(first.answer);
  expect(first.answer).not.toContain(order.status);
  const talk = { conversationId: first.conversationId, visitorToken: first.visitorToken };

  await say({ ...talk, message: `my email is ${order.email}` });
  const told = await say({ ...talk, message: `What is the status of order ${order.number}?` });
  expect(told.answer.toLowerCase()).toContain(order.status);
  expect(await client.call('get_conversation', { conversation: first.conversationId })).toMatchObject({
    contact: order.contact,
  });

  const angry = await say({
    ...talk,
    message: 'This is ridiculous! The worst service ever. Get me a human!',
  });
  expect(angry).toMatchObject({ status: 'waiting', handOff: { status: 'waiting' } });
  const { items } = await client.call('list_handoffs', {});
  expect(items).toMatchObject([{ contact: order.contact, sentiment: 'negative', priority: 'high' }]);

  const meanwhile = await say({ ...talk, message: 'Hello? Is anybody there?' });
  expect(meanwhile).toMatchObject({
    status: 'waiting',
    answer: expect.stringContaining('A person is coming'),
  });

  const reply = { conversation: first.conversationId, text: 'I am sorry, Helen here. It arrives tomorrow.' };
  await client.call('reply_to_conversation', { ...reply, giveBack: true });
  const looked = await post({ ...talk, after: meanwhile.lastOrdinal }, { accept: 'application/json' });
  expect(await looked.json()).toMatchObject({
    status: 'open',
    messages: [{ from: 'person', name: 'Helen Marsh', text: reply.text }],
  });

  const back = await say({ ...talk, message: `What is the status of order ${order.number}?` });
  expect(back.answer.toLowerCase()).toContain(order.status);
  const rated = await post({ ...talk, rating: 4, comment: 'In the end' });
  expect([rated.status, await rated.json()]).toMatchObject([200, { status: 'closed' }]);
  expect(await client.call('get_conversation', { conversation: first.conversationId })).toMatchObject({
    rating: 4,
  });
});

test('五次说不清身份，就转人工', async () => {
  const first = await say({ message: '我要查订单' });
  const talk = { conversationId: first.conversationId, visitorToken: first.visitorToken };
  for (let attempt = 1; attempt < 5; attempt++)
    expect(await say({ ...talk, message: `我的邮箱是 nobody${attempt}@nowhere.example` })).toMatchObject({
      status: 'open',
    });
  expect(await say({ ...talk, message: '我的邮箱是 nobody5@nowhere.example' })).toMatchObject({
    status: 'waiting',
    language: 'zh',
  });
});

test('guessing goes no further in a new conversation: nobody of that name is looked up, be it right or wrong', async () => {
  const { runtime, session } = client.app;
  const limits = () => ({ signal: AbortSignal.timeout(5_000), timeoutMs: 5_000 });
  const person = await runtime.read(
    session,
    async (_, { crm }) => (await crm.find('contact', 'Dana'))[0]?.name ?? 'Dana Reyes',
    limits(),
  );
  const guess = (postcode: string, origin: string) =>
    post(
      { message: `My name is ${person} and my zip code is ${postcode}` },
      { accept: 'application/json', 'x-forwarded-for': origin },
    ).then((answer) => answer.json() as Promise<Reply>);
  const statuses: string[] = [];
  for (let attempt = 1; attempt <= 6; attempt++)
    statuses.push((await guess(`9999${attempt}`, `192.0.2.${attempt}`)).status);
  expect(statuses).toEqual(['open', 'open', 'open', 'open', 'open', 'waiting']);
  await runtime.write(
    session,
    async (_, { desk }) => {
      for (let visit = 0; visit < 20; visit++)
        await desk.identification.failed({ claim: `guess ${visit}`, origin: '192.0.2.77' });
    },
    limits(),
  );
  const barred = { claim: 'somebody else', origin: '192.0.2.77' };
  const open = { claim: 'somebody else', origin: '192.0.2.78' };
  const isOpen = (claim: typeof open) =>
    runtime.read(session, (_, { desk }) => desk.identification.isOpen(claim), limits());
  expect([await isOpen(barred), await isOpen(open)]).toEqual([false, true]);
});

describe('who does not come in', () => {
  test('without a key, or with a wrong one', async () => {
    for (const authorization of ['', 'Bearer wrong', `Basic ${key}`])
      expect((await refusal(post({ message: 'Hi' }, { authorization })))[0]).toBe(401);
  });

  test('keys made by command open the door until they are revoked', async () => {
    const { runtime, session } = client.app;
    const limits = () => ({ signal: AbortSignal.timeout(5_000), timeoutMs: 5_000 });
    const made = await runtime.write(session, (_, { desk }) => desk.keys.make(), limits());
    const authorization = `Bearer ${made.key}`;
    expect((await post({ message: 'Hi' }, { authorization })).status).toBe(200);
    await runtime.write(session, (_, { desk }) => desk.keys.revoke(made.id), limits());
    expect((await post({ message: 'Hi' }, { authorization })).status).toBe(401);
  });

  test('a page from elsewhere, another method, another type of body', async () => {
    expect((await post({ message: 'Hi' }, { origin: 'https://evil.example' })).status).toBe(403);
    const get = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await refusal(post('Hi', { 'content-type': 'text/plain' })))[0]).toBe(415);
  });
});

describe('what is refused, in both languages', () => {
  const bilingual = /[a-z].*\p{Script=Han}/su;

  test.each([
    ['no JSON', '{'],
    ['a field there is not', { message: 'Hi', user: 'x' }],
    ['nothing said', {}],
    ['a wrong rating', { conversationId: 'cnv_x', visitorToken: 'x', rating: 9 }],
  ])('%s', async (_, body) => {
    const [status, code, message] = await refusal(post(body));
    expect([status, code]).toEqual([400, 'invalid_input']);
    expect(message).toMatch(bilingual);
  });

  test('a message of a megabyte', async () => {
    const [status, , message] = await refusal(post({ message: 'x'.repeat(1024 * 1024) }));
    expect(status).toBe(413);
    expect(message).toMatch(bilingual);
  });

  test.each([
    ['an empty message', ' ', 400],
    ['a long message', '退款'.repeat(2_001), 400],
  ])('%s', async (_, message, expected) => {
    expect((await refusal(post({ message })))[0]).toBe(expected);
  });

  test('an unknown conversation, and somebody else’s, in the same words', async () => {
    const theirs = await say({ message: 'Hello' });
    const unknown = await refusal(post({ message: 'Hi', conversationId: 'cnv_none', visitorToken: 'x' }));
    const other = await refusal(
      post({ message: 'Hi', conversationId: theirs.conversationId, visitorToken: 'x' }),
    );
    const bare = await refusal(post({ message: 'Hi', conversationId: theirs.conversationId }));
    expect(unknown).toEqual([404, 'not_found', expect.stringContaining('There is no such conversation')]);
    expect([other, bare]).toEqual([unknown, unknown]);
    const chinese = await refusal(post({ message: '你好', conversationId: theirs.conversationId }));
    expect(chinese[2]).toContain('没有这个对话');
  });

  test('a second message while the first is being answered', async () => {
    const { conversationId, visitorToken } = await say({ message: 'Hello' });
    const { runtime, session } = client.app;
    const limits = () => ({ signal: AbortSignal.timeout(5_000), timeoutMs: 5_000 });
    const until = new Date(runtime.clock().getTime() + 60_000);
    await runtime.write(session, (_, { desk }) => desk.conversations.hold(conversationId, until), limits());

    const busy = await refusal(post({ message: '在吗', conversationId, visitorToken }));
    expect(busy).toEqual([409, 'conflict', expect.stringContaining('上一条消息还在回复中')]);
    await runtime.write(session, (_, { desk }) => desk.conversations.release(conversationId), limits());
    expect((await say({ message: '在吗', conversationId, visitorToken })).status).toBe('open');
  });
});

interface KnownOrder {
  number: string;
  status: string;
  contact: string;
  email: string;
}

/** An order of somebody with an e-mail address. */
async function anOrder(): Promise<KnownOrder> {
  const { items } = await client.call('search_records', { kind: 'order', limit: 20, detail: 'full' });
  for (const { number, status, contact } of items as Omit<KnownOrder, 'email'>[]) {
    if (contact === undefined) continue;
    const found = await client.call('search_contacts', { query: contact, limit: 1, detail: 'full' });
    const [person] = found.items as { name: string; emails?: string[] }[];
    if (person?.name === contact && person.emails?.[0])
      return { number, status, contact, email: person.emails[0] };
  }
  throw new Error('No order of anybody with an e-mail address.');
}

test('a third language gets an answer in both of ours', async () => {
  const { answer } = await say({ message: 'Bonjour, où est ma commande ?' });
  expect(answer).toBe(
    'I understand English and Chinese; please write in one of them. 我能看懂中文和英文，请用其中一种语言提问。',
  );
});

test('a conversation belongs to whom it first turned out to be', async () => {
  const order = await anOrder();
  const first = await say({ message: `my email is ${order.email}` });
  const talk = { conversationId: first.conversationId, visitorToken: first.visitorToken };
  const others = await client.call('search_contacts', { query: 'Dana Ortiz', limit: 1, detail: 'full' });
  const [dana] = others.items as { emails: string[] }[];

  await say({ ...talk, message: `no wait, my email is ${dana!.emails[0]}` });

  expect(await client.call('get_conversation', { conversation: first.conversationId })).toMatchObject({
    contact: order.contact,
  });
});
