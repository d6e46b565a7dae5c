import { replay, type Scope } from '../../src/trust/index.ts';
import type { Receipt } from './context.ts';
import type { Tool } from './define-tool.ts';

/** What a repeated call was answered first; undefined where the call is to be run. */
export async function firstAnswer<Result extends object>(
  scope: Scope,
  { runsAgain, annotations }: Tool,
  identity: Parameters<typeof replay>[1],
  { dryRun, repeat }: { dryRun?: unknown; repeat?: unknown },
): Promise<(Result & Receipt) | undefined> {
  const isKeyed = identity.key !== undefined;
  if (dryRun || (!isKeyed && (repeat || runsAgain || !annotations.idempotentHint))) return undefined;
  const earlier = await replay(scope, identity);
  return earlier === null
    ? undefined
    : ({ ...earlier, ...(!isKeyed && { possibleDuplicate: true }) } as Result & Receipt);
}
