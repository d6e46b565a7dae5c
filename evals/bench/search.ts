import { sql } from 'drizzle-orm';
import type { Scope } from '../../src/trust/index.ts';
import type { App } from '../../src/wire.ts';
import type { Services } from '../../tools/kernel/context.ts';
import { type Bench, type BenchHost, type Measure, median, percentile, spreadOf } from './bench.ts';
import { openEmptyApp } from './place.ts';
import { loadPeople } from './search/load.ts';
import type { Person } from './search/people.ts';
import { type Asked, askedOf, shapes } from './search/queries.ts';

const fullSize = 100_000;
const fullQuestions = 700;
const smallQuestions = 70;
const fullRounds = 3;
const looked = 50;
const shownFirst = 3;
const seed = 11;
const mostBeyondLookup = { embedded: 45, postgres: 25 };
const leastRight = 0.97;

/** `search_contacts` over 100,000 people in one of 50 workspaces, against reading 50 rows by their ids. */
export const search: Bench = {
  name: 'search',
  description: {
    en: 'search_contacts among 100,000 people in one of 50 workspaces, against 50 rows read by id',
    zh: '50 个工作区之一，10 万名联系人中的 search_contacts，与按 ID 读取 50 行相比',
  },
  async run({ size = fullSize, rounds = fullRounds }, host) {
    await using app = await openEmptyApp(host);
    const loaded = await loadPeople(app, size, host);
    return await measureSearch(
      loaded.app,
      loaded.people,
      { questions: size < fullSize ? smallQuestions : fullQuestions, rounds },
      host,
    );
  },
};

/** The same over people who are loaded already. */
export async function measureSearch(
  app: App,
  people: readonly Person[],
  { questions, rounds }: { questions: number; rounds: number },
  { say, signal }: Pick<BenchHost, 'say' | 'signal'>,
): Promise<Measure[]> {
  const asked = askedOf(people, questions, seed);
  const answers: Answer[] = [];
  for (const one of asked) {
    signal.throwIfAborted();
    answers.push(await judged(app, one));
  }
  say(`${asked.length} questions answered; now by turns with the lookup, ${rounds} rounds.`);
  const taken: Timing[][] = [];
  for (let round = 0; round < rounds; round++) taken.push(await timed(app, asked, people, round, signal));
  return [speed(app, taken), ...speedByShape(taken), rightness(answers), scans(answers)];
}

interface Answer {
  asked: Asked;
  isRight: boolean;
  scanned: boolean;
}

/** Whether the person meant, or one of the very same name, stands among the first three. */
async function judged(app: App, asked: Asked): Promise<Answer> {
  return read(app, async ({ tx }, { crm }) => {
    const before = await rowsScanned(tx);
    const page = await crm.list('contact', { query: asked.text, limit: shownFirst });
    const isMeant = ({ id, name }: { id: string; name?: unknown }) =>
      id === asked.meant.id || (isByName(asked) && name === asked.meant.name);
    const scanned = (await rowsScanned(tx)) > before;
    return { asked, isRight: page.items.some(isMeant), scanned };
  });
}

/** How many rows were read from tables without an index; Postgres may count those of the transaction before too. */
async function rowsScanned(tx: Scope['tx']): Promise<number> {
  const [counted] = await tx.execute<{ rows: number }>(sql`
    select sum(seq_tup_read)::integer as rows from pg_stat_xact_user_tables
    where relname in ('terms', 'term_blocks', 'segments', 'segment_records', 'contacts')`);
  return counted!.rows;
}

const isByName = ({ shape }: Asked): boolean => shape !== 'phone' && shape !== 'email';

interface Timing {
  shape: Asked['shape'];
  searchMs: number;
  lookupMs: number;
}

async function timed(
  app: App,
  asked: readonly Asked[],
  people: readonly Person[],
  round: number,
  signal: AbortSignal,
): Promise<Timing[]> {
  const found: Timing[] = [];
  for (const [index, { shape, text }] of asked.entries()) {
    signal.throwIfAborted();
    const ids = Array.from(
      { length: looked },
      (_, number) => people[(index * 7_919 + number * 104_729 + round) % people.length]!.id,
    );
    const lookup = () => milliseconds(() => lookUp(app, ids));
    const searching = () =>
      milliseconds(() => read(app, (_, { crm }) => crm.list('contact', { query: text })));
    const isFirst = (index + round) % 2 === 0;
    const before = isFirst ? await lookup() : await searching();
    const after = isFirst ? await searching() : await lookup();
    found.push({ shape, searchMs: isFirst ? after : before, lookupMs: isFirst ? before : after });
  }
  return found;
}

const lookUp = (app: App, ids: readonly string[]) =>
  read(app, ({ tx, workspace }) =>
    tx.execute(sql`
      select * from contacts
      where workspace_id = ${workspace.id} and id in (${sql.join(
        ids.map((id) => sql`${id}`),
        sql`, `,
      )})`),
  );

const read = <Result>(
  app: App,
  work: (scope: Scope, services: Services) => Promise<Result>,
): Promise<Result> =>
  app.runtime.read(app.session, work, { signal: new AbortController().signal, timeoutMs: 60_000 });

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function speed({ database }: App, taken: readonly Timing[][]): Measure {
  const searches = taken.map((round) =>
    percentile(
      round.map(({ searchMs }) => searchMs),
      0.95,
    ),
  );
  const lookups = taken.map((round) =>
    percentile(
      round.map(({ lookupMs }) => lookupMs),
      0.95,
    ),
  );
  const beyond = searches.map((value, round) => value - lookups[round]!);
  return {
    name: 'p95 of a search beyond p95 of the lookup',
    unit: 'ms',
    sides: { beyond: median(beyond), search: median(searches), lookup: median(lookups) },
    spread: { beyond: spreadOf(beyond), search: spreadOf(searches), lookup: spreadOf(lookups) },
    bar: { most: mostBeyondLookup[database.kind] },
    n: taken.flat().length,
    note: 'The whole service, transaction and rendering included, as the application role under row-level security.',
  };
}

const speedByShape = (taken: readonly Timing[][]): Measure[] =>
  shapes.map((shape) => {
    const times = taken
      .flat()
      .filter((timing) => timing.shape === shape)
      .map(({ searchMs }) => searchMs);
    return {
      name: shape,
      unit: 'ms',
      sides: { p50: median(times), p95: percentile(times, 0.95) },
      n: times.length,
    };
  });

function rightness(answers: readonly Answer[]): Measure {
  const share = (some: readonly Answer[]) => some.filter(({ isRight }) => isRight).length / some.length;
  return {
    name: 'right contact among the first three',
    unit: 'share',
    sides: {
      all: share(answers),
      ...Object.fromEntries(
        shapes.map((shape) => [shape, share(answers.filter(({ asked }) => asked.shape === shape))]),
      ),
    },
    bar: { least: leastRight },
    n: answers.length,
  };
}

const scans = (answers: readonly Answer[]): Measure => ({
  name: 'searches that read a table from end to end',
  unit: 'share',
  sides: { share: answers.filter(({ scanned }) => scanned).length / answers.length },
  bar: { most: 0 },
  n: answers.length,
  note: 'Counted by Postgres itself inside each search’s transaction (pg_stat_xact_user_tables).',
});
