import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { didYouMean, type ErrorCode, publicError, quoted, RapportError } from '../../src/trust/index.ts';

/** A failure as a caller sees it. */
export interface ToolError {
  code: ErrorCode;
  message: string;
  hint?: string;
  retryable: boolean;
  errorId: string;
  details?: Readonly<Record<string, unknown>>;
}

/** What a call came to: the one shape both adapters hand on. */
export type ToolOutcome =
  | { ok: true; data: Record<string, unknown>; text: string }
  | { ok: false; error: ToolError };

/**
 * A failure made fit to be seen: ours as it is, any other as "internal" under an id whose story goes to
 * the log alone.
 */
export function failed(error: unknown, report: (errorId: string, error: unknown) => void): ToolOutcome {
  const errorId = `err_${randomUUID().slice(0, 8)}`;
  const known = publicError(error);
  if (!known) report(errorId, error);
  const shown =
    known ??
    new RapportError('internal', 'Something went wrong on our side; nothing was written.', {
      hint: `Try once more; if it stays, report ${errorId}.`,
    });
  return {
    ok: false,
    error: {
      code: shown.code,
      message: shown.message,
      ...(shown.hint !== undefined && { hint: shown.hint }),
      retryable: shown.retryable,
      errorId,
      ...(shown.details && { details: shown.details }),
    },
  };
}

/** What is wrong with the arguments, in one line, with the field meant where one is near. */
export function inputError(tool: string, schema: z.ZodObject, error: z.ZodError): RapportError {
  const fields = Object.keys(schema.shape);
  const lines = error.issues.slice(0, 5).map((issue) => {
    const path = issue.path.map((part) => quoted(String(part)).slice(1, -1)).join('.');
    if (issue.code === 'unrecognized_keys') {
      const key = issue.keys[0] ?? '';
      return `${path ? `${path}: ` : ''}there is no field ${quoted(key)}. ${didYouMean(key, fields)}`;
    }
    if (issue.code === 'invalid_value')
      return `${path}: must be one of ${issue.values.slice(0, 20).join(', ')}.`;
    if (issue.code === 'invalid_type')
      return `${path || 'arguments'}: must be ${issue.expected}${issue.input === undefined ? ', is missing' : ''}.`;
    return `${path || 'arguments'}: ${issue.message}.`;
  });
  return new RapportError('invalid_input', `${tool}: ${lines.join(' ')}`, {
    hint: 'Correct the arguments and call again; nothing was done.',
  });
}
