import { DatabaseError } from '../../db/database-error.ts';

export const errorCodes = [
  'invalid_input',
  'not_found',
  'ambiguous',
  'conflict',
  'forbidden',
  'approval_required',
  'rate_limited',
  'unavailable',
  'storage_full',
  'timeout',
  'erased',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

const retryable: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'unavailable', 'timeout']);

/**
 * A failure the caller can act on. Its message and hint are ours, written to be read by a person or a
 * model: never a database's words, never more of the caller's own text than 64 characters.
 */
export class RapportError extends Error {
  override readonly name = 'RapportError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    more: { hint?: string; details?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.code = code;
    this.hint = more.hint;
    this.details = more.details;
  }

  /** Whether the same call may succeed later unchanged. */
  get retryable(): boolean {
    return retryable.has(this.code);
  }
}

/** Someone's text as it may stand in a message of ours: one line, at most 64 characters, no controls. */
export function quoted(text: string): string {
  const plain = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  const characters = [...plain];
  return `"${characters.length > 64 ? `${characters.slice(0, 63).join('')}…` : plain}"`;
}

/** A failure as the caller may see it, or null where it is nobody's business but the log's. */
export function publicError(error: unknown): RapportError | null {
  if (error instanceof RapportError) return error;
  if (error instanceof DatabaseError && error.code !== 'internal')
    return new RapportError(error.code, error.message, error.hint === undefined ? {} : { hint: error.hint });
  return null;
}
