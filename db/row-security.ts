import { sql } from 'drizzle-orm';
import { DatabaseError } from './errors.ts';
import { applicationRole } from './roles.ts';
import type { Transaction } from './transaction.ts';
import { createVisibility } from './visibility.ts';

const workspaceTables = `
  select tables.oid, tables.relowner, tables.relrowsecurity and tables.relforcerowsecurity as forced
  from pg_class as tables
  join pg_attribute as columns on columns.attrelid = tables.oid
  where tables.relkind in ('r', 'p')
    and tables.relnamespace = current_schema()::regnamespace
    and columns.attname = 'workspace_id'
    and not columns.attisdropped`;

/** Names of the tables with workspaces' rows whose policy is not in force. */
export async function unprotectedTables(tx: Transaction): Promise<string[]> {
  const rows = await tx.execute<{ name: string }>(sql`
    select tables.oid::regclass::text as name
    from (${sql.raw(workspaceTables)}) as tables
    where not tables.forced
      or not exists (
        select from pg_policy where polrelid = tables.oid and polname = 'workspace_isolation'
      )`);
  return rows.map(({ name }) => name);
}

/**
 * Creates the application role and, on every table with a `workspace_id`, forces row-level security:
 * the role sees and writes the rows of the workspace that `app.workspace` names, and none where it names
 * none. The owner, who sets workspaces up, keeps its access through a policy of its own.
 */
export async function protectTables(tx: Transaction): Promise<void> {
  await tx.execute(sql.raw(createRole));
  await tx.execute(sql.raw(createPolicies));
  await tx.execute(sql.raw(createVisibility));
}

/**
 * Makes the application role where it is missing, and the login one that may take it on. A role belongs to
 * the whole server, so that another database may be creating it at this moment.
 */
export const createRole = `
do $$
begin
  if not exists (select from pg_roles where rolname = '${applicationRole}') then
    begin
      create role ${applicationRole} nologin;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
  begin
    perform set_config('role', '${applicationRole}', true);
    perform set_config('role', 'none', true);
  exception when insufficient_privilege then
    grant ${applicationRole} to current_user;
  end;
  if not has_schema_privilege('${applicationRole}', current_schema(), 'usage') then
    execute format('grant usage on schema %I to ${applicationRole}', current_schema());
  end if;
end $$`;

const createPolicies = `
do $$
declare
  target regclass;
begin
  for target in
    select tables.oid from (${workspaceTables}) as tables
  loop
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format('drop policy if exists workspace_isolation on %s', target);
    execute format(
      'create policy workspace_isolation on %s to ${applicationRole} '
      'using (workspace_id = nullif(current_setting(''app.workspace'', true), '''')) '
      'with check (workspace_id = nullif(current_setting(''app.workspace'', true), ''''))',
      target);
    execute format('drop policy if exists owner_access on %s', target);
    execute format('create policy owner_access on %s to %I using (true) with check (true)', target, current_user);
    execute format('grant select, insert, update, delete on %s to ${applicationRole}', target);
  end loop;
end $$`;

/** The statements that separate workspaces, for whoever keeps a copy of their effect. */
export const rowSecurity = createRole + createPolicies + createVisibility;

/**
 * Looks from inside a scoped transaction whether its role could get around the policies, which `migrate` has
 * put in force.
 *
 * @throws DatabaseError `unavailable` where it could; the database must then not be served
 */
export async function verifyIsolation(tx: Transaction): Promise<void> {
  const [role] = await tx.execute<{ bypasses: boolean; owns: boolean }>(sql`
    select
      rolsuper or rolbypassrls as bypasses,
      exists (select from (${sql.raw(workspaceTables)}) as tables where pg_has_role(relowner, 'member')) as owns
    from pg_roles
    where rolname = current_user`);
  if (role && !role.bypasses && !role.owns) return;
  throw new DatabaseError('unavailable', 'This database does not keep workspaces apart.', {
    hint: `The role ${applicationRole} must not be a superuser, bypass row-level security or own the tables.`,
  });
}
