import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sql } from 'drizzle-orm';
import type postgres from 'postgres';
import { createImporting } from '../../src/quality/index.ts';
import type { App } from '../../src/wire.ts';
import { openBatches } from '../../tools/kernel/batches.ts';
import { type Bench, type BenchHost, type Measure, median, spreadOf } from './bench.ts';
import { runImport } from './import/own-process.ts';
import { writeLines } from './import/write-lines.ts';
import { openEmptyApp } from './place.ts';
import { type Person, person } from './search/people.ts';

const fullSize = 100_000;
const leastShare = 0.2;
const seed = 23;
const companies = 5_000;

/** An import of contacts against COPY of the same rows into the contacts table. */
export const importing: Bench = {
  name: 'import',
  description: {
    en: 'an import of 100,000 contacts from CSV against COPY of the same rows into their table',
    zh: '从 CSV 导入 10 万名联系人，与用 COPY 写入同样的行相比',
  },
  async run({ size = fullSize, rounds = 1 }, host) {
    const folder = await mkdtemp(join(tmpdir(), 'rapport-bench-import-'));
    try {
      await using app = await openEmptyApp(host);
      const file = join(folder, 'contacts.csv');
      await writeLines(file, linesOf(size));
      const megabytes = (await stat(file)).size / 1e6;
      host.say(`${size} contacts, ${megabytes.toFixed(0)} MB of CSV.`);
      return await measure(app, file, size, rounds, host);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(
  app: App,
  file: string,
  size: number,
  rounds: number,
  host: BenchHost,
): Promise<Measure[]> {
  const taken: Record<'import' | 'copy', number[]> = { import: [], copy: [] };
  for (let round = 0; round < rounds; round++) {
    const target = await app.inWorkspace(`import ${round}`);
    taken.import.push(await rate(size, () => importFile(target, file, size, host)));
    host.say(`import: ${Math.round(taken.import.at(-1)!)} rows/s`);
    if (host.databaseUrl === undefined) continue;
    const copied = join(dirname(file), `contacts-${round}.txt`);
    await writeLines(copied, copyLinesOf(size, round));
    taken.copy.push(await rate(size, () => copyContacts(app, copied)));
    host.say(`COPY: ${Math.round(taken.copy.at(-1)!)} rows/s`);
  }
  const speed = median(taken.import);
  const { memory } = await runImport(file, host);
  if (host.databaseUrl === undefined)
    return [
      {
        name: 'import',
        unit: 'rows/s',
        sides: { rapport: speed },
        n: rounds,
        note: 'the embedded engine takes no COPY over its socket: no ratio',
      },
      ...memory,
    ];
  const copied = median(taken.copy);
  return [
    {
      name: 'import',
      unit: 'rows/s',
      sides: { rapport: speed, copy: copied },
      spread: { rapport: spreadOf(taken.import), copy: spreadOf(taken.copy) },
      ratio: speed / copied,
      bar: { least: leastShare },
      n: rounds,
      note: 'with reading the CSV, validation, companies, search index and change log; COPY of the contacts alone',
    },
    ...memory,
  ];
}

async function rate(size: number, work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (size / (performance.now() - start)) * 1_000;
}

async function importFile(app: App, file: string, size: number, { signal }: BenchHost): Promise<void> {
  const { currency } = app.session.workspace;
  const workspace = { language: 'en', currency, customFields: () => [] } as const;
  const prepared = await createImporting(dirname(file)).prepare({ path: file, kind: 'contact' }, workspace);
  const batches = openBatches(app, { kind: 'import', tool: 'import_records' }, signal);
  const report = await prepared.land(batches, { dryRun: false });
  if (report.created !== size)
    throw new Error(
      `${report.created} of ${size} contacts went in: ${JSON.stringify(report.problems.slice(0, 3))}`,
    );
}

/** COPY of the same rows, which stand in a file, as another workspace's. */
async function copyContacts(app: App, file: string): Promise<void> {
  await app.database.system(async (tx) => {
    await tx.execute(sql`select 1`);
    const { client } = (tx as unknown as { session: { client: postgres.TransactionSql } }).session;
    const columns =
      'workspace_id, id, version, created_at, updated_at, name, company_id, job_title, emails, phones, lifecycle_stage, owner_id';
    const writable = await client.unsafe(`copy contacts (${columns}) from stdin`).writable();
    await pipeline(createReadStream(file), writable);
  });
}

function* copyLinesOf(size: number, round: number): Generator<string> {
  for (let number = 0; number < size; number++) yield copyLine(number, round);
}

function copyLine(number: number, round: number): string {
  const { name, email, phone } = personOf(number);
  const values = [
    `wor_copied${round}`,
    `con_copied${String(number).padStart(9, '0')}`,
    1,
    '2026-03-05T09:00:00Z',
    '2026-03-05T09:00:00Z',
    name,
    `com_copied${String(number % companies).padStart(9, '0')}`,
    'Buyer',
    `{${email}}`,
    `{${phone}}`,
    'Lead',
    'usr_copied000000001',
  ];
  return `${values.join('\t')}\n`;
}

function* linesOf(size: number): Generator<string> {
  yield 'Name,Email,Phone,Company,Job title\n';
  for (let number = 0; number < size; number++) {
    const { name, email, phone, script } = personOf(number);
    const company = script === 'han' ? `华阳科技${number % companies}` : `Harbor ${number % companies} Ltd`;
    yield `${name},${email},${phone},${company},Buyer\n`;
  }
}

/** A person whose e-mail address is nobody else's. */
function personOf(number: number): Person {
  const made = person(number, seed);
  return { ...made, email: made.email.replace('@', `.${number}@`) };
}
