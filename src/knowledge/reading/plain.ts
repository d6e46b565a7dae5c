/** Characters that nobody sees: tags, bidirectional controls, zero-width spaces, soft hyphens, spare selectors. */
const invisible =
  /[\u{E0000}-\u{E01EF}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F]/g;

/** A text as a reader sees it: in NFC, lines ended by \n, without characters that could hide another text. */
export const plainly = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(controls, '')
    .replace(invisible, '')
    .normalize('NFC');

/** Words on one line. */
export const onOneLine = (text: string): string => plainly(text).replace(/\s+/g, ' ').trim();
