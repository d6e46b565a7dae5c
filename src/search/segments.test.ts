import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database, Transaction } from '../../db/index.ts';
import { openTestDatabase } from '../../db/testing.ts';
import { blocksOf, firstBlockCount, mergedBlocks, rangesOver } from './block-layout.ts';
import { createSearch, type IndexedText, type Search } from './index.ts';

let database: Database;
let workspaces = 0;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const firsts = ['Ana', 'Boris', '张', '李', 'Chloé'];
const lasts = ['Silva', 'Novak', '伟', '小明', 'O’Neil'];
const queries = [
  'ana silva',
  'Borsi Novak',
  '张伟',
  'zhang wei',
  '小明',
  '555',
  'person17@example.com',
  'persno18@example.com',
  'Neil',
];

const recordOf = (number: number) => ({
  id: `con_${String(number).padStart(4, '0')}`,
  texts: [
    { text: `${firsts[number % 5]} ${lasts[Math.floor(number / 5) % 5]}`, as: 'name' },
    { text: `person${number}@example.com`, as: 'email' },
    { text: `+1 415 555 ${1000 + number}`, as: 'phone' },
  ] as IndexedText[],
});
const records = Array.from({ length: 120 }, (_, number) => recordOf(number));

const inWorkspace = () => {
  const workspaceId = `segments-${++workspaces}`;
  return <T>(work: (search: Search, tx: Transaction) => Promise<T>) =>
    database.write({ workspaceId }, (tx) => work(createSearch({ tx, workspaceId }), tx));
};

test('what is filed together is found like what was filed one by one, whatever was changed or removed since', async () => {
  const together = inWorkspace();
  const apart = inWorkspace();
  await together((search) => search.add('contact', records));
  await apart((search) => search.indexMany('contact', records));
  const answers = (run: typeof together) =>
    run(async (search) => {
      const found = [];
      for (const query of queries) found.push(await search.find('contact', query, { limit: 10 }));
      return found;
    });
  const edit = fc.record({
    removed: fc.array(fc.nat(119), { maxLength: 40 }),
    renamed: fc.array(fc.nat(119), { maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(edit, async ({ removed, renamed }) => {
      for (const run of [together, apart])
        await run(async (search) => {
          await search.remove(removed.map((number) => records[number]!.id));
          const changed = renamed.map((number) => ({ ...recordOf(number + 7), id: records[number]!.id }));
          await search.indexMany(
            'contact',
            changed.filter(({ id }, index) => changed.findIndex((other) => other.id === id) === index),
          );
        });
      expect(await answers(together)).toEqual(await answers(apart));
    }),
    { numRuns: 12 },
  );
  for (const run of [together, apart]) await run((search) => search.remove(records.map(({ id }) => id)));
  expect((await answers(together)).flat()).toEqual([]);
});

test('what was filed in many segments is found when they have become one, and what is changed or removed then is not', async () => {
  const run = inWorkspace();
  const [segments, inEach] = [64, 50];
  const all = Array.from({ length: segments * inEach }, (_, number) => recordOf(number));
  for (let start = 0; start < all.length; start += inEach)
    await run((search) => search.add('contact', all.slice(start, start + inEach)));
  const texts = all.map(({ texts }) => texts[1]!.text);
  const answers = () =>
    run(async (search) => {
      const found = [];
      for (const query of ['zhang xiaoming', 'persno3199@example.com', '+1 415 555 4000', '李伟', '3998'])
        found.push(await search.find('contact', query, { limit: 10 }));
      return [...found, await search.named('contact', texts, 'email')];
    });
  const apart = await answers();
  expect(await run((search) => search.tidy())).toBe(true);
  expect(await answers()).toEqual(apart);
  expect(await run((search) => search.tidy())).toBe(false);

  const removed = all.filter((_, number) => number % 3 === 0).map(({ id }) => id);
  const renamed = { ...recordOf(5_000), id: all[7]!.id };
  await run(async (search) => {
    await search.remove(removed);
    await search.indexMany('contact', [renamed]);
  });
  const left = all.filter(({ id }) => id !== renamed.id && !removed.includes(id));
  const named = await run((search) => search.named('contact', [...texts, 'person5000@example.com'], 'email'));
  expect(named).toEqual(
    new Map([
      ...left.map(({ id, texts }) => [texts[1]!.text, [id]] as const),
      ['person5000@example.com', [renamed.id]],
    ]),
  );
  await run((search) => search.remove(all.map(({ id }) => id)));
  const rows = await run((_, tx) =>
    tx.execute(sql`select kind from term_blocks union all select kind from segments`),
  );
  expect([...rows]).toEqual([]);
});

test('segments of different layouts become one that holds what they held', () => {
  const blocks = (names: readonly string[], layout: number, segment: string) => {
    const lines = names.map((name) => ({ name, block: blocksOf(`n:${name}`)[layout]! }));
    return [...Map.groupBy(lines, ({ block }) => block)].map(([block, held]) => ({
      block,
      segment,
      shared: 4,
      terms: `\n${held.map(({ name }) => `n:${name}\t${name}x`).join('\n')}\n`,
    }));
  };
  const names = Array.from({ length: 5_000 }, (_, number) => `${number % 2 === 0 ? 'ana' : '王'}${number}`);
  const parts = [0, 1, 2].map((layout) => blocks(names, layout, `con_${layout}`));
  const found = new Map<string, string[]>();
  let heard = 0;
  for (let start = 0; start < firstBlockCount; start += 64) {
    const ranges = rangesOver(start, 64);
    const kept = parts.flatMap((part, layout) =>
      part.filter(({ block }) => block >= ranges[layout]![0] && block <= ranges[layout]![1]),
    );
    const merged = mergedBlocks(kept, 4, 1, () => heard++);
    for (const [index, text] of (merged.texts === '' ? [] : merged.texts.split('\f')).entries())
      for (const line of text.slice(1, -1).split('\n')) {
        const [term = '', holders = ''] = line.split('\t');
        expect(merged.numbers[index]).toBe(blocksOf(term)[1]);
        found.set(term, holders.split(' '));
      }
  }
  expect(heard).toBe(names.length);
  expect(found).toEqual(new Map(names.map((name) => [`n:${name}`, [`${name}x`, `${name}x`, `${name}x`]])));
});

test('exact names, e-mails and phones are looked up many at once', async () => {
  const run = inWorkspace();
  await run((search) => search.add('contact', records));
  const found = await run((search) =>
    search.named('contact', ['PERSON7@example.com', 'nobody@x.io'], 'email'),
  );
  expect(found).toEqual(new Map([['PERSON7@example.com', ['con_0007']]]));
  const phones = await run((search) => search.named('contact', ['+1 (415) 555-1003'], 'phone'));
  expect(phones).toEqual(new Map([['+1 (415) 555-1003', ['con_0003']]]));
});
