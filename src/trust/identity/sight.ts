import { and, eq, isNull } from 'drizzle-orm';
import { type Transaction, users, workspaces } from '../../../db/index.ts';
import type { Actor, Role } from '../actor.ts';

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
  const mine = eq(workspaces.workspaceId, workspaceId);
  const [row] = await tx.select({ settings: workspaces.settings }).from(workspaces).where(mine).for('update');
  await tx
    .update(workspaces)
    .set({ settings: { ...row?.settings, visibility: rules } })
    .where(mine);
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
