import { setTimeout as sleep } from 'node:timers/promises';
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import { faultOf, isTransient, type ModelFault } from './faults.ts';
import type { TokenCount } from './models/prices.ts';
import type { Waiting } from './types.ts';

/** A model under watch for one question: its faults, what it was charged, and how far its last call came. */
export interface WatchedModel {
  model: LanguageModelV4;
  /** The fault that ended the question, where one did. */
  fault?: ModelFault;
  /** What the last call was doing: nothing, waiting for a first sign, or receiving. */
  phase: 'idle' | 'waiting' | 'receiving';
  /** Calls that were answered. */
  calls: number;
  tokens: TokenCount;
  /** Whether every answered call told its tokens. */
  counted: boolean;
}

export interface WatchOptions {
  /** The tools to send; the others stay unsent. */
  offered: ReadonlySet<string>;
  /** When the question's time is over, on the clock of `performance.now()`. */
  deadline: number;
  /** Whether an answer of nothing is a fault. */
  mustSpeak: boolean;
  onWait?: ((waiting: Waiting) => void) | undefined;
}

/** One call may send so many characters of text, thought and arguments together. */
const mostCharacters = 200_000;
const mostRetries = { rate_limited: 5, unavailable: 2 };
const firstDelay = 500;

/**
 * Watches over a model. Calls that failed for the moment are made again, after the time the endpoint asks
 * for or after half a second, one, two; not where that would outlast the question.
 */
export function watchModel(inner: LanguageModelV4, options: WatchOptions): WatchedModel {
  const watched: WatchedModel = {
    model: inner,
    phase: 'idle',
    calls: 0,
    tokens: { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 },
    counted: true,
  };
  const blame = (fault: ModelFault | undefined): void => {
    if (fault) watched.fault ??= fault;
  };

  async function persist<Result>(signal: AbortSignal | undefined, call: () => PromiseLike<Result>) {
    const failures = { rate_limited: 0, unavailable: 0 };
    for (;;) {
      watched.phase = 'waiting';
      try {
        return await call();
      } catch (error) {
        const fault = signal?.aborted ? undefined : faultOf(error);
        if (fault === undefined || !isTransient(fault)) {
          blame(fault);
          throw error;
        }
        const attempt = failures[fault.code]++;
        const delay = fault.seconds === undefined ? firstDelay * 2 ** attempt : fault.seconds * 1_000;
        if (attempt >= mostRetries[fault.code] || performance.now() + delay >= options.deadline) {
          blame(fault);
          throw error;
        }
        options.onWait?.({ seconds: delay / 1_000, fault });
        await sleep(delay, undefined, signal && { signal });
      }
    }
  }

  const narrowed = (call: LanguageModelV4CallOptions): LanguageModelV4CallOptions =>
    call.tools === undefined
      ? call
      : { ...call, tools: call.tools.filter((tool) => options.offered.has(tool.name)) };

  function finished(reason: LanguageModelV4FinishReason, usage: LanguageModelV4Usage, spoke: boolean): void {
    const { inputTokens, outputTokens } = usage;
    watched.phase = 'idle';
    watched.calls++;
    watched.tokens.inputTokens += inputTokens.total ?? 0;
    watched.tokens.cachedInputTokens += inputTokens.cacheRead ?? 0;
    watched.tokens.outputTokens += outputTokens.total ?? 0;
    if (inputTokens.total === undefined || outputTokens.total === undefined) watched.counted = false;
    blame(faultOfEnd(reason));
    if (!spoke && options.mustSpeak) blame({ code: 'empty' });
  }

  watched.model = {
    specificationVersion: 'v4',
    provider: inner.provider,
    modelId: inner.modelId,
    supportedUrls: inner.supportedUrls,

    async doGenerate(call) {
      const result = await persist(call.abortSignal, () => inner.doGenerate(narrowed(call)));
      const size = result.content.reduce((sum, part) => sum + sizeOf(part), 0);
      finished(result.finishReason, result.usage, result.content.some(speaks));
      if (size <= mostCharacters) return result;
      watched.fault = { code: 'too_large' };
      const finishReason = { unified: 'length' as const, raw: undefined };
      return { ...result, finishReason, content: result.content.flatMap(cut) };
    },

    async doStream(call) {
      const result = await persist(call.abortSignal, () => inner.doStream(narrowed(call)));
      watched.phase = 'receiving';
      let size = 0;
      let spoke = false;
      let ended = false;
      const watch = new TransformStream<LanguageModelV4StreamPart, LanguageModelV4StreamPart>({
        transform(part, controller) {
          spoke ||= speaks(part);
          if (part.type !== 'tool-call') size += sizeOf(part);
          if (part.type === 'error') blame(call.abortSignal?.aborted ? undefined : faultOf(part.error));
          if (part.type === 'finish') {
            ended = true;
            finished(part.finishReason, part.usage, spoke);
          }
          if (size <= mostCharacters) return controller.enqueue(part);
          blame({ code: 'too_large' });
          controller.terminate();
        },
        flush() {
          if (!ended) blame({ code: 'broken_off' });
        },
      });
      return { ...result, stream: result.stream.pipeThrough(watch) };
    },
  };
  return watched;
}

function faultOfEnd({ unified }: LanguageModelV4FinishReason): ModelFault | undefined {
  if (unified === 'length') return { code: 'cut_short' };
  if (unified === 'content-filter') return { code: 'filtered' };
  if (unified === 'interrupted') return { code: 'broken_off' };
  return unified === 'error' ? { code: 'garbled' } : undefined;
}

type Part = LanguageModelV4Content | LanguageModelV4StreamPart;

const speaks = (part: Part): boolean =>
  part.type === 'tool-call' ||
  (part.type === 'text' && part.text.trim() !== '') ||
  (part.type === 'text-delta' && part.delta.trim() !== '');

const sizeOf = (part: Part): number =>
  'delta' in part && typeof part.delta === 'string'
    ? part.delta.length
    : 'text' in part
      ? part.text.length
      : 'input' in part && typeof part.input === 'string'
        ? part.input.length
        : 0;

/** The beginning of a text that is too long; calls that are part of such an answer are not made. */
const cut = (part: LanguageModelV4Content): LanguageModelV4Content[] =>
  part.type === 'text' ? [{ ...part, text: part.text.slice(0, mostCharacters) }] : [];
