import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { companies, contacts, type Database, DatabaseError, openDatabase } from './index.ts';
import { verifyIsolation } from './row-security.ts';
import { openTestDatabase } from './testing.ts';
import type { Transaction } from './transaction.ts';

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

const moment = new Date('2026-03-05T01:00:00Z');

const contact = (workspaceId: string, id: string, name = '张伟') => ({
  workspaceId,
  id,
  name,
  lifecycleStage: 'lead',
  createdAt: moment,
  updatedAt: moment,
});

const ids = (tx: Transaction) => tx.select({ id: contacts.id }).from(contacts).orderBy(contacts.id);

describe('round trip', () => {
  test('values of every kind the schema uses', async () => {
    const scope = { workspaceId: 'round-trip' };
    const row = {
      ...contact(scope.workspaceId, '1'),
      emails: ['a\\b"c@example.com', '', '张伟@例子.中国', 'NULL'],
      followUpOn: '2026-03-09',
      custom: { tier: 'gold', seats: 12, nested: { 城市: '上海' } },
    };
    await database.write(scope, (tx) => tx.insert(contacts).values(row));

    const [found] = await database.read(scope, (tx) => tx.query.contacts.findMany());
    expect(found).toMatchObject({ ...row, version: 1, deletedAt: null, doNotContact: false, phones: [] });

    const [raw] = await database.read(scope, (tx) =>
      tx.execute(sql`select count(*) as total, array_agg(id) as ids, 0.5::real as share from contacts`),
    );
    expect(raw).toEqual({ total: 1, ids: ['1'], share: 0.5 });

    const chosen = await database.read(scope, (tx) =>
      tx.execute(sql`select id from contacts where id = any(${sql.param(['1', '2'])}::text[])`),
    );
    expect(chosen).toHaveLength(1);
  });

  test('nearest neighbours by cosine distance', async () => {
    const [near] = await database.system((tx) =>
      tx.execute(sql`
        select label
        from (values ('east', '[1,0]'::vector), ('north', '[0,1]'::vector)) as points (label, place)
        order by place <=> '[0.1,0.9]'
        limit 1`),
    );
    expect(near).toEqual({ label: 'north' });
  });

  test('a thrown error of our own rolls back and comes through unchanged', async () => {
    const scope = { workspaceId: 'rollback' };
    const refusal = new RangeError('not today');
    const work = async (tx: Transaction) => {
      await tx.insert(contacts).values(contact(scope.workspaceId, '1'));
      throw refusal;
    };
    await expect(database.write(scope, work)).rejects.toBe(refusal);
    expect(await database.read(scope, ids)).toEqual([]);
  });

  test('a savepoint fails alone', async () => {
    const scope = { workspaceId: 'savepoint' };
    await database.write(scope, async (tx) => {
      await tx.insert(contacts).values(contact(scope.workspaceId, '1'));
      await tx
        .transaction((inner) => inner.insert(contacts).values(contact(scope.workspaceId, '1')))
        .catch(() => {});
      await tx.insert(contacts).values(contact(scope.workspaceId, '2'));
    });
    expect(await database.read(scope, ids)).toEqual([{ id: '1' }, { id: '2' }]);
  });

  test('transactions asked for at once all come to their turn', async () => {
    const scope = { workspaceId: 'crowd' };
    await database.write(scope, (tx) =>
      tx.insert(companies).values({ ...contact('crowd', '1'), employees: 0 }),
    );
    const increments = Array.from({ length: 40 }, () =>
      database.write(scope, (tx) =>
        tx.execute(sql`update companies set employees = employees + 1 where id = '1'`),
      ),
    );
    await Promise.all(increments);
    const [company] = await database.read(scope, (tx) => tx.query.companies.findMany());
    expect(company?.employees).toBe(40);
  });

  test('a transaction inside another is refused rather than waited for', async () => {
    const scope = { workspaceId: 'nested' };
    await expect(database.read(scope, () => database.read(scope, ids))).rejects.toThrow(/inside another/);
  });

  test('a description without secrets', async () => {
    const description = await database.describe();
    expect(description).toMatchObject({ kind: database.kind, owner: 'this process' });
    expect(description.migrations[0]).toBe('0000_extensions');
    expect(description.vectorVersion).toMatch(/^0\.8/);
    expect(description.location).not.toContain('@');
  });
});

describe('workspaces', () => {
  beforeAll(async () => {
    for (const workspaceId of ['a', 'b']) {
      await database.write({ workspaceId }, (tx) =>
        tx.insert(contacts).values(contact(workspaceId, workspaceId)),
      );
    }
  });

  test('see their own rows, whatever they ask for', async () => {
    expect(await database.read({ workspaceId: 'a' }, ids)).toEqual([{ id: 'a' }]);
    const asked = await database.read({ workspaceId: 'b' }, (tx) =>
      tx.execute(sql`select id from contacts where workspace_id = 'a'`),
    );
    expect(asked).toHaveLength(0);
  });

  test('no workspace, no rows', async () => {
    expect(await database.read({ workspaceId: '' }, ids)).toEqual([]);
    const unset = database.system(async (tx) => {
      await tx.execute(sql`set local role rapport_app`);
      return ids(tx);
    });
    expect(await unset).toEqual([]);
  });

  test('write nowhere else', async () => {
    const foreign = (tx: Transaction) => tx.insert(contacts).values(contact('b', 'stray'));
    await expect(database.write({ workspaceId: 'a' }, foreign)).rejects.toMatchObject({ sqlState: '42501' });

    const moved = (tx: Transaction) => tx.update(contacts).set({ workspaceId: 'b' });
    await expect(database.write({ workspaceId: 'a' }, moved)).rejects.toMatchObject({ sqlState: '42501' });

    await database.write({ workspaceId: 'a' }, (tx) => tx.execute(sql`delete from contacts where id = 'b'`));
    expect(await database.read({ workspaceId: 'b' }, ids)).toEqual([{ id: 'b' }]);
  });

  test('reads do not write, and the role makes no tables', async () => {
    const insert = (tx: Transaction) => tx.insert(contacts).values(contact('a', 'stray'));
    await expect(database.read({ workspaceId: 'a' }, insert)).rejects.toMatchObject({ sqlState: '25006' });
    const create = (tx: Transaction) => tx.execute(sql`alter table contacts disable row level security`);
    await expect(database.write({ workspaceId: 'a' }, create)).rejects.toMatchObject({ sqlState: '42501' });
  });

  test.runIf(process.env.TEST_DATABASE_URL === undefined)(
    'case 45: a role that could go past the policies is refused at the start',
    async () => {
      await using own = await openTestDatabase();
      const check = () => own.read({ workspaceId: '' }, verifyIsolation);
      await check();
      await own.system((tx) => tx.execute(sql`alter role rapport_app bypassrls`));
      await expect(check()).rejects.toMatchObject({ code: 'unavailable' });
    },
  );

  test('every table with a workspace_id forces its policy', async () => {
    const tables = await database.system((tx) =>
      tx.execute<{ name: string; forced: boolean; policies: number }>(sql`
        select
          relname as name,
          relrowsecurity and relforcerowsecurity as forced,
          (select count(*) from pg_policy where polrelid = pg_class.oid and polcmd = '*' and polpermissive) as policies
        from pg_class
        join information_schema.columns on table_schema = 'public' and table_name = relname
        where relkind = 'r' and column_name = 'workspace_id'`),
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const table of tables) expect(table).toMatchObject({ forced: true, policies: 2 });
  });

  test('the owner sees all of them', async () => {
    const found = await database.system((tx) =>
      tx.execute(sql`select id from contacts where workspace_id in ('a', 'b') order by id`),
    );
    expect([...found]).toEqual([{ id: 'a' }, { id: 'b' }]);
  });
});

describe('errors', () => {
  const wholeOf = (error: unknown) =>
    JSON.stringify(error, [
      'message',
      'stack',
      'hint',
      'code',
      'sqlState',
      'constraint',
      'cause',
      'query',
      'params',
    ]);

  test('say nothing of values, statements or the driver', async () => {
    await using plain = await openTestDatabase({ exposeCauses: false });
    const insert = (tx: Transaction) => tx.insert(contacts).values(contact('errors', '1', 'Dana Ortiz'));
    await plain.write({ workspaceId: 'errors' }, insert);
    const error = await plain.write({ workspaceId: 'errors' }, insert).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({
      code: 'conflict',
      sqlState: '23505',
      constraint: 'contacts_workspace_id_id_pk',
    });
    expect(wholeOf(error)).not.toMatch(/Dana|insert|duplicate|params/i);

    const broken = plain.read({ workspaceId: 'errors' }, (tx) => tx.execute(sql`select 'secret'::integer`));
    const thrown = await broken.catch((reason: unknown) => reason);
    expect(thrown).toMatchObject({ code: 'internal', sqlState: '22P02' });
    expect(wholeOf(thrown)).not.toContain('secret');
  });

  test('case 67: a deadlock or a failed serialisation is tried again', async () => {
    let attempts = 0;
    const work = async (tx: Transaction) => {
      attempts += 1;
      if (attempts < 3)
        await tx.execute(sql`do $$ begin raise exception 'x' using errcode = '40001'; end $$`);
      return 'done';
    };
    expect(await database.write({ workspaceId: 'retry' }, work)).toBe('done');
    expect(attempts).toBe(3);
  });
});

describe('limits', () => {
  const scope = { workspaceId: 'limits' };
  const endless = (tx: Transaction) => tx.execute(sql`select pg_sleep(0.2) from generate_series(1, 3)`);

  test('a deadline rejects, rolls back and leaves the database usable', async () => {
    const work = async (tx: Transaction) => {
      await tx.insert(contacts).values(contact(scope.workspaceId, 'late'));
      await endless(tx);
    };
    await expect(database.write({ ...scope, timeoutMs: 100 }, work)).rejects.toMatchObject({
      code: 'timeout',
      retryable: true,
    });
    expect(await database.read(scope, ids)).toEqual([]);
  });

  test('work that goes on past its deadline commits nothing', async () => {
    const { promise: finished, resolve } = Promise.withResolvers<void>();
    const work = async (tx: Transaction) => {
      await new Promise((later) => setTimeout(later, 150));
      await tx
        .insert(contacts)
        .values(contact(scope.workspaceId, 'late'))
        .catch(() => {});
      resolve();
    };
    await expect(database.write({ ...scope, timeoutMs: 50 }, work)).rejects.toMatchObject({
      code: 'timeout',
    });
    await finished;
    expect(await database.read(scope, ids)).toEqual([]);
  });

  test('an aborted signal stops a call with its own reason', async () => {
    const reason = new Error('the client left');
    const controller = new AbortController();
    const reading = database.read({ ...scope, signal: controller.signal }, endless);
    setTimeout(() => controller.abort(reason), 50);
    await expect(reading).rejects.toBe(reason);
    await expect(database.read({ ...scope, signal: controller.signal }, ids)).rejects.toBe(reason);
    expect(await database.read(scope, ids)).toEqual([]);
  });
});

test('a server that does not answer', async () => {
  await expect(openDatabase({ url: 'postgres://nobody:secret@127.0.0.1:1/none' })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.not.stringContaining('secret'),
  });
});
