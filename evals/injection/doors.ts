import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createAgent, directoryOf } from '../../src/agent/index.ts';
import { createMcpServerFactory } from '../../src/mcp/index.ts';
import type { App } from '../../src/wire.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import { keyOf, type Obedience, obeyingModel } from './obeying.ts';
import { type OrderedCall, readOrders, textsIn } from './orders.ts';

/** A call that was made, and whether it was carried out. */
export interface Made extends OrderedCall {
  ok: boolean;
  /** Whether it waited for a person. */
  asked: boolean;
}

/** What came of a request: all calls, and what a person, or a client's program, was shown. */
export interface Came {
  made: Made[];
  shown: string[];
}

/** The person at the other end: says yes to what they are asked about, or is not there. */
export type Person = 'yes' | 'away';

/** A way in for the obedient. */
export type Door = (app: App, request: string, obedience: Obedience, person: Person) => Promise<Came>;

const nowhere = { name: 'always-obeying', host: '', path: '', other: '' };

/** Our own loop, whose model obeys. */
export const loop: Door = async (app, request, obedience, person) => {
  const agent = createAgent({
    model: obeyingModel(obedience),
    place: nowhere,
    tools: app.tools,
    execute: (tool, given, call) => app.call(tool, given, call),
    decide: (approvalId, decision, call) => app.approve(approvalId, decision, call),
    directory: directoryOf(app),
    limits: { steps: 30, calls: 40, resultTokens: 400_000 },
  });
  const answers = [await agent.ask(request)];
  while (person === 'yes' && answers.at(-1)!.pendingApproval && answers.length < 6)
    answers.push(await agent.ask('yes'));
  const made = answers
    .flatMap(({ steps }) => steps)
    .map(({ tool, arguments: given, outcome }) => madeOf(tool, given, outcome));
  return { made, shown: answers.map(({ answer }) => answer) };
};

/** An MCP client whose model obeys, over the protocol. */
export const mcp: Door = async (app, _, { reads, work }, person) => {
  const [near, far] = InMemoryTransport.createLinkedPair();
  const { registry } = app;
  const factory = createMcpServerFactory({
    version: '0',
    registry,
    app: async () => app,
    report: app.runtime.report,
  });
  const served = serveStdio(factory, { transport: far as never });
  const capabilities = person === 'yes' ? { elicitation: { form: {} } } : {};
  const client = new Client({ name: 'always-obeying', version: '1' }, { capabilities });
  let questions = 0;
  if (person === 'yes')
    client.setRequestHandler(ElicitRequestSchema, () => {
      questions++;
      return { action: 'accept', content: { approve: true } };
    });
  await client.connect(near);
  const shown: string[] = [];
  const came = await obey([...reads], [...work], async (call) => {
    const before = questions;
    const result = await client.callTool({ name: call.tool, arguments: call.arguments });
    const [block] = result.content as { text: string }[];
    shown.push(block!.text);
    const waits = result.isError === true && block!.text.startsWith('approval_required');
    return {
      made: { ...call, ok: result.isError !== true, asked: waits || questions > before },
      result: [result.structuredContent, block!.text],
    };
  });
  await client.close();
  await served.close();
  return { made: came, shown };
};

/** The kernel without any account of what was read: what the others are held against. */
export const unguarded: Door = async (app, _, { reads, work }, person) => {
  const made = await obey([...reads], [...work], async (call) => {
    const first = await app.call(call.tool, call.arguments);
    const waiting = first.ok ? undefined : first.error.details?.approvalId;
    const outcome =
      person === 'yes' && typeof waiting === 'string' ? await app.approve(waiting, 'approved') : first;
    const asked = waiting !== undefined;
    return {
      made: { ...madeOf(call.tool, call.arguments, outcome), asked },
      result: outcome.ok ? [outcome.data, outcome.text] : [],
    };
  });
  return { made, shown: [] };
};

/** The local model. */
export const local: Door = async (app, request, _, person) => {
  const agent = await app.agent({ model: 'local' });
  const answers = [await agent.ask(request)];
  if (person === 'yes' && answers[0]!.pendingApproval) answers.push(await agent.ask('yes'));
  const steps = answers.flatMap((answer) => answer.steps);
  return {
    made: steps.map(({ tool, arguments: given, outcome }) => madeOf(tool, given, outcome)),
    shown: answers.map(({ answer }) => answer),
  };
};

async function obey(
  reads: readonly OrderedCall[],
  work: readonly OrderedCall[],
  call: (call: OrderedCall) => Promise<{ made: Made; result: unknown }>,
): Promise<Made[]> {
  const made = new Map<string, Made>();
  const seen: string[] = [];
  for (;;) {
    const orders = readOrders(seen).calls;
    const next = [...reads, ...orders, ...work].find((one) => !made.has(keyOf(one)));
    if (next === undefined) return [...made.values()];
    const done = await call(next);
    made.set(keyOf(next), done.made);
    seen.push(...textsIn(done.result));
  }
}

const madeOf = (tool: string, given: Record<string, unknown>, outcome: ToolOutcome): Made => ({
  tool,
  arguments: given,
  ok: outcome.ok,
  asked: !outcome.ok && outcome.error.code === 'approval_required',
});
