/**
 * A process for the tests of shared data directories: writes a contact and a company in one transaction,
 * again and again, and says so on stdout once each is committed.
 *
 * Usage: node test-writer.ts DIRECTORY PREFIX COUNT
 */
import { enableCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';

enableCompileCache();
const { companies, contacts, DatabaseError, openDatabase } = await import('../index.ts');

const scope = { workspaceId: 'w' };
const [directory, prefix, count] = process.argv.slice(2);
const database = await openDatabase({ dataDirectory: directory! });
const { owner } = await database.describe();
process.stdout.write(`${owner === 'this process' ? 'owns' : 'attached'}\n`);

for (let number = 0; number < Number(count); number += 1) {
  const id = `${prefix}-${number}`;
  const moment = new Date(0);
  const record = { workspaceId: 'w', id, name: '张伟', createdAt: moment, updatedAt: moment };
  // A connection that is lost during the commit leaves open whether it happened.
  const write = async (): Promise<void> => {
    try {
      await database.write(scope, async (tx) => {
        await tx.insert(contacts).values({ ...record, lifecycleStage: 'lead' });
        await tx.insert(companies).values(record);
      });
    } catch (error) {
      if (!(error instanceof DatabaseError && error.retryable)) throw error;
      if ((await database.read(scope, (tx) => tx.$count(contacts, eq(contacts.id, id)))) === 0) await write();
    }
  };
  await write();
  process.stdout.write(`${id}\n`);
  await sleep(3);
}
await database.close();
