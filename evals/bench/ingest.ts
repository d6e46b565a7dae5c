import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../../src/wire.ts';
import { type Bench, type BenchHost, type Measure, median, spreadOf } from './bench.ts';
import { writeDocuments } from './ingest/folder.ts';
import { openEmptyApp } from './place.ts';

const fullSize = 500;
const leastTimesFaster = 20;

/** A folder of documents brought into the knowledge base, and brought in again unchanged. */
export const ingest: Bench = {
  name: 'ingest',
  description: {
    en: 'a folder of 500 documents into the knowledge base, and the same folder again, unchanged',
    zh: '把含 500 份文档的文件夹收入知识库，再原样收入一次',
  },
  async run({ size = fullSize, rounds = 3 }, host) {
    const folder = await mkdtemp(join(tmpdir(), 'rapport-bench-ingest-'));
    try {
      const megabytes = (await writeDocuments(folder, size)) / 1e6;
      host.say(`${size} documents, ${megabytes.toFixed(1)} MB.`);
      await using app = await openEmptyApp(host, { files: folder, tools: ['add_knowledge'] });
      return await measure(app, folder, { size, rounds, megabytes }, host);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(
  app: App,
  folder: string,
  { size, rounds, megabytes }: { size: number; rounds: number; megabytes: number },
  host: BenchHost,
): Promise<Measure[]> {
  const taken = { first: [] as number[], second: [] as number[] };
  let passages = 0;
  for (let round = 0; round < rounds; round++) {
    host.signal.throwIfAborted();
    const target = await app.inWorkspace(`ingest ${round}`);
    const first = await timed(() => bringIn(target, folder, host));
    if (first.result.added !== size)
      throw new Error(`${String(first.result.added)} of ${size} documents went in.`);
    passages = Number(first.result.chunks);
    const second = await timed(() => bringIn(target, folder, host));
    if (second.result.unchanged !== size)
      throw new Error(`${String(second.result.unchanged)} of ${size} documents were known.`);
    taken.first.push(first.milliseconds);
    taken.second.push(second.milliseconds);
    const rate = Math.round((passages / first.milliseconds) * 1_000);
    host.say(`${passages} passages, ${rate} a second; again: ${Math.round(second.milliseconds)} ms`);
  }
  const rates = taken.first.map((milliseconds) => (passages / milliseconds) * 1_000);
  return [
    {
      name: 'the same folder again',
      unit: 'ms',
      sides: { first: median(taken.first), again: median(taken.second) },
      spread: { first: spreadOf(taken.first), again: spreadOf(taken.second) },
      ratio: median(taken.first) / median(taken.second),
      bar: { least: leastTimesFaster },
      n: rounds,
      note: `${size} documents, ${megabytes.toFixed(1)} MB of Markdown, HTML and CSV in both languages; the first run against the second`,
    },
    {
      name: 'passages brought in',
      unit: 'rows/s',
      sides: { rapport: median(rates) },
      spread: { rapport: spreadOf(rates) },
      n: rounds,
      note: `${passages} passages, with reading, cutting, indexing and change log`,
    },
  ];
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; milliseconds: number }> {
  const start = performance.now();
  const result = await work();
  return { result, milliseconds: performance.now() - start };
}

async function bringIn(app: App, folder: string, host: BenchHost): Promise<Record<string, unknown>> {
  let said = 0;
  const outcome = await app.call(
    'add_knowledge',
    { paths: [folder] },
    {
      signal: host.signal,
      confirm: async () => 'approved',
      progress(done, total) {
        const quarter = Math.floor((4 * done) / Math.max(1, total));
        if (quarter > said) host.say(`${quarter * 25} %`);
        said = quarter;
      },
    },
  );
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.data;
}
