import { and, eq, gte, inArray, lt, ne, or } from 'drizzle-orm';
import { readings } from '../../db/index.ts';
import type { Scope } from './scope.ts';

/** How long it is remembered that a conversation has read what outsiders wrote. */
const rememberedMs = 30 * 86_400_000;

/** Tells the other servers of this database that a reader has read what outsiders may have written. */
export async function noteReading(
  { tx, workspace, now }: Scope,
  reader: string,
  server: string,
): Promise<void> {
  const forgotten = new Date(now.getTime() - rememberedMs);
  await tx
    .delete(readings)
    .where(and(eq(readings.workspaceId, workspace.id), lt(readings.readAt, forgotten)));
  await tx
    .insert(readings)
    .values({ workspaceId: workspace.id, reader, server, readAt: now })
    .onConflictDoUpdate({
      target: [readings.workspaceId, readings.reader, readings.server],
      set: { readAt: now },
    });
}

/**
 * Whether one of these readers has read such texts through another server.
 *
 * @param lasting  readers of whom it counts as long as it is remembered
 * @param passing  readers of whom it counts from a moment on
 */
export async function wasReadElsewhere(
  { tx, workspace }: Scope,
  { lasting, passing, since }: { lasting: readonly string[]; passing: readonly string[]; since: Date },
  server: string,
): Promise<boolean> {
  const [found] = await tx
    .select({ server: readings.server })
    .from(readings)
    .where(
      and(
        eq(readings.workspaceId, workspace.id),
        ne(readings.server, server),
        or(
          inArray(readings.reader, [...lasting]),
          and(inArray(readings.reader, [...passing]), gte(readings.readAt, since)),
        ),
      ),
    )
    .limit(1);
  return found !== undefined;
}
