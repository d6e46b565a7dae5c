import type { CallToolResult } from '@modelcontextprotocol/server';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import type { Language } from '../language/index.ts';
import { errorText } from '../trust/error-texts.ts';
import { withoutLinks } from '../trust/links.ts';

/** Where a refused call carries its error for programs; for models it stands in the text. */
export const errorKey = 'rapport/error';

/** Where a result names the places of texts that outsiders may have written. */
export const untrustedKey = 'rapport/untrusted';

/**
 * A call's outcome as MCP knows it. A success says itself twice, as the protocol asks: as data, and as a
 * text that tells the essential, record ids included, to models of clients that pass on text alone. A picture
 * comes with it where one was asked for.
 *
 * @param language  in which an error is told; programs read it in English
 */
export function toCallToolResult(outcome: ToolOutcome, language: Language = 'en'): CallToolResult {
  if (outcome.ok) {
    const { text, data, picture, untrusted } = outcome;
    const image = picture && {
      type: 'image' as const,
      data: Buffer.from(picture).toString('base64'),
      mimeType: 'image/png',
    };
    return {
      content: [{ type: 'text', text }, ...(image ? [image] : [])],
      structuredContent: data,
      ...(untrusted && { _meta: { [untrustedKey]: untrusted } }),
    };
  }
  const { code, message, hint, details } = outcome.error;
  const said = [message, hint].flatMap((text) => (text === undefined ? [] : errorText(text, language)));
  const lines = [
    `${code}: ${said.join(language === 'zh' ? '' : ' ')}`,
    ...(details ? [withoutLinks(JSON.stringify(details), () => false)] : []),
  ];
  return {
    content: [{ type: 'text', text: lines.join('\n') }],
    isError: true,
    _meta: { [errorKey]: outcome.error },
  };
}
