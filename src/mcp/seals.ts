import { sealWaitingCalls, type WaitingCalls } from './approval.ts';
import type { McpApp } from './host.ts';

/**
 * Seals calls that wait for a person under the key of their workspace, so that the answer may come to another server
 * of the same database, or after a restart. The key is looked up when first wanted.
 */
export function createSeals(): (app: () => Promise<McpApp>) => WaitingCalls {
  const known = new Map<string, Promise<WaitingCalls>>();

  async function open({ runtime, session }: McpApp): Promise<WaitingCalls> {
    // Where nothing is written nothing waits for a person either.
    if (runtime.readOnly) return sealWaitingCalls();
    const { workspaceSecret } = await import('../trust/workspace-secret.ts');
    const limits = { signal: AbortSignal.timeout(10_000), timeoutMs: 10_000 };
    const key = await runtime.write(session, (scope) => workspaceSecret(scope, 'sealing', scope.now), limits);
    return sealWaitingCalls(key);
  }

  function of(app: McpApp): Promise<WaitingCalls> {
    const { id } = app.session.workspace;
    const found = known.get(id);
    if (found) return found;
    const opened = open(app);
    known.set(id, opened);
    opened.catch(() => known.delete(id));
    return opened;
  }

  return (app) => ({
    mint: async (waiting, ctx) => (await of(await app())).mint(waiting, ctx),
    verify: async (state, ctx) => (await of(await app())).verify(state, ctx),
  });
}
