import { hash, randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type Change, digest, entryHash, verifyChain } from '../../src/trust/index.ts';
import type { App } from '../../src/wire.ts';
import { alternate, type Bench, type BenchHost, type Measure, median, spreadOf } from './bench.ts';
import { openEmptyApp } from './place.ts';

const fullSize = 50_000;
const fullRounds = 5;
/** So many are written by the product; the others are chained behind them, each like one of these. */
const written = 200;
const perStatement = 1_000;

/** How quickly the hash-chained change log is verified, against reading it row by row and hashing each payload. */
export const audit: Bench = {
  name: 'audit',
  description: {
    en: 'verification of the hash-chained change log, entries a second',
    zh: '每秒校验的哈希链变更日志条数',
  },
  async run({ size = fullSize, rounds = fullRounds }, host) {
    await using app = await openEmptyApp(host);
    const entries = await fill(app, size, host);
    const limits = { signal: host.signal, timeoutMs: 600_000 };
    const rate = async (work: () => Promise<unknown>) => {
      const begun = performance.now();
      await work();
      return entries / ((performance.now() - begun) / 1_000);
    };
    const rapport = () =>
      rate(async () => {
        const report = await app.runtime.read(app.session, (scope) => verifyChain(scope), limits);
        if (report.firstBreak !== null || report.entries !== entries)
          throw new Error('The change log is not whole.');
      });
    const plain = () => rate(() => app.runtime.read(app.session, ({ tx }) => readPlainly(tx), limits));
    await alternate({ rapport, plain }, 1, host.signal);
    const taken = await alternate({ rapport, plain }, rounds, host.signal);
    return [
      {
        name: 'verification',
        unit: 'rows/s',
        sides: { rapport: median(taken.rapport), 'read row by row': median(taken.plain) },
        spread: { rapport: spreadOf(taken.rapport), 'read row by row': spreadOf(taken.plain) },
        bar: { least: 50_000 },
        n: rounds,
        note: `${entries} entries of one record each; the first round is left out. The other side reads the same columns in one statement and hashes each payload once.`,
      } satisfies Measure,
      {
        name: 'verification against reading row by row',
        unit: 'share',
        sides: { ratio: median(taken.rapport.map((value, round) => value / taken.plain[round]!)) },
        ratio: median(taken.rapport.map((value, round) => value / taken.plain[round]!)),
        bar: { least: 1 },
        n: rounds,
        note: 'Entries a second, by the same rounds.',
      } satisfies Measure,
    ];
  },
};

type Transaction = Parameters<Parameters<App['database']['read']>[1]>[0];

async function readPlainly(tx: Transaction): Promise<number> {
  const rows = await tx.execute<{ salt: string; items: string }>(sql`
    select id, sequence, actor_id, client, tool, conversation_id, occurred_at, payload_digest, previous_hash, hash,
      undoes, bulk_id, undone_by, salt, items::text as items
    from changes order by sequence`);
  return rows.reduce((sum, { salt, items }) => sum + hash('sha256', salt + items).length, 0);
}

type Chained = Parameters<typeof entryHash>[0] & Pick<Change, 'hash'>;
type Written = Omit<Chained, 'occurredAt'> & { occurredAt: string; items: string };

const writtenEntries = sql`
  select id, sequence, actor_id as "actorId", client, tool, conversation_id as "conversationId",
    occurred_at::text as "occurredAt", payload_digest as "payloadDigest", previous_hash as "previousHash", hash,
    undoes, bulk_id as "bulkId", items::text as items
  from changes order by sequence`;

async function fill(app: App, size: number, { say, signal }: BenchHost): Promise<number> {
  const byProduct = Math.min(size, written);
  say(`Writing ${size} entries …`);
  for (let number = 0; number < byProduct; number++) {
    signal.throwIfAborted();
    const saved = await app.call('save_tasks', { title: `Call number ${number} about the renewal` });
    if (!saved.ok) throw new Error(saved.error.message);
  }
  return app.database.system(async (tx) => {
    const models = await tx.execute<Written>(writtenEntries);
    let last: Chained = { ...models.at(-1)!, occurredAt: new Date(models.at(-1)!.occurredAt) };
    for (let sequence = models.length + 1; sequence <= size; ) {
      const rows: (Chained & { items: string; salt: string })[] = [];
      for (; rows.length < perStatement && sequence <= size; sequence++) {
        const salt = randomBytes(16).toString('hex');
        const like = models[sequence % models.length]!;
        const entry = {
          ...like,
          occurredAt: new Date(like.occurredAt),
          id: `${like.id.slice(0, 4)}${String(sequence).padStart(15, '0')}`,
          sequence,
          payloadDigest: digest(salt, like.items),
          previousHash: last.hash,
        };
        last = { ...entry, hash: entryHash(entry) };
        rows.push({ ...last, items: like.items, salt });
      }
      await tx.execute(sql`
        insert into changes (workspace_id, id, sequence, actor_id, client, tool, occurred_at, items, salt,
          payload_digest, previous_hash, hash)
        select ${app.session.workspace.id}, id, sequence, "actorId", client, tool, "occurredAt", items::json, salt,
          "payloadDigest", "previousHash", hash
        from json_to_recordset(cast(${JSON.stringify(rows)}::text as json)) as given(id text, sequence bigint,
          "actorId" text, client text, tool text, "occurredAt" timestamptz, items text, salt text,
          "payloadDigest" text, "previousHash" text, hash text)`);
    }
    return last.sequence;
  });
}
