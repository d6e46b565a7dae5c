import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type App, createApp } from '../wire.ts';
import { type Endpoint, type SeenRequest, startEndpoint } from './testing/endpoint.ts';

// A language model, over HTTP, that is sent signs in place of personal data.

const key = 'sk-test-0123456789';
let app: App;
let endpoint: Endpoint;

beforeAll(async () => {
  app = await createApp({ clock: () => new Date('2026-03-05T09:00:00+08:00') });
  await app.call('save_contacts', {
    name: 'Ada Lovelace',
    emails: ['ada@example.com'],
    phones: ['+44 20 7946 0123'],
  });
  await app.call('save_contacts', { name: '张伟', notes: '身份证11010519491231002X' });
});
afterAll(() => app.close());
beforeEach(async () => {
  endpoint = await startEndpoint(['scripted'], key);
});
afterEach(() => endpoint[Symbol.asyncDispose]());

test('calls and answers speak of people the model never saw', async () => {
  const signsIn = ({ body }: SeenRequest, kind: string) =>
    JSON.stringify(body.messages).match(new RegExp(`<${kind}_\\d+_[\\da-f]+>`, 'g'))!;
  const openAi = { apiKey: key, baseUrl: endpoint.baseUrl, mask: true };
  const agent = await app.agent({ model: 'openai-chat:scripted', openAi });
  let streamed = '';
  endpoint.script(
    (request) => ({
      calls: [{ name: 'get_customer', arguments: { customer: signsIn(request, 'NAME').at(-1)! } }],
    }),
    (request) => {
      const sign = signsIn(request, 'EMAIL').at(-1);
      return { text: [`Write to ${sign!.slice(0, 5)}`, `${sign!.slice(5)}, `, '1 < 2'] };
    },
  );
  const { answer, steps } = await agent.ask('How do I reach Ada Lovelace? Not 138 1234 5678.', {
    onText: (delta) => {
      streamed += delta;
    },
  });
  expect(answer).toBe('Write to ada@example.com, 1 < 2');
  expect(streamed).toBe(answer);
  expect(steps[0]).toMatchObject({
    arguments: { customer: 'Ada Lovelace' },
    outcome: { ok: true },
  });
  const sent = JSON.stringify(endpoint.requests.map(({ body }) => body));
  for (const datum of ['Lovelace', 'ada@example.com', '7946', '1234 5678']) expect(sent).not.toContain(datum);
});
