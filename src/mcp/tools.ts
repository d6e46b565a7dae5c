import type {
  CallToolResult,
  InputRequiredResult,
  McpServer,
  Server,
  ServerContext,
} from '@modelcontextprotocol/server';
import type { Invocation, Registry, Session } from '../../tools/kernel/context.ts';
import { schemasOf } from '../../tools/kernel/json-schema.ts';
import { failed, type ToolOutcome } from '../../tools/kernel/tool-error.ts';
import { toolNamed } from '../../tools/kernel/toolbox.ts';
import { callDigest, quoted, RapportError } from '../trust/index.ts';
import {
  answerOf,
  askPerson,
  canAskPerson,
  pendingIn,
  type WaitingCall,
  type WaitingCalls,
} from './approval.ts';
import { clientOf } from './client.ts';
import type { McpApp } from './host.ts';
import { toCallToolResult } from './result.ts';

export interface ToolHost {
  /** What is served is listed, in this order, and may be called. */
  registry: Registry;
  app(): Promise<McpApp>;
  conversationId: string;
  waitingCalls: WaitingCalls;
  report(errorId: string, tool: string, error: unknown): void;
}

/**
 * Serves the tools as they are: listed from the registry, called through the kernel, whose parser answers
 * wrong arguments. The list is in the registry's order and needs no database.
 */
export function serveTools({ server }: McpServer, host: ToolHost): void {
  server.registerCapabilities({ tools: {} });
  const list = host.registry.served.map((tool) => {
    const { input, output } = schemasOf(tool);
    const { name, title, description, annotations } = tool;
    return { name, title, description, inputSchema: input, outputSchema: output, annotations };
  });
  server.setRequestHandler('tools/list', () => ({ tools: list }));
  server.setRequestHandler('tools/call', async ({ params }, ctx) => {
    const call = { name: params.name, arguments: params.arguments ?? {} };
    try {
      return await callTool(server, host, call, ctx);
    } catch (error) {
      return toCallToolResult(
        failed(error, (errorId, cause) => host.report(errorId, quoted(call.name), cause)),
      );
    }
  });
}

interface Call {
  name: string;
  arguments: Record<string, unknown>;
}

async function callTool(
  server: Server,
  host: ToolHost,
  call: Call,
  ctx: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  toolNamed(host.registry, call.name);
  const app = await host.app();
  const invocation = invocationFor(server, app, host.conversationId, ctx);
  const digest = () => callDigest(call.name, call.arguments);
  const waiting = ctx.mcpReq.requestState<WaitingCall>();
  if (waiting) return toCallToolResult(await decide(app, waiting, digest(), invocation, ctx));
  const outcome = await app.call(call.name, call.arguments, invocation);
  const pending = pendingIn(outcome);
  if (!pending || !canAskPerson(server, ctx)) return toCallToolResult(outcome);
  const state = await host.waitingCalls.mint({ approvalId: pending.approvalId, digest: digest() }, ctx);
  return askPerson(pending, state, app.session.actor.language ?? app.session.workspace.language);
}

/** The second round of a call that needs a person: they have answered, or put the question away. */
async function decide(
  app: McpApp,
  waiting: WaitingCall,
  digest: string,
  invocation: Partial<Invocation>,
  ctx: ServerContext,
): Promise<ToolOutcome> {
  if (waiting.digest !== digest)
    throw new RapportError('invalid_input', 'This approval belongs to another call.', {
      hint: 'Make the call again, so that the person sees what they approve.',
    });
  const answer = answerOf(ctx);
  if (answer === null)
    throw new RapportError('approval_required', 'The person has not decided; nothing was changed yet.', {
      hint: `They can still approve with: rapport approve ${waiting.approvalId}`,
      details: { approvalId: waiting.approvalId },
    });
  const outcome = await app.approve(waiting.approvalId, answer, invocation);
  if (answer === 'approved' || !outcome.ok) return outcome;
  throw new RapportError('forbidden', 'The person said no; nothing was changed.', {
    hint: 'Ask what to do instead.',
  });
}

function invocationFor(
  server: Server,
  app: McpApp,
  conversationId: string,
  ctx: ServerContext,
): Partial<Invocation> {
  const { _meta, signal, notify } = ctx.mcpReq;
  const client = clientOf(server, ctx).info?.name;
  const progressToken = _meta?.progressToken;
  return {
    conversationId,
    signal,
    session: client === undefined ? app.session : calledBy(app.session, client),
    ...(progressToken !== undefined && {
      progress: (progress, total, message) => {
        const params = { progressToken, progress, total, message };
        notify({ method: 'notifications/progress', params }).catch(() => undefined);
      },
    }),
  };
}

const calledBy = (session: Session, client: string): Session => ({
  ...session,
  actor: { ...session.actor, client: `mcp:${quoted(client).slice(1, -1)}` },
});
