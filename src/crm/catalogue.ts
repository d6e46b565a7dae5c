import { and, asc, eq, isNull } from 'drizzle-orm';
import { customFields, stages } from '../../db/index.ts';
import type { Scope } from '../trust/index.ts';
import { type Field, type FieldType, type ObjectKind, standardFields } from './fields.ts';

/** The fields of this workspace: every kind's own and those the workspace added, as far as the actor sees them. */
export interface Catalogue {
  fields(kind: ObjectKind): Promise<readonly Field[]>;
  stages(): Promise<readonly (typeof stages.$inferSelect)[]>;
}

export function createCatalogue(scope: Scope): Catalogue {
  const { tx, workspace, actor } = scope;
  // A query runs anew each time it is awaited, unless it was begun.
  let custom: Promise<(typeof customFields.$inferSelect)[]> | undefined;
  let deals: Promise<(typeof stages.$inferSelect)[]> | undefined;
  return {
    async fields(kind) {
      custom ??= tx
        .select()
        .from(customFields)
        .where(and(eq(customFields.workspaceId, workspace.id), isNull(customFields.deletedAt)))
        .orderBy(asc(customFields.id))
        .execute();
      const added = (await custom).filter((field) => field.kind === kind).map(asField);
      return [...standardFields(kind), ...added].filter(
        ({ name }) => !actor.hidden?.includes(`${kind}.${name}`),
      );
    },
    stages() {
      deals ??= tx
        .select()
        .from(stages)
        .where(and(eq(stages.workspaceId, workspace.id), isNull(stages.deletedAt)))
        .orderBy(asc(stages.position), asc(stages.id))
        .execute();
      return deals;
    },
  };
}

const asField = (row: typeof customFields.$inferSelect): Field => ({
  name: row.name,
  type: row.type as FieldType,
  column: row.name,
  custom: true,
  summary: true,
  label: { en: row.label, zh: row.labelChinese ?? row.label },
  ...(row.options.length > 0 && { options: row.options }),
});
