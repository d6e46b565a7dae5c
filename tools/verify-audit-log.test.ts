import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

// Every way to tamper with it is in src/trust/verify-chain.test.ts.
test('verify_audit_log: whole, against a head kept elsewhere, and where it was tampered with', async () => {
  await using client = await connectTestClient({ company: 'none' });
  expect(await client.call('verify_audit_log', {})).toMatchObject({ whole: true, entries: 0, head: null });
  for (const title of ['Call Dana', '致电张伟']) await client.call('save_tasks', { title });
  // Many at once make one chain.
  await Promise.all(
    Array.from({ length: 32 }, (_, number) => client.app.call('save_tasks', { title: `Together ${number}` })),
  );
  const { head } = await client.call('verify_audit_log', {});
  expect(head).toMatch(/^34:[\da-f]{64}$/);
  expect(await client.call('verify_audit_log', { head })).toMatchObject({ whole: true, firstBreak: null });
  expect(await client.fail('verify_audit_log', { head: '头部值' })).toMatchObject({ code: 'invalid_input' });
  const { id } = client.app.session.workspace;
  await client.app.database.system((tx) =>
    tx.execute(sql`delete from changes where workspace_id = ${id} and sequence > 20`),
  );
  expect(await client.call('verify_audit_log', {})).toMatchObject({ whole: true, entries: 20 });
  expect(await client.call('verify_audit_log', { head })).toMatchObject({
    whole: false,
    firstBreak: { sequence: 21, reason: 'missing' },
  });
});
