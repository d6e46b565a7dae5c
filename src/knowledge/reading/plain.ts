import { withoutHidden } from '../../trust/index.ts';

/** A text as a reader sees it: in NFC, lines ended by \n, without characters that could hide another text. */
export const plainly = (text: string): string =>
  withoutHidden(text.toWellFormed().replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')).normalize('NFC');

/** Words on one line. */
export const onOneLine = (text: string): string => plainly(text).replace(/\s+/g, ' ').trim();
