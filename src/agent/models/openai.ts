import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModelV4 } from '@ai-sdk/provider';

export interface OpenAiSettings {
  apiKey?: string | undefined;
  /** Of any compatible endpoint; by default OpenAI's. */
  baseUrl?: string | undefined;
}

/** A model behind an OpenAI-compatible endpoint, over the chat completions all of them speak. */
export function createOpenAiModel(name: string, { apiKey, baseUrl }: OpenAiSettings): LanguageModelV4 {
  return createOpenAI({ apiKey: apiKey ?? '', ...(baseUrl !== undefined && { baseURL: baseUrl }) }).chat(
    name,
  );
}
