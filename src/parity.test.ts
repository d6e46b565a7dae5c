import { asSchema } from 'ai';
import { describe, expect, test } from 'vitest';
import { tools } from '../tools/index.ts';
import { schemasOf } from '../tools/kernel/json-schema.ts';
import { connectTestClient } from '../tools/kernel/testing.ts';
import { aiTools } from './agent/ai-tools.ts';
import type { App } from './wire.ts';

// One registry, three ways in: the kernel, MCP and the agent's loop show the same tools and the same results.

const agentTools = (app: App) => aiTools(tools, (tool, callArguments) => app.call(tool.name, callArguments));

test('the same names, words and schemas', async () => {
  await using client = await connectTestClient({ company: 'none' });
  const registered = tools.map((tool) => {
    const { name, title, description, annotations } = tool;
    const { input, output } = schemasOf(tool);
    return { name, title, description, inputSchema: input, outputSchema: output, annotations };
  });

  const { tools: listed } = await client.client.listTools();
  expect(listed).toEqual(registered);

  const offered = await Promise.all(
    Object.entries(agentTools(client.app)).map(async ([name, { title, description, inputSchema }]) => ({
      name,
      title,
      description,
      inputSchema: await asSchema(inputSchema).jsonSchema,
    })),
  );
  expect(offered).toEqual(
    registered.map(({ name, title, description, inputSchema }) => ({
      name,
      title,
      description,
      inputSchema,
    })),
  );
});

describe('the same results', () => {
  const calls: [name: string, callArguments: Record<string, unknown>][] = [
    ['search_contacts', { query: 'dana' }],
    ['get_customer', { customer: '张伟' }],
    ['summarize_records', { kind: 'deal', groupBy: 'stage', measure: 'sum', field: 'amount' }],
    ['daily_brief', {}],
    ['save_tasks', { title: 'Ring Dana', contact: 'Dana Ortiz', idempotencyKey: 'once' }],
    ['log_interaction', { contact: 'Dana', channel: 'note', summary: 'Prefers mornings' }],
    ['search_contacts', { filter: 'lifecycleStage = Qualifed' }],
    ['get_customer', { customr: 'Dana Ortiz' }],
  ];

  test.each(calls)('%s %j', async (name, callArguments) => {
    await using client = await connectTestClient();
    const outcome = await client.app.call(name, callArguments);
    const byAgent = await agentTools(client.app)[name]?.execute?.(callArguments, {
      toolCallId: '1',
      messages: [],
      context: {},
    });
    const byMcp = await client.client.callTool({ name, arguments: callArguments });

    expect(withoutErrorId(byAgent)).toEqual(withoutErrorId(outcome));
    if (outcome.ok) {
      expect(byMcp.structuredContent).toEqual(outcome.data);
      expect(byMcp.content).toEqual([{ type: 'text', text: outcome.text }]);
    } else {
      expect(byMcp.isError).toBe(true);
      expect(withoutErrorId(byMcp._meta?.['rapport/error'])).toEqual(withoutErrorId(outcome.error));
    }
  });
});

/** Every failure has an id of its own. */
const withoutErrorId = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, inner) => (key === 'errorId' ? '' : inner));
