/** A moment in a time zone, to the minute: 2026-03-05T09:00+08:00. */
export function localMoment(timeZone: string, moment: Date): string {
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    moment,
  );
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(moment);
  const offset = parts.find((part) => part.type === 'timeZoneName')!.value.replace('GMT', '');
  return `${local.replace(' ', 'T')}${offset || 'Z'}`;
}

/** The moment a clock on the wall of a time zone shows `local`, such as 2026-03-05T09:00. */
export function momentAt(timeZone: string, local: string): Date {
  const asUtc = new Date(`${local}Z`);
  const shown = new Date(`${localMoment(timeZone, asUtc).slice(0, 16)}Z`);
  return new Date(asUtc.getTime() - (shown.getTime() - Math.floor(asUtc.getTime() / 60_000) * 60_000));
}
