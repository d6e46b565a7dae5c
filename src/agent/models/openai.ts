import { OpenAIChatLanguageModel, OpenAIResponsesLanguageModel } from '@ai-sdk/openai/internal';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { defaultSettingsMiddleware, extractReasoningMiddleware, wrapLanguageModel } from 'ai';
import type { ModelPlace } from '../types.ts';
import { listPriceOf, type Prices, pricesReadOn, readPrices } from './prices.ts';
import { modelFetch, readAddress } from './transport.ts';

export interface OpenAiSettings {
  apiKey?: string | undefined;
  /** Of any compatible endpoint; by default OpenAI's. */
  baseUrl?: string | undefined;
  /** `INPUT,CACHED,OUTPUT` in US dollars for a million tokens, in place of the list price. */
  prices?: string | undefined;
  /** Whether personal data are masked before a text goes to the model. */
  mask?: boolean | undefined;
}

/** The two protocols of OpenAI's. Compatible endpoints speak the first; OpenAI prefers the second. */
export type Protocol = 'chat' | 'responses';

/** A model behind an endpoint, and what people are told of it. */
export interface EndpointModel {
  model: LanguageModelV4;
  place: ModelPlace;
  /** What it costs and since when that is known. */
  prices?: { prices: Prices; readOn: string };
}

const openAiUrl = 'https://api.openai.com/v1';

/** Whether this is OpenAI itself, whose models, prices and protocols are known. */
export const isOpenAi = ({ baseUrl }: OpenAiSettings): boolean =>
  baseUrl === undefined || new URL(baseUrl).host === 'api.openai.com';

/** Where requests go, and what they carry to be let in. */
export function accessOf({ apiKey, baseUrl = openAiUrl }: OpenAiSettings): {
  url: string;
  host: string;
  fetch: typeof fetch;
} {
  const { url, host, authorization } = readAddress(baseUrl);
  return { url, host, fetch: modelFetch(apiKey === undefined ? authorization : `Bearer ${apiKey}`) };
}

/**
 * A model behind an OpenAI-compatible endpoint. OpenAI itself is spoken to by its Responses API, and asked
 * to keep nothing; any other endpoint by chat completions, which all of them know.
 *
 * @param protocol  forces one of the two
 */
export function createOpenAiModel(
  name: string,
  settings: OpenAiSettings,
  protocol: Protocol = isOpenAi(settings) ? 'responses' : 'chat',
): EndpointModel {
  const { url, host, fetch } = accessOf(settings);
  globalThis.AI_SDK_LOG_WARNINGS = false;
  // The package's own entry reads the environment when it is loaded, and fails on an empty OPENAI_BASE_URL.
  const endpoint = { provider: `openai.${protocol}`, url: ({ path }: { path: string }) => url + path, fetch };
  const list = isOpenAi(settings) ? listPriceOf(name) : undefined;
  const prices =
    settings.prices === undefined
      ? list && { prices: list, readOn: pricesReadOn }
      : { prices: readPrices(settings.prices), readOn: 'RAPPORT_PRICES' };
  const isChat = protocol === 'chat';
  return {
    model: isChat
      ? withoutThoughts(new OpenAIChatLanguageModel(name, endpoint))
      : keepingNothing(new OpenAIResponsesLanguageModel(name, endpoint)),
    place: {
      name,
      host,
      path: `${new URL(url).pathname.replace(/\/$/, '')}${isChat ? '/chat/completions' : '/responses'}`,
      other: `openai-${isChat ? 'responses' : 'chat'}:${name}`,
    },
    ...(prices && { prices }),
  };
}

/** OpenAI keeps what its Responses API is sent for a month, unless it is told not to. */
const keepingNothing = (model: LanguageModelV4): LanguageModelV4 =>
  wrapLanguageModel({
    model,
    middleware: defaultSettingsMiddleware({ settings: { providerOptions: { openai: { store: false } } } }),
  });

/** Some servers leave a model's thoughts in the text, between tags. */
const withoutThoughts = (model: LanguageModelV4): LanguageModelV4 =>
  wrapLanguageModel({ model, middleware: extractReasoningMiddleware({ tagName: 'think' }) });
