import { RapportError } from '../../src/trust/errors.ts';

const deepest = 32;
/** Tag characters, bidirectional controls and zero-width spaces; joiners stay, since scripts and emoji need them. */
const hidden = /[\u{E0000}-\u{E007F}\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF]/gu;

/**
 * Arguments as they may be stored: text in NFC.
 * @throws RapportError invalid_input for NUL characters, broken surrogates or nesting over 32 levels
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
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        cleanInput(item, path ? `${path}.${key.slice(0, 40)}` : key.slice(0, 40), depth + 1),
      ]),
    );
  return value;
}

/**
 * A result without the invisible characters that could hide text from a reader; most hold none.
 *
 * @param json  the same result
 */
export const showPlainly = <Value>(value: Value, json: string): Value =>
  json.search(hidden) < 0 ? value : withoutHidden(value);

function withoutHidden<Value>(value: Value): Value {
  if (typeof value === 'string') return value.replace(hidden, '') as Value;
  if (Array.isArray(value)) return value.map(withoutHidden) as Value;
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, withoutHidden(item)]),
    ) as Value;
  return value;
}
