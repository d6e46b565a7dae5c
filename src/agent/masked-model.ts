import type {
  JSONValue,
  LanguageModelV4,
  LanguageModelV4Content,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { createMasking, type Masking, type NameFinder } from '../privacy/index.ts';

/** What a model is told of the signs it sees. */
const explanation =
  'Personal data are replaced by signs such as <NAME_1_a1b2c3>. Use a sign as it stands, in answers and in ' +
  'arguments of tools, in place of the datum; never guess what is behind it and never change it.';
/** The beginning of a sign at the end of what has come so far. */
const begunSign = /<[A-Z_\d]*[\da-f]*$/;

/**
 * A model that sees no personal data: what goes to it is masked, what comes back, texts and arguments of
 * calls, is unmasked. Only what stands in a prompt can come back out of its answer, so that no model can ask
 * for a datum of another conversation.
 *
 * @param names  finds the names of people the workspace knows, asked before every call
 * @param key  tells the signs of this model from what merely looks like them
 */
export function maskModel(
  model: LanguageModelV4,
  names: () => Promise<NameFinder>,
  key: Uint8Array,
): LanguageModelV4 {
  const masked = async (prompt: LanguageModelV4Prompt) => {
    const masking = createMasking(await names(), key);
    const seen = prompt.map((message) => maskMessage(message, masking));
    const isNeeded = masking.size > 0;
    return {
      masking,
      prompt: isNeeded ? [{ role: 'system' as const, content: explanation }, ...seen] : seen,
    };
  };
  return {
    specificationVersion: 'v4',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,

    async doGenerate(call) {
      const { masking, prompt } = await masked(call.prompt);
      const result = await model.doGenerate({ ...call, prompt });
      return { ...result, content: result.content.map((part) => unmaskContent(part, masking)) };
    },

    async doStream(call) {
      const { masking, prompt } = await masked(call.prompt);
      const result = await model.doStream({ ...call, prompt });
      return { ...result, stream: result.stream.pipeThrough(unmaskStream(masking)) };
    },
  };
}

function maskMessage(message: LanguageModelV4Message, masking: Masking): LanguageModelV4Message {
  if (message.role === 'system') return { ...message, content: masking.mask(message.content) };
  const content = message.content.map((part) => {
    switch (part.type) {
      case 'text':
      case 'reasoning':
        return { ...part, text: masking.mask(part.text) };
      case 'tool-call':
        return { ...part, input: maskJson(part.input as JSONValue, masking) };
      case 'tool-result': {
        const { output } = part;
        if (!('value' in output)) return part;
        return { ...part, output: { ...output, value: maskJson(output.value as JSONValue, masking) } };
      }
      default:
        return part;
    }
  });
  return { ...message, content } as LanguageModelV4Message;
}

function maskJson(value: JSONValue | undefined, masking: Masking): JSONValue | undefined {
  if (typeof value === 'string') return masking.mask(value);
  if (Array.isArray(value)) return value.map((element) => maskJson(element, masking)!);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskJson(inner, masking)]));
}

function unmaskContent(part: LanguageModelV4Content, masking: Masking): LanguageModelV4Content {
  if (part.type === 'text' || part.type === 'reasoning') return { ...part, text: masking.unmask(part.text) };
  return part.type === 'tool-call' ? { ...part, input: unmaskInput(part.input, masking) } : part;
}

/** Arguments are JSON as text: a datum goes in with its quotes escaped. */
function unmaskInput(input: string, masking: Masking): string {
  return masking.unmask(input, (datum) => JSON.stringify(datum).slice(1, -1));
}

/** Texts come in pieces, and a sign may lie in two of them: what may be the beginning of one waits for the rest. */
function unmaskStream(
  masking: Masking,
): TransformStream<LanguageModelV4StreamPart, LanguageModelV4StreamPart> {
  const waiting = new Map<string, string>();
  return new TransformStream({
    transform(part, controller) {
      if (part.type === 'text-delta' || part.type === 'reasoning-delta') {
        const text = (waiting.get(part.id) ?? '') + part.delta;
        const rest = begunSign.exec(text)?.[0] ?? '';
        waiting.set(part.id, rest);
        const delta = masking.unmask(text.slice(0, text.length - rest.length));
        if (delta !== '') controller.enqueue({ ...part, delta });
        return;
      }
      if (part.type === 'text-end' || part.type === 'reasoning-end') {
        const rest = waiting.get(part.id) ?? '';
        const type = part.type === 'text-end' ? 'text-delta' : 'reasoning-delta';
        if (rest !== '') controller.enqueue({ type, id: part.id, delta: rest });
        waiting.delete(part.id);
      }
      controller.enqueue(
        part.type === 'tool-call' ? { ...part, input: unmaskInput(part.input, masking) } : part,
      );
    },
  });
}
