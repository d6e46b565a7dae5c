import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/index.ts';
import { openTestDatabase } from '../../db/testing.ts';
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
  return <T>(work: (search: Search) => Promise<T>) =>
    database.write({ workspaceId }, (tx) => work(createSearch({ tx, workspaceId })));
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
