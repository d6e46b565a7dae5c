import { setTimeout as sleep } from 'node:timers/promises';
import {
  acceptedContent,
  type CallToolResult,
  type ElicitRequestFormParams,
  fromJsonSchema,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
  type ServerNotifier,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { pixel, silence, text } from './conformance-samples.ts';

// The tools the conformance suite calls by name. They never ship: the business has nothing to do with them.

type Answer = CallToolResult | InputRequiredResult;
type Form = ElicitRequestFormParams['requestedSchema'];

export interface ToolFixtures {
  /** Seals what travels through the client between the rounds of a call. */
  state: RequestStateCodec<string>;
  /** Tells those who listen that a list has changed. */
  notify(): ServerNotifier;
}

const form = (properties: Form['properties']): Form => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});
const nameForm = form({ name: { type: 'string' } });
const okForm = form({ ok: { type: 'boolean' } });

const ask = (message: string, requestedSchema: Form) => inputRequired.elicit({ message, requestedSchema });
const sample = (prompt: string, maxTokens = 100) =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: prompt } }],
    maxTokens,
  });

/** Adds them all. */
export function addToolFixtures(server: McpServer, fixtures: ToolFixtures): void {
  const add = (name: string, run: (ctx: ServerContext) => Answer | Promise<Answer>): void => {
    server.registerTool(name, { description: `Conformance: ${name}` }, run);
  };
  addContentTools(add);
  addTalkingTools(add, server);
  addRounds(add, fixtures.state);
  addSchemaTools(server);
  const listChange = (name: string, tell: (notify: ServerNotifier) => void): void =>
    add(name, () => {
      tell(fixtures.notify());
      return text('told');
    });
  listChange('test_trigger_tool_change', (notify) => notify.toolsChanged());
  listChange('test_trigger_prompt_change', (notify) => notify.promptsChanged());
}

type Add = (name: string, run: (ctx: ServerContext) => Answer | Promise<Answer>) => void;

function addContentTools(add: Add): void {
  const resource = (uri: string, mimeType: string, body: string) => ({
    type: 'resource' as const,
    resource: { uri, mimeType, text: body },
  });
  const image = { type: 'image' as const, data: pixel, mimeType: 'image/png' };
  add('test_simple_text', () => text('This is a simple text response for testing.'));
  add('test_image_content', () => ({ content: [image] }));
  add('test_audio_content', () => ({ content: [{ type: 'audio', data: silence, mimeType: 'audio/wav' }] }));
  add('test_embedded_resource', () => ({
    content: [resource('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')],
  }));
  add('test_multiple_content_types', () => ({
    content: [
      { type: 'text', text: 'Multiple content types test:' },
      image,
      resource('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
    ],
  }));
  add('test_error_handling', () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
}

/** Tools that speak to the client while they run. */
function addTalkingTools(add: Add, server: McpServer): void {
  const pause = () => sleep(50);
  for (const name of ['test_tool_with_logging', 'test_logging_tool'])
    add(name, async ({ mcpReq }) => {
      await mcpReq.log('info', 'Tool execution started');
      await pause();
      await mcpReq.log('info', 'Tool processing data');
      await pause();
      await mcpReq.log('info', 'Tool execution completed');
      return text('logged');
    });
  add('test_tool_with_progress', async ({ mcpReq }) => {
    const progressToken = mcpReq._meta?.progressToken;
    for (const progress of [0, 50, 100]) {
      if (progress > 0) await pause();
      if (progressToken !== undefined)
        await mcpReq.notify({
          method: 'notifications/progress',
          params: { progressToken, progress, total: 100 },
        });
    }
    return text('done');
  });
  server.registerTool(
    'test_sampling',
    { description: 'Conformance: test_sampling', inputSchema: z.object({ prompt: z.string() }) },
    async ({ prompt }, { mcpReq }) => {
      const said = inputResponse(mcpReq.inputResponses, 'answer');
      if (said.kind === 'sampling') return text(`LLM response: ${JSON.stringify(said.result.content)}`);
      return inputRequired({ inputRequests: { answer: sample(prompt) } });
    },
  );
  const elicitation = form({
    username: { type: 'string', description: "User's response" },
    email: { type: 'string', description: "User's email address" },
  });
  server.registerTool(
    'test_elicitation',
    { description: 'Conformance: test_elicitation', inputSchema: z.object({ message: z.string() }) },
    ({ message }, { mcpReq }) => {
      const said = inputResponse(mcpReq.inputResponses, 'answer');
      if (said.kind === 'elicit') return text(`User response: ${JSON.stringify(said)}`);
      return inputRequired({ inputRequests: { answer: ask(message, elicitation) } });
    },
  );
}

/** Tools that take several rounds, as 2026-07-28 has them. */
function addRounds(add: Add, state: RequestStateCodec<string>): void {
  add('test_missing_capability', () => inputRequired({ inputRequests: { answer: sample('Hello') } }));
  for (const name of ['test_streaming_elicitation', 'test_input_required_result_elicitation'])
    add(name, ({ mcpReq }) => {
      const given = acceptedContent(mcpReq.inputResponses, 'user_name', z.object({ name: z.string() }));
      if (given) return text(`Hello, ${given.name}!`);
      return inputRequired({ inputRequests: { user_name: ask('What is your name?', nameForm) } });
    });
  add('test_input_required_result_sampling', ({ mcpReq }) => {
    const said = inputResponse(mcpReq.inputResponses, 'capital_question');
    if (said.kind === 'sampling') return text(JSON.stringify(said.result.content));
    return inputRequired({ inputRequests: { capital_question: sample('What is the capital of France?') } });
  });
  add('test_input_required_result_list_roots', ({ mcpReq }) => {
    const said = inputResponse(mcpReq.inputResponses, 'client_roots');
    if (said.kind === 'roots') return text(JSON.stringify(said.roots));
    return inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
  });
  for (const name of [
    'test_input_required_result_request_state',
    'test_input_required_result_tampered_state',
  ])
    add(name, async (ctx) => {
      if (ctx.mcpReq.requestState<string>() === 'waiting') return text('state-ok');
      return inputRequired({
        inputRequests: { confirm: ask('Please confirm', okForm) },
        requestState: await state.mint('waiting', ctx),
      });
    });
  add('test_input_required_result_multiple_inputs', async (ctx) => {
    const { inputResponses } = ctx.mcpReq;
    const kinds = ['user_name', 'greeting', 'client_roots'].map(
      (key) => inputResponse(inputResponses, key).kind,
    );
    if (!kinds.includes('missing')) return text(`Got ${kinds.join(', ')}`);
    return inputRequired({
      inputRequests: {
        user_name: ask('What is your name?', nameForm),
        greeting: sample('Generate a greeting', 50),
        client_roots: inputRequired.listRoots(),
      },
      requestState: await state.mint('waiting', ctx),
    });
  });
  add('test_input_required_result_multi_round', async (ctx) => {
    const { inputResponses } = ctx.mcpReq;
    const reached = ctx.mcpReq.requestState<string>();
    const colour = acceptedContent(inputResponses, 'step2', z.object({ color: z.string() }));
    if (reached?.startsWith('name:') && colour)
      return text(`${reached.slice('name:'.length)} likes ${colour.color}`);
    const known = acceptedContent(inputResponses, 'step1', z.object({ name: z.string() }));
    if (reached === 'begun' && known)
      return inputRequired({
        inputRequests: {
          step2: ask('Step 2: What is your favorite color?', form({ color: { type: 'string' } })),
        },
        requestState: await state.mint(`name:${known.name}`, ctx),
      });
    return inputRequired({
      inputRequests: { step1: ask('Step 1: What is your name?', nameForm) },
      requestState: await state.mint('begun', ctx),
    });
  });
  add('test_input_required_result_capabilities', ({ mcpReq }) => {
    const envelope = mcpReq.envelope as Record<string, unknown> | undefined;
    const declared = (envelope?.['io.modelcontextprotocol/clientCapabilities'] ?? {}) as object;
    const possible = { elicitation: ask('Please confirm', okForm), sampling: sample('Hello') };
    const wanted = Object.entries(possible).filter(([capability]) => capability in declared);
    return wanted.length === 0
      ? text('nothing can be asked')
      : inputRequired({ inputRequests: Object.fromEntries(wanted) });
  });
}

/** Tools whose schemas must come through as they are. */
function addSchemaTools(server: McpServer): void {
  const contact = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    $defs: {
      address: {
        $anchor: 'addressDef',
        type: 'object',
        properties: { street: { type: 'string' }, city: { type: 'string' } },
      },
    },
    properties: {
      name: { type: 'string' },
      address: { $ref: '#/$defs/address' },
      contactMethod: { type: 'string', enum: ['phone', 'email'] },
      phone: { type: 'string' },
      email: { type: 'string' },
    },
    allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
    if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { required: ['phone'] },
    else: { required: ['email'] },
    additionalProperties: false,
  };
  const mirrored = {
    type: 'object',
    properties: { region: { type: 'string', 'x-mcp-header': 'Region' } },
  };
  const schemas = { json_schema_2020_12_tool: contact, test_custom_headers: mirrored };
  for (const [name, schema] of Object.entries(schemas))
    server.registerTool(
      name,
      {
        description: `Conformance: ${name}`,
        inputSchema: fromJsonSchema(schema as Parameters<typeof fromJsonSchema>[0]),
      },
      (given) => text(JSON.stringify(given)),
    );
}
