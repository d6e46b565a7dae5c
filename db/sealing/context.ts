import { AsyncLocalStorage } from 'node:async_hooks';
import type { Keyring } from './keys.ts';
import { createSealer, type Sealer } from './sealer.ts';

interface Context {
  keys: Keyring;
  sealer: Sealer | undefined;
}

const contexts = new AsyncLocalStorage<Context>();

/**
 * Has sealed columns encrypted within some work, for one workspace. Without one, as where the owner of the
 * database works, they can be neither read nor written until `sealingFor` names it.
 */
export const withKeys = <Result>(
  keys: Keyring | undefined,
  workspaceId: string | undefined,
  work: () => Result,
): Result =>
  keys === undefined
    ? work()
    : contexts.run(
        { keys, sealer: workspaceId === undefined ? undefined : createSealer(keys, workspaceId) },
        work,
      );

/** Names the workspace for work that goes over several. */
export const sealingFor = <Result>(workspaceId: string, work: () => Result): Result =>
  withKeys(contexts.getStore()?.keys, workspaceId, work);

/** All keys of the database; undefined where it is not encrypted. */
export const keysInUse = (): Keyring | undefined => contexts.getStore()?.keys;

/** What seals in the transaction under way; undefined where the database is not encrypted. */
export function sealing(): Sealer | undefined {
  const context = contexts.getStore();
  if (context && !context.sealer) throw new Error('Sealed columns are of a workspace, and none is named.');
  return context?.sealer;
}
