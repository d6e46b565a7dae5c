import type { WorkspaceDescription } from '../../directory.ts';
import { dayOf } from './changes.ts';
import { fieldOf } from './fields.ts';
import type { Mention } from './mention.ts';

/** The field of a record that something named is a value of, by its type; a day to come is that of the follow-up. */
export function givenBy(
  { is }: Mention,
  kind: string,
  workspace: WorkspaceDescription,
): { field: string; value: string } | undefined {
  const as = (value: string, ...names: string[]) => {
    const field = names.find((name) => fieldOf(workspace, kind, name) !== undefined);
    return field === undefined ? undefined : { field, value };
  };
  if (is.type === 'value') return is.of.find((place) => place.kind === kind);
  if (is.type === 'member') return as(is.members[0]!.name, 'owner');
  if (is.type === 'email') return as(is.value, 'emails', 'email');
  if (is.type === 'phone') return as(is.value, 'phones', 'phone');
  return is.type === 'date' && dayOf(is.span) > workspace.today
    ? as(dayOf(is.span), 'followUpOn', 'dueOn')
    : undefined;
}
