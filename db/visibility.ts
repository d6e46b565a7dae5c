import { type SQL, sql } from 'drizzle-orm';
import { applicationRole, limitedRole } from './roles.ts';
import type { Transaction } from './transaction.ts';

/**
 * What of a workspace one of its people may see, where that is not all of it. Both halves are kept by the
 * database, below every query there is or will be.
 */
export interface Visibility {
  /** Whose records they see, beside those that are nobody's. */
  people?: readonly string[] | undefined;
  /** Columns they do not see, as `table.column`; of the workspace's own fields, as `table.custom.name`. */
  masked?: readonly string[] | undefined;
}

/** Beside the schema of the tables: views of the same names that show a masked column as empty. */
const maskedSchema = `current_schema() || '_masked'`;

const mine = (column: string) =>
  `${column} = any (array(select unnest(string_to_array(current_setting('app.people', true), ','))))`;
const among = (column: string, table: string) => `${column} in (select id from ${table})`;
const ofContact = `(contact_id is null or ${among('contact_id', 'contacts')})`;
const ofCustomer = `${ofContact} and (company_id is null or ${among('company_id', 'companies')})`;
const owned = `${mine('owner_id')} or (owner_id is null and ${ofCustomer})`;

/**
 * When somebody who sees some owners' records alone sees a row: a record that is nobody's goes with its
 * customer, and what hangs on a record goes with that. Tables that stand in neither list fail a test.
 */
export const limitedTables: Readonly<Record<string, string>> = {
  contacts: `owner_id is null or ${mine('owner_id')}`,
  companies: `owner_id is null or ${mine('owner_id')}`,
  deals: owned,
  tasks: owned,
  orders: owned,
  tickets: owned,
  interactions: `${mine('owner_id')} or ${among('contact_id', 'contacts')}`,
  order_lines: among('order_id', 'orders'),
  payments: among('order_id', 'orders'),
  returns: among('order_id', 'orders'),
  fulfilments: among('order_id', 'orders'),
  payment_methods: among('contact_id', 'contacts'),
  product_events: among('contact_id', 'contacts'),
  product_reviews: ofContact,
  conversations: ofContact,
  messages: among('conversation_id', 'conversations'),
  hand_offs: ofContact,
  ticket_events: among('ticket_id', 'tickets'),
  predictions: `left(subject, 4) not in ('con_', 'com_') or ${among('subject', 'contacts')} or ${among('subject', 'companies')}`,
  alerts: `left(subject, 4) not in ('con_', 'com_') or ${among('subject', 'contacts')} or ${among('subject', 'companies')}`,
  approvals: mine('actor_id'),
  drafts: mine('actor_id'),
  draft_steps: among('draft_id', 'drafts'),
};

/** Tables that hold no customer's record, or that only our own code reads: the log, the index, the settings. */
export const sharedTables: readonly string[] = [
  'workspaces',
  'workspace_secrets',
  'erasures',
  'erased_identities',
  'users',
  'custom_fields',
  'pipelines',
  'stages',
  'desk_settings',
  'products',
  'product_variants',
  'promotions',
  'knowledge_documents',
  'knowledge_chunks',
  'models',
  'changes',
  'audit_events',
  'audit_chain',
  'readings',
  'external_ids',
  'idempotency_keys',
  'chat_keys',
  'api_keys',
  'identification_failures',
  'terms',
  'term_blocks',
  'segments',
  'segment_records',
];

/** Tables of records some of whose columns may be masked. */
export const maskedTables: readonly string[] = [
  'contacts',
  'companies',
  'deals',
  'tasks',
  'interactions',
  'orders',
  'order_lines',
  'payments',
  'returns',
  'products',
  'tickets',
];

const policies = Object.entries(limitedTables)
  .map(
    ([table, condition]) => `
    if to_regclass('${table}') is not null then
      drop policy if exists own_records on ${table};
      create policy own_records on ${table} as restrictive to ${limitedRole}
        using (${condition}) with check (true);
    end if;`,
  )
  .join('');

/**
 * Makes what people with a limited view need: the role with its policies, and the masking views. Who may not
 * make them does without: the view then cannot be limited, and whoever's is limited sees nothing.
 */
export const createVisibility = `
do $$
begin
  if not exists (select from pg_roles where rolname = '${limitedRole}') then
    begin
      create role ${limitedRole} nologin;
    exception when duplicate_object or unique_violation or insufficient_privilege then null;
    end;
  end if;
  if not exists (select from pg_roles where rolname = '${limitedRole}') then
    return;
  end if;
  begin
    if not pg_has_role('${limitedRole}', '${applicationRole}', 'usage') then
      grant ${applicationRole} to ${limitedRole};
    end if;
  exception when others then null;
  end;
  begin
    perform set_config('role', '${limitedRole}', true);
    perform set_config('role', 'none', true);
  exception when insufficient_privilege then
    begin
      grant ${limitedRole} to current_user;
    exception when others then null;
    end;
  end;${policies}
end $$;
do $$
declare
  home text := current_schema();
  masked text := ${maskedSchema};
  target text;
  columns text;
begin
  begin
    execute format('create schema if not exists %I', masked);
  exception when insufficient_privilege then return;
  end;
  execute format('grant usage on schema %I to ${applicationRole}', masked);
  foreach target in array array[${maskedTables.map((table) => `'${table}'`).join(', ')}] loop
    continue when to_regclass(format('%I.%I', home, target)) is null;
    select string_agg(
      case
        when attname in ('workspace_id', 'id', 'version', 'created_at', 'updated_at', 'deleted_at')
          or attname like '%\\_id' then format('%I', attname)
        when attname = 'custom' then format(
          'custom - string_to_array(coalesce(current_setting(%L, true), ''''), '','') as custom', 'app.masked_' || target)
        else format(
          'case when (select strpos('','' || current_setting(%L, true) || '','', %L) > 0) then %s else %I end as %I',
          'app.masked_' || target,
          ',' || attname || ',',
          case when attndims > 0 then '''{}''::' else 'null::' end || format_type(atttypid, atttypmod),
          attname, attname)
      end, ', ' order by attnum)
    into columns
    from pg_attribute
    where attrelid = format('%I.%I', home, target)::regclass and attnum > 0 and not attisdropped;
    execute format('drop view if exists %I.%I', masked, target);
    execute format(
      'create view %I.%I with (security_invoker = true) as select %s from %I.%I',
      masked, target, columns, home, target);
    execute format('grant select on %I.%I to ${applicationRole}', masked, target);
  end loop;
end $$`;

/** Takes the masking views away, which would hold on to the columns they show. */
export const dropMasks = (tx: Transaction): Promise<unknown> =>
  tx.execute(
    sql.raw(`do $$
  begin
    execute format('drop schema if exists %I cascade', ${maskedSchema});
  end $$`),
  );

/**
 * Makes what a limited view needs, where it is not there.
 * @returns the tables it is still missing for, as where the database's user may not make roles or schemas
 */
export async function prepareVisibility(tx: Transaction): Promise<string[]> {
  if ((await openTables(tx)).length > 0) await tx.execute(sql.raw(createVisibility));
  return openTables(tx);
}

async function openTables(tx: Transaction): Promise<string[]> {
  const list = (names: readonly string[]) =>
    sql`array[${sql.join(
      names.map((name) => sql`${name}`),
      sql`, `,
    )}]::text[]`;
  const rows = await tx.execute<{ name: string }>(sql`
    select name from unnest(${list(Object.keys(limitedTables))}) as name
    where not exists (select from pg_policy where polrelid = to_regclass(name) and polname = 'own_records')
      or not exists (
        select from pg_roles where rolname = ${limitedRole} and pg_has_role(current_user, oid, 'member'))
    union
    select name from unnest(${list(maskedTables)}) as name
    where to_regclass(format('%I.%I', ${sql.raw(maskedSchema)}, name)) is null`);
  return rows.map(({ name }) => name);
}

/** The settings of a transaction by which its view is limited; none where it sees everything. */
export function visibilitySettings({ people, masked = [] }: Visibility, reads: boolean): SQL[] {
  const local = (name: string, value: string) => sql`set_config(${name}, ${value}, true)`;
  const settings = people ? [local('app.people', people.join(','))] : [];
  if (!reads || masked.length === 0) return settings;
  const byTable = Map.groupBy(masked, (name) => name.split('.')[0]!);
  for (const [table, names] of byTable) {
    const columns = names.map((name) => name.split('.').at(-1)!);
    settings.push(sql`(format('%I.%I', ${sql.raw(maskedSchema)}, ${table}::text))::regclass::text`);
    settings.push(local(`app.masked_${table}`, columns.join(',')));
  }
  settings.push(
    sql`set_config('search_path', quote_ident(${sql.raw(maskedSchema)}) || ', ' || current_setting('search_path'), true)`,
  );
  return settings;
}
