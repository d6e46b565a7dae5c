import { setTimeout as sleep } from 'node:timers/promises';
import type { Invocation, PendingApproval } from '../../tools/kernel/context.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import { type ApprovalPage, openApprovalPage } from './approval-page.ts';
import type { McpApp } from './host.ts';

const lifetimeMs = 600_000;
/** How long a call waits for a person who is looking at the page. */
const patienceMs = 100_000;

/** The pages that are open, by approval. */
export interface ApprovalPages {
  /** Opens a page for what waits. @returns its address */
  open(
    app: McpApp,
    pending: PendingApproval & { total?: number },
    call: Partial<Invocation>,
  ): Promise<string>;
  /** What the call came to, where the person answers within a while; null where they do not. */
  outcomeOf(approvalId: string, signal: AbortSignal | undefined): Promise<ToolOutcome | null>;
  /** Closes a page nobody wants. */
  drop(approvalId: string): Promise<void>;
}

export function createApprovalPages(): ApprovalPages {
  const pages = new Map<string, ApprovalPage>();
  const drop = async (approvalId: string): Promise<void> => {
    const page = pages.get(approvalId);
    pages.delete(approvalId);
    await page?.close();
  };
  return {
    async open(app, pending, call) {
      const { actor, workspace } = app.session;
      const { signal: _, progress: __, ...lasting } = call;
      const page = await openApprovalPage({
        pending,
        language: actor.language ?? workspace.language,
        expiresAt: new Date(app.runtime.clock().getTime() + lifetimeMs),
        now: () => app.runtime.clock(),
        decide: (decision) => app.approve(pending.approvalId, decision, lasting),
      });
      pages.set(pending.approvalId, page);
      setTimeout(() => void drop(pending.approvalId), lifetimeMs).unref();
      return page.url;
    },
    async outcomeOf(approvalId, signal) {
      const page = pages.get(approvalId);
      if (!page) return null;
      const tooLong = sleep(patienceMs, null, { ref: false, ...(signal && { signal }) }).catch(() => null);
      const outcome = await Promise.race([page.outcome, tooLong]);
      if (outcome) await drop(approvalId);
      return outcome;
    },
    drop,
  };
}
