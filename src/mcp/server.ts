import { randomUUID } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/server';
import type { Registry } from '../../tools/kernel/context.ts';
import { sealWaitingCalls } from './approval.ts';
import type { McpApp } from './host.ts';
import { instructionsFor } from './instructions.ts';
import { servePrompts } from './prompts.ts';
import { serveResources } from './resources.ts';
import { serveTools } from './tools.ts';

export interface McpServerOptions {
  version: string;
  /** What is served is listed, in this order, and may be called. */
  registry: Registry;
  /** Opens the application, or gives the open one. The lists of tools, resources and prompts do without. */
  app(): Promise<McpApp>;
  /** Notes a failure nobody outside may see, under an id that may be told. */
  report(errorId: string, tool: string, error: unknown): void;
}

const listsHold = { ttlMs: 3_600_000, cacheScope: 'private' } as const;

/**
 * Makes servers, one for each connection, for clients of either era: 2026-07-28, and 2025-11-25 and before.
 * What one connection did is one conversation, which undo_change can take back.
 */
export function createMcpServerFactory(options: McpServerOptions): () => Promise<McpServer> {
  const waitingCalls = sealWaitingCalls();
  return async () => {
    const server = new McpServer(
      { name: 'rapport', title: 'Rapport CRM', version: options.version },
      {
        instructions: await instructionsFor(options.app),
        requestState: { verify: waitingCalls.verify },
        cacheHints: { 'tools/list': listsHold, 'prompts/list': listsHold },
      },
    );
    const host = { ...options, waitingCalls, conversationId: `cnv_${randomUUID()}` };
    serveTools(server, host);
    serveResources(server, host);
    servePrompts(server, host);
    return server;
  };
}
