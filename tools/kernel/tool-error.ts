import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type ErrorCode, publicError, quoted, RapportError } from '../../src/trust/errors.ts';
import { didYouMean, nearest } from '../../src/trust/suggest.ts';

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
  | {
      ok: true;
      data: Record<string, unknown>;
      text: string;
      /** Where in the data texts stand that outsiders may have written. */
      untrusted?: readonly string[];
      /** A PNG that goes with the answer. */
      picture?: Uint8Array;
    }
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

/**
 * What is wrong with the arguments, in one line, with the field or value meant where one is near.
 *
 * @param error  of a parse that reported its input
 */
export function inputError(tool: string, schema: z.ZodObject, error: z.ZodError): RapportError {
  const first = new Map(error.issues.toReversed().map((issue) => [issue.path.join('.'), issue]));
  const lines = [...first.values()].toReversed().map((issue) => lineFor(issue, Object.keys(schema.shape)));
  return new RapportError('invalid_input', `${tool}: ${lines.slice(0, 5).join(' ')}`, {
    hint: 'Correct the arguments and call again; nothing was done.',
  });
}

function lineFor(issue: z.core.$ZodIssue, fields: readonly string[]): string {
  const path = issue.path.map((part) => quoted(String(part)).slice(1, -1)).join('.');
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return `${path ? `${path}: ` : ''}there is no field ${quoted(key)}. ${didYouMean(key, fields)}`;
  }
  return issue.input === undefined ? `${path} is missing.` : `${path} ${requirement(issue)}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function requirement(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeNames[issue.expected] ?? issue.expected}.`;
    case 'invalid_value': {
      const values = issue.values.map(String);
      const meant = nearest(String(issue.input), values)[0];
      return `must be one of ${values.slice(0, 20).join(', ')}.${meant ? ` Did you mean ${meant}?` : ''}`;
    }
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}.`;
    case 'too_small':
      return issue.minimum === 1 && unitOf(issue.origin) !== ''
        ? 'must not be empty.'
        : `must be at least ${issue.minimum}${unitOf(issue.origin)}.`;
    default:
      return `${issue.message}.`;
  }
}

const unitOf = (origin: string): string =>
  origin === 'string' ? ' characters long' : origin === 'array' ? ' entries long' : '';
