import type {
  CallToolResult,
  InputRequiredResult,
  ListToolsResult,
  McpServer,
  Server,
  ServerContext,
} from '@modelcontextprotocol/server';
import type { Invocation, Registry, Session } from '../../tools/kernel/context.ts';
import { draftCalled, draftModeFor } from '../../tools/kernel/draft-mode.ts';
import { schemasOf } from '../../tools/kernel/json-schema.ts';
import { failed, type ToolOutcome } from '../../tools/kernel/tool-error.ts';
import { toolNamed } from '../../tools/kernel/toolbox.ts';
import type { Language } from '../language/index.ts';
import { type Actor, requireUse } from '../trust/actor.ts';
import { callDigest, digest } from '../trust/canonical.ts';
import { quoted, RapportError } from '../trust/errors.ts';
import {
  answerOf,
  askPerson,
  canAskPerson,
  canSendPerson,
  pendingIn,
  sendPerson,
  type WaitingCall,
  type WaitingCalls,
  wentToPage,
} from './approval.ts';
import type { ApprovalPages } from './approval-pages.ts';
import { clientOf } from './client.ts';
import type { McpApp } from './host.ts';
import type { HttpSession } from './http-session.ts';
import type { Readers } from './readers.ts';
import { toCallToolResult } from './result.ts';
import { traceOf } from './trace.ts';

/** The `_meta` key by which a client says to which of its conversations a call belongs. */
const conversationKey = 'rapport/conversation';

/** The `_meta` key by which a client says in which draft a call is to read and write: a name, or true. */
const draftKey = 'rapport/draft';

export interface ToolHost {
  /** What is served is listed, in this order, and may be called. */
  registry: Registry;
  app(): Promise<McpApp>;
  /** What is known of the caller beside what the request says. */
  session: HttpSession | undefined;
  /** Who calls, where they were asked. */
  actor?: Actor | undefined;
  waitingCalls: WaitingCalls;
  /** Where people answer whose client cannot put a form before them. */
  pages: ApprovalPages;
  readers: Readers;
  report(errorId: string, tool: string, error: unknown): void;
}

/**
 * Serves the tools as they are: listed from the registry, called through the kernel, whose parser answers
 * wrong arguments. The list is in the registry's order and needs no database.
 */
export function serveTools({ server }: McpServer, host: ToolHost): void {
  server.registerCapabilities({ tools: {} });
  server.setRequestHandler('tools/list', () => ({ tools: listOf(host.registry) }));
  server.setRequestHandler('tools/call', async ({ params }, ctx) => {
    const call = { name: params.name, arguments: params.arguments ?? {} };
    let language: Language = 'en';
    try {
      const app = await host.app();
      language = languageOf(app);
      requireServed(host, call.name);
      return await callTool(server, host, app, call, ctx);
    } catch (error) {
      const outcome = failed(error, (errorId, cause) => host.report(errorId, quoted(call.name), cause));
      return toCallToolResult(outcome, language);
    }
  });
}

type ListedTool = ListToolsResult['tools'][number];

const lists = new WeakMap<Registry, ListedTool[]>();

/** The served tools as clients see them, made once for all servers of a registry. */
function listOf(registry: Registry): ListedTool[] {
  const known = lists.get(registry);
  if (known) return known;
  const list = registry.served.map((tool) => {
    const { input, output } = schemasOf(tool);
    const { name, title, description, annotations } = tool;
    return { name, title, description, inputSchema: input, outputSchema: output, annotations };
  });
  lists.set(registry, list);
  return list;
}

interface Call {
  name: string;
  arguments: Record<string, unknown>;
}

async function callTool(
  server: Server,
  host: ToolHost,
  app: McpApp,
  call: Call,
  ctx: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const language = languageOf(app);
  const invocation = invocationFor(server, app, host, ctx);
  const digest = () => callDigest(call.name, call.arguments);
  const waiting = ctx.mcpReq.requestState<WaitingCall>();
  if (waiting)
    return toCallToolResult(await decide(app, host.pages, waiting, digest(), invocation, ctx), language);
  const outcome = await app.call(call.name, call.arguments, invocation);
  const pending = pendingIn(outcome);
  if (!pending) return toCallToolResult(outcome, language);
  const sealed = { approvalId: pending.approvalId, digest: digest() };
  if (canAskPerson(server, ctx))
    return askPerson(pending, call.arguments, await host.waitingCalls.mint(sealed, ctx), language);
  // Whoever has shown who they are may be at another machine, where this one's pages are not.
  if (host.actor || !canSendPerson(server, ctx)) return toCallToolResult(outcome, language);
  const url = await host.pages.open(app, pending, invocation);
  const state = await host.waitingCalls.mint({ ...sealed, isOnPage: true }, ctx);
  return sendPerson(pending, url, state, language);
}

/** @throws RapportError where there is no such tool, or it is not for the one who calls */
function requireServed({ registry, actor }: ToolHost, name: string): void {
  const asked = registry.all.find((tool) => tool.name === name);
  if (actor && asked) requireUse(actor, asked);
  toolNamed(registry, name);
}

const languageOf = ({ session }: McpApp): Language => session.actor.language ?? session.workspace.language;

/** The second round of a call that needs a person: they have answered, or put the question away. */
async function decide(
  app: McpApp,
  pages: ApprovalPages,
  waiting: WaitingCall,
  digest: string,
  invocation: Partial<Invocation>,
  ctx: ServerContext,
): Promise<ToolOutcome> {
  if (waiting.digest !== digest) {
    const { noteRefusal } = await import('../../tools/kernel/take-approval.ts');
    await noteRefusal({ ...app, ...invocation }, waiting.approvalId, 'edited');
    throw new RapportError('invalid_input', 'This approval belongs to another call.', {
      hint: 'Make the call again, so that the person sees what they approve.',
    });
  }
  const isGoing = waiting.isOnPage ? wentToPage(ctx) : null;
  const onPage = isGoing === true ? await pages.outcomeOf(waiting.approvalId, invocation.signal) : null;
  if (onPage) return onPage.ok && onPage.data.decision === 'rejected' ? saidNo() : onPage;
  if (isGoing === false) await pages.drop(waiting.approvalId);
  const answer = waiting.isOnPage ? (isGoing === false ? 'rejected' : null) : answerOf(ctx);
  if (answer === null)
    throw new RapportError('approval_required', 'The person has not decided; nothing was changed yet.', {
      hint: `They can still approve with: rapport approve ${waiting.approvalId}`,
      details: { approvalId: waiting.approvalId },
    });
  const outcome = await app.approve(waiting.approvalId, answer, invocation);
  return answer === 'approved' || !outcome.ok ? outcome : saidNo();
}

/** @throws RapportError */
function saidNo(): never {
  throw new RapportError('forbidden', 'The person said no; nothing was changed.', {
    hint: 'Ask what to do instead.',
  });
}

function invocationFor(
  server: Server,
  app: McpApp,
  { session, readers }: ToolHost,
  ctx: ServerContext,
): Partial<Invocation> {
  const { _meta, signal, notify } = ctx.mcpReq;
  const client = clientOf(server, ctx).info?.name ?? session?.client;
  const progressToken = _meta?.progressToken;
  const conversation = namedConversation(_meta?.[conversationKey], client);
  const reader = { app, connection: session?.conversationId, conversation };
  const conversationId = conversation ?? session?.conversationId;
  const named = client === undefined ? app.session : calledBy(app.session, client);
  return {
    conversationId,
    draft: namedDraft(_meta?.[draftKey], { conversationId, session: named, runtime: app.runtime }),
    reading: readers.of(reader),
    signal,
    trace: traceOf(_meta, ctx.http?.req?.headers),
    session: named,
    ...(progressToken !== undefined && {
      progress: (progress, total, message) => {
        const params = { progressToken, progress, total, message };
        notify({ method: 'notifications/progress', params }).catch(() => undefined);
      },
    }),
  };
}

/** The conversation a client names for one call, kept apart from those other clients name. */
function namedConversation(name: unknown, client: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (typeof name === 'string' && /^[\w.:-]{1,64}$/.test(name))
    return `cnv_${digest(client ?? '', name).slice(0, 32)}`;
  throw new RapportError('invalid_input', `_meta ${conversationKey} names no conversation.`, {
    hint: 'Give 1 to 64 letters, digits, dots, colons, hyphens or underscores.',
  });
}

/** The draft a client names for one call. @throws RapportError invalid_input */
function namedDraft(
  name: unknown,
  call: Pick<Invocation, 'conversationId'> & Pick<McpApp, 'session' | 'runtime'>,
): Invocation['draft'] {
  if (name === undefined) return undefined;
  if (name === true) return draftModeFor(true, call);
  if (typeof name === 'string' && /^[\p{L}\p{N}][\p{L}\p{N} ._:-]{0,63}$/u.test(name))
    return draftCalled(name);
  throw new RapportError('invalid_input', `_meta ${draftKey} names no draft.`, {
    hint: 'Give true, or a name of 1 to 64 letters, digits, spaces, dots, colons, hyphens or underscores.',
  });
}

const calledBy = (session: Session, client: string): Session => {
  const named = `mcp:${quoted(client).slice(1, -1)}`;
  const { client: by } = session.actor;
  return {
    ...session,
    actor: { ...session.actor, client: by.startsWith('key:') ? `${named} ${by}` : named },
  };
};
