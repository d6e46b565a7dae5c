import { RapportError } from '../../src/trust/errors.ts';
import { mayHide, withoutHidden } from '../../src/trust/hidden-characters.ts';

const deepest = 32;
const mostFields = 1_000;

/**
 * Arguments as they may be stored: text in NFC.
 * @throws RapportError invalid_input for NUL characters, broken surrogates, nesting over 32 levels or objects
 *   of more than 1,000 fields
 */
export function cleanInput(value: unknown, path = '', depth = 0): unknown {
  if (depth > deepest)
    throw new RapportError('invalid_input', 'The arguments are nested too deeply.', {
      hint: 'Send a flat object.',
    });
  if (typeof value === 'string') {
    if (value.includes('\u0000') || !value.isWellFormed())
      throw new RapportError(
        'invalid_input',
        `${path || 'A text'} holds characters that are not text (NUL or half a surrogate pair).`,
        { hint: 'Send it as clean Unicode.' },
      );
    return value.normalize('NFC');
  }
  if (Array.isArray(value))
    return value.map((item, index) => cleanInput(item, `${path}[${index}]`, depth + 1));
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value);
    if (fields.length > mostFields)
      throw new RapportError('invalid_input', `${path || 'The arguments'}: at most 1,000 fields.`, {
        hint: 'Leave out what the tool does not know.',
      });
    return Object.fromEntries(
      fields.map(([key, item]) => [
        key,
        cleanInput(item, path ? `${path}.${key.slice(0, 40)}` : key.slice(0, 40), depth + 1),
      ]),
    );
  }
  return value;
}

/**
 * A result without the hidden characters that could carry a text past its reader; most hold none.
 *
 * @param json  the same result
 */
export const showPlainly = <Value>(value: Value, json: string): Value =>
  mayHide(json) ? plainly(value) : value;

function plainly<Value>(value: Value): Value {
  if (typeof value === 'string') return withoutHidden(value) as Value;
  if (Array.isArray(value)) return value.map(plainly) as Value;
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainly(item)])) as Value;
  return value;
}
