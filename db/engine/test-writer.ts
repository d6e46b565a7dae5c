/**
 * A process for the tests of shared data directories: writes a contact and a company in one transaction,
 * again and again, and says so on stdout once each is committed.
 *
 * Usage: node test-writer.ts DIRECTORY PREFIX COUNT
 */
import { companies, contacts, openDatabase } from '../index.ts';

const [directory, prefix, count] = process.argv.slice(2);
const database = await openDatabase({ dataDirectory: directory! });
const { owner } = await database.describe();
process.stdout.write(`${owner === 'this process' ? 'owns' : 'attached'}\n`);

for (let number = 0; number < Number(count); number += 1) {
  const id = `${prefix}-${number}`;
  const moment = new Date(0);
  const record = { workspaceId: 'w', id, name: '张伟', createdAt: moment, updatedAt: moment };
  await database.write({ workspaceId: 'w' }, async (tx) => {
    await tx.insert(contacts).values({ ...record, lifecycleStage: 'lead' });
    await tx.insert(companies).values(record);
  });
  process.stdout.write(`${id}\n`);
}
await database.close();
