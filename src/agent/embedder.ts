import { z } from 'zod';
import type { Embedder } from '../models.ts';
import { accessOf, isOpenAi, type OpenAiSettings } from './models/openai.ts';

const dimensions = 1_024;
const longestText = 8_000;
const Answer = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()).min(1) })),
});

/**
 * An embedder behind an OpenAI-compatible endpoint. OpenAI's own is asked for 1,024 numbers; shorter vectors
 * of other models are filled up with zeros, which changes no cosine, and longer ones are refused.
 */
export function createEndpointEmbedder(model: string, settings: OpenAiSettings): Embedder {
  const { url, host, fetch } = accessOf(settings);
  const shortened = isOpenAi(settings) && model.startsWith('text-embedding-3');
  return {
    name: `${model}@${host}`,
    isLexical: false,
    async embed(texts, { signal } = {}) {
      const response = await fetch(`${url}/embeddings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          model,
          input: texts.map((text) => text.slice(0, longestText)),
          encoding_format: 'float',
          ...(shortened && { dimensions }),
        }),
        signal: signal ?? null,
      });
      if (!response.ok) {
        await response.body?.cancel();
        throw new Error(`The embedding endpoint ${host} answered ${response.status} for ${model}.`);
      }
      const { data } = Answer.parse(await response.json());
      const vectors = data.sort((one, other) => one.index - other.index).map(({ embedding }) => embedding);
      if (vectors.length !== texts.length)
        throw new Error(
          `The embedding endpoint ${host} answered ${vectors.length} of ${texts.length} texts.`,
        );
      return vectors.map(filledUp);
    },
  };

  function filledUp(vector: number[]): number[] {
    if (vector.length > dimensions)
      throw new Error(
        `${model} gives ${vector.length} numbers a text; choose a model of at most ${dimensions}.`,
      );
    return [...vector, ...new Array<number>(dimensions - vector.length).fill(0)];
  }
}
