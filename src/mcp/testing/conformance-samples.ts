import type { CallToolResult } from '@modelcontextprotocol/server';

/** A red pixel, as PNG in base64. */
export const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';

/** No sound, as WAV in base64. */
export const silence = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';

/** A tool's answer in words. */
export const text = (words: string): CallToolResult => ({ content: [{ type: 'text', text: words }] });
