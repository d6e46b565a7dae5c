import { RapportError, type Scope } from '../../trust/index.ts';
import {
  type DeskSettings,
  isOpeningHours,
  type OpeningHours,
  ownDeskSettings,
  type Priority,
  readDeskSettings,
  settingsWith,
} from './settings.ts';

/** What is to be otherwise; a part that is absent stays as it is. */
export interface DeskChanges {
  deadlines?: Partial<Record<Priority, number>> | undefined;
  /** Null where somebody is always there. */
  hours?: Partial<OpeningHours> | null | undefined;
  queue?: string | undefined;
  idleMinutes?: number | undefined;
  /** Whose a queue's new tickets are; null where nobody's. */
  assignees?: Readonly<Record<string, string | null>> | undefined;
}

const workingWeek = [1, 2, 3, 4, 5];

/**
 * How the desk works.
 * @throws RapportError forbidden for who is neither owner nor manager
 */
export async function showDesk(scope: Scope): Promise<DeskSettings> {
  requireSettler(scope);
  return readDeskSettings(scope);
}

/**
 * Settles how the desk works.
 * @throws RapportError forbidden for who is neither owner nor manager, invalid_input for hours that are none
 */
export async function configureDesk(scope: Scope, changes: DeskChanges): Promise<DeskSettings> {
  const { records, workspace } = scope;
  requireSettler(scope);
  const own = await ownDeskSettings(scope);
  const before = settingsWith(workspace, own?.value);
  const hours = hoursAfter(before, changes);
  const assignees = Object.entries({ ...before.assignees, ...changes.assignees });
  const value = {
    ...own?.value,
    ...(changes.deadlines && { deadlines: { ...before.deadlines, ...changes.deadlines } }),
    ...(changes.hours !== undefined && { hours }),
    ...(changes.queue !== undefined && { queue: changes.queue }),
    ...(changes.idleMinutes !== undefined && { idleMinutes: changes.idleMinutes }),
    ...(changes.assignees && {
      assignees: Object.fromEntries(assignees.filter(([, person]) => person !== null)),
    }),
  };
  if (own) await records.update('desk_setting', own.id, { value });
  else await records.insert('desk_setting', { name: 'service desk', value });
  return settingsWith(workspace, value);
}

function requireSettler({ actor }: Scope): void {
  if (actor.role !== 'owner' && actor.role !== 'manager')
    throw new RapportError('forbidden', 'Only owners and managers settle how the desk works.', {
      hint: 'Ask one of them.',
    });
}

function hoursAfter({ hours: before }: DeskSettings, { hours }: DeskChanges): OpeningHours | null {
  if (!hours) return null;
  const after = { days: workingWeek, ...before, ...hours };
  if (isOpeningHours(after))
    return { ...after, days: [...new Set(after.days)].sort((one, other) => one - other) };
  throw new RapportError('invalid_input', 'Opening hours need a time to open and a later one to close.', {
    hint: 'For example opens 09:00 and closes 18:00, days 1 (Monday) to 7 (Sunday).',
  });
}
