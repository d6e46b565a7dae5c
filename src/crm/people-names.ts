import { and, eq, isNull } from 'drizzle-orm';
import { contacts, users } from '../../db/index.ts';
import type { Scope } from '../trust/index.ts';

/** The names of everybody a workspace knows: its contacts, and its own people. */
export async function peopleNames({ tx, workspace }: Scope): Promise<string[]> {
  const known: string[] = [];
  for (const table of [contacts, users]) {
    const rows = await tx
      .selectDistinct({ name: table.name })
      .from(table)
      .where(and(eq(table.workspaceId, workspace.id), isNull(table.deletedAt)));
    for (const { name } of rows) known.push(name);
  }
  return known;
}
