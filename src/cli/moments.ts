import { momentAt } from '../crm/index.ts';
import { parseDates } from '../language/index.ts';
import type { Workspace } from '../trust/index.ts';

const milliseconds: Readonly<Record<string, number>> = {
  m: 60_000,
  min: 60_000,
  分钟: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  小时: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
  天: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
  weeks: 604_800_000,
  周: 604_800_000,
};
const partsOfDay = { morning: '06:00', afternoon: '12:00', evening: '18:00' };

/**
 * A moment as people say it: `2h`, `30 min ago`, `yesterday`, `Monday 9:00`, `昨天下午`, `3天前`, or ISO 8601. A day
 * means its beginning in the workspace's zone, or its end where the end of a time is asked for.
 *
 * @returns undefined where it is no moment
 */
export function momentFrom(
  text: string,
  { timeZone }: Pick<Workspace, 'timeZone'>,
  now: Date,
  edge: 'start' | 'end' = 'start',
): Date | undefined {
  const said = text.trim();
  const [, count, unit = ''] =
    /^(\d{1,4})\s*([a-z]+|分钟|小时|天|周)(?:\s*ago|之?前|以前)?$/iu.exec(said) ?? [];
  const length = milliseconds[unit.toLowerCase()];
  if (count !== undefined && length !== undefined) return new Date(now.getTime() - Number(count) * length);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(said)) {
    const moment = new Date(said);
    return Number.isNaN(moment.getTime()) ? undefined : moment;
  }
  const local = now.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T');
  const [span, ...others] = parseDates(said.replace('T', ' '), { now: `${local}Z`, prefer: 'past' });
  if (!span || others.length > 0 || span.kind === 'duration') return undefined;
  const beside = said.slice(0, span.start) + said.slice(span.end);
  if (/[\p{L}\p{N}]/u.test(beside)) return undefined;
  const time = span.time ?? (span.partOfDay && partsOfDay[span.partOfDay]);
  if (time !== undefined) return momentAt(timeZone, `${span.from}T${time}`);
  return edge === 'start'
    ? momentAt(timeZone, `${span.from}T00:00`)
    : new Date(momentAt(timeZone, `${span.to}T23:59`).getTime() + 59_999);
}
