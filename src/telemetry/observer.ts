import {
  type Attributes,
  context,
  type Meter,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
} from '@opentelemetry/api';
import type { Observer } from '../../tools/kernel/observer.ts';
import { metrics } from './metrics.ts';

const codes = /^[a-z_]{2,30}$/;

/**
 * Traces and measures calls and transactions. Names and attributes come from our own code alone: tool, outcome,
 * kind of access. No error's message, no argument, nobody's name.
 */
export function createObserver(tracer: Tracer, meter: Meter): Observer {
  const { calls, callSeconds, transactionSeconds, approvals } = metrics;
  const callCount = meter.createCounter(calls.name, describe(calls));
  const callTime = meter.createHistogram(callSeconds.name, describe(callSeconds));
  const transactionTime = meter.createHistogram(transactionSeconds.name, describe(transactionSeconds));
  const approvalCount = meter.createCounter(approvals.name, describe(approvals));

  return {
    call(tool, from, work) {
      const parent = from ? propagation.extract(context.active(), from) : context.active();
      const attributes = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': tool };
      const kind = from ? SpanKind.SERVER : SpanKind.INTERNAL;
      return tracer.startActiveSpan(`execute_tool ${tool}`, { kind, attributes }, parent, async (span) => {
        const started = performance.now();
        const ended = await work();
        const outcome = ended.ok ? 'ok' : ended.error.code;
        span.setAttribute('rapport.outcome', outcome);
        if (!ended.ok) fail(span, ended.error.code);
        span.end();
        callCount.add(1, { tool, outcome });
        callTime.record(secondsSince(started), { tool, outcome });
        return ended;
      });
    },
    transaction(access, work) {
      const attributes = { 'db.system.name': 'postgresql', 'rapport.access': access };
      const options = { kind: SpanKind.CLIENT, attributes };
      return tracer.startActiveSpan(`transaction ${access}`, options, async (span) => {
        const started = performance.now();
        const note = (outcome: string): void => {
          span.end();
          transactionTime.record(secondsSince(started), { access, outcome });
        };
        try {
          const result = await work();
          note('ok');
          return result;
        } catch (error) {
          const outcome = codeOf(error);
          fail(span, outcome);
          note(outcome);
          throw error;
        }
      });
    },
    approval: (decision) => approvalCount.add(1, { decision }),
  };
}

export const describe = ({ unit, tells }: { unit: string; tells: string }) => ({ unit, description: tells });

export const secondsSince = (started: number): number => (performance.now() - started) / 1_000;

/** Marks a span as failed, by a code alone. */
export function fail(span: Span, code: string): void {
  const attributes: Attributes = { 'error.type': code };
  span.setAttributes(attributes).setStatus({ code: SpanStatusCode.ERROR });
}

/** What may be told of an error: the code of one of ours. */
function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && codes.test(code) ? code : 'rolled_back';
}
