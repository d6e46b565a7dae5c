import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4GenerateResult,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
  LanguageModelV4ToolResultPart,
} from '@ai-sdk/provider';
import type { ToolOutcome } from '../../../tools/kernel/tool-error.ts';

const usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
};

/** A model of ours, made from what answers a prompt; streamed answers come word by word. */
export function respondingModel(
  modelId: string,
  respond: (options: LanguageModelV4CallOptions) => Promise<LanguageModelV4Content[]>,
): LanguageModelV4 {
  async function doGenerate(options: LanguageModelV4CallOptions): Promise<LanguageModelV4GenerateResult> {
    const content = await respond(options);
    const unified = content.some((part) => part.type === 'tool-call')
      ? ('tool-calls' as const)
      : ('stop' as const);
    return { content, finishReason: { unified, raw: undefined }, usage, warnings: [] };
  }

  return {
    specificationVersion: 'v4',
    provider: 'rapport',
    modelId,
    supportedUrls: {},
    doGenerate,
    async doStream(options) {
      const { content, finishReason } = await doGenerate(options);
      const parts: LanguageModelV4StreamPart[] = content.flatMap((part): LanguageModelV4StreamPart[] => {
        if (part.type !== 'text') return [part as Extract<LanguageModelV4StreamPart, { type: 'tool-call' }>];
        const metadata = part.providerMetadata ?? {};
        const words = part.text.match(/\S+\s*|\s+/gu) ?? [];
        return [
          { type: 'text-start', id: '0' },
          ...words.map((delta) => ({ type: 'text-delta' as const, id: '0', delta })),
          { type: 'text-end', id: '0', providerMetadata: metadata },
        ];
      });
      const stream = new ReadableStream<LanguageModelV4StreamPart>({
        start(controller) {
          controller.enqueue({ type: 'stream-start', warnings: [] });
          for (const part of parts) controller.enqueue(part);
          controller.enqueue({ type: 'finish', usage, finishReason });
          controller.close();
        },
      });
      return { stream };
    },
  };
}

/** The results that came in since the person last spoke. */
export function resultsOf(prompt: LanguageModelV4Prompt): LanguageModelV4ToolResultPart[] {
  const spoken = prompt.findLastIndex((message) => message.role === 'user');
  return prompt
    .slice(spoken + 1)
    .flatMap((message) =>
      message.role === 'tool' ? message.content.filter((part) => part.type === 'tool-result') : [],
    );
}

/** What the person said last. */
export function lastWords(prompt: LanguageModelV4Prompt): string {
  const message = prompt.findLast((one) => one.role === 'user');
  return message?.role === 'user'
    ? message.content.map((part) => (part.type === 'text' ? part.text : '')).join(' ')
    : '';
}

/** A result as the kernel gave it. */
export function outcomeOf({ output }: LanguageModelV4ToolResultPart): ToolOutcome {
  if (output.type === 'json' || output.type === 'error-json') return output.value as unknown as ToolOutcome;
  const message =
    output.type === 'text' || output.type === 'error-text' ? output.value : 'The call was refused.';
  return { ok: false, error: { code: 'internal', message, retryable: false, errorId: '' } };
}
