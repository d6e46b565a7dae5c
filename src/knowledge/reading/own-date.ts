/**
 * The day written in a text, as YYYY-MM-DD: 2026-03-05 with or without a time, 2026/3/5, 2026年3月5日,
 * 20260305…, D:20260305… of a PDF, or as JavaScript reads it ("March 5, 2026").
 */
export function dayWritten(text: string): string | undefined {
  const numbers =
    /(?<!\d)((?:19|20)\d\d)\s*(?:[-/.年]\s*)(\d{1,2})\s*(?:[-/.月]\s*)(\d{1,2})(?!\d)/.exec(text) ??
    /^\s*(?:D:)?((?:19|20)\d\d)(\d\d)(\d\d)/.exec(text);
  if (numbers) return validDay(Number(numbers[1]), Number(numbers[2]), Number(numbers[3]));
  const words =
    /(?<!\w)(?:(\d{1,2})(?:st|nd|rd|th)?\s+([A-Z][a-z]{2,8})\.?,?|([A-Z][a-z]{2,8})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?)\s+((?:19|20)\d\d)(?!\d)/.exec(
      text,
    );
  if (!words) return undefined;
  const month = months.indexOf((words[2] ?? words[3] ?? '').slice(0, 3).toLowerCase()) + 1;
  return validDay(Number(words[5]), month, Number(words[1] ?? words[4]));
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function validDay(year: number, month: number, day: number): string | undefined {
  const moment = new Date(Date.UTC(year, month - 1, day));
  return moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day
    ? moment.toISOString().slice(0, 10)
    : undefined;
}

const announced =
  /(?:last\s+)?(?:updated|modified|revised|effective|published|version\s+of|as\s+of)(?:\s+(?:date|on|from|as\s+of))?\s*[:：]?\s*|(?:最后)?(?:更新|修订|修改|发布|生效|制定|实施|施行)(?:日期|时间|于|日)?\s*[:：]?\s*/gi;

/** How far into a text its date is looked for, in characters. */
const head = 1_500;
const reach = 40;

/** The day a document gives itself near its beginning: "Last updated: 5 March 2026", “更新日期：2026年3月5日”. */
export function dayAnnounced(text: string): string | undefined {
  const start = text.slice(0, head);
  for (const { 0: words, index } of start.matchAll(announced)) {
    const after = start.slice(index + words.length, index + words.length + reach).split('\n', 1)[0]!;
    const day = /^\W{0,3}(?:on\s+)?(?:\d|[A-Z])/.test(after) ? dayWritten(after) : undefined;
    if (day !== undefined) return day;
  }
  return undefined;
}
