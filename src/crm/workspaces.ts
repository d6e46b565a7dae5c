import { and, asc, eq, isNull } from 'drizzle-orm';
import { type Database, pipelines, stages, type Transaction, users, workspaces } from '../../db/index.ts';
import {
  type Actor,
  type Language,
  newId,
  type Role,
  scopesFor,
  sightOf,
  type Workspace,
} from '../trust/index.ts';
import { standardPipeline } from './standard-pipeline.ts';
import { maskedColumns } from './visibility.ts';

/** What a workspace is made with. */
export interface WorkspaceDetails {
  /** Whether it begins with the standard sales pipeline rather than without one. */
  withPipeline: boolean;
  timeZone: string;
  currency: string;
  language: Language;
  settings: Record<string, unknown>;
}

/**
 * A workspace with its first owner, each made where there is none.
 *
 * @param name  by default the oldest workspace
 * @param client  which program speaks, as the change log names it
 */
export async function openWorkspace(
  database: Database,
  clock: () => Date,
  name: string | undefined,
  client: string,
  details: Partial<WorkspaceDetails> = {},
): Promise<{ workspace: Workspace; actor: Actor }> {
  const workspace = await database.system(async (tx) => {
    const named = name === undefined ? undefined : eq(workspaces.name, name);
    const [known] = await tx
      .select()
      .from(workspaces)
      .where(named)
      .orderBy(asc(workspaces.createdAt))
      .limit(1);
    if (known) return known;
    const now = clock();
    const { withPipeline, ...columns } = details;
    const [made] = await tx
      .insert(workspaces)
      .values({
        workspaceId: newId('workspace', now),
        name: name ?? 'My workspace',
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        currency: 'USD',
        language: 'en',
        ...columns,
        createdAt: now,
      })
      .returning();
    return made!;
  });
  const scope = { workspaceId: workspace.workspaceId };
  const user = await database.write(scope, async (tx) => {
    const mine = and(
      eq(users.workspaceId, workspace.workspaceId),
      eq(users.role, 'owner'),
      eq(users.active, true),
      isNull(users.deletedAt),
    );
    const [known] = await tx
      .select()
      .from(users)
      .where(mine)
      .orderBy(asc(users.createdAt), asc(users.id))
      .limit(1);
    if (known) return known;
    const now = clock();
    const values = {
      ...scope,
      id: newId('user', now),
      name: 'Me',
      email: 'me@localhost',
      role: 'owner',
      createdAt: now,
      updatedAt: now,
    };
    const [made] = await tx.insert(users).values(values).returning();
    if (details.withPipeline) {
      const { pipeline, stages: first } = standardPipeline(now);
      const stamp = { ...scope, createdAt: now, updatedAt: now };
      await tx.insert(pipelines).values({ ...pipeline, ...stamp });
      await tx.insert(stages).values(first.map((stage) => ({ ...stage, ...stamp })));
    }
    return made!;
  });
  return { workspace: workspaceOf(workspace), actor: actorOf(user, client) };
}

/** One of a workspace's people with what they see of it, as things stand now. */
export async function sessionOf(
  tx: Transaction,
  user: typeof users.$inferSelect,
  client: string,
): Promise<{ workspace: Workspace; actor: Actor }> {
  const [row] = await tx.select().from(workspaces).where(eq(workspaces.workspaceId, user.workspaceId));
  const workspace = workspaceOf(row!);
  const sight = await sightOf(tx, workspace.settings, user);
  const masked = maskedColumns(sight.hidden ?? []);
  return { workspace, actor: { ...actorOf(user, client), ...sight, ...(masked.length > 0 && { masked }) } };
}

const workspaceOf = (row: typeof workspaces.$inferSelect): Workspace => ({
  ...row,
  id: row.workspaceId,
  language: row.language as Language,
});

/** One of a workspace's people, as what they do is noted: an owner, who sees everything. */
function actorOf(user: typeof users.$inferSelect, client: string): Actor {
  const { workspaceId, id, name, email, language } = user;
  const role = user.role as Role;
  const actor = { id, name, email, role, workspaceId, scopes: scopesFor(role), client };
  return language === null ? actor : { ...actor, language: language as Language };
}
