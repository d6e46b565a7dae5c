import { and, eq, isNull } from 'drizzle-orm';
import { deskSettings as deskSettingsTable } from '../../../db/index.ts';
import type { Scope, Workspace } from '../../trust/index.ts';

export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

/** When somebody is there: hours of the workspace's clock, on these days (1 is Monday). */
export interface OpeningHours {
  from: string;
  to: string;
  days: readonly number[];
}

/** How the service desk works. */
export interface DeskSettings {
  /** Minutes until a ticket should be resolved, counted in opening hours where there are any. */
  deadlines: Readonly<Record<Priority, number>>;
  /** Absent where somebody is always there. */
  hours?: OpeningHours;
  /** The queue of what nobody chose one for. */
  queue: string;
  /** A conversation in which nobody has spoken for so many minutes is over. */
  idleMinutes: number;
  /** Whose a queue's new tickets are, by the user's id. */
  assignees: Readonly<Record<string, string>>;
}

/** The queues every desk has. */
export const usualQueues: readonly string[] = ['service', 'billing', 'returns'];

const usual: DeskSettings = {
  deadlines: { urgent: 60, high: 240, normal: 1_440, low: 4_320 },
  queue: 'service',
  idleMinutes: 60,
  assignees: {},
};

/** The row of what the desk's people have set; undefined where they have set nothing. */
export async function ownDeskSettings({
  tx,
  workspace,
}: Pick<Scope, 'tx' | 'workspace'>): Promise<{ id: string; value: Record<string, unknown> } | undefined> {
  const { workspaceId, deletedAt, id, value } = deskSettingsTable;
  const [row] = await tx
    .select({ id, value })
    .from(deskSettingsTable)
    .where(and(eq(workspaceId, workspace.id), isNull(deletedAt)))
    .limit(1);
  return row;
}

/** The desk's settings: what its people have set, else `service` in the workspace's settings, else what is usual. */
export const readDeskSettings = async (scope: Pick<Scope, 'tx' | 'workspace'>): Promise<DeskSettings> =>
  settingsWith(scope.workspace, (await ownDeskSettings(scope))?.value);

/** The same for what its people have set, which holds every deadline or none. */
export const settingsWith = (
  { settings }: Pick<Workspace, 'settings'>,
  own: Record<string, unknown> = {},
): DeskSettings => deskSettings({ settings: { service: { ...objectOf(settings.service), ...own } } });

/** Settings as they are kept, each part by itself; one that cannot be read counts as not given. */
export function deskSettings({ settings }: Pick<Workspace, 'settings'>): DeskSettings {
  const given = objectOf(settings.service);
  const { hours, queue, idleMinutes } = given;
  const deadlines = objectOf(given.deadlines);
  const assignees = Object.entries(objectOf(given.assignees));
  return {
    deadlines: Object.fromEntries(
      priorities.map((priority) => [priority, minutesOf(deadlines[priority]) ?? usual.deadlines[priority]]),
    ) as Record<Priority, number>,
    ...(isOpeningHours(hours) && { hours }),
    queue: typeof queue === 'string' && queue.trim() !== '' ? queue : usual.queue,
    idleMinutes: minutesOf(idleMinutes) ?? usual.idleMinutes,
    assignees: Object.fromEntries(
      assignees.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  };
}

const objectOf = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};

const minutesOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;

export function isOpeningHours(value: unknown): value is OpeningHours {
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
