import type { FieldDescription, WorkspaceDescription } from '../../directory.ts';

/** The field of a kind by name. */
export const fieldOf = (
  workspace: WorkspaceDescription,
  kind: string,
  name: string,
): FieldDescription | undefined =>
  workspace.kinds.find((described) => described.kind === kind)?.fields.find((field) => field.name === name);

/** The field by which the records of a kind are called. */
export const callingField = (workspace: WorkspaceDescription, kind: string): string =>
  ['name', 'title', 'number', 'subject'].find((name) => fieldOf(workspace, kind, name) !== undefined) ??
  'name';

/** The field of a kind that says how far its records have come. */
export const stageField = (kind: string, workspace: WorkspaceDescription): string | undefined =>
  ['lifecycleStage', 'stage', 'status'].find((name) => fieldOf(workspace, kind, name) !== undefined);

/** The fields of a kind that hold a day. */
export const isDay = (field: FieldDescription | undefined): boolean =>
  field?.type === 'date' || field?.type === 'moment';
