import { commitChange, newId } from '../../src/trust/index.ts';
import type { Batches, BatchKind, Invocation, Limits } from './context.ts';
import { failed } from './tool-error.ts';

/** Carries the result of a step out of the transaction that is rolled back. */
class RolledBack extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super('rolled back');
    this.result = result;
  }
}

/** How long one step may take, in milliseconds. */
const longestStep = 120_000;

/**
 * Opens a change of many transactions, such as an import or its undoing.
 *
 * @param change.id      of a change that is under way, to join it
 * @param change.dryRun  every step is rolled back
 * @returns the transactions, and how many of them wrote something
 */
export function openBatches(
  { runtime, session, conversationId }: Pick<Invocation, 'runtime' | 'session' | 'conversationId'>,
  change: { kind: BatchKind; tool: string; id?: string | undefined; dryRun?: boolean | undefined },
  signal: AbortSignal,
): Batches & { written(): number } {
  const changeId = change.id ?? newId(change.kind, runtime.clock());
  const limits: Limits = { signal, timeoutMs: longestStep };
  const origin = { tool: change.tool, conversationId, bulkId: changeId };
  let written = 0;
  return {
    changeId,
    isPart: change.id !== undefined,
    signal,
    written: () => written,
    read: (work) => runtime.read(session, (_, services) => work(services), limits),
    async step<Result>(work: Parameters<Batches['step']>[0]) {
      try {
        const [result, entry] = await runtime.write(
          session,
          async (scope, services) => {
            const done = (await work(services)) as Result;
            if (change.dryRun) throw new RolledBack(done);
            return [done, await commitChange(scope, origin)] as const;
          },
          limits,
        );
        if (entry !== null) written += 1;
        return result;
      } catch (error) {
        if (error instanceof RolledBack) return error.result as Result;
        throw error;
      }
    },
    async keepHouse(work) {
      if (change.dryRun) return false;
      try {
        return await runtime.write(session, (_, services) => work(services), limits);
      } catch (error) {
        failed(error, (errorId, failure) => runtime.report(errorId, change.tool, failure));
        return false;
      }
    },
  };
}
