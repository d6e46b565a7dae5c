import { RapportError } from '../../src/trust/errors.ts';
import type { Language } from '../../src/trust/index.ts';
import type { Tool } from './define-tool.ts';

/** The most a result may cost its reader, in tokens of about four bytes, both blocks together. */
const mostTokens = 10_000;

/**
 * The text block of a result: the tool's own summary, or its title.
 *
 * @param json  the same data
 * @throws RapportError invalid_input where both are longer than a reader can take
 */
export function summaryOf(
  tool: Tool,
  data: Record<string, unknown>,
  language: Language,
  json = JSON.stringify(data),
): string {
  const text = tool.summarize?.(data, language) ?? tool.title;
  const tokens = (Buffer.byteLength(json) + Buffer.byteLength(text)) / 4;
  if (tokens > mostTokens)
    throw new RapportError('invalid_input', `The result would be over ${mostTokens} tokens.`, {
      hint: 'Ask for fewer records (limit), less detail, or narrow it with a filter.',
    });
  return text;
}
