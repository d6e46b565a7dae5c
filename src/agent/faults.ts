import { APICallError } from '@ai-sdk/provider';

/** What went wrong between us and a language model. */
export type FaultCode =
  | 'wrong_key'
  | 'no_access'
  | 'no_credit'
  | 'unknown_model'
  | 'wrong_address'
  | 'not_an_api'
  | 'unreachable'
  | 'rate_limited'
  | 'unavailable'
  | 'refused_request'
  | 'conversation_too_long'
  | 'broken_off'
  | 'garbled'
  | 'too_large'
  | 'empty'
  | 'filtered'
  | 'cut_short';

/** A failure of a language model, fit to be shown: no keys, no addresses with credentials, no bodies. */
export interface ModelFault {
  code: FaultCode;
  /** The HTTP status, where the endpoint answered with one. */
  status?: number;
  /** How long the endpoint asks to wait. */
  seconds?: number;
  /** The endpoint's own words on why it refused, one short line. */
  detail?: string;
}

/** A fault as an exception, thrown where an answer cannot even be read. */
export class ModelFaultError extends Error {
  override readonly name = 'ModelFaultError';
  readonly fault: ModelFault;

  constructor(fault: ModelFault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** Whether the same request may succeed a little later. */
export const isTransient = (
  fault: ModelFault,
): fault is ModelFault & { code: 'rate_limited' | 'unavailable' } =>
  fault.code === 'rate_limited' || fault.code === 'unavailable';

const lasting: readonly FaultCode[] = [
  'wrong_key',
  'no_access',
  'no_credit',
  'unknown_model',
  'wrong_address',
  'not_an_api',
  'unreachable',
];

/** Whether every further request would fail the same way until a person does something. */
export const isLasting = ({ code }: ModelFault): boolean => lasting.includes(code);

/** What a failed call to a model comes down to, or undefined for what is no fault of a model. */
export function faultOf(error: unknown): ModelFault | undefined {
  if (error instanceof ModelFaultError) return error.fault;
  if (APICallError.isInstance(error)) return faultOfCall(error);
  if (!(error instanceof Error)) return faultInStream(error);
  const code = networkCode(error);
  if (error instanceof TypeError && error.message === 'fetch failed')
    return { code: 'unreachable', ...(code && { detail: code }) };
  if (code !== undefined || error.message === 'terminated') return { code: 'broken_off' };
  return error.name.startsWith('AI_') ? { code: 'garbled' } : undefined;
}

function faultOfCall(error: APICallError): ModelFault {
  const { statusCode, responseBody = '', responseHeaders = {} } = error;
  if (statusCode === undefined) {
    const code = networkCode(error);
    const cut = code !== undefined && ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(code);
    return cut ? { code: 'unavailable' } : { code: 'unreachable', ...(code && { detail: code }) };
  }
  const cause = error.cause instanceof ModelFaultError ? error.cause.fault : undefined;
  if (cause) return cause;
  if (statusCode < 300)
    return networkCode(error) === undefined ? { code: 'garbled' } : { code: 'broken_off' };
  return faultOfStatus(statusCode, responseBody, responseHeaders);
}

/** A failure that an endpoint tells within its stream, as the provider hands it on. */
function faultInStream(told: unknown): ModelFault {
  const { statusCode, message, code } = (told ?? {}) as Record<string, unknown>;
  const body = JSON.stringify({ error: { message, code } });
  return typeof statusCode === 'number' ? faultOfStatus(statusCode, body, {}) : { code: 'unavailable' };
}

function faultOfStatus(
  status: number,
  body: string,
  headers: Readonly<Record<string, string | undefined>>,
): ModelFault {
  const says = (pattern: RegExp): boolean => pattern.test(body);
  const seconds = secondsToWait(headers);
  if (status === 401) return { code: 'wrong_key', status };
  if (says(/insufficient_quota|exceeded your current quota|billing/i) && status < 500)
    return { code: 'no_credit', status };
  if (status === 403) return { code: 'no_access', status };
  if (status === 404)
    return { code: says(/model_not_found|\bmodel\b/i) ? 'unknown_model' : 'wrong_address', status };
  if (status === 405) return { code: 'wrong_address', status };
  if (status === 429) return { code: 'rate_limited', status, ...(seconds !== undefined && { seconds }) };
  if (status === 408 || status >= 500)
    return { code: 'unavailable', status, ...(seconds !== undefined && { seconds }) };
  if (
    says(/context_length_exceeded|maximum context length|context window|too many tokens/i) ||
    status === 413
  )
    return { code: 'conversation_too_long', status };
  if (says(/model_not_found|model .*does not exist/i)) return { code: 'unknown_model', status };
  const detail = ownWords(body);
  return { code: 'refused_request', status, ...(detail !== '' && { detail }) };
}

/** Retry-After in either of its forms, measured against the endpoint's own clock. */
function secondsToWait(headers: Readonly<Record<string, string | undefined>>): number | undefined {
  const exact = Number(headers['retry-after-ms'] ?? Number.NaN) / 1_000;
  const given = headers['retry-after'];
  const plain = given === undefined ? Number.NaN : Number(given);
  const moment = Date.parse(given ?? '') - Date.parse(headers.date ?? '');
  const seconds = [exact, plain, moment / 1_000].find((value) => Number.isFinite(value));
  return seconds === undefined ? undefined : Math.max(0, seconds);
}

/** The endpoint's own message in one line, without anything that looks like a key or a password. */
function ownWords(body: string): string {
  let message: unknown;
  try {
    const parsed = JSON.parse(body) as { error?: { message?: unknown } | string; message?: unknown };
    message = typeof parsed.error === 'object' ? parsed.error?.message : (parsed.error ?? parsed.message);
  } catch {
    return '';
  }
  if (typeof message !== 'string') return '';
  return message
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/\b(?:sk|key|pk)[-_][\w*-]{4,}/gi, '…')
    .replace(/\bBearer\s+\S+/gi, '…')
    .replace(/\w+:\/\/\S+/g, '…')
    .trim()
    .slice(0, 200);
}

/** The system's code of a connection that failed, from anywhere in the chain of causes. */
function networkCode(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; cause = cause.cause, depth++) {
    const code = (cause as { code?: unknown }).code;
    if (
      typeof code === 'string' &&
      /^(E[A-Z_]+|UND_ERR_\w+|\w*CERT\w*|UNABLE_TO_\w+|ERR_(SSL|TLS)_\w+)$/.test(code)
    )
      return code;
  }
  return undefined;
}
