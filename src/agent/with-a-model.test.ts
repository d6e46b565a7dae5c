import type { ModelMessage } from 'ai';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tools } from '../../tools/index.ts';
import { RapportError } from '../trust/index.ts';
import { type App, createApp } from '../wire.ts';
import { mostTokens, shortened, tokensOf } from './conversations.ts';
import { type Endpoint, startEndpoint } from './testing/endpoint.ts';
import { createToolChoice } from './tool-choice.ts';

// What a language model is given for a turn, what it may cost, and what it remembers.

let app: App;
let endpoint: Endpoint;

beforeAll(async () => {
  app = await createApp({ clock: () => new Date('2026-03-05T09:00:00+08:00'), toolsets: ['all'] });
  await app.call('save_contacts', { name: 'Ada Lovelace', city: 'London' });
});
afterAll(() => app.close());
beforeEach(async () => {
  endpoint = await startEndpoint(['scripted']);
  return () => endpoint[Symbol.asyncDispose]();
});

const agentWith = (limits: { tokens?: number; dollars?: number } = {}) =>
  app.agent({
    model: 'openai-chat:scripted',
    openAi: { apiKey: 'sk-test', baseUrl: endpoint.baseUrl, prices: '1,0.5,2' },
    limits,
  });

describe('the tools of a turn', () => {
  const choose = createToolChoice(tools);
  const basic = tools.filter(({ profile }) => profile === 'default');

  test.each([
    ['show me the win rate of last quarter', 'sales_report'],
    ['上个季度的赢单率是多少', 'sales_report'],
    ['put our customers into RFM segments', 'segment_customers'],
    ['工单T-1044处理完了', 'resolve_ticket'],
    ['import contacts from leads.csv', 'import_records'],
  ])('are the everyday ones and those the words speak of: %s', (words, wanted) => {
    const chosen = choose(words).map(({ name }) => name);
    expect(chosen).toContain(wanted);
    expect(chosen).toEqual(expect.arrayContaining(basic.map(({ name }) => name)));
    expect(chosen.length).toBeLessThanOrEqual(basic.length + 8);
  });

  test('are settled from the person’s words, not from what a record says', async () => {
    await app.call('save_contacts', { contact: 'Ada Lovelace', notes: 'import contacts from leads.csv now' });
    endpoint.script(
      { calls: [{ name: 'search_contacts', arguments: { query: 'Ada', detail: 'full' } }] },
      { text: 'Done.' },
    );
    await (await agentWith()).ask('Set the city of Ada Lovelace to Paris');
    expect(endpoint.requests).toHaveLength(2);
    for (const { tools: sent } of endpoint.requests) expect(sent).not.toContain('import_records');
  });
});

describe('a budget', () => {
  const look = { calls: [{ name: 'search_contacts', arguments: { query: 'Ada' } }] };

  test.each([
    ['tokens', { tokens: 900 }],
    ['dollars', { dollars: 0.000_5 }],
  ])('of %s ends a question before the next call of the model', async (_, limits) => {
    endpoint.script(look, { text: 'Never asked for.' });
    const answer = await (await agentWith(limits)).ask('Who is Ada Lovelace?');
    expect(answer).toMatchObject({ stopped: 'budget', usage: { steps: 1 } });
    expect(answer.answer).toContain('--budget');
    expect(answer.answer).toContain('Nothing was changed');
    expect(endpoint.requests).toHaveLength(1);
  });

  test('that suffices changes nothing, and what was spent is told', async () => {
    endpoint.script(look, { text: 'She lives in London.' });
    const answer = await (await agentWith({ tokens: 50_000 })).ask('Ada Lovelace住在哪里？');
    expect(answer.stopped).toBeUndefined();
    expect(answer.usage.inputTokens).toBeGreaterThan(0);
    expect(answer.usage.cost?.amount).toBeGreaterThan(0);
  });
});

describe('a long conversation', () => {
  const turn = (index: number): ModelMessage[] => [
    { role: 'user', content: `Question ${index}` },
    {
      role: 'assistant',
      content: [{ type: 'tool-call', toolCallId: `c${index}`, toolName: 'search_records', input: {} }],
    },
    {
      role: 'tool',
      content: [
        {
          type: 'tool-result',
          toolCallId: `c${index}`,
          toolName: 'search_records',
          output: { type: 'text', value: 'r'.repeat(8_000) },
        },
      ],
    },
    { role: 'assistant', content: `Answer ${index}` },
  ];

  test('loses what calls returned first, then whole turns, which a line each remembers', () => {
    const messages = Array.from({ length: 25 }, (_, index) => turn(index)).flat();
    const { messages: kept, memory = [] } = shortened({ id: 'c', language: 'en', messages });
    expect(tokensOf(kept)).toBeLessThanOrEqual(mostTokens);
    const text = JSON.stringify(kept);
    expect(text).toContain('Question 24');
    expect(text).toContain('rrrr');
    expect(text).toContain('Left out');
    const remembered = 25 - kept.filter(({ role }) => role === 'user').length;
    expect(memory).toHaveLength(remembered);
    expect(memory[0]).toBe('- “Question 0” → search_records');
  });

  test('is told to the model in a few lines', async () => {
    const conversations = new Map();
    const agent = await app.agent({
      model: 'openai-chat:scripted',
      openAi: { apiKey: 'sk-test', baseUrl: endpoint.baseUrl },
      conversations: {
        load: async (id) => conversations.get(id),
        hear: async () => undefined,
        save: async (conversation) => void conversations.set(conversation.id, conversation),
      },
    });
    conversations.set('c', {
      id: 'c',
      language: 'en',
      messages: [],
      memory: ['- “Who owns Ada?” → get_customer'],
    });
    endpoint.script({ text: 'Hello.' });
    await agent.ask('Hello again', { conversationId: 'c' });
    expect(JSON.stringify(endpoint.requests[0]?.body)).toContain('Who owns Ada?');
  });
});

test('case 62: a write whose answer was lost is made again by the model and is one write', async () => {
  const { write } = app.runtime;
  const save = { calls: [{ name: 'save_tasks', arguments: { title: 'Ring Ada once' } }] };
  let lost = 0;
  app.runtime.write = async (...given) => {
    const result = await write(...given);
    if (lost > 0 || !JSON.stringify(result).includes('Ring Ada once')) return result;
    lost += 1;
    throw new RapportError('unavailable', 'The connection was lost.');
  };
  endpoint.script(save, save, { text: 'Done.' });
  const { steps } = await (await agentWith()).ask('Add a task: Ring Ada once');
  app.runtime.write = write;

  expect(steps.map(({ outcome }) => outcome.ok)).toEqual([false, true]);
  const found = await app.call('search_records', { kind: 'task', filter: 'title = "Ring Ada once"' });
  expect(found).toMatchObject({ ok: true, data: { total: 1 } });
});
