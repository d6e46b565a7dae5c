import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Registry } from '../../tools/kernel/context.ts';
import { quoted, RapportError } from '../trust/index.ts';
import type { Directory } from './directory.ts';
import { ModelFaultError } from './faults.ts';
import { listModels } from './models/catalogue.ts';
import { createLocalModel } from './models/local/model.ts';
import {
  accessOf,
  createOpenAiModel,
  type EndpointModel,
  isOpenAi,
  type OpenAiSettings,
  type Protocol,
} from './models/openai.ts';
import type { Domain } from './service/index.ts';
import type { AgentOptions } from './types.ts';

/** The model of OpenAI's that answers where there is a key and no model is named. */
export const defaultOpenAiModel = 'gpt-5.4-mini';

/** A model by its name: the local one, or one behind an endpoint. */
export type ModelName = { kind: 'local' } | { kind: 'openai'; name: string; protocol?: Protocol };

/** Reads `local`, `openai:NAME`, `openai-chat:NAME` or `openai-responses:NAME`. @throws RapportError */
export function readModelName(text: string): ModelName {
  if (text === 'local') return { kind: 'local' };
  const [, protocol, name] = /^openai(?:-(chat|responses))?:(.+)$/.exec(text) ?? [];
  if (name === undefined)
    throw new RapportError('invalid_input', `There is no model ${quoted(text)}.`, {
      hint: `Use local, or openai:NAME such as openai:${defaultOpenAiModel}.`,
    });
  return { kind: 'openai', name, ...(protocol !== undefined && { protocol: protocol as Protocol }) };
}

/**
 * Which model answers where none is named: the local one without a key and an endpoint; OpenAI's small one
 * with a key; at another endpoint the only one it offers.
 *
 * @throws RapportError where an endpoint offers several, or none can be had
 */
export async function defaultModelName(settings: OpenAiSettings, signal: AbortSignal): Promise<ModelName> {
  if (settings.apiKey === undefined && settings.baseUrl === undefined) return { kind: 'local' };
  if (isOpenAi(settings)) return { kind: 'openai', name: defaultOpenAiModel };
  const { host } = accessOf(settings);
  const hint = 'Name one with --model openai:NAME or RAPPORT_MODEL, or use --model local.';
  const names = await listModels(settings, signal).catch((error: unknown) => {
    if (!(error instanceof ModelFaultError)) throw error;
    throw new RapportError('unavailable', `${host} does not say which models it offers.`, { hint });
  });
  const [only] = names;
  if (only !== undefined && names.length === 1) return { kind: 'openai', name: only };
  const some = names.slice(0, 8).join(', ');
  throw new RapportError(
    'invalid_input',
    names.length === 0 ? `${host} offers no model.` : `${host} offers ${names.length} models: ${some}.`,
    { hint },
  );
}

/**
 * The model for an agent, with what is known of it; for customers the local one is that of the service flows.
 *
 * @throws RapportError for one there is not, or without a key
 */
export async function chooseModel(
  {
    model,
    openAi = {},
    domain,
  }: { model?: string | undefined; openAi?: OpenAiSettings | undefined; domain?: Domain | undefined },
  registry: Registry,
  directory: Directory,
  isCustomer = false,
): Promise<Pick<AgentOptions, 'place' | 'prices'> & { model: LanguageModelV4 }> {
  const chosen =
    model === undefined ? await defaultModelName(openAi, AbortSignal.timeout(10_000)) : readModelName(model);
  const surroundings = { tools: registry.served, directory };
  if (chosen.kind === 'local') {
    if (!isCustomer) return { model: createLocalModel(surroundings) };
    const { createServiceModel } = await import('./service/index.ts');
    return { model: createServiceModel({ ...surroundings, ...(domain && { domain }) }) };
  }
  return endpointModel(chosen, openAi);
}

/** A model behind an endpoint. @throws RapportError where OpenAI's is wanted without a key */
export function endpointModel(
  { name, protocol }: ModelName & { kind: 'openai' },
  settings: OpenAiSettings,
): EndpointModel {
  if (settings.apiKey === undefined && isOpenAi(settings))
    throw new RapportError('unavailable', `openai:${name} needs a key.`, {
      hint: 'Set OPENAI_API_KEY, or OPENAI_BASE_URL for a compatible endpoint without one; or use --model local.',
    });
  return createOpenAiModel(name, settings, protocol);
}
