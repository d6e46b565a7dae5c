import type { Workspace } from '../../trust/index.ts';

export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

/** When somebody is there: hours of the workspace's clock, on these days (1 is Monday). */
export interface OpeningHours {
  from: string;
  to: string;
  days: readonly number[];
}

/** How the service desk works; `service` in the workspace's settings, each part by itself. */
export interface DeskSettings {
  /** Minutes until a ticket should be resolved, counted in opening hours where there are any. */
  deadlines: Readonly<Record<Priority, number>>;
  /** Absent where somebody is always there. */
  hours?: OpeningHours;
  /** The queue of what nobody chose one for. */
  queue: string;
  /** A conversation in which nobody has spoken for so many minutes is over. */
  idleMinutes: number;
}

const usual: DeskSettings = {
  deadlines: { urgent: 60, high: 240, normal: 1_440, low: 4_320 },
  queue: 'service',
  idleMinutes: 60,
};

/** The desk's settings; a part that cannot be read counts as not given. */
export function deskSettings({ settings }: Pick<Workspace, 'settings'>): DeskSettings {
  const given = objectOf(settings.service);
  const { hours, queue, idleMinutes } = given;
  const deadlines = objectOf(given.deadlines);
  return {
    deadlines: Object.fromEntries(
      priorities.map((priority) => [priority, minutesOf(deadlines[priority]) ?? usual.deadlines[priority]]),
    ) as Record<Priority, number>,
    ...(isOpeningHours(hours) && { hours }),
    queue: typeof queue === 'string' && queue.trim() !== '' ? queue : usual.queue,
    idleMinutes: minutesOf(idleMinutes) ?? usual.idleMinutes,
  };
}

const objectOf = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};

const minutesOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;

function isOpeningHours(value: unknown): value is OpeningHours {
  const { from, to, days } = objectOf(value);
  const isTime = (text: unknown): text is string =>
    typeof text === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
  return (
    isTime(from) &&
    isTime(to) &&
    from < to &&
    Array.isArray(days) &&
    days.length > 0 &&
    days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7)
  );
}
