/** Writes a one-dimensional Postgres array literal; a string passes as the literal it already is. */
export function serializeArray(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return `{${value.map(serializeElement).join(',')}}`;
}

const serializeElement = (element: unknown): string =>
  element === null || element === undefined ? 'NULL' : `"${String(element).replace(/[\\"]/g, '\\$&')}"`;

/**
 * Reads a one-dimensional Postgres array literal.
 *
 * @param parseElement  makes a value of an element's text
 */
export function parseArray<Value>(literal: string, parseElement: (text: string) => Value): (Value | null)[] {
  return Array.from(literal.matchAll(/"((?:[^"\\]|\\.)*)"|[^{},]+/gs), ([text, quoted]) => {
    if (quoted !== undefined) return parseElement(quoted.replace(/\\(.)/gs, '$1'));
    return text === 'NULL' ? null : parseElement(text);
  });
}
