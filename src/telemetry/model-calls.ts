import { context, type Meter, type Span, SpanKind, type Tracer, trace } from '@opentelemetry/api';
import { metrics } from './metrics.ts';
import { describe, fail, secondsSince } from './observer.ts';

/** What the AI SDK tells of a call of a model, as far as it is looked at: neither prompts nor answers. */
interface CallStart {
  callId: string;
  provider: string;
  modelId: string;
}

interface CallEnd extends CallStart {
  usage: {
    inputTokens: number | undefined;
    outputTokens: number | undefined;
    inputTokenDetails?: { cacheReadTokens?: number | undefined };
  };
}

export interface Tokens {
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
}

/** What tokens of a model cost in US dollars; undefined where its price is not known. */
export type CostOf = (model: string, tokens: Tokens) => number | undefined;

/** The AI SDK's hooks by which it tells of its calls, of every `generateText` and `streamText` in the process. */
export function createModelWatch(tracer: Tracer, meter: Meter, costOf: CostOf) {
  const { modelSeconds, tokens, cost } = metrics;
  const time = meter.createHistogram(modelSeconds.name, describe(modelSeconds));
  const tokenCount = meter.createCounter(tokens.name, describe(tokens));
  const dollars = meter.createCounter(cost.name, describe(cost));
  const open = new Map<string, { span: Span; started: number; model: string }>();

  const close = (callId: string, outcome: 'ok' | 'error'): void => {
    const call = open.get(callId);
    if (!call) return;
    open.delete(callId);
    if (outcome === 'error') fail(call.span, 'model_error');
    call.span.end();
    time.record(secondsSince(call.started), { model: call.model, outcome });
  };

  return {
    onLanguageModelCallStart({ callId, provider, modelId }: CallStart): void {
      close(callId, 'error');
      const attributes = {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': provider,
        'gen_ai.request.model': modelId,
      };
      const span = tracer.startSpan(`chat ${modelId}`, { kind: SpanKind.CLIENT, attributes });
      open.set(callId, { span, started: performance.now(), model: modelId });
    },
    onLanguageModelCallEnd({ callId, modelId, usage }: CallEnd): void {
      const counted: Tokens = {
        inputTokens: usage.inputTokens ?? 0,
        cachedInputTokens: usage.inputTokenDetails?.cacheReadTokens ?? 0,
        outputTokens: usage.outputTokens ?? 0,
      };
      open.get(callId)?.span.setAttributes({
        'gen_ai.usage.input_tokens': counted.inputTokens,
        'gen_ai.usage.output_tokens': counted.outputTokens,
      });
      tokenCount.add(counted.inputTokens, { model: modelId, kind: 'input' });
      tokenCount.add(counted.outputTokens, { model: modelId, kind: 'output' });
      const paid = costOf(modelId, counted);
      if (paid !== undefined) dollars.add(paid, { model: modelId });
      close(callId, 'ok');
    },
    async executeLanguageModelCall<Result>(call: {
      callId: string;
      execute: () => PromiseLike<Result>;
    }): Promise<Result> {
      const span = open.get(call.callId)?.span;
      const within = span ? trace.setSpan(context.active(), span) : context.active();
      try {
        return await context.with(within, call.execute);
      } catch (error) {
        close(call.callId, 'error');
        throw error;
      }
    },
    onAbort: ({ callId }: { callId?: string }): void => close(callId ?? '', 'error'),
  };
}
