import { generateText } from 'ai';
import type { TextModel } from '../models.ts';
import { endpointModel, type ModelName } from './model-choice.ts';
import type { OpenAiSettings } from './models/openai.ts';

const mostTokens = 800;

/**
 * A model behind an endpoint that writes texts: asked once, never again, and without tools.
 * @throws RapportError where OpenAI's is wanted without a key
 */
export function createEndpointTextModel(
  chosen: ModelName & { kind: 'openai' },
  settings: OpenAiSettings,
): TextModel {
  const { model: seeing } = endpointModel(chosen, settings);
  return {
    name: chosen.name,
    async write({ instructions, text }, signal) {
      const model = settings.mask ? (await import('./masking.ts')).maskedByForm(seeing) : seeing;
      const { text: written } = await generateText({
        model,
        instructions,
        prompt: text,
        maxRetries: 0,
        maxOutputTokens: mostTokens,
        abortSignal: signal,
      });
      return written;
    },
  };
}
