import { prepareVisibility } from '../../db/index.ts';
import { hideableField } from '../crm/index.ts';
import {
  keepVisibility,
  noteEvent,
  quoted,
  RapportError,
  requireAdmin,
  roleName,
  roleNamed,
  type StaffRole,
  staffRoles,
  type VisibilityRules,
  visibilityIn,
} from '../trust/index.ts';
import type { App } from '../wire.ts';
import { type CommandCall, limitsOf, textOf, UsageError } from './command.ts';

/** Sets what the workspace's people see. @throws UsageError, RapportError */
export async function changeVisibility(app: App, call: CommandCall): Promise<void> {
  const { values, terminal } = call;
  const records = textOf(values, 'records');
  if (records !== undefined && records !== 'all' && records !== 'own')
    throw new UsageError(
      terminal.words({ en: '--records is all or own.', zh: '--records 只能是 all 或 own。' }),
    );
  const missing = await app.database.system(prepareVisibility);
  if (missing.length > 0)
    throw new RapportError('unavailable', 'This database cannot limit what people see.', {
      hint: 'Let an administrator run, then try again: create role rapport_limited; grant rapport_app to rapport_limited; grant rapport_limited to the user; grant create on database to the user.',
    });
  const rules = await rulesNow(app);
  await app.runtime.write(
    app.session,
    async (scope, { crm }) => {
      requireAdmin(scope);
      const hide = textOf(values, 'hide')?.split('=');
      const hidden: Partial<Record<StaffRole, readonly string[]>> = { ...rules.hidden };
      const fieldOf = (written: string) => hideableField(written, crm.fields);
      if (hide) {
        const field = await fieldOf(hide[0] ?? '');
        for (const role of rolesIn(hide[1])) hidden[role] = [...new Set([...(hidden[role] ?? []), field])];
      }
      const show = textOf(values, 'show');
      if (show !== undefined) {
        const field = await fieldOf(show);
        for (const role of staffRoles) hidden[role] = (hidden[role] ?? []).filter((name) => name !== field);
      }
      const kept = Object.fromEntries(Object.entries(hidden).filter(([, fields]) => fields.length > 0));
      const now = { records: records ?? rules.records, hidden: kept };
      await keepVisibility(scope.tx, scope.workspace.id, now);
      await noteEvent(scope, {
        event: 'visibility_changed',
        subject: scope.workspace.id,
        reason: JSON.stringify(now),
      });
    },
    limitsOf(call),
  );
}

/** Tells what the workspace's people see. */
export async function showVisibility(app: App, call: CommandCall): Promise<void> {
  const { terminal, values } = call;
  const rules = await rulesNow(app);
  if (values.json) return terminal.printJson(rules);
  terminal.print(
    terminal.words(
      rules.records === 'all'
        ? { en: 'Everybody sees all records.', zh: '所有成员都能看到全部记录。' }
        : {
            en: 'Representatives and viewers see their own records, their team’s and nobody’s; owners and managers see all.',
            zh: '业务员和只读成员只看到自己的、团队的和无人负责的记录；所有者和经理看到全部。',
          },
    ),
  );
  for (const [role, fields] of Object.entries(rules.hidden))
    terminal.print(
      terminal.words({
        en: `Hidden from ${role}: ${fields.join(', ')}`,
        zh: `对${roleName(role, 'zh')}隐藏：${fields.join('、')}`,
      }),
    );
}

/** The rules as they stand, whatever they were when the command began. */
const rulesNow = async (app: App): Promise<VisibilityRules> => {
  const { session } = await app.asMember(app.session.actor.id);
  return visibilityIn(session.workspace.settings);
};

/** @throws RapportError invalid_input */
function rolesIn(written: string | undefined): StaffRole[] {
  const roles = (written ?? '').split(/[,，]/).map((role) => roleNamed(role.trim()));
  const hideable = staffRoles.filter((role) => role !== 'owner');
  const wrong = roles.find((role) => !hideable.some((known) => known === role));
  if (wrong === undefined) return roles as StaffRole[];
  throw new RapportError(
    'invalid_input',
    wrong === ''
      ? 'Say from which role to hide it.'
      : `There is no role ${quoted(wrong)} to hide a field from.`,
    { hint: `Roles: ${hideable.join(', ')}. Write it like deal.amount=viewer.` },
  );
}
