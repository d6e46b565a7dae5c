import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { contacts, openDatabase } from '../index.ts';

const disk = mkdtempSync(join(tmpdir(), 'rapport-test-'));
const mounted = mountSmallDisk();

/** A disk of its own takes rights that not every machine gives. */
function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=110m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

afterAll(() => {
  if (mounted) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

test.skipIf(!mounted)(
  'case 65: a disk that fills up under a transaction: said plainly, nothing lost',
  async () => {
    await using database = await openDatabase({ dataDirectory: join(disk, 'data') });
    const scope = { workspaceId: 'w' };
    const insert = (prefix: string, count: number) => sql`
    insert into contacts (workspace_id, id, name, lifecycle_stage, created_at, updated_at, notes)
    select 'w', ${prefix} || turn, 'Dana', 'lead', now(), now(),
      (select string_agg(md5(random()::text || turn || part), '') from generate_series(1, 200) as part)
    from generate_series(1, ${count}::integer) as turn`;
    const count = () => database.read(scope, (tx) => tx.$count(contacts));
    await database.write(scope, (tx) => tx.execute(insert('small', 10)));

    const tooMuch = database.write(scope, (tx) => tx.execute(insert('large', 20_000)));
    await expect(tooMuch).rejects.toMatchObject({
      code: 'storage_full',
      hint: expect.stringContaining('Free'),
    });
    await expect(database.write(scope, (tx) => tx.execute(insert('next', 1)))).rejects.toMatchObject({
      code: 'storage_full',
    });

    execFileSync('mount', ['-o', 'remount,size=400m', disk]);
    expect(await count()).toBe(10);
    await database.write(scope, (tx) => tx.execute(insert('last', 1)));
    expect(await count()).toBe(11);
  },
);
