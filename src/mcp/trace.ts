import type { TraceCarrier } from '../../tools/kernel/observer.ts';

const traceparent = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;
const longestState = 512;

/**
 * The caller's trace, which a call goes on with: as `_meta` names it, else as the HTTP headers do. What is no trace
 * context of the W3C counts as none.
 */
export function traceOf(
  meta: Readonly<Record<string, unknown>> | undefined,
  headers: Headers | undefined,
): TraceCarrier | undefined {
  const read = (name: string): unknown => meta?.[name] ?? headers?.get(name);
  const [parent, state] = [read('traceparent'), read('tracestate')];
  if (typeof parent !== 'string' || !traceparent.test(parent)) return undefined;
  const hasState = typeof state === 'string' && state.length <= longestState;
  return { traceparent: parent, ...(hasState && { tracestate: state }) };
}
