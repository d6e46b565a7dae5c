import type { CallToolResult } from '@modelcontextprotocol/server';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import { withoutLinks } from '../trust/links.ts';

/** Where a refused call carries its error for programs; for models it stands in the text. */
export const errorKey = 'rapport/error';

/** Where a result names the places of texts that outsiders may have written. */
export const untrustedKey = 'rapport/untrusted';

/**
 * A call's outcome as MCP knows it. A success says itself twice, as the protocol asks: as data, and as a
 * text that tells the essential, record ids included, to models of clients that pass on text alone. A picture
 * comes with it where one was asked for.
 */
export function toCallToolResult(outcome: ToolOutcome): CallToolResult {
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
  const lines = [
    `${code}: ${message}${hint === undefined ? '' : ` ${hint}`}`,
    ...(details ? [withoutLinks(JSON.stringify(details), () => false)] : []),
  ];
  return {
    content: [{ type: 'text', text: lines.join('\n') }],
    isError: true,
    _meta: { [errorKey]: outcome.error },
  };
}
