const mostInOneLine = 8;
const mostLines = 30;

/** Ranked things, one a line, the first with 1. */
export const ranked = (things: readonly string[]): string =>
  things.map((thing, index) => `${index + 1}. ${thing}`).join('\n');

/**
 * Names after a colon: a few as one sentence, more as a line each, and of many the first.
 * @param more  says how many are not shown
 */
export function namesAfter(
  names: readonly string[],
  total: number,
  {
    lead,
    separator,
    stop,
    more,
  }: { lead: string; separator: string; stop: string; more: (left: number) => string },
): string {
  const isShort = names.length <= mostInOneLine;
  const shown = isShort ? names : names.slice(0, mostLines);
  const parts = total > shown.length ? [...shown, more(total - shown.length)] : shown;
  return isShort ? `${lead}${parts.join(separator)}${stop}` : `\n– ${parts.join('\n– ')}`;
}
