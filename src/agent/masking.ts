import { randomBytes } from 'node:crypto';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { createNameFinder, type NameFinder } from '../privacy/index.ts';
import type { AgentHost } from './host.ts';
import { maskModel } from './masked-model.ts';

// By itself, since few need it and its patterns take a while to load.

/** A model that is sent signs in place of personal data, the names of the workspace's people among them. */
export const maskedFor = (
  host: Pick<AgentHost, 'runtime' | 'session'>,
  model: LanguageModelV4,
): LanguageModelV4 => maskModel(model, nameFinderOf(host), randomBytes(32));

/** A model that is sent signs in place of what has the form of personal data; it knows no names. */
export function maskedByForm(model: LanguageModelV4): LanguageModelV4 {
  const nobody = createNameFinder([]);
  return maskModel(model, async () => nobody, randomBytes(32));
}

const namesKnownForMilliseconds = 300_000;

/** Finds the names of the workspace's contacts and members in a text; learned anew every five minutes. */
function nameFinderOf({
  runtime,
  session,
}: Pick<AgentHost, 'runtime' | 'session'>): () => Promise<NameFinder> {
  const limits = () => ({ signal: AbortSignal.timeout(15_000), timeoutMs: 15_000 });
  let known: { at: number; finder: Promise<NameFinder> } | undefined;
  return () => {
    const now = runtime.clock().getTime();
    if (known === undefined || Math.abs(now - known.at) > namesKnownForMilliseconds) {
      const names = runtime.read(session, (_, { crm }) => crm.peopleNames(), limits());
      known = { at: now, finder: names.then(createNameFinder) };
      known.finder.catch(() => {
        known = undefined;
      });
    }
    return known.finder;
  };
}
