import { and, eq, getTableColumns, isNull } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import {
  type ChangeItem,
  DatabaseError,
  type RecordKind,
  recordTables,
  type Transaction,
  users,
} from '../../../db/index.ts';
import type { Actor, Role } from '../actor.ts';
import { RapportError } from '../errors.ts';
import { keepSettings } from '../workspace-settings.ts';

/** The roles a workspace's own people may have; customers come in by another door. */
export const staffRoles = ['owner', 'manager', 'representative', 'viewer'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Roles whose view can be limited: whoever sets limits is not subject to them. */
export const limitedRoles = ['representative', 'viewer'] as const satisfies readonly StaffRole[];

/** What the workspace's people see, as its owner has set it. */
export interface VisibilityRules {
  /** `own`: representatives and viewers see their own records, their team's and nobody's. */
  records: 'all' | 'own';
  /** By role the fields it does not see, as `deal.amount`. An owner sees all. */
  hidden: Partial<Record<StaffRole, readonly string[]>>;
}

const everything: VisibilityRules = { records: 'all', hidden: {} };

/** The rules in a workspace's settings. */
export const visibilityIn = (settings: Readonly<Record<string, unknown>>): VisibilityRules => ({
  ...everything,
  ...(settings.visibility as Partial<VisibilityRules> | undefined),
});

/** Keeps the rules in the workspace's settings. */
export async function keepVisibility(
  tx: Transaction,
  workspaceId: string,
  rules: VisibilityRules,
): Promise<void> {
  await keepSettings(tx, workspaceId, { visibility: rules });
}

/** What one of the workspace's people sees of its records; nothing said where it is everything. */
export async function sightOf(
  tx: Transaction,
  settings: Readonly<Record<string, unknown>>,
  user: typeof users.$inferSelect,
): Promise<Pick<Actor, 'people' | 'hidden'>> {
  const rules = visibilityIn(settings);
  const role = user.role as Role;
  const hidden = role === 'owner' ? [] : (rules.hidden[role as StaffRole] ?? []);
  const isLimited = rules.records === 'own' && limitedRoles.some((limited) => limited === role);
  return {
    ...(isLimited && { people: await teamOf(tx, user) }),
    ...(hidden.length > 0 && { hidden }),
  };
}

async function teamOf(
  tx: Transaction,
  { workspaceId, id, team }: typeof users.$inferSelect,
): Promise<readonly string[]> {
  if (team === null) return [id];
  const mates = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.workspaceId, workspaceId), eq(users.team, team), isNull(users.deletedAt)));
  return mates.map((mate) => mate.id);
}

type Seeing = Pick<Actor, 'people' | 'hidden' | 'masked'>;

/** Refuses what rests on a field the actor does not see: figures of it would be wrong. @throws RapportError forbidden */
export function requireSight({ hidden }: Seeing, restsOn: readonly string[] = []): void {
  const missing = restsOn.filter((field) => hidden?.includes(field));
  if (missing.length === 0) return;
  throw new RapportError('forbidden', `This rests on ${missing.join(', ')}, which you do not see.`, {
    hint: 'Ask the workspace owner.',
  });
}

/** An image of a record without the fields an actor does not see. */
export function seenImage(
  { masked = [] }: Seeing,
  kind: RecordKind,
  image: Record<string, unknown> | null,
): Record<string, unknown> | null {
  if (image === null || masked.length === 0) return image;
  const table = recordTables[kind] as PgTable | undefined;
  if (!table) return image;
  const { name } = getTableConfig(table);
  const columns = new Set(
    masked.filter((column) => column.startsWith(`${name}.`)).map((column) => column.slice(name.length + 1)),
  );
  const hidden = Object.entries(getTableColumns(table)).filter(([, column]) => columns.has(column.name));
  const rest = Object.entries(image).filter(([property]) => !hidden.some(([other]) => other === property));
  const seen = Object.fromEntries(rest);
  if (typeof seen.custom === 'object' && seen.custom !== null)
    seen.custom = Object.fromEntries(
      Object.entries(seen.custom).filter(([key]) => !columns.has(`custom.${key}`)),
    );
  return seen;
}

/** What a write did to a record, as far as an actor sees its fields. */
export const seenItem = (actor: Seeing, item: ChangeItem): ChangeItem => ({
  ...item,
  before: seenImage(actor, item.kind as RecordKind, item.before),
  after: seenImage(actor, item.kind as RecordKind, item.after),
});

/**
 * A failure as somebody with a limited view is told it: the database refuses what would leave their sight.
 * @throws RapportError forbidden, or the failure itself
 */
export function tellOutOfSight(error: unknown): never {
  if (error instanceof DatabaseError && error.sqlState === '42501')
    throw new RapportError('forbidden', 'That would put a record out of your own sight.', {
      hint: 'Ask an owner or a manager to give it to somebody else.',
    });
  throw error;
}
