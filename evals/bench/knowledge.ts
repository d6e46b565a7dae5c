import { availableParallelism } from 'node:os';
import { sql } from 'drizzle-orm';
import { dimensions, nearestChunks } from '../../src/knowledge/index.ts';
import type { Scope } from '../../src/trust/index.ts';
import type { App } from '../../src/wire.ts';
import { type Bench, type BenchHost, type Measure, median, percentile } from './bench.ts';
import { type KnowledgeCorpus, madeVector, makeCorpus } from './knowledge/corpus.ts';
import { openEmptyApp } from './place.ts';

const fullSize = 100_000;
const questionsAsked = 60;
/** Of these, compared with all vectors one by one, which takes seconds each. */
const questionsCompared = 30;
const shownFirst = 10;
/** Of all passages, those of the small workspace. */
const smallShare = 0.01;
const mostMilliseconds = 60;
const leastRecall = 0.95;
const embedderName = 'bench';
/** Room for the whole graph of the vectors: without it the index takes many times as long. */
const indexMemory = '1GB';

/** Search in a knowledge base of 100,000 passages, of which one workspace holds 1 %. */
export const knowledge: Bench = {
  name: 'knowledge',
  description: {
    en: 'searching 100,000 passages, one workspace with 1 % of them, against exact comparison of vectors',
    zh: '在 10 万个段落（其中一个工作区占 1 %）中搜索，与逐一比较向量的结果相比',
  },
  async run({ size = fullSize, rounds = 1 }, host) {
    await using app = await openEmptyApp(host);
    const parts = await partsOf(app, size);
    await fill(app, parts, host);
    return await measureKnowledge(parts, rounds, host);
  },
};

/** A small workspace and the rest of all passages. */
export async function partsOf(app: App, size: number): Promise<Part[]> {
  const small = Math.round(size * smallShare);
  return [
    { name: 'workspace of 1 %', app: await app.inWorkspace('small'), corpus: makeCorpus(small, 2) },
    { name: 'workspace of 99 %', app, corpus: makeCorpus(size - small, 1) },
  ];
}

/** Files the passages with their vectors, and makes the index of these once all are in: a fraction of the time. */
export async function fill({ database }: App, parts: readonly Part[], host: BenchHost): Promise<void> {
  const index = await database.system(dropIndex);
  for (const part of parts) await load(part, host);
  host.say('The passages are in; now the index of their vectors.');
  await database.system(async (tx) => {
    await tx.execute(sql`
      select
        set_config('maintenance_work_mem', ${indexMemory}, true),
        set_config('max_parallel_maintenance_workers', ${String(availableParallelism())}, true)`);
    await tx.execute(sql.raw(index));
  });
  for (const table of ['knowledge_chunks', 'terms'])
    await database.system((tx) => tx.execute(sql.raw(`analyze ${table}`)));
}

/** @returns what makes the index of vectors anew */
async function dropIndex(tx: Scope['tx']): Promise<string> {
  const [index] = await tx.execute<{ indexdef: string }>(
    sql`select indexdef from pg_indexes where indexname = 'knowledge_chunks_embedding'`,
  );
  await tx.execute(sql`drop index knowledge_chunks_embedding`);
  return index!.indexdef;
}

export interface Part {
  name: string;
  app: App;
  corpus: KnowledgeCorpus;
}

/** Files passages with their terms and vectors, without their ingestion, which another bench measures. */
async function load({ app, corpus: { passages } }: Part, { say, signal }: BenchHost): Promise<void> {
  const batch = 2_000;
  for (let start = 0; start < passages.length; start += batch) {
    signal.throwIfAborted();
    const rows = passages.slice(start, start + batch);
    await app.load(
      'knowledge_document',
      rows.map(({ id, text }) => ({
        id,
        title: id,
        source: id,
        mediaType: 'text/markdown',
        language: 'en',
        content: text,
        contentHash: id,
        ingestedAt: new Date(0),
      })),
    );
    const vectors = rows.map(({ id, topic, seed }) => ({
      id: `${id}.0`,
      vector: JSON.stringify(madeVector(topic, seed)),
    }));
    await app.database.write({ workspaceId: app.session.workspace.id }, (tx) =>
      tx.execute(sql`
        update knowledge_chunks set embedder = ${embedderName}, embedding = made.vector::vector
        from json_to_recordset(cast(${JSON.stringify(vectors)}::text as json)) as made(id text, vector text)
        where workspace_id = ${app.session.workspace.id} and knowledge_chunks.id = made.id`),
    );
    say(`${start + rows.length} of ${passages.length} passages`);
  }
}

/** How fast searches are, and how right, over passages that are filed. */
export async function measureKnowledge(
  parts: readonly Part[],
  rounds: number,
  host: BenchHost,
): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const part of parts) measures.push(...(await measurePart(part, rounds, host)));
  return measures;
}

async function measurePart(
  { name, app, corpus }: Part,
  rounds: number,
  { signal }: BenchHost,
): Promise<Measure[]> {
  const limits = { signal, timeoutMs: 60_000 };
  const times: number[] = [];
  const recalls: number[] = [];
  const questions = corpus.questions.slice(0, questionsAsked);
  for (let round = 0; round < rounds; round++)
    for (const [index, { text, topic, seed }] of questions.entries()) {
      const vectors = { embedder: embedderName, isLexical: false, vector: madeVector(topic, seed) };
      const start = performance.now();
      await app.runtime.read(
        app.session,
        (_, services) => services.knowledge.search(text, { limit: 3, vectors }),
        limits,
      );
      times.push(performance.now() - start);
      if (round > 0 || index >= questionsCompared) continue;
      const [near, exact] = await app.runtime.read(
        app.session,
        async ({ tx, workspace }) => {
          const bound = { tx, workspaceId: workspace.id };
          const count = corpus.passages.length;
          return [
            await nearestChunks(bound, vectors, count, shownFirst),
            await nearestChunks(bound, vectors, 0, shownFirst),
          ] as const;
        },
        limits,
      );
      const found = [...exact.keys()].filter((id) => near.has(id)).length;
      recalls.push(found / Math.max(1, exact.size));
    }
  const mean = recalls.reduce((sum, value) => sum + value, 0) / recalls.length;
  const note = `${corpus.passages.length} passages with made-up vectors of ${dimensions} numbers in clusters; words drawn by Zipf’s law.`;
  return [
    {
      name: `search p95, ${name}`,
      unit: 'ms',
      sides: { p95: percentile(times, 0.95), p50: median(times) },
      bar: { most: mostMilliseconds },
      n: times.length,
      note,
    },
    {
      name: `recall of the first ten, ${name}`,
      unit: 'share',
      sides: { recall: mean },
      bar: { least: leastRecall },
      n: recalls.length,
      note: 'Beside exact comparison of all vectors of the workspace.',
    },
  ];
}
