import { and, asc, eq, isNull } from 'drizzle-orm';
import { users } from '../../db/index.ts';
import { dayIn, type Scope } from '../trust/index.ts';
import type { Catalogue } from './catalogue.ts';
import { type ObjectKind, objectKinds } from './fields.ts';
import { localMoment } from './zone.ts';

/** What an assistant must know before it starts: who asks, when and where, and what there is. */
export interface WorkspaceDescription {
  workspace: { name: string; timeZone: string; currency: string; language: string; fiscalYearStart: number };
  me: { id: string; name: string; email: string; role: string };
  now: string;
  today: string;
  owners: { id: string; name: string; email: string }[];
  stages: { name: string; nameChinese?: string; probability: number; outcome: string }[];
  kinds: string[];
  fields: {
    kind: ObjectKind;
    name: string;
    type: string;
    label: string;
    labelChinese: string;
    options?: readonly string[];
    target?: string;
    synonyms?: readonly string[];
  }[];
}

/** Describes the workspace; the fields of one kind where one is asked for, else only their kinds. */
export async function describe(
  scope: Scope,
  catalogue: Catalogue,
  kind?: ObjectKind,
): Promise<WorkspaceDescription> {
  const { tx, workspace, actor, now } = scope;
  const owners = await tx
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(and(eq(users.workspaceId, workspace.id), isNull(users.deletedAt), eq(users.active, true)))
    .orderBy(asc(users.name));
  const stages = (await catalogue.stages()).map(({ name, nameChinese, probability, outcome }) => ({
    name,
    ...(nameChinese !== null && { nameChinese }),
    probability,
    outcome,
  }));
  const fields = kind ? (await catalogue.fields(kind)).map((field) => describeField(kind, field)) : [];
  return {
    workspace: {
      name: workspace.name,
      timeZone: workspace.timeZone,
      currency: workspace.currency,
      language: workspace.language,
      fiscalYearStart: workspace.fiscalYearStart,
    },
    me: { id: actor.id, name: actor.name, email: actor.email, role: actor.role },
    now: localMoment(workspace.timeZone, now),
    today: dayIn(workspace.timeZone, now),
    owners,
    stages,
    kinds: [...objectKinds],
    fields,
  };
}

const describeField = (
  kind: ObjectKind,
  field: Awaited<ReturnType<Catalogue['fields']>>[number],
): WorkspaceDescription['fields'][number] => ({
  kind,
  name: field.name,
  type: field.type,
  label: field.label.en,
  labelChinese: field.label.zh,
  ...(field.options && { options: field.options }),
  ...(field.target && { target: field.target }),
  ...(field.synonyms && { synonyms: field.synonyms }),
});
