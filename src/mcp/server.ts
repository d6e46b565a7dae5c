import { randomUUID } from 'node:crypto';
import { McpServer, type McpServerFactory } from '@modelcontextprotocol/server';
import type { Registry } from '../../tools/kernel/context.ts';
import { serveAlerts } from './alerts.ts';
import type { WaitingCalls } from './approval.ts';
import { createApprovalPages } from './approval-pages.ts';
import { callerIn, type EnteredApp } from './auth/caller.ts';
import type { McpApp } from './host.ts';
import { asksWhoWeAre, sessionHeader, sessionOf } from './http-session.ts';
import { instructionsFor } from './instructions.ts';
import { servePrompts } from './prompts.ts';
import { createReaders } from './readers.ts';
import { isReachable, serveResources } from './resources.ts';
import { createSeals } from './seals.ts';
import { serveTools } from './tools.ts';

export interface McpServerOptions {
  version: string;
  /** What is served is listed, in this order, and may be called. */
  registry: Registry;
  /** Opens the application, or gives the open one. The lists of tools, resources and prompts do without. */
  app(): Promise<McpApp>;
  /** The application where it is open or about to be: greeting a client does not open it. By default `app`. */
  opened?(): Promise<McpApp> | undefined;
  /** Notes a failure nobody outside may see, under an id that may be told. */
  report(errorId: string, tool: string, error: unknown): void;
  /** Seals calls that wait for a person; by default under the workspace's key, which all its servers share. */
  waitingCalls?: WaitingCalls;
  /** Whether other servers serve the same callers on the same database. */
  isOneOfSeveral?: boolean;
  /** How often to look for new alerts over standard streams. */
  alertsEveryMs?: number;
}

const listsHold = { ttlMs: 3_600_000, cacheScope: 'private' } as const;

/**
 * Makes servers, one for each connection over standard streams and one for each request over HTTP, for
 * clients of either era: 2026-07-28, and 2025-11-25 and before.
 *
 * What undo_change knows as one conversation: what a connection did; over HTTP, what a 2025-era session did.
 * A request of 2026-07-28 over HTTP stands alone, and belongs to the conversation its client names, or none.
 */
export function createMcpServerFactory(everyone: McpServerOptions): McpServerFactory {
  const sealed = createSeals();
  const readers = createReaders(everyone.isOneOfSeveral);
  const pages = createApprovalPages();
  const noting = noteForgeries();
  return async (context) => {
    const entered = callerIn(context.authInfo);
    const options = actingFor(entered, everyone);
    const waitingCalls = everyone.waitingCalls ?? sealed(options.app);
    const server = new McpServer(
      { name: 'rapport', title: 'Rapport CRM', version: options.version },
      {
        ...(asksWhoWeAre(context) && {
          instructions: await instructionsFor((options.opened ?? options.app)()),
        }),
        requestState: { verify: noting(waitingCalls.verify, options) },
        cacheHints: { 'tools/list': listsHold, 'prompts/list': listsHold },
      },
    );
    const session = context.requestInfo
      ? sessionOf(context.requestInfo.headers.get(sessionHeader))
      : { conversationId: `cnv_${randomUUID()}`, client: undefined };
    serveTools(server, { ...options, waitingCalls, pages, readers, session, actor: entered?.session.actor });
    const lasts = !context.requestInfo;
    const tells = isReachable('list_alerts', options.registry) && (lasts || context.era === 'modern');
    serveResources(server, { ...options, readers, session }, tells);
    if (tells && lasts) {
      const watch = { era: context.era, everyMs: options.alertsEveryMs };
      serveAlerts(server, options.opened ?? options.app, watch);
    }
    servePrompts(server, options);
    return server;
  };
}

/** The same for whoever came in with the request: their application, and the tools they may use. */
const actingFor = (entered: EnteredApp | undefined, options: McpServerOptions): McpServerOptions =>
  entered
    ? { ...options, registry: entered.registry, app: async () => entered, opened: async () => entered }
    : options;

const mostForgeriesNoted = 1_000;

/** Has a state that we did not seal, or not for this caller, kept as an event before it is refused. */
function noteForgeries() {
  let noted = 0;
  return (verify: WaitingCalls['verify'], { app }: McpServerOptions): WaitingCalls['verify'] =>
    async (state, ctx) => {
      try {
        return await verify(state, ctx);
      } catch (error) {
        noted += 1;
        if (noted <= mostForgeriesNoted) {
          const { noteRefusal } = await import('../../tools/kernel/take-approval.ts');
          await app()
            .then((open) => noteRefusal(open, '', 'forged'))
            .catch(() => undefined);
        }
        throw error;
      }
    };
}
