import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../index.ts';
import { killWriters, missing, startWriter, stored, until } from './test-processes.ts';

afterEach(killWriters);

test('killed thirty times while writing: every acknowledged transaction is there, whole', {
  timeout: 900_000,
}, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'rapport-test-'));
  const acknowledged: string[] = [];
  for (let round = 0; round < 30; round += 1) {
    const writer = await startWriter(directory, `round${round}`);
    expect(writer.role).toBe('owns');
    await until(() => writer.acknowledged.length > 0);
    await sleep((round * 37) % 150);
    await writer.kill();
    acknowledged.push(...writer.acknowledged);
  }

  const database = await openDatabase({ dataDirectory: directory });
  const found = await stored(database);
  expect(missing(acknowledged, found.contacts)).toEqual([]);
  expect(found.companies).toEqual(found.contacts);
  await database.close();
  await rm(directory, { recursive: true });
});
